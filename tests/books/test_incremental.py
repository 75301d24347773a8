"""A book after an edit is the book of a clean build."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from site_tools.epub import Epub, epub_of, tex_of

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

NEW = "---\ntitle: New\ndate: 2020-12-31\n---\n\nSee [zebra](zebra.md).\n"


def edit(root: Path) -> None:
    """Add, date anew, rename, hide and remove; remove an image's only post."""
    posts = root / "posts"
    (posts / "new.md").write_text(NEW, encoding="utf-8")
    zebra = (posts / "zebra.md").read_text("utf-8")
    zebra = zebra.replace("2019-03-05", "2022-01-01").replace("Zebra", "Zorse")
    (posts / "zebra.md").write_text(zebra, encoding="utf-8")
    mango = (posts / "mango.md").read_text("utf-8")
    (posts / "mango.md").write_text(
        mango.replace("date:", "published: false\ndate:"), encoding="utf-8"
    )
    (posts / "apple.md").write_text("---\ntitle: Apple\ndate: 2021-06-01\n---\n\nA.\n")
    (posts / "ελληνικά.md").unlink()


@pytest.mark.parametrize("builder", ["epub", "latex"])
def test_incremental_equals_clean(build_root: BuildRoot, builder: str) -> None:
    app = build_root("blog-books", builder)
    edit(app.srcdir)
    app = build_root("blog-books", builder)
    kept = epub_of(app.outdir) if builder == "epub" else tex_of(app).encode()
    if builder == "epub":
        titles = [text for depth, text, _uri in Epub(kept).nav() if depth == 2]
        assert titles == ["New", "Apple", "Zorse & co"]
        assert not [name for name in Epub(kept).names if name.endswith("dot.png")]
    shutil.rmtree(app.outdir)
    shutil.rmtree(app.doctreedir)
    app = build_root("blog-books", builder)
    clean = epub_of(app.outdir) if builder == "epub" else tex_of(app).encode()
    assert kept == clean


def test_a_book_leaves_the_website_as_it_is(build_root: BuildRoot) -> None:
    """Both share doctrees on Read the Docs, and with ``sphinx-build -M``."""
    app = build_root("blog-books", "html")
    pages = {p: p.read_bytes() for p in app.outdir.rglob("*.html")}
    shutil.rmtree(app.outdir)
    doctrees = app.doctreedir
    shutil.rmtree(doctrees)
    for builder in ("epub", "latex", "html"):
        app = build_root("blog-books", builder)
        assert app.doctreedir == doctrees
    assert {p: p.read_bytes() for p in app.outdir.rglob("*.html")} == pages
