"""A configuration that has not changed is seen not to have."""

from __future__ import annotations

import pickle
import shutil
from typing import TYPE_CHECKING

import pytest
from sphinx.application import ENV_PICKLE_FILENAME

from site_tools.small_blogs import (
    count_read,
    edit,
    pages,
    said,
    stamps,
    warned,
    written,
)

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.environment import BuildEnvironment

    from conftest import BuildRoot

ROOT = "blog-scaling-config"
ALL = 2  # documents
CHANGED = "[config changed"
STOCK = '"permalink_blog.incremental", "permalink_blog.archives"'


@pytest.fixture(params=["alabaster", "pydata_sphinx_theme"])
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def srcdir(rootdir: Path, tmp_path: Path) -> Path:
    """Give the folder of a copy of the root, that builds use."""
    return shutil.copytree(rootdir / f"test-{ROOT}", tmp_path / ROOT)


def use_theme(srcdir: Path, theme: str) -> None:
    edit(srcdir / "conf.py", '"alabaster"', repr(theme))


def environment(doctreedir: Path) -> BuildEnvironment:
    with (doctreedir / ENV_PICKLE_FILENAME).open("rb") as file:
        env: BuildEnvironment = pickle.load(file)
    return env


@pytest.mark.parametrize("parallel", [1, 2])
def test_nothing_has_changed(
    build_root: BuildRoot, srcdir: Path, theme: str, parallel: int
) -> None:
    use_theme(srcdir, theme)
    app = build_root(ROOT, parallel=parallel)
    assert app.config.shown == "ONE"
    for _ in range(2):
        before = stamps(app.outdir)
        app = build_root(ROOT, parallel=parallel)
        assert count_read(app) == 0
        assert CHANGED not in said(app)
        assert "no targets are out of date" in said(app)
        assert not pages(written(before, app.outdir))
        assert app.config.shown == "ONE"


@pytest.mark.needed_for("sphinx.compared-config")
def test_stock_sphinx_reads_everything_each_time(
    build_root: BuildRoot, srcdir: Path, theme: str
) -> None:
    """Why it is remembered; when this fails, Sphinx needs it no longer."""
    use_theme(srcdir, theme)
    edit(srcdir / "conf.py", STOCK, "")
    build_root(ROOT)
    app = build_root(ROOT)
    assert "permalink_blog.incremental" not in app.extensions
    assert CHANGED in said(app)
    assert count_read(app) == ALL


def test_a_document_that_is_edited_is_the_only_one(
    build_root: BuildRoot, srcdir: Path, theme: str
) -> None:
    use_theme(srcdir, theme)
    build_root(ROOT)
    for number in range(2):
        edit(srcdir / "index.md", "Text", f"Text {number}")
        app = build_root(ROOT)
        assert count_read(app) == 1
        assert CHANGED not in said(app)


def test_a_value_of_the_environment(build_root: BuildRoot, srcdir: Path) -> None:
    build_root(ROOT)
    edit(srcdir / "conf.py", 'shown = "one"', 'shown = "two"')
    app = build_root(ROOT)
    assert f"{CHANGED} ('shown')]" in said(app)
    assert count_read(app) == ALL
    app = build_root(ROOT)
    assert count_read(app) == 0


def test_what_an_extension_makes_of_it_is_not_what_it_is(
    build_root: BuildRoot, srcdir: Path
) -> None:
    """The extension makes ONE of both: to the author, they are two values."""
    build_root(ROOT)
    edit(srcdir / "conf.py", 'shown = "one"', 'shown = "ONE"')
    app = build_root(ROOT)
    assert count_read(app) == ALL


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"nosidebar": False', '"nosidebar": True'),
        ('project = "config"', 'project = "config"\nhtml_title = "Another"'),
        ('["_static"]\n', '["_static", "_other"]\n'),
    ],
)
def test_a_value_of_pages(
    build_root: BuildRoot, srcdir: Path, old: str, new: str
) -> None:
    (srcdir / "_other").mkdir()
    app = build_root(ROOT)
    before = stamps(app.outdir)
    edit(srcdir / "conf.py", old, new)
    app = build_root(ROOT)
    assert count_read(app) == 0
    assert {"index", "posts/first", "blog", "blog/2018"} <= pages(
        written(before, app.outdir)
    )
    before = stamps(app.outdir)
    app = build_root(ROOT)
    assert not pages(written(before, app.outdir))


def test_an_option_on_the_command_line(build_root: BuildRoot, srcdir: Path) -> None:
    build_root(ROOT)
    app = build_root(ROOT, shown="two")
    assert count_read(app) == ALL
    app = build_root(ROOT, shown="two")
    assert count_read(app) == 0
    app = build_root(ROOT)
    assert count_read(app) == ALL


def test_an_extension_is_new(build_root: BuildRoot, srcdir: Path) -> None:
    build_root(ROOT)
    edit(srcdir / "conf.py", STOCK, f'"sphinx.ext.githubpages", {STOCK}')
    app = build_root(ROOT)
    assert count_read(app) == ALL
    app = build_root(ROOT)
    assert count_read(app) == 0


@pytest.mark.parametrize("value", ["lambda: 1", "print", "setup"])
def test_a_value_that_cannot_be_pickled(
    build_root: BuildRoot, srcdir: Path, value: str
) -> None:
    conf = srcdir / "conf.py"
    conf.write_text(f"{conf.read_text('utf-8')}\n\nnot_pickled = {value}\n", "utf-8")
    app = build_root(ROOT)
    assert "Traceback" not in warned(app)
    edit(srcdir / "index.md", "Text", "Other text")
    app = build_root(ROOT)
    assert "Other text" in (app.outdir / "index.html").read_text("utf-8")


def test_a_value_that_refuses_to_be_pickled(
    build_root: BuildRoot, srcdir: Path
) -> None:
    text = """

class Refuses(str):
    def __reduce_ex__(self, protocol):
        raise RuntimeError("not me")
"""
    conf = srcdir / "conf.py"
    conf.write_text(
        f"{conf.read_text('utf-8')}{text}\nhtml_context = {{'it': lambda: 1}}\n",
        "utf-8",
    )
    app = build_root(ROOT)
    assert (app.outdir / "index.html").exists()


def test_extensions_find_the_values_in_use(build_root: BuildRoot, srcdir: Path) -> None:
    """In all that follows the pickle, and in doctrees that are read again."""
    text = """

def note(app, *args):
    value = (app.config.shown, app.env.config.shown, app.env.config is app.config)
    values = app.srcdir / "values.txt"
    with values.open("a") as file:
        file.write(repr(value) + chr(10))
    return []


_setup = setup


def setup(app):
    _setup(app)
    for event in ("source-read", "doctree-read", "env-updated", "env-check-consistency",
                  "doctree-resolved", "html-page-context", "html-collect-pages",
                  "write-started", "build-finished"):
        try:
            app.connect(event, note)
        except Exception:
            pass
"""
    conf = srcdir / "conf.py"
    conf.write_text(conf.read_text("utf-8") + text, "utf-8")
    app = build_root(ROOT)
    build_root(ROOT)
    values = (srcdir / "values.txt").read_text("utf-8").splitlines()
    assert set(values) == {"('ONE', 'ONE', True)"}
    assert len(values) > 10
    assert environment(app.doctreedir).config.shown == "one"


def test_a_build_that_fails_in_between(build_root: BuildRoot, srcdir: Path) -> None:
    """The values in use are back, also when nothing was read and nothing pickled."""
    app = build_root(ROOT)
    app = build_root(ROOT)
    assert app.env.config is app.config
    assert app.env.config.shown == "ONE"
