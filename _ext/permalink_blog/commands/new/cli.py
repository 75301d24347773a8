"""The command line: ``permalink-blog new TITLE``."""

from __future__ import annotations

import argparse
import glob
import io
import sys
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from permalink_blog.commands.new.site import SiteError, SourceFolder
from permalink_blog.commands.new.text import Post, front_matter, one_line, slug_of
from permalink_blog.core.errors import InvalidPermalinkError
from permalink_blog.core.values import labels, split_words
from permalink_blog.urls.paths import parse_permalink, relative_to
from permalink_blog.urls.pattern import PostValues
from permalink_blog.urls.variants import bare_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet


FINE, UNUSABLE = 0, 2
"""Exit codes: it is written; it could not be."""


class NewPostError(Exception):
    """No post can be written; the message says why, and what to do."""


def write_post(post: Post, folder: Path, taken: AbstractSet[str]) -> Path:
    """Write a post to a file of its own, never over another.

    :param folder: of the posts; the year is a folder in it
    :param taken: URLs that are not free
        (:meth:`permalink_blog.commands.new.site.Site.taken`)
    :returns: the file
    :raises OSError: if it cannot be written
    """
    year = folder / post.date.strftime("%Y")
    year.mkdir(parents=True, exist_ok=True)
    for slug in _free(slug_of(post.title), taken):
        path = year / f"{post.date:%Y-%m-%d}-{slug}.md"
        if any(year.glob(f"{glob.escape(path.stem)}.*")):
            continue  # two sources of one document, if the suffix is another
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(front_matter(post, slug) + "\n")
        except FileExistsError:
            continue
        return path
    raise AssertionError  # there is always a next number


def _free(slug: str, taken: AbstractSet[str]) -> Iterator[str]:
    """Yield the permalinks that a slug may become: itself, then with -2, -3 ..."""
    for number in count(1):
        candidate = slug if number == 1 else f"{slug}-{number}"
        try:
            path = parse_permalink(candidate, PostValues()).path
        except InvalidPermalinkError:
            continue  # "con", a device of Windows
        if bare_key(path) not in taken:
            yield candidate


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    :param arguments: of the command line; those of the process by default
    :returns: the exit code
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a title may be of any characters
            stream.reconfigure(errors="backslashreplace")
    given = _parser().parse_args(arguments)
    try:
        print(_new_post(given))
    except (NewPostError, SiteError) as error:
        print(f"new post: {error}", file=sys.stderr)
        return UNUSABLE
    return FINE


def _new_post(given: argparse.Namespace) -> Path:
    title = one_line(given.title)
    if not title:
        msg = 'it needs a title: make new TITLE="My first post"'
        raise NewPostError(msg)
    source: Path = given.source
    whole = source.absolute()
    if relative_to(whole / given.folder, whole) is None:
        msg = f"--folder {given.folder}: it is outside the source folder, {source}"
        raise NewPostError(msg)
    site = SourceFolder.read(source)
    post = Post(
        title=title,
        date=datetime.now(site.zone),
        tags=labels(one_line(given.tags), split_words),
        category=one_line(given.category),
    )
    outputs = given.output or [source / "_build" / name for name in ("html", "dirhtml")]
    taken = site.taken(
        url_list=given.url_list or source / "published-urls.txt", outputs=outputs
    )
    try:
        return write_post(post, source / given.folder, taken)
    except OSError as error:
        msg = f"{error.filename or given.folder}: {error.strerror}"
        raise NewPostError(msg) from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="permalink-blog new",
        description="Write a post with a permalink that is free, and print its path.",
        epilog="Exit code: 0 written, 2 it could not be done.",
    )
    parser.add_argument("title", help="of the post")
    parser.add_argument("--tags", default="", help="with spaces, or commas, between")
    parser.add_argument("--category", default="", help="one category")
    parser.add_argument(
        "--source", type=Path, default=Path(), help="folder with conf.py (here)"
    )
    parser.add_argument("--folder", default="posts", help="of the posts in it (posts)")
    parser.add_argument(
        "--output",
        type=Path,
        action="append",
        help="a build's output folder (_build/html, _build/dirhtml); may be repeated",
    )
    parser.add_argument(
        "--list",
        dest="url_list",
        type=Path,
        help="of URLs once published (published-urls.txt)",
    )
    return parser
