"""The site itself, built once for each builder and shared by all tests."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

import pytest

from site_tools.hostile import write_blog
from site_tools.sites import Build, build_once, clean_environ, serve, sphinx_build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STRICT = ("-T", "-W", "--keep-going")
#: What a builder needs besides. The network is not ours to test.
OPTIONS = {"linkcheck": ("-D", "linkcheck_ignore=.*")}
#: Of others, that the hostile blog is built with as well.
THEMES = ("alabaster", "furo")


class HostileBlog(Protocol):
    """Gives the output of the blog of :mod:`site_tools.hostile`.

    Kinds are "html", "dirhtml" (a preview), "epub", and the names of other themes.
    """

    def __call__(self, kind: str) -> Path: ...


class BuiltSite(Protocol):
    """Gives the site as one builder makes it."""

    def __call__(self, builder: str) -> Build: ...


@pytest.fixture(scope="session")
def shared_tmp_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this test run that all workers of pytest-xdist see."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def built_site(shared_tmp_path: Path) -> BuiltSite:
    """Build the site with a builder; the second call gives the same build."""

    def built(builder: str) -> Build:
        options = (*STRICT, *OPTIONS.get(builder, ()))
        return build_once(shared_tmp_path / "site", builder, builder, options)

    return built


@pytest.fixture(params=["html", "dirhtml"])
def pages(request: pytest.FixtureRequest, built_site: BuiltSite) -> Build:
    """The site as each of the two builders of pages makes it."""
    build = built_site(request.param)
    assert (build.path / "index.html").is_file(), build.said
    return build


@pytest.fixture(scope="module")
def served_site(
    built_site: BuiltSite, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve the site as the html builder makes it, and give the URL of its root."""
    build = built_site("html")
    assert (build.path / "index.html").is_file(), build.said
    with serve(build.path, tmp_path_factory.mktemp("served")) as root:
        yield root


@pytest.fixture(scope="session")
def hostile_blog(tmp_path_factory: pytest.TempPathFactory) -> HostileBlog:
    """Build a blog whose texts are attacks; the second call gives the same build."""
    folder = tmp_path_factory.mktemp("hostile")
    built: dict[str, Path] = {}

    def build(kind: str) -> Path:
        if kind not in built:
            theme = kind if kind in THEMES else ""
            source, built[kind] = folder / (theme or "site"), folder / f"{kind}-out"
            if not source.is_dir():
                write_blog(source, theme=theme)
            builder = "html" if theme else kind
            preview = ["-D", "blog_preview=1"] if kind == "dirhtml" else []
            done = sphinx_build(
                ["-T", "-q", "-b", builder, *preview, str(source), str(built[kind])],
                builder=builder,
                outdir=built[kind],
                environ=clean_environ(),
            )
            assert done.returncode == 0, done.said
        return built[kind]

    return build
