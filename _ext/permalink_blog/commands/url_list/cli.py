"""The command line: ``permalink-blog check-urls`` and ``record-urls``."""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from permalink_blog.commands.url_list.anchors import check_anchors, record_anchors
from permalink_blog.core.store import STORE
from permalink_blog.urls.url_list.advice import Adviser
from permalink_blog.urls.url_list.anchor_file import ANCHORS
from permalink_blog.urls.url_list.file import (
    FINDINGS,
    FINE,
    UNUSABLE,
    URL_LIST,
    NotAPathError,
    add_paths,
    read_url_list,
    unknown_paths,
)
from permalink_blog.urls.url_list.history import find_past
from permalink_blog.urls.url_list.output import OutputFolderPages
from permalink_blog.urls.url_list.sources import BaseAddress, SourceError, read_source
from permalink_blog.urls.variants import bare_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from permalink_blog.urls.url_list.file import ListedUrl

_BUILT = Path("_build", "html")


class UrlListError(Exception):
    """The command cannot be done; the message says why, and what to do."""


def check(outdir: Path, *, url_list: Path, source: Path) -> int:
    """Report the published URLs and anchors that a built site does not answer.

    :param outdir: output folder of the site
    :param url_list: file with the list of published URLs
    :param source: the source folder, whose git history has what was there
    :returns: the exit code
    :raises UrlListError: if there is no list or no site
    """
    if not url_list.exists():
        msg = f"{url_list} does not exist; create it with `permalink-blog record-urls`"
        raise UrlListError(msg)
    entries, unusable = read_url_list(_read(url_list), str(url_list))
    output = _output(outdir)
    missing = [entry for entry in entries if not output.answers(entry.path)]
    for line in unusable:
        print(line)
    if missing:
        _report(missing, Adviser(source, output), url_list)
    answered = len(entries) - len(missing)
    print(f"{url_list}: {answered} of {_urls(len(entries))} answered.")
    code = UNUSABLE if unusable else FINDINGS if missing else FINE
    anchors = url_list.with_name(str(ANCHORS))
    if not anchors.exists():
        return code
    text = _read(anchors)
    return max(
        code, check_anchors(text, name=str(anchors), output=output, source=source)
    )


def _report(missing: Sequence[ListedUrl], adviser: Adviser, url_list: Path) -> None:
    keys = {bare_key(entry.path) for entry in missing}
    keys -= adviser.output.spellings.keys()
    past, note = find_past(adviser.folder, keys) if keys else ({}, "")
    for entry in missing:
        advice = adviser.advise(entry.path, past.get(bare_key(entry.path)))
        print(f"{url_list}:{entry.line}: {entry.path}: {advice}")
    if note:
        print(f"The Git history is incomplete: {note}.")


def record(
    outdir: Path,
    *,
    url_list: Path,
    old: Sequence[Path],
    base: str,
    source: Path = Path(),
) -> int:
    """Add URLs to the list, and report recorded URLs that the site does not answer.

    :param outdir: of the built site whose URLs to add; not looked at if there are
        ``old`` ones
    :param old: sitemaps, lists and folders of an old site
    :param base: what the old site's URLs lay below
    :param source: as for :func:`check`
    :returns: the exit code
    :raises UrlListError: if a source cannot be read, or the list not be written
    """
    text = _read(url_list) if url_list.exists() else ""
    found, unusable = _old_urls(old, base) if old else (_published(outdir), [])
    for each in unusable:
        print(each)
    added = unknown_paths(text, found)
    if added or not text:
        text = add_paths(text, added)
        _write(url_list, text)
    print(
        f"{_urls(len(added))} added to {url_list}, {_urls(len(set(found)))} looked at."
    )
    if not old:
        output = _output(outdir)
        _report_unpublished(text, Adviser(source, output), url_list)
        anchors = url_list.with_name(str(ANCHORS))
        text = _read(anchors) if anchors.exists() else ""
        new = record_anchors(text, name=str(anchors), output=output, source=source)
        if new != text:
            _write(anchors, new)
    if unusable:
        print(f"{len(unusable)} could not be taken: see above.")
    return FINDINGS if unusable else FINE


def _report_unpublished(text: str, adviser: Adviser, url_list: Path) -> None:
    entries, _ = read_url_list(text, str(url_list))
    missing = [x for x in entries if not adviser.output.answers(x.path)]
    if not missing:
        return
    verb = "is" if len(missing) == 1 else "are"
    print(f"{_urls(len(missing))} of {url_list} {verb} no longer published:")
    _report(missing, adviser, url_list)


def _old_urls(old: Sequence[Path], base: str) -> tuple[list[str], list[object]]:
    try:
        below = BaseAddress.parse(base)
    except NotAPathError as error:
        msg = f"--base-url {base}: write https://old.example/blog/ or /blog/; {error}"
        raise UrlListError(msg) from error
    paths: list[str] = []
    unusable: list[object] = []
    for source in old:
        try:
            more, bad = read_source(source, below)
        except SourceError as error:
            raise UrlListError(str(error)) from error
        paths += more
        unusable += bad
    return paths, unusable


def _published(outdir: Path) -> list[str]:
    output = _output(outdir)
    if STORE not in output.files:
        msg = (
            f"{outdir}: {STORE} does not exist, so no build with the extension "
            "`permalink_blog.urls` was completed here. Build the site, or add the "
            f"pages of any other site with `record-urls --from {outdir}`"
        )
        raise UrlListError(msg)
    return sorted(output.published())


def _output(outdir: Path) -> OutputFolderPages:
    if not outdir.is_dir():
        msg = f"{outdir} is not a folder; build the site first"
        raise UrlListError(msg)
    return OutputFolderPages.of(outdir)


def _read(path: Path) -> str:
    try:
        # Bytes, so that the ends of lines stay as they are
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UrlListError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UrlListError(f"{path} is not UTF-8: {error}") from error


def _write(path: Path, text: str) -> None:
    try:
        path.write_bytes(text.encode())
    except OSError as error:
        raise UrlListError(f"{path}: {error.strerror}") from error


def _urls(count: int) -> str:
    return f"{count} URL" if count == 1 else f"{count} URLs"


def check_urls(arguments: Sequence[str] | None = None) -> int:
    """Run ``permalink-blog check-urls``.

    :param arguments: of the command line; those of the process by default
    :returns: the exit code: 0, 1 for missing URLs, 2 for an error
    """
    given = check_urls_parser().parse_args(arguments)
    return _run(
        "check-urls",
        lambda: check(given.outdir, url_list=given.url_list, source=given.source),
    )


def record_urls(arguments: Sequence[str] | None = None) -> int:
    """Run ``permalink-blog record-urls``.

    :param arguments: of the command line; those of the process by default
    :returns: the exit code: 0, or 2 for an error
    """
    given = record_urls_parser().parse_args(arguments)
    return _run(
        "record-urls",
        lambda: record(
            given.outdir,
            url_list=given.url_list,
            old=given.old,
            base=given.base_url,
            source=given.source,
        ),
    )


def _run(name: str, run: Callable[[], int]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # names of files may be any bytes
            stream.reconfigure(errors="backslashreplace")
    try:
        return run()
    except UrlListError as error:
        print(f"{name}: {error}", file=sys.stderr)
        return UNUSABLE


def check_urls_parser() -> argparse.ArgumentParser:
    """Return the parser of ``check-urls``."""
    return _parser("check-urls", "Fail if a published URL returns 404 in a built site.")


def record_urls_parser() -> argparse.ArgumentParser:
    """Return the parser of ``record-urls``."""
    parser = _parser("record-urls", "Add URLs to the list of published URLs.")
    parser.add_argument(
        "--from",
        type=Path,
        action="append",
        default=[],
        dest="old",
        metavar="SOURCE",
        help="add the URLs of another site: its sitemap, a list, or a folder",
    )
    parser.add_argument(
        "--base-url", default="/", help="base URL of the other site, such as /blog/"
    )
    return parser


def _parser(name: str, description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"permalink-blog {name}",
        description=description,
        epilog="Exit code: 0 success, 1 missing URLs, 2 error.",
    )
    parser.add_argument(
        "outdir",
        type=Path,
        nargs="?",
        default=_BUILT,
        help=f"output folder of a build (default: {_BUILT})",
    )
    parser.add_argument(
        "--source", type=Path, default=Path(), help="source folder (default: .)"
    )
    parser.add_argument(
        "--list",
        dest="url_list",
        type=Path,
        default=URL_LIST,
        help=f"list of URLs (default: {URL_LIST})",
    )
    return parser
