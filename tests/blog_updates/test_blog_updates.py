from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.errors import ExtensionError

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

ROOT = "blog-updates"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


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
    edit(app.srcdir / "posts/first.md", old, new)
    app = build_root(ROOT, builder)
    incremental = (app.outdir / "index.html").read_text("utf-8")
    app.outdir.rename(tmp_path / "incremental")
    clean = build_root(ROOT, builder).outdir / "index.html"
    assert clean.read_text("utf-8") == incremental


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


def test_a_build_that_failed_is_made_up_for(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    edit(app.srcdir / "posts/first.md", "# The first", "# The renamed")
    edit(app.srcdir / "conf.py", "fail = False", "fail = True")
    with pytest.raises(ExtensionError, match="as asked"):
        build_root(ROOT)
    edit(app.srcdir / "conf.py", "fail = True", "fail = False")
    app = build_root(ROOT)
    assert "The renamed" in (app.outdir / "index.html").read_text("utf-8")
