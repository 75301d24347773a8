"""The workflows run nothing that can be replaced after it was reviewed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import yaml  # type: ignore[import-untyped]

from site_tools.sites import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

WORKFLOWS = sorted((PROJECT / ".github/workflows").glob("*.yml"))
_USES = re.compile(r"^\s*(?:- )?uses: (.*)$", re.MULTILINE)
_PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")

ALLOWED = {
    ("pages", "deploy"): {"pages": "write", "id-token": "write"},
    ("release", "attest"): {"attestations": "write", "id-token": "write"},
    ("release", "publish"): {"id-token": "write"},
}
"""Workflow and job to what it may write."""

assert WORKFLOWS


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
class TestWorkflow:
    def test_actions_are_pinned_by_commit_hash(self, path: Path) -> None:
        used = _USES.findall(path.read_text("utf-8"))
        assert used
        assert [action for action in used if not _PINNED.fullmatch(action)] == []

    def test_a_checkout_leaves_no_token_behind(self, path: Path) -> None:
        jobs = yaml.safe_load(path.read_text("utf-8"))["jobs"]
        for job in jobs.values():
            for step in job["steps"]:
                if step.get("uses", "").startswith("actions/checkout@"):
                    assert step["with"]["persist-credentials"] is False

    def test_only_the_deployment_may_write(self, path: Path) -> None:
        workflow = yaml.safe_load(path.read_text("utf-8"))
        assert workflow["permissions"] == {"contents": "read"}
        for name, job in workflow["jobs"].items():
            expected = ALLOWED.get((path.stem, name))
            assert job.get("permissions") == expected
