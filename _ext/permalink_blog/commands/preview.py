"""``permalink-blog preview``: serve the site while you write."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from permalink_blog.preview import __main__ as waiting_page
from permalink_blog.preview import server
from permalink_blog.preview.state import WARNINGS
from permalink_blog.urls.url_list.file import UNUSABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_IGNORED = (
    r"/__pycache__(/|$)",
    r"\.py[co]$",
    r"/\.(git|venv|hypothesis|mypy_cache|pytest_cache|ruff_cache)(/|$)",
    r"(~|\.sw[a-z]|\.tmp|/4913|/\.#[^/]*|/#[^/]*#)$",  # of editors
)
"""What never begins a build: what a build, a test or an editor itself writes."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    :param arguments: of the command line; those of the process by default
    :returns: the exit code
    """
    given = _parser().parse_args(arguments)
    if not (given.source / "conf.py").is_file():
        message = f"{given.source / 'conf.py'} is not there; name its folder: --source"
        print(f"preview: {message}", file=sys.stderr)
        return UNUSABLE
    options = _autobuild_options(given)
    return waiting_page.main([options[-1]]) or server.main(options)


def autobuild_options(arguments: Sequence[str] | None = None) -> list[str]:
    """Return the options of :mod:`permalink_blog.preview.server`.

    :param arguments: of ``permalink-blog preview``
    :returns: the last one is the output folder, the one before it the source folder
    """
    return _autobuild_options(_parser().parse_args(arguments))


def _autobuild_options(given: argparse.Namespace) -> list[str]:
    builds: Path = given.build_dir or given.source / "_build"
    out = builds / "livehtml"
    return [*_options(given, builds, out), str(given.source), str(out)]


def _options(given: argparse.Namespace, builds: Path, out: Path) -> Iterator[str]:
    for host in given.allow_host:
        yield f"--allow-host={host}"
    yield from ("--port", str(given.port))
    for path in (builds, *given.ignore):
        yield from ("--ignore", str(path))
    for pattern in _IGNORED:
        yield from ("--re-ignore", pattern)
    yield from ("-b", "html", "-j", given.jobs, "-d", str(builds / "doctrees/livehtml"))
    yield from ("-D", "blog_preview=1", "-T", "-w", str(out / WARNINGS))
    yield from given.options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="permalink-blog preview",
        description="Serve a preview with drafts and mistakes on this machine, and "
        "rebuild it when a file changes. Ctrl+C stops it.",
        epilog="Exit code: 0 stopped, 2 it could not be done.",
    )
    parser.add_argument(
        "--source", type=Path, default=Path(), help="folder with conf.py (here)"
    )
    parser.add_argument(
        "--build-dir", type=Path, help="folder of all builds (_build beside conf.py)"
    )
    parser.add_argument("--port", type=int, default=8000, help="(8000)")
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="answer to this name, too; may be repeated",
    )
    parser.add_argument(
        "--ignore",
        type=Path,
        action="append",
        default=[],
        metavar="PATH",
        help="no rebuild for changes here; may be repeated",
    )
    parser.add_argument("--jobs", default="auto", help="cores to use (auto)")
    parser.add_argument(
        "options",
        nargs="*",
        metavar="-- OPTION",
        help="options of sphinx-build, after two dashes",
    )
    return parser
