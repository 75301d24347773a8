"""Run-time changes that upstream still needs; those of others are beside their tests.

When a test marked as needed for a change fails, look at the change of that
name: upstream may need it no longer.
"""

from __future__ import annotations

import inspect
import shutil
import sys
from subprocess import run
from typing import TYPE_CHECKING, Any

import ablog.blog
import ablog.post
import pytest
import sphinx.cmd.build
from docutils import nodes
from myst_parser.mdit_to_docutils import base as myst
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.environment import FilenameUniqDict  # type: ignore[attr-defined]
from sphinx.errors import SphinxError
from sphinx.ext import autosummary, viewcode
from sphinx.jinja2glue import BuiltinTemplateLoader

from site_tools.sites import clean_environ
from site_tools.small_blogs import warned

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

BLOG = "blog-scaling"
GUARDED = "safe-reading"


@pytest.mark.needed_for("ablog.feeds")
def test_feeds_of_ablog_have_ids_that_depend_on_its_address() -> None:
    source = inspect.getsource(ablog.post.generate_atom_feeds)
    assert "feed.id(blog.blog_baseurl)" in source


@pytest.mark.needed_for("ablog.tomorrow")
def test_ablog_asks_the_clock_of_the_machine_when_it_is_imported() -> None:
    assert "\nTOMORROW = datetime.today()" in inspect.getsource(ablog.blog)


@pytest.mark.needed_for("python.locale")
def test_sphinx_takes_the_locale_of_the_machine() -> None:
    source = inspect.getsource(sphinx.cmd.build)
    assert "locale.setlocale(locale.LC_ALL, '')" in source


def _python(code: str) -> str:
    done = run(
        [sys.executable, "-c", code],
        check=True,
        env=clean_environ(),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    return done.stdout.strip()


@pytest.mark.needed_for("python.garbage")
def test_python_looks_for_garbage_often() -> None:
    assert int(_python("import gc; print(gc.get_threshold()[0])")) < 50_000


@pytest.mark.needed_for("myst_nb.lazy-execution")
def test_myst_nb_loads_what_runs_notebooks_at_once() -> None:
    code = "import sys, myst_nb.sphinx_; print('jupyter_cache' in sys.modules)"
    assert _python(code) == "True"


@pytest.mark.needed_for("myst_nb.guarded-renderer", "myst.page-settings")
def test_parsers_name_what_they_use() -> None:
    from myst_nb.sphinx_ import Parser

    for parser in (Parser, MystParser):
        assert " merge_file_level(" in inspect.getsource(parser.parse)
    assert "SphinxNbRenderer)" in inspect.getsource(Parser.parse)


@pytest.mark.needed_for("myst.substitutions")
def test_myst_evaluates_substitutions_in_any_python() -> None:
    source = inspect.getsource(myst.DocutilsRenderer.render_substitution)
    assert "jinja2.Environment(undefined=" in source


@pytest.mark.needed_for("sphinx.autosummary", "sphinx.viewcode")
def test_extensions_look_at_all_documents() -> None:
    source = inspect.getsource(autosummary.process_generate_options)
    assert "for x in env.found_docs" in source
    assert "ModuleAnalyzer.for_module(" in inspect.getsource(viewcode.doctree_read)


@pytest.mark.needed_for("sphinx.image-names")
def test_the_name_of_an_image_depends_on_the_order_of_reading() -> None:
    names = []
    for order in (["x/dot.png", "y/dot.png"], ["y/dot.png", "x/dot.png"]):
        images: Any = FilenameUniqDict()
        for path in order:
            images.add_file("index", path)
        names.append(images["x/dot.png"][1])
    assert names == ["dot.png", "dot1.png"]


# -- In a build without the change


@pytest.mark.needed_for("jinja.compiled-templates")
def test_sphinx_keeps_no_compiled_templates() -> None:
    """In tests, all builds have a cache (``site_tools.templates``)."""
    source = inspect.getsource(BuiltinTemplateLoader.init)
    assert "SandboxedEnvironment(" in source
    assert "bytecode_cache" not in source


@pytest.mark.needed_for("sphinx.lazy-tocs")
def test_sphinx_unpickles_all_tables_of_contents(build_root: BuildRoot) -> None:
    app = build_root(BLOG, permalink_upstream_without=["sphinx.lazy-tocs"])
    assert type(app.env.tocs) is dict


@pytest.fixture
def guarded(
    make_app: Callable[..., SphinxTestApp], rootdir: Path, tmp_path: Path
) -> Callable[..., SphinxTestApp]:
    """Return a function that builds with a change, or without."""

    def build(
        name: str, text: str, prepare: Callable[[SphinxTestApp], object], *, on: bool
    ) -> SphinxTestApp:
        srcdir = tmp_path / GUARDED
        shutil.rmtree(srcdir, ignore_errors=True)
        shutil.copytree(rootdir / f"test-{GUARDED}", srcdir)
        (srcdir / "page.rst").write_text(f":orphan:\n\nPage\n====\n\n{text}\n", "utf-8")
        without = [] if on else [name]
        values = {"permalink_upstream_without": without}
        app = make_app(srcdir=srcdir, confoverrides=values)
        prepare(app)
        app.build()
        return app

    return build


def _page(app: SphinxTestApp) -> str:
    return (app.outdir / "page.html").read_text("utf-8")


@pytest.mark.needed_for("sphinx.guarded-reading")
def test_an_error_of_a_directive_ends_the_build(
    guarded: Callable[..., SphinxTestApp],
) -> None:
    arguments = ("sphinx.guarded-reading", ".. fails::\n\nLast", lambda app: None)
    app = guarded(*arguments, on=True)
    assert "page.rst:6" in warned(app)
    assert "Last" in _page(app)
    with pytest.raises((SphinxError, RuntimeError)):
        guarded(*arguments, on=False)


@pytest.mark.needed_for("sphinx.guarded-resolving")
def test_an_error_while_references_are_resolved_ends_the_build(
    guarded: Callable[..., SphinxTestApp],
) -> None:
    def resolve(app: SphinxTestApp, doctree: nodes.document, docname: str) -> None:
        if docname == "page" and any(doctree.findall(nodes.emphasis)):
            raise ValueError("too emphatic")

    def prepare(app: SphinxTestApp) -> None:
        app.connect("doctree-resolved", resolve)

    arguments = ("sphinx.guarded-resolving", "*Text*", prepare)
    app = guarded(*arguments, on=True)
    assert "too emphatic" in warned(app)
    assert "<h1>Page" in _page(app)
    with pytest.raises(SphinxError):
        guarded(*arguments, on=False)


def _visits(app: SphinxTestApp, visit: Callable[..., None]) -> None:
    handlers: Any = (visit, lambda translator, node: None)
    app.add_node(nodes.emphasis, override=True, html=handlers)


@pytest.mark.needed_for("sphinx.guarded-writing")
def test_a_writer_that_takes_too_much_ends_the_build(
    guarded: Callable[..., SphinxTestApp],
) -> None:
    def visit(translator: Any, node: nodes.Node) -> None:
        raise MemoryError

    def prepare(app: SphinxTestApp) -> None:
        _visits(app, visit)

    arguments = ("sphinx.guarded-writing", "*Text*", prepare)
    app = guarded(*arguments, on=True)
    assert "page.rst:1: WARNING: the text cannot be written" in warned(app)
    assert "<h1>Page" in _page(app)
    with pytest.raises(MemoryError):
        guarded(*arguments, on=False)


@pytest.mark.needed_for("sphinx.guarded-output")
def test_a_writer_may_forget_to_escape(guarded: Callable[..., SphinxTestApp]) -> None:
    def visit(translator: Any, node: nodes.Element) -> None:
        translator.body.append(node.astext())

    def prepare(app: SphinxTestApp) -> None:
        _visits(app, visit)

    script = "<script>alert(1)</script>"
    arguments = ("sphinx.guarded-output", f"*{script}*", prepare)
    assert script not in _page(guarded(*arguments, on=True))
    assert script in _page(guarded(*arguments, on=False))
