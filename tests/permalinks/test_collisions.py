from __future__ import annotations

import pytest

from permalinks.collisions import Claim, Claims


@pytest.mark.parametrize(
    ("taken", "wanted", "reason"),
    [
        ("a.html", "a.html", "also where first.md goes"),
        ("A.html", "a.html", "also where first.md goes ('A.html')"),
        ("café.html", "cafe\u0301.html", "also where first.md goes"),
        ("~a.html", "%7Ea.html", "also where first.md goes"),
        ("a/index.html", "a", "is a file where first.md needs a folder"),
        ("a", "a/b/index.html", "needs a folder where first.md is a file"),
        ("a.html", "_static/a.html", "belongs to Sphinx"),
        ("a.html", "_Images/a.html", "belongs to Sphinx"),
    ],
)
def test_conflict(taken: str, wanted: str, reason: str) -> None:
    claims = Claims()
    claims.add(Claim(taken, "first.md"))
    conflict = claims.conflict(Claim(wanted, "second.md"))
    assert conflict is not None
    assert reason in conflict


@pytest.mark.parametrize("wanted", ["b.html", "a/index.html", "a.txt", "a.html.html"])
def test_no_conflict(wanted: str) -> None:
    claims = Claims()
    claims.add(Claim("a.html", "first.md"))
    assert claims.conflict(Claim(wanted, "second.md")) is None
