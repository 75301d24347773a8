"""The workflow that publishes a blog keeps what it has built for the next commit."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import yaml  # type: ignore[import-untyped]

from conftest import PROJECT, snapshot
from site_tools import edits
from site_tools.copied_blogs import copy_blog
from site_tools.edits import Blog
from site_tools.fresh_builds import build, differences, documents_read

if TYPE_CHECKING:
    from pathlib import Path

WORKFLOW = yaml.safe_load((PROJECT / ".github/workflows/pages.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = WORKFLOW["jobs"]["build"]["steps"]


def kept() -> dict[str, str]:
    (step,) = (x for x in STEPS if x.get("uses", "").startswith("actions/cache@"))
    settings: dict[str, str] = step["with"]
    return settings


def test_the_last_build_with_the_same_pins_is_restored() -> None:
    settings = kept()
    prefix = settings["restore-keys"]
    assert settings["key"] == prefix + "${{ github.sha }}"
    assert "${{ hashFiles('requirements.txt') }}" in prefix
    assert "${{ steps.python.outputs.python-version }}" in prefix


def test_it_is_restored_before_the_build() -> None:
    python, cache, made = (
        next(i for i, x in enumerate(STEPS) if of in str(x))
        for of in ("'id': 'python'", "actions/cache@", "make html")
    )
    assert python < cache < made


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    command = ["git", *who, *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def built(folder: Path, output: str) -> str:
    folders = [f"{output}/doctrees/html", ".", f"{output}/html"]
    arguments = ["-b", "html", "-j", "2", "-d", *folders]
    log = folder.parent / "said.txt"
    found = build(arguments, log, WORKING_FOLDER=str(folder), ANY_EDIT_THEME="site")
    assert found.status == 0, found.said
    return found.said


@pytest.mark.slow
def test_a_commit_costs_what_it_changes(tmp_path: Path) -> None:
    path = kept()["path"]
    blog = Blog(tmp_path / "runner-1" / "blog")
    copy_blog(blog, "site")
    edits.save(blog.folder / ".gitignore", f"{path}/\n")
    git(blog.folder, "init", "-q")
    git(blog.folder, "add", ".")
    git(blog.folder, "commit", "-qm", "Begin")
    built(blog.folder, path)
    shutil.copytree(blog.folder / path, tmp_path / "cache")
    edits.set_last_block(blog, 3, "Other text.")
    git(blog.folder, "commit", "-qam", "Edit")
    clone = tmp_path / "runner-2" / "work" / "blog"
    git(tmp_path, "clone", "-q", str(blog.folder), str(clone))
    shutil.rmtree(blog.folder)
    shutil.copytree(tmp_path / "cache", clone / path, copy_function=shutil.copy)
    assert documents_read(built(clone, path)) == 1
    clean = tmp_path / "clean"
    built(clone, str(clean))
    found = differences(snapshot(clone / path / "html"), snapshot(clean / "html"))
    assert not found, "\n".join(found)
