"""From where the blog installs this package: PEP 610."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from packaging.requirements import Requirement as Parsed

from permalink_blog.commands.start import requirement
from permalink_blog.commands.start.requirement import (
    installed_requirement,
    requirement_of,
)
from site_tools.git import git
from site_tools.sites import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

NAME = "sphinx-permalink-blog[all]"
COMMIT = "1b" * 20


@pytest.mark.parametrize(
    ("direct_url", "line", "is_local"),
    [
        (None, f"{NAME}>=1.2", False),
        (
            {
                "url": "https://example.org/blog.git",
                "vcs_info": {
                    "vcs": "git",
                    "requested_revision": "main",
                    "commit_id": COMMIT,
                },
            },
            f"{NAME} @ git+https://example.org/blog.git@{COMMIT}",
            False,
        ),
        (
            {
                "url": "ssh://git@example.org/blog.git",
                "vcs_info": {"vcs": "git", "commit_id": COMMIT},
                "subdirectory": "pkg",
            },
            f"{NAME} @ git+ssh://git@example.org/blog.git@{COMMIT}#subdirectory=pkg",
            False,
        ),
        (
            {
                "url": "file:///home/me/my%20repository",
                "vcs_info": {"vcs": "git", "commit_id": COMMIT},
            },
            f"{NAME} @ git+file:///home/me/my%20repository@{COMMIT}",
            True,
        ),
        (
            {
                "url": "https://example.org/x-1.2-py3-none-any.whl",
                "archive_info": {"hash": "sha256=ab", "hashes": {"sha256": "ab"}},
            },
            f"{NAME} @ https://example.org/x-1.2-py3-none-any.whl#sha256=ab",
            False,
        ),
        (
            {"url": "file:///home/me/x-1.2-py3-none-any.whl", "archive_info": {}},
            f"{NAME} @ file:///home/me/x-1.2-py3-none-any.whl",
            True,
        ),
        (
            {"url": "file:///home/me/checkout", "dir_info": {"editable": True}},
            f"{NAME} @ file:///home/me/checkout",
            True,
        ),
    ],
)
def test_the_requirement(
    direct_url: dict[str, Any] | None, line: str, is_local: bool
) -> None:
    found = requirement_of("1.2", direct_url)
    assert (found.line, found.is_local) == (line, is_local)
    parsed = Parsed(found.line)
    assert (parsed.name, parsed.extras) == ("sphinx-permalink-blog", {"all"})
    if direct_url is not None:
        assert direct_url["url"] in (parsed.url or "")


@pytest.mark.system
def test_of_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A commit that is on a server, and the folder until it is."""
    checkout = tmp_path / "my checkout"
    package = checkout / "_ext/permalink_blog"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (checkout / "pyproject.toml").touch()
    monkeypatch.setattr(
        requirement.permalink_blog, "__file__", str(package / "__init__.py")
    )
    here = f"{NAME} @ {checkout.as_uri()}"
    assert installed_requirement().line == here
    git(checkout, "init", "-q")
    git(checkout, "add", ".")
    git(checkout, "commit", "-qm", "All")
    git(checkout, "remote", "add", "origin", "https://example.org/blog.git")
    assert installed_requirement().line == here
    commit = git(checkout, "rev-parse", "HEAD").strip()
    git(checkout, "update-ref", "refs/remotes/origin/main", commit)
    found = installed_requirement()
    assert found.line == f"{NAME} @ git+https://example.org/blog.git@{commit}"
    assert not found.is_local


@pytest.mark.system
def test_of_these_tests() -> None:
    line = installed_requirement().line
    assert line.startswith(f"{NAME} @ ")
    assert PROJECT.as_uri() in line or "git+https://" in line
