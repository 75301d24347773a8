"""Links in the output that lead out of it: nothing outside is written or deleted."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from conftest import refusal, snapshot
from permalink_blog.core.store import STORE
from site_tools.small_blogs import edit, warned

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

ROOT = "permalinks"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder of somebody else, with a file of theirs for each name of ours."""
    folder = tmp_path / "outside"
    for name in ("index.html", "style.css", "dot.png", "robots.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("theirs")
    return folder


@pytest.fixture
def srcdir(rootdir: Path, tmp_path: Path) -> Path:
    """A copy of the root, with a style, a file for the site's root and a page there."""
    folder = shutil.copytree(rootdir / f"test-{ROOT}", tmp_path / ROOT)
    more = 'html_static_path = ["own"]\nhtml_extra_path = ["extra"]\n'
    (folder / "conf.py").write_text((folder / "conf.py").read_text("utf-8") + more)
    for name in ("own/style.css", "extra/robots.txt", "extra/deep/robots.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("ours")
    (folder / "inner.md").write_text("---\npermalink: /inner/\n---\n# Inner\n")
    return folder


@pytest.mark.parametrize(
    "place", ["_static", "_static/style.css", "_images", "inner", "deep", "objects.inv"]
)
def test_a_build_is_refused_that_would_write_outside(
    build_root: BuildRoot, srcdir: Path, outside: Path, place: str
) -> None:
    before = snapshot(outside)
    link = srcdir / "_build/html" / place
    link.parent.mkdir(parents=True)
    is_file = "." in place
    link.symlink_to(outside / "style.css" if is_file else outside)
    said = refusal(build_root(ROOT))
    assert f"{place}" in said
    assert "leads out of the output folder; remove the link" in said
    assert snapshot(outside) == before
    link.unlink()
    app = build_root(ROOT)
    assert app.statuscode == 0
    assert (app.outdir / "inner/index.html").is_file()


def test_a_page_takes_the_place_of_a_link(
    build_root: BuildRoot, srcdir: Path, outside: Path
) -> None:
    before = snapshot(outside)
    app = build_root(ROOT)
    for name in ("plain.html", "searchindex.js", STORE, "plain.html.tmp"):
        (app.outdir / name).unlink(missing_ok=True)
        (app.outdir / name).symlink_to(outside / "index.html")
    edit(srcdir / "plain.md", "# ", "# Another ")
    app = build_root(ROOT)
    assert app.statuscode == 0, warned(app)
    assert "Another" in (app.outdir / "plain.html").read_text("utf-8")
    assert not [x for x in app.outdir.rglob("*") if x.is_symlink()]
    assert snapshot(outside) == before


def test_nothing_outside_is_deleted(
    build_root: BuildRoot, srcdir: Path, outside: Path
) -> None:
    app = build_root(ROOT)
    before = snapshot(outside)
    shutil.rmtree(app.outdir / "inner")
    (app.outdir / "inner").symlink_to(outside)  # outside/index.html is "its" page
    (app.outdir / "plain.html").unlink()
    (app.outdir / "plain.html").symlink_to(outside / "index.html")
    for name in ("inner.md", "plain.md"):
        (srcdir / name).unlink()
    app = build_root(ROOT)
    assert snapshot(outside) == before
    assert not (app.outdir / "plain.html").is_symlink()


def test_links_inside_and_the_folder_itself_may_be_links(
    build_root: BuildRoot, srcdir: Path, tmp_path: Path
) -> None:
    (srcdir / "_build").mkdir()
    (tmp_path / "elsewhere/styles").mkdir(parents=True)
    (srcdir / "_build/html").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere/_static").symlink_to(tmp_path / "elsewhere/styles")
    app = build_root(ROOT)
    assert app.statuscode == 0, warned(app)
    assert (tmp_path / "elsewhere/styles/style.css").read_text() == "ours"
