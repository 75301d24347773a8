"""``permalink-blog check``: build the site apart, and fail on every warning."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from permalink_blog.urls.url_list.file import FINDINGS, FINE, UNUSABLE

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    :param arguments: of the command line; those of the process by default
    :returns: the exit code
    """
    given = _parser().parse_args(arguments)
    source: Path = given.source
    if not (source / "conf.py").is_file():
        message = f"{source / 'conf.py'} is not there; name its folder with --source"
        print(f"check: {message}", file=sys.stderr)
        return UNUSABLE
    builds: Path = given.build_dir or source / "_build"
    out, doctrees = builds / "check", builds / "doctrees" / "check"
    if problem := _remove_last(out):
        print(f"check: {out}: {problem}", file=sys.stderr)
        return UNUSABLE
    # Only now: --help needs no Sphinx.
    from sphinx.cmd.build import main as sphinx_build

    options = ["-q", "-E", "-W", "--keep-going", "-t", "check"]
    options += ["-b", given.builder, "-j", given.jobs, "-d", str(doctrees)]
    if sphinx_build([*options, *given.options, str(source), str(out)]):
        return FINDINGS
    print("No mistakes found.")
    return FINE


def _remove_last(out: Path) -> str:
    """Remove the output of the last check.

    A file that is left would hide that it is not built now. A folder that no build has
    written to is somebody else's, and stays.

    :returns: why that cannot be done; "" if it is done
    """
    # Only now: --help needs no Sphinx.
    from permalink_blog.core.store import STORE

    left = (".buildinfo", STORE)  # by Sphinx at the end, by us before the first page
    try:
        if not os.path.lexists(out):
            return ""
        if any(out.iterdir()) and not any((out / name).is_file() for name in left):
            return "not written by a build; move it elsewhere, or name a --build-dir"
        shutil.rmtree(out)
    except OSError as error:
        return f"it cannot be removed: {error.strerror}"
    return ""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="permalink-blog check",
        description="Report every mistake in posts and pages, permalinks and links. "
        "The site that was built before stays as it is.",
        epilog="Exit code: 0 no mistakes, 1 mistakes, 2 it could not be done.",
    )
    parser.add_argument(
        "--source", type=Path, default=Path(), help="folder with conf.py (here)"
    )
    parser.add_argument(
        "--build-dir", type=Path, help="folder of all builds (_build beside conf.py)"
    )
    parser.add_argument(
        "--builder", choices=("html", "dirhtml"), default="html", help="(html)"
    )
    parser.add_argument("--jobs", default="auto", help="cores to use (auto)")
    parser.add_argument(
        "options",
        nargs="*",
        metavar="-- OPTION",
        help="options of sphinx-build, after two dashes: -- -n",
    )
    return parser
