"""A new style costs no new page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conftest import snapshot
from site_tools.edits import save
from site_tools.small_blogs import stamps, written

if TYPE_CHECKING:
    from conftest import BuildRoot

ROOT = "blog-preview"


def settings() -> dict[str, Any]:
    """Give them anew: ABlog adds to the lists."""
    return {"html_static_path": ["_static"], "html_css_files": ["own.css"]}


def test_only_the_style_is_written(build_root: BuildRoot) -> None:
    style = build_root(ROOT, "dummy").srcdir / "_static/own.css"
    save(style, "h1 { color: red; }")
    app = build_root(ROOT, blog_preview=True, **settings())
    pages = snapshot(app.outdir)
    assert b'href="../_static/own.css"' in pages["summer/2018.html"]
    before = stamps(app.outdir)
    save(style, "h1 { color: blue; }")
    app = build_root(ROOT, blog_preview=True, **settings())
    changed = {x for x in written(before, app.outdir) if not x.startswith("_static/")}
    assert changed == set()
    assert "blue" in (app.outdir / "_static/own.css").read_text()
    app = build_root(ROOT, blog_preview=True, force_all=True, **settings())
    pages["_static/own.css"] = style.read_bytes()
    assert snapshot(app.outdir) == pages


def test_a_normal_build_has_checksums(build_root: BuildRoot) -> None:
    style = build_root(ROOT, "dummy").srcdir / "_static/own.css"
    save(style, "h1 { color: red; }")
    app = build_root(ROOT, **settings())
    page = (app.outdir / "summer/2018.html").read_text("utf-8")
    assert 'href="../_static/own.css?v=' in page
