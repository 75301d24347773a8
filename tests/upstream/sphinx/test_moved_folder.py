"""What was built in another folder: its paths are of this one."""

from __future__ import annotations

import inspect
import pickle
from pathlib import Path, PurePosixPath

import pytest
from docutils import nodes
from sphinx.environment import BuildEnvironment

from permalink_blog.upstream.sphinx.moved_folder import Move

MOVE = Move("/a/b", "/c")


@pytest.mark.needed_for("sphinx.moved-folder")
def test_sphinx_discards_what_was_built_in_another_folder() -> None:
    source = inspect.getsource(BuildEnvironment.setup)
    assert "source directory has changed" in source


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/a/b", "/c"),
        ("/a/b/x.md", "/c/x.md"),
        ("/a/b/x.md:docstring of x", "/c/x.md:docstring of x"),
        ("/a/bb/x.md", "/a/bb/x.md"),
        ("/a", "/a"),
        ("/x/a/b/x.md", "/x/a/b/x.md"),
        ("a/b", "a/b"),
    ],
)
def test_where_a_path_is_now(path: str, expected: str) -> None:
    assert MOVE.path(path) == expected


def test_paths_are_found_in_any_value() -> None:
    path = PurePosixPath("/a/b/x")
    value = {"/a/b/x": [("/a/b", path, b"/a/b", 1)], "same": {path}}
    now = PurePosixPath("/c/x")
    assert MOVE.value(value) == {
        "/c/x": [("/c", now, b"/a/b", 1)],
        "same": {now},
    }
    assert value["same"] == {path}


def test_an_owner_is_not_copied() -> None:
    owner = Path.cwd
    assert MOVE.value({"owner": owner, "none": None}, owner=owner)["owner"] is owner
    assert MOVE.value({"none": None}) == {"none": None}


def test_a_doctree_has_the_sources_of_now() -> None:
    text = nodes.Text("A text.")
    paragraph = nodes.paragraph("", "", text)
    paragraph.source, paragraph.line = "/a/b/x.md", 3
    content = pickle.dumps(paragraph)
    moved = pickle.loads(MOVE.pickled(content))
    assert (moved.source, moved.line, moved.astext()) == ("/c/x.md", 3, "A text.")
    assert moved[0].parent is moved
    elsewhere = Move("/z", "/c")
    assert elsewhere.pickled(content) is content
