"""The list of published anchors: read, extended, small, and merged by Git."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from permalink_blog.urls.url_list.anchor_file import (
    HEADER,
    add_anchors,
    read_anchor_list,
    without_pages,
)
from site_tools.git import git

if TYPE_CHECKING:
    from pathlib import Path

LIST = f"{HEADER}\n/a.html\n  setup\n  use\n/b/\n  intro\n"


def entries(text: str) -> list[tuple[str, str, int]]:
    anchors, unusable = read_anchor_list(text, "list.txt")
    assert unusable == []
    return [(x.path, x.id, x.line) for x in anchors]


def test_a_new_list() -> None:
    text = add_anchors("", {"/b/": ["intro"], "/a.html": ["use", "setup"]})
    assert text == LIST
    assert entries(text) == [
        ("/a.html", "setup", 6),
        ("/a.html", "use", 7),
        ("/b/", "intro", 9),
    ]


def test_comments_and_lines_stay() -> None:
    text = LIST.replace("  use", "  # a talk has it\n  use  # and a mail")
    text = text.replace("/b/", "# Bees\n/b/") + "# The end\n"
    new = add_anchors(text, {"/a.html": ["use", "zen"], "/aa/": ["x"]})
    expected = text.replace("# and a mail", "# and a mail\n  zen")
    assert new == expected.replace("# Bees", "/aa/\n  x\n# Bees")
    assert add_anchors(new.replace("\n", "\r\n"), {}) == new.replace("\n", "\r\n")


def test_other_characters() -> None:
    text = add_anchors("", {"/caf%C3%A9/": ["日本語", "_CPPv4#x"]})
    assert [x[:2] for x in entries(text)] == [
        ("/caf%C3%A9/", "_CPPv4#x"),
        ("/caf%C3%A9/", "日本語"),
    ]


def test_invalid_lines() -> None:
    anchors, unusable = read_anchor_list("  lost\na\n  b\n/c\n  d\n", "list.txt")
    assert [(x.path, x.id) for x in anchors] == [("/c", "d")]
    above = "an anchor stands below the path of its page; write that above it"
    assert [str(x) for x in unusable] == [
        f"list.txt:1: 'lost' is not a path: {above}",
        "list.txt:2: 'a' is not a path: begin it with /",
        f"list.txt:3: 'b' is not a path: {above}",
    ]
    text = add_anchors("  lost\na\n  b\n/c\n  d\n", {"/c": ["e"]})
    assert text == "  lost\n/c\n  d\n  e\na\n  b\n"


def test_pages_are_left_out() -> None:
    assert without_pages(LIST, "/b/".__eq__) == LIST.removesuffix("/b/\n  intro\n")
    assert without_pages(LIST, "/c/".__eq__) == LIST


def test_a_thousand_posts() -> None:
    names = ["abstract", "what-we-measured", "how-to-read-the-figures", "summary"]
    found = {
        f"/2018/06/a-report-of-the-summer-conference-{number}/": [*names, f"t-{number}"]
        for number in range(1000)
    }
    text = add_anchors("", found)
    assert len(text.encode()) < 60 * 5000


@pytest.mark.skipif(shutil.which("git") is None, reason="no git")
def test_git_merges_what_two_branches_add(tmp_path: Path) -> None:
    found = {"/a/": ["m"], "/c/": ["x"], "/e/": ["x"], "/g/": ["b", "y"]}
    text = add_anchors("", found)
    more: list[dict[str, list[str]]] = [
        {"/b/": ["new"], "/g/": ["a"]},
        {"/d/": ["new"], "/g/": ["z"]},
    ]
    file = tmp_path / "published-anchors.txt"
    file.write_text(text, "utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "Record")
    git(tmp_path, "checkout", "-q", "-b", "other")
    file.write_text(add_anchors(text, more[0]), "utf-8")
    git(tmp_path, "commit", "-q", "-a", "-m", "One")
    git(tmp_path, "checkout", "-q", "main")
    file.write_text(add_anchors(text, more[1]), "utf-8")
    git(tmp_path, "commit", "-q", "-a", "-m", "Two")
    git(tmp_path, "merge", "-q", "other", "-m", "Both")
    both = add_anchors(add_anchors(text, more[0]), more[1])
    assert file.read_text("utf-8") == both
