"""Advice on how to make a missing URL work again."""

from __future__ import annotations

import mimetypes
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from permalink_blog.core.errors import InvalidPermalinkError
from permalink_blog.core.front_matter_source import line_of_key
from permalink_blog.urls.paths import Layout, collision_key, locate, parse_permalink
from permalink_blog.urls.pattern import PostValues
from permalink_blog.urls.redirect_sources import FROM_KEYS
from permalink_blog.urls.url_list.documents import (
    STYLE_KEY,
    SUFFIXES,
    docname_of,
    read_fields,
)
from permalink_blog.urls.url_list.output import answering_files, url_path
from permalink_blog.urls.variants import bare_key

if TYPE_CHECKING:
    from pathlib import Path

    from permalink_blog.urls.url_list.git import Commit
    from permalink_blog.urls.url_list.history import Past
    from permalink_blog.urls.url_list.output import OutputFolderPages


@dataclass(frozen=True, slots=True)
class Source:
    """A document's source as it is now.

    :param file: relative to the source folder
    :param text: its content
    """

    file: str
    text: str

    def line(self, key: str) -> str:
        """Return file and line of a front matter key, or the file without the key.

        :param key: of the front matter
        """
        line = line_of_key(self.text, key)
        return f"{self.file}:{line}" if line else self.file

    @property
    def redirects_key(self) -> str:
        """The front matter key that lists old URLs; "" if there is none."""
        keys = (key for key in FROM_KEYS if line_of_key(self.text, key))
        return next(keys, "")

    def field(self, path: str, key: str = "redirect_from") -> str:
        """Return a line of front matter, in the syntax of the file's format.

        :param path: value of the key
        :param key: of the front matter
        """
        is_field_list = self.file.endswith((".rst", ".txt"))
        return f"`{':' if is_field_list else ''}{key}: {path}`"


@dataclass(frozen=True, slots=True)
class Adviser:
    """Return advice on URLs that a build is missing.

    :param folder: the source folder
    :param output: the build
    """

    folder: Path
    output: OutputFolderPages

    def advise(self, path: str, past: Past | None) -> str:
        """Return what was published at a path and how to fix it, in a few sentences.

        :param past: the document that was there, if that is known
        """
        if reason := _why_no_redirect(path):
            return f"Sphinx cannot publish a page at this path ({reason}). {_FILE}"
        if past is None and _FEED.search(path):
            return (
                "this feed is missing. To fix it, add to blog_feed_also_at in conf.py: "
                f'`"{path}": "blog/atom.xml"`, or whichever feed it was'
            )
        if page := self.output.spellings.get(bare_key(path)):
            return self._spelled(path, page)
        kind = mimetypes.guess_type(path)[0]
        if past is None and kind not in {None, "text/html"}:
            return f"the file is gone. {_FILE}"
        if past is None:
            return (
                "this page is missing. To fix it, add to the page that replaces it: "
                f"`redirect_from: {path}`"
            )
        if past.fate.now is None:
            return self._removed(path, past)
        source = self._source(past.fate.now)
        if past.until is None:
            return self._unchanged(path, past, source)
        return self._changed(path, past, past.until, source)

    def _spelled(self, path: str, page: str) -> str:
        """Advise where the page is there, by another spelling of its URL."""
        source = self._source_of(page)
        names = {collision_key(file) for file in answering_files(path)}
        if collision_key(page) in names:
            here = f"{page} differs in case or Unicode form, which hosts distinguish"
            if source is None:
                return f"{here}. Restore its name."
            field = source.field(path, "permalink")
            return f"{here}. To fix it, write {field} in {source.line('permalink')}."
        here = f"the page is at {url_path(page)} now."
        if source is None and not self.output.head(page).redirect:
            return f"{here} To fix it, set permalink_spellings = True in conf.py."
        if source is None:
            rule = f'"{path}": "{url_path(page)}"'
            return f"{here} To fix it, add to permalink_redirects in conf.py: `{rule}`"
        return f"{here} {_instruct(source, path)}"

    def _removed(self, path: str, past: Past) -> str:
        commit = past.fate.commit
        when = "and is gone" if commit is None else f"removed {_when(commit)}"
        was = f"was {past.file}"
        if past.key in FROM_KEYS:
            was = f"was in the {past.key} of {past.file}"
        return (
            f"{was} ({when}). To fix it, add to the post that replaces it: "
            f"`redirect_from: {path}`"
        )

    def _unchanged(self, path: str, past: Past, source: Source) -> str:
        """Advise where the document asks for the path still."""
        page = self.output.record.pages.get(docname_of(source.file))
        if page and past.key in {"", STYLE_KEY}:  # permalink_style has changed
            return (
                f"{source.file} is at {url_path(page)} now. {_instruct(source, path)}"
            )
        where = source.line(past.key) if past.key else source.file
        if page:
            return f"{where} sets this URL: build the site again."
        return (
            f"{where} sets this URL, but the build leaves the document out: check "
            "exclude_patterns. Otherwise, add to the page that replaces it: "
            f"`redirect_from: {path}`"
        )

    def _changed(self, path: str, past: Past, until: Commit, source: Source) -> str:
        """Advise where a document is still there, but does not ask for the path now."""
        when = f"{until.name} on {until.day}" if until.name else "the last commit"
        permalink = read_fields(source.file, source.text).get("permalink")
        if past.key in FROM_KEYS:
            was = f"was in the {past.key} of {source.file} until {when}"
        elif permalink is not None:
            was = f"{source.line('permalink')} says permalink: {permalink}"
            if not source.redirects_key:
                return f"{was}. Add {source.field(path)} below it."
        elif past.key == "permalink":
            was = f"was the permalink of {source.file} until {when}"
        elif past.file == source.file:
            was = f"was {source.file} until {when}"
        else:
            was = f"was {past.file}, which is {source.file} now"
        return f"{was}. {_instruct(source, path)}"

    def _source_of(self, page: str) -> Source | None:
        docname = self.output.documents.get(page)
        for suffix in SUFFIXES if docname else ():
            if (self.folder / f"{docname}{suffix}").is_file():
                return self._source(f"{docname}{suffix}")
        return None

    def _source(self, file: str) -> Source:
        path = self.folder / file
        return Source(file, path.read_text(encoding="utf-8-sig", errors="replace"))


_FEED = re.compile(  # /feed.xml, /tags/x/index.xml, /blog.rss, /feeds/posts/default
    r"/(feeds?|rss|atom)(/|$)|(feed|rss|atom|index)\.xml$|\.(rss|atom)$|/feed\.json$"
)

_FILE = "To fix it, put a file there with html_extra_path, or let the host redirect it."


def _instruct(source: Source, path: str) -> str:
    """Return how to redirect a path to a document, in a sentence."""
    if key := source.redirects_key:
        return f"To fix it, add {path} to {key} in {source.line(key)}."
    place = f"the front matter of {source.file}"
    return f"To fix it, add to {place}: {source.field(path)}"


def _when(commit: Commit) -> str:
    if not commit.name:
        return "since the last commit"
    return f"in {commit.name} on {commit.day}"


def _why_no_redirect(path: str) -> str:
    """Return why a path cannot be redirected; "" if it can."""
    try:
        permalink = parse_permalink(path, PostValues())
        files = {locate(permalink, Layout(folders=x)).file for x in (False, True)}
    except InvalidPermalinkError as error:
        return error.reason
    if files <= set(answering_files(path)):
        return ""
    return "its dots mean something else in a permalink"
