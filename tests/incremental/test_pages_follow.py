"""Pages that list posts follow them, where ``incremental`` is the only one of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_tools.edits import save

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

ROOT = "blog-scaling-alone"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    save(path, text.replace(old, new))


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# The first", "# The renamed"),
        ("date: 2020", "date: 2026"),
        ("The excerpt.", "Another excerpt."),
        ("tags: apple", "tags: pear"),
    ],
)
def test_a_list_of_posts_follows_them(
    build_root: BuildRoot, builder: str, old: str, new: str, tmp_path: Path
) -> None:
    app = build_root(ROOT, builder)
    before = (app.outdir / "index.html").read_bytes()
    edit(app.srcdir / "posts/first.md", old, new)
    app = build_root(ROOT, builder)
    incremental = (app.outdir / "index.html").read_bytes()
    assert incremental != before
    app.outdir.parent.rename(tmp_path / "incremental")
    clean = build_root(ROOT, builder).outdir / "index.html"
    assert clean.read_bytes() == incremental


def test_a_removed_post_leaves_the_list(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    (app.srcdir / "posts/second.md").unlink()
    app = build_root(ROOT)
    page = (app.outdir / "index.html").read_text("utf-8")
    assert "The first" in page
    assert "The second" not in page


def test_a_page_is_not_written_for_nothing(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    before = (app.outdir / "index.html").stat().st_mtime_ns
    edit(app.srcdir / "posts/first.md", "More text.", "Other text.")
    app = build_root(ROOT)
    assert "Other text." in (app.outdir / "posts/first.html").read_text("utf-8")
    assert (app.outdir / "index.html").stat().st_mtime_ns == before


@pytest.mark.parametrize("builder", ["epub", "json", "pickle"])
def test_a_builder_of_something_else_has_nothing_of_ours(
    build_root: BuildRoot, builder: str
) -> None:
    for _ in range(2):
        app = build_root(ROOT, builder, epub_copyright="x", version="1")
        assert app.warning.getvalue() == ""
    files = [path for path in app.outdir.rglob("*") if path.is_file()]
    assert len(files) > 5
    for path in files:
        assert not path.name.startswith(".blog"), path
        assert b"<!--blog-excerpt" not in path.read_bytes(), path
