"""What ``make audit`` makes of pip-audit's answers."""

from __future__ import annotations

import json

import pytest
from audit import FINE, UNKNOWN, VULNERABLE, judge

KNOWN = {"name": "jinja2", "version": "3.1.6", "vulns": []}
VULNERABILITY = {"id": "PYSEC-2099-1", "fix_versions": ["3.1.7"], "aliases": []}
BAD = {**KNOWN, "vulns": [VULNERABILITY]}
UNHEARD = {"name": "ablog", "skip_reason": "Dependency not found"}
REFUSED = "ERROR:pip_audit._cli:Could not connect to PyPI's vulnerability feed"


@pytest.mark.parametrize(
    ("packages", "code", "words"),
    [
        ([KNOWN], FINE, ["No known vulnerability in 1 pinned packages."]),
        ([KNOWN, UNHEARD], FINE, ["Not known to the database: ablog", "in 1 pinned"]),
        ([UNHEARD], FINE, ["Skipped: the database knows none"]),
        ([BAD], VULNERABLE, ["jinja2 3.1.6: PYSEC-2099-1, fixed in 3.1.7"]),
        ([BAD, UNHEARD], VULNERABLE, ["--upgrade-package=jinja2", "ablog"]),
    ],
)
def test_a_report(packages: list[object], code: int, words: list[str]) -> None:
    verdict = judge(json.dumps({"dependencies": packages}), "")
    assert verdict.code == code
    for word in words:
        assert word in "\n".join(verdict.lines)


def test_a_database_that_does_not_answer_is_told() -> None:
    verdict = judge("", f"WARNING: retrying\n{REFUSED}\n")
    assert verdict.code == FINE
    assert verdict.lines == (f"Skipped: the database does not answer ({REFUSED})",)


def test_another_failure_is_none_of_the_database() -> None:
    verdict = judge("", "ERROR: requirements.txt: no hash for jinja2\n")
    assert verdict.code == UNKNOWN
    assert "no hash for jinja2" in verdict.lines[-1]
