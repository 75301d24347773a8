from __future__ import annotations

import pytest

from permalink_blog.urls.collisions import Claim, Claims


@pytest.mark.parametrize(
    ("taken", "wanted", "reason"),
    [
        ("a.html", "a.html", "also where first.md goes"),
        ("A.html", "a.html", "also where first.md goes ('A.html')"),
        ("café.html", "cafe\u0301.html", "also where first.md goes"),
        ("~a.html", "%7Ea.html", "also where first.md goes"),
        ("a/index.html", "a", "is a file where first.md needs a folder"),
        ("a", "a/b/index.html", "needs a folder where first.md is a file"),
        ("a/b/c.html", "a/b", "needs a folder ('a/b/c.html')"),
        ("a/b", "a/b/c/d.html", "where first.md is a file ('a/b')"),
        ("a.html", "_static/a.html", "belongs to Sphinx"),
        ("a.html", "_static/css/a.html", "is in _static/, which belongs to Sphinx"),
        ("a.html", "_Images/a.html", "belongs to Sphinx"),
    ],
)
def test_conflict(taken: str, wanted: str, reason: str) -> None:
    claims = Claims()
    claims.add(Claim(taken, "first.md"))
    conflict = claims.conflict(Claim(wanted, "second.md"))
    assert conflict is not None
    assert reason in conflict


def test_the_same_file_is_not_named_twice() -> None:
    claims = Claims()
    claims.add(Claim("a.html", "first.md"))
    conflict = claims.conflict(Claim("a.html", "second.md"))
    assert conflict == "is also where first.md goes"


@pytest.mark.parametrize("wanted", ["b.html", "a/index.html", "a.txt", "a.html.html"])
def test_no_conflict(wanted: str) -> None:
    claims = Claims()
    claims.add(Claim("a.html", "first.md"))
    assert claims.conflict(Claim(wanted, "second.md")) is None
