"""Fixtures shared by all tests: real builds of small roots, in this process."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from hypothesis import settings
from sphinx.config import Config
from sphinx.util.console import strip_escape_sequences

from site_tools.fresh_builds import snapshot as snapshot  # for all tests
from site_tools.templates import keep_compiled_templates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.testing.util import SphinxTestApp

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


@pytest.fixture
def build_root(
    make_app: Callable[..., SphinxTestApp],
    rootdir: Path,
    tmp_path: Path,
) -> BuildRoot:
    """Build a copy of a root; the copy stays the same within one test.

    The application has ``outdir``, ``srcdir``, ``env`` and ``warning.getvalue()``.
    """
    last: list[SphinxTestApp] = []

    def build(
        name: str,
        builder: str = "html",
        *,
        force_all: bool = False,
        parallel: int = 0,
        **confoverrides: Any,
    ) -> SphinxTestApp:
        srcdir = tmp_path / name
        if not srcdir.exists():
            shutil.copytree(rootdir / f"test-{name}", srcdir)
        if last:  # docutils' registries are global: they know the last build's nodes
            last.pop().cleanup()
        _forget_blog()
        app = make_app(
            builder, srcdir=srcdir, confoverrides=confoverrides, parallel=parallel
        )
        last.append(app)
        app.build(force_all=force_all)
        return app

    return build
