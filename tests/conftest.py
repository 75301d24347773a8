"""Fixtures shared by all tests: real builds of small roots, in this process."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from hypothesis import settings
from sphinx.config import Config
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_escape_sequences

from site_tools.fresh_builds import snapshot as snapshot  # for all tests
from site_tools.templates import keep_compiled_templates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytest_plugins = [
    "sphinx.testing.fixtures",
    "site_tools.chromium",
    "site_tools.levels",
]

keep_compiled_templates()

# CI and "make test" (the profile "quick") come to the same verdict on the same code.
# Other runs try other examples each time. No deadlines: machines are slow at times.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", settings.get_profile("here"), derandomize=True)
settings.register_profile("quick", settings.get_profile("ci"), max_examples=25)
settings.load_profile("ci" if os.environ.get("CI") else "here")

PROJECT = Path(__file__).resolve().parent.parent


def refusal(app: SphinxTestApp) -> str:
    """Give what a build said that refused to write anything."""
    assert app.statuscode == 1
    text = strip_escape_sequences(app.warning.getvalue())
    assert "ERROR: no page was written" in text
    return text


class BuildRoot(Protocol):
    """Builds a test root and returns the application that did."""

    def __call__(
        self,
        name: str,
        builder: str = "html",
        *,
        force_all: bool = False,
        parallel: int = 0,
        **confoverrides: Any,
    ) -> SphinxTestApp:
        """Build ``tests/roots/test-<name>``; a second call is an incremental build."""
        ...

    def copy(self, name: str) -> Path:
        """Return the folder of the copy that is built, to edit it before that."""
        ...


@pytest.fixture(scope="session")
def rootdir() -> Path:
    """Tell ``sphinx.testing`` where the ``test-*`` roots are."""
    return PROJECT / "tests" / "roots"


@pytest.fixture(scope="session")
def project_dir() -> Path:
    """Give the root of this repository."""
    return PROJECT


def _forget_blog() -> None:
    # Sphinx adds the suffixes that extensions read to the default itself: a build with
    # MyST-Parser would look for the parser of an earlier one with MyST-NB.
    suffixes = Config.config_values["source_suffix"].default
    for suffix in [name for name in suffixes if name != ".rst"]:
        del suffixes[suffix]
    # ABlog keeps one Blog for the whole process (ablog.blog.Blog._dict): a second
    # build in the same process would see the posts of the first.
    try:
        from ablog.blog import Blog
    except ImportError:  # the extensions work without ABlog, and so do their tests
        return
    Blog._dict.clear()


@pytest.fixture(scope="session", autouse=True)
def _no_colours() -> None:
    """Let what processes print have no escape codes within a line, in CI as here.

    Sphinx colours its output if ``CI`` or ``FORCE_COLOR`` is set, but not with this.
    pytest has decided about its own colours by then.
    """
    os.environ["NO_COLOR"] = "1"


@pytest.fixture(autouse=True)
def _fresh_blog() -> Iterator[None]:
    _forget_blog()
    yield
    _forget_blog()


class _Builds:
    """The builds of one test, in its folder."""

    def __init__(
        self, make_app: Callable[..., SphinxTestApp], rootdir: Path, folder: Path
    ) -> None:
        self._make_app, self._rootdir, self._folder = make_app, rootdir, folder
        self._last: SphinxTestApp | None = None

    def copy(self, name: str) -> Path:
        srcdir = self._folder / name
        if not srcdir.exists():
            shutil.copytree(self._rootdir / f"test-{name}", srcdir)
        return srcdir

    def __call__(
        self,
        name: str,
        builder: str = "html",
        *,
        force_all: bool = False,
        parallel: int = 0,
        **confoverrides: Any,
    ) -> SphinxTestApp:
        srcdir = self.copy(name)
        if self._last:  # docutils' registries are global: they know its nodes
            self._last.cleanup()
            self._last = None
        _forget_blog()
        app = self._make_app(
            builder, srcdir=srcdir, confoverrides=confoverrides, parallel=parallel
        )
        self._last = app
        app.build(force_all=force_all)
        return app


@pytest.fixture
def build_root(
    make_app: Callable[..., SphinxTestApp],
    rootdir: Path,
    tmp_path: Path,
) -> BuildRoot:
    """Build a copy of a root; the copy stays the same within one test.

    The application has ``outdir``, ``srcdir``, ``env`` and ``warning.getvalue()``.
    """
    return _Builds(make_app, rootdir, tmp_path)


class SharedBuild(Protocol):
    """Builds a test root, unless a test of this process has done so."""

    def __call__(
        self, name: str, builder: str = "html", **confoverrides: Any
    ) -> SphinxTestApp:
        """Return the application that built ``tests/roots/test-<name>``.

        Others have it as well: nobody builds with it again, or writes into its folders.
        """
        ...


@pytest.fixture(scope="session")
def shared_build(
    rootdir: Path, tmp_path_factory: pytest.TempPathFactory
) -> SharedBuild:
    """Build a root once for all tests that do nothing but look at what was built."""
    known: dict[str, SphinxTestApp] = {}

    def build(name: str, builder: str = "html", **confoverrides: Any) -> SphinxTestApp:
        key = repr((name, builder, sorted(confoverrides.items())))
        if key not in known:
            srcdir = tmp_path_factory.mktemp("shared") / name
            shutil.copytree(rootdir / f"test-{name}", srcdir)
            _forget_blog()
            app = SphinxTestApp(builder, srcdir=srcdir, confoverrides=confoverrides)
            try:
                app.build()
            finally:
                app.cleanup()
            known[key] = app
        return known[key]

    return build
