"""The command line of the import."""

from __future__ import annotations

import argparse
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from permalink_blog.core.files import write_whole
from permalink_blog.urls.url_list.file import FINDINGS, FINE, UNUSABLE
from permalink_import.bounds import site_within_limits
from permalink_import.fates import Forced
from permalink_import.generators import MARKS, find_generator, reader_of
from permalink_import.importing import Options, import_site
from permalink_import.model import ImportFailedError
from permalink_import.progress import show_progress
from permalink_import.report import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from permalink_import.report import ImportReport


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="permalink-blog import",
        description="Import an old site: posts, pages, files, settings and URLs.",
        epilog=(
            "Exit code: 0 all fine, 1 there is something to look at, 2 it could not be "
            "done. Run it as often as you like: what was edited or deleted here stays "
            "so."
        ),
    )
    parser.add_argument(
        "root", type=Path, metavar="FROM", help="folder of the old site's sources"
    )
    parser.add_argument(
        "--into", type=Path, default=Path(), help="folder of conf.py (here)"
    )
    parser.add_argument(
        "--generator", choices=MARKS, help="what made the old site (told by its files)"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="write nothing, and say what would be"
    )
    parser.add_argument(
        "--force",
        nargs="*",
        metavar="PATH",
        help=(
            "take the old site's of these files or folders here, in spite of edits; "
            "without a name, of all that an import wrote"
        ),
    )
    parser.add_argument(
        "--keep",
        action="store_true",
        help="keep the posts, guide and pages that came with this project",
    )
    parser.add_argument(
        "--sitemap",
        type=Path,
        metavar="FILE",
        help="sitemap, or list of URLs, of the old site (its own, if it has one)",
    )
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help="write what is said there, too"
    )
    parser.add_argument(
        "--exit-zero",
        action="store_true",
        help="exit with 0 also if there is something to look at",
    )
    return parser


def _run(given: argparse.Namespace) -> ImportReport:
    root, folder = given.root, given.into
    generator = given.generator or find_generator(root)
    _check_folders(root, folder)
    old = reader_of(generator)(root, show_progress)
    options = Options(
        forced=_forced(given.force, folder),
        sitemap=given.sitemap,
        dry_run=given.dry_run,
        keep=given.keep,
    )
    return import_site(old, root, folder, options, show_progress)


def _check_folders(root: Path, folder: Path) -> None:
    for path, what in ((root, "the old site's sources"), (folder, "conf.py")):
        if not path.is_dir():
            msg = f"{path} is no folder; name the one that has {what}"
            raise ImportFailedError(msg)
    if folder.resolve().is_relative_to(root.resolve()):
        msg = (
            f"{folder} is in the old site, {root}: what is imported would be part of "
            "it. Have the new site in a folder of its own"
        )
        raise ImportFailedError(msg)


def _forced(paths: Sequence[str] | None, folder: Path) -> Forced:
    if paths is None:
        return Forced()
    # As they are typed: relative to the folder, or absolute
    named = {os.path.relpath(folder / path, folder) for path in paths}
    return Forced(
        everything=not paths, paths=frozenset(Path(x).as_posix() for x in named)
    )


def _write_report(report: ImportReport, file: Path | None) -> None:
    """Print a report, and write it with all places to a file.

    :raises ImportFailedError: if that cannot be written
    """
    print("\n".join(report.lines()))
    if file is None or report.dry_run:
        return
    text = "".join(f"{line}\n" for line in report.lines(shown=None))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        msg = f"{file} is not written: {error.strerror}; all else is done"
        raise ImportFailedError(msg) from error
    print(f"\nAll places are in {file}.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; return the exit code.

    :param arguments: without the program's name; those of the process by default
    :return: 0, 1 if there is something to look at, 2 if nothing could be imported
    """
    given = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # names of files may be any bytes
            stream.reconfigure(errors="backslashreplace")
    try:
        with site_within_limits():
            report = _run(given)
        _write_report(report, given.report)
    except ImportFailedError as error:
        print(f"import: {printable(str(error))}.", file=sys.stderr)
        return UNUSABLE
    except KeyboardInterrupt:
        print("import: stopped; run it again to go on.", file=sys.stderr)
        return UNUSABLE
    return FINE if report.is_clean or given.exit_zero else FINDINGS
