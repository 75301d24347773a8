"""Documents and their files are what Sphinx says that they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx.project import Project

from permalink_blog.upstream.sphinx import paths

FILES = [
    *("a.md", "posts/2018/a-b.md", "a.b.md", "a.txt", "a", ".md", "x/.md", "a.md.rst"),
    *("./a.md", "x/../a.md", "x//a.md", "/a.md", "\u00e9.md", "e\u0301.md", "a b.md"),
    *("md", "x/md", "a.MD", ".x/a.md", "x/a.md/", ""),
]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, {".rst": "restructuredtext", ".md": "markdown"})


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("kind", [str, Path])
def test_the_document_of_a_file(
    project: Project, name: str, kind: type[str | Path]
) -> None:
    wanted = paths._path2doc(project, kind(name))
    assert paths.path2doc(project, kind(name)) == wanted


@pytest.mark.parametrize("absolute", [True, False])
def test_the_file_of_a_document(
    project: Project, tmp_path: Path, *, absolute: bool
) -> None:
    for name in ("a.md", "x/b.rst", "x/c d.md", "\u00e9.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")
    found = project.discover()
    assert len(found) == 4
    for docname in (*found, "x/none"):
        wanted = paths._doc2path(project, docname, absolute)
        path = paths.doc2path(project, docname, absolute)
        assert (path, str(path), type(path)) == (wanted, str(wanted), type(wanted))
