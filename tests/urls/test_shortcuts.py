"""What is found with less work is what is found with more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx.builders.html import StandaloneHTMLBuilder

from permalink_blog.core.errors import InvalidPermalinkError
from permalink_blog.urls import paths
from permalink_blog.urls.outdated import outdated_documents
from permalink_blog.urls.pattern import PostValues
from site_tools.small_blogs import edit

if TYPE_CHECKING:
    from conftest import BuildRoot
    from permalink_blog.urls.builders import PermalinkHTMLBuilder

NEVER = re.compile(r"(?!)")
NAMES = [
    "a",
    "index",
    "a/index",
    "a/b-c",
    "Index",
    "é",
    "a b",
    "a//b",
    "./a",
    "a.b",
    "",
]
TEXT = st.one_of(
    st.from_regex(r"/?[a-zA-Z0-9_/.-]*", fullmatch=True),
    st.sampled_from(["con", "/a/NUL/", "com1/x", "lpt0", "coma", "a\n"]),
)


def parsed(text: str) -> object:
    try:
        return paths.parse_permalink(text, PostValues())
    except InvalidPermalinkError as error:
        return str(error)


@given(text=TEXT)
def test_a_simple_permalink_is_read_as_any_other(text: str) -> None:
    found = parsed(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "_SIMPLE", NEVER)
        assert found == parsed(text)


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_pages_without_permalinks_are_where_sphinx_has_them(
    build_root: BuildRoot, builder: str
) -> None:
    app = build_root("permalinks", builder)
    html: PermalinkHTMLBuilder = app.builder  # type: ignore[assignment]
    found = {name: paths.file_of_name(name, html.layout) for name in NAMES}
    for name, file in found.items():
        if file is not None:
            assert html.get_output_path(name) == app.outdir / file, name
    assert [*map(found.get, ("a b", "a//b", "./a", "a.b", ""))] == [None] * 5


def test_the_same_documents_are_outdated(build_root: BuildRoot) -> None:
    app = build_root("permalinks")
    html: PermalinkHTMLBuilder = app.builder  # type: ignore[assignment]

    def outdated() -> list[str] | None:
        found = outdated_documents(html)
        asked = [*StandaloneHTMLBuilder.get_outdated_docs(html)]
        assert found is None or sorted(found) == sorted(asked)
        return found

    assert outdated() == []
    edit(app.srcdir / "plain.md", "\n", "\n\n")
    assert outdated() == ["plain"]
    html.get_output_path("posts/2018/summer").unlink()
    assert sorted(outdated() or ()) == ["plain", "posts/2018/summer"]
    (app.srcdir / "plain.md").unlink()
    assert outdated() == ["posts/2018/summer"]
    (app.outdir / ".buildinfo").unlink()
    assert outdated() is None


def test_the_inventory_is_written_when_it_is_another_one(build_root: BuildRoot) -> None:
    app = build_root("permalinks")
    path, plain = app.outdir / "objects.inv", app.srcdir / "plain.md"
    before = path.stat().st_mtime_ns
    plain.write_text(f"{plain.read_text('utf-8')}\nMore text.\n", "utf-8")
    build_root("permalinks")
    assert path.stat().st_mtime_ns == before
    path.unlink()
    build_root("permalinks")
    assert path.is_file()
    text, before = plain.read_text("utf-8"), path.stat().st_mtime_ns
    title = next(line for line in text.splitlines() if line.startswith("# "))
    plain.write_text(text.replace(title, "# Another title"), "utf-8")
    build_root("permalinks")
    assert path.stat().st_mtime_ns > before
