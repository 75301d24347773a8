"""Which files of a site are what: Jekyll's walk through its source folder.

As ``Jekyll::Reader`` and ``Jekyll::Collection`` go, in an order that is the same on
every machine.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from enum import Enum
from posixpath import basename, dirname, splitext
from typing import TYPE_CHECKING

from permalink_import.bounds import check_number
from permalink_import.jekyll.entry_filter import is_special
from permalink_import.jekyll.folders import entries_of, files_below, has_header, is_text
from permalink_import.model import Finding, Outcome, Topic

if TYPE_CHECKING:
    from pathlib import Path

    from permalink_import.jekyll.config import JekyllConfig


# Jekyll::Document::DATE_FILENAME_MATCHER
_DATED = re.compile(r"(?:.+/)?\d{2,4}-\d{1,2}-\d{1,2}-[^/]*\.[^.]+")


_OF_SASS = {".scss", ".sass"}


class Role(Enum):
    """What Jekyll takes a file for."""

    POST = "posts"
    DRAFT = "drafts"
    PAGE = "pages"
    ENTRY = "a collection's document"
    STATIC = "static"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFile:
    """A file that Jekyll reads.

    :param path: relative to the source folder
    :param collection: label of the collection that it is in, "posts" for drafts, too
    :param permalink: that a plugin gives it
    :param is_static_too: a plugin makes a page of it, and it is published as it is, too
    """

    path: str
    role: Role
    collection: str | None = None
    permalink: str | None = None
    is_static_too: bool = False

    def __str__(self) -> str:
        return self.path

    @property
    def kind(self) -> str:
        """Return the type of the file in the scopes of defaults."""
        return self.collection or "pages"


@dataclass(slots=True)
class Tree:
    """The files of a site.

    :param files: what Jekyll reads, sorted
    :param findings: what it leaves out though it looks like somebody's text
    """

    files: list[SiteFile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def walk(config: JekyllConfig) -> Tree:
    """Find the files of a site."""
    walker = _Walker(config)
    walker.folder("", frozenset())
    walker.included()
    for label in config.collections:
        if label != "posts":
            walker.collection(label)
    walker.tree.files.sort(key=lambda file: file.path)
    return walker.tree


class _Walker:
    def __init__(self, config: JekyllConfig) -> None:
        self.config = config
        self.tree = Tree()
        self.seen: set[str] = set()
        self.folders = 0
        self.top = config.collections_dir
        self.known = {
            *(config.values[f"{key}_dir"] for key in ("layouts", "data", "includes")),
            *("_posts", "_drafts", "_sass", config.destination.name),
            *(f"_{label}" for label in config.collections),
        }

    def folder(self, folder: str, above: frozenset[Path]) -> None:
        """Walk through a folder that Jekyll reads.

        :param folder: relative to the source folder, "" for that
        :param above: the real folders that it is in; a link to one has no end
        """
        place = self.config.source / folder
        real = place.resolve()
        if real in above or place == self.config.destination:
            return
        self.folders += 1
        check_number(self.folders)
        if not real.is_relative_to(self.config.root.resolve()):
            self.leave(folder, _OUTSIDE, Topic.MISSING)
            return
        if not self.top or f"/{folder}".startswith(f"/{self.top}"):
            self.posts(folder, "_posts", Role.POST)
            self.posts(folder, "_drafts", Role.DRAFT)
        try:
            entries = entries_of(place)
        except OSError as error:
            what = f"{folder}: {error.strerror}"
            self.leave(folder, _UNREADABLE, Topic.MISSING, what)
            return
        for entry in entries:
            path = f"{folder}/{entry.name}".lstrip("/")
            accepted = self.config.entry_filter.accepts(
                entry.name, folder=folder, is_folder=entry.is_dir()
            )
            if not accepted:
                self.refused(path, folder)
            elif entry.is_dir():
                self.folder(path, above | {real})
            else:
                self.page_or_static(path)

    def posts(self, folder: str, name: str, role: Role) -> None:
        """Find the posts or drafts of one folder ``_posts`` or ``_drafts``.

        :param folder: that has the folder, relative to the source folder, "" for that
            itself
        :param name: "_posts" or "_drafts"
        :param role: of the files that are found
        """
        base = f"{folder}/{name}".lstrip("/")
        for entry in files_below(self.config.source / base, hidden=False):
            path = f"{base}/{entry}"
            if not self.config.entry_filter.accepts(entry, folder=base):
                if not self.config.entry_filter.excludes(entry, folder=base):
                    self.leave(path, _HIDDEN)
            elif role is Role.DRAFT and not self.is_document(path):
                self.leave(path, _BESIDE_DRAFTS)
            elif "." not in basename(entry) or (
                role is Role.POST and not _DATED.fullmatch(entry)
            ):
                self.leave(path, _UNDATED, Topic.UNPUBLISHED)
            else:
                self.add(path, role, "posts")

    def is_document(self, path: str) -> bool:
        """Return whether a file is a text: by its front matter, or by its suffix.

        :param path: relative to the source folder
        """
        suffix = splitext(path)[1].lower()
        is_text = suffix in {*self.config.markdown_suffixes, ".html", ".textile"}
        return is_text or has_header(self.config.source / path)

    def collection(self, label: str) -> None:
        """Find the documents and files of a collection.

        :param label: its name in ``_config.yml``, without the underscore of its folder
        """
        base = f"{self.top}/_{label}".lstrip("/")
        for entry in files_below(self.config.source / base, hidden=True):
            path = f"{base}/{entry}"
            if not self.config.entry_filter.accepts(entry, folder=f"_{label}"):
                if is_special(entry) and not basename(entry).startswith("."):
                    self.leave(path, _HIDDEN)
            elif self.is_inside(path):
                header = has_header(self.config.source / path)
                self.add(path, Role.ENTRY if header else Role.STATIC, label)

    def included(self) -> None:
        """Find the files that ``include`` names by their whole path."""
        for entry in self.config.entry_filter.include:
            if (self.config.source / entry.lstrip("/")).is_file():
                path = os.path.normpath(entry.lstrip("/")).replace(os.sep, "/")
                if not path.startswith("../"):
                    self.page_or_static(path)

    def page_or_static(self, path: str) -> None:
        """Add a file outside of collections: a page if it has front matter.

        :param path: relative to the source folder
        """
        if self.is_inside(path):
            header = has_header(self.config.source / path)
            self.add(path, Role.PAGE if header else Role.STATIC, None)

    def add(self, path: str, role: Role, collection: str | None) -> None:
        """Add a file, unless it is there already.

        :param path: relative to the source folder
        :param role: of the file
        :param collection: its label; ``None`` for pages and static files outside of
            collections
        """
        if path not in self.seen and self.is_inside(path):
            self.seen.add(path)
            file = SiteFile(path=path, role=role, collection=collection)
            self.tree.files.append(file)

    def is_inside(self, path: str) -> bool:
        """Return whether a file exists within the site, and report it otherwise.

        :param path: relative to the source folder; links are followed
        """
        file = self.config.source / path
        if path in self.seen:
            return True
        if not is_text(path):
            self.leave(path, _NAME, Topic.MISSING)
        elif not file.is_file():
            self.leave(path, _BROKEN, Topic.UNPUBLISHED)
        elif not file.resolve().is_relative_to(self.config.root.resolve()):
            self.leave(path, _OUTSIDE, Topic.MISSING)
        else:
            return True
        self.seen.add(path)
        return False

    def refused(self, path: str, folder: str) -> None:
        """Report a file that its author may have meant to publish.

        :param path: relative to the source folder
        :param folder: that it is in, for the patterns of ``exclude`` and ``include``
        """
        name = basename(path)
        if self.config.entry_filter.excludes(name, folder=folder):
            return
        if path == self.config.values["plugins_dir"]:
            for entry in files_below(self.config.source / path, hidden=False):
                self.leave(f"{path}/{entry}", _PLUGIN, Topic.REPLACED)
        elif name.startswith("_") and not self._is_known(path):
            self.leave(path, _HIDDEN)

    def _is_known(self, path: str) -> bool:
        name = basename(path)
        inside = dirname(path) in {"", self.top} or name in {"_posts", "_drafts"}
        return (inside and name in self.known) or name.startswith("_config")

    def leave(
        self,
        path: str,
        reason: str,
        topic: Topic = Topic.UNPUBLISHED,
        what: str = "",
    ) -> None:
        """Report a file that is not imported, except for parts of style sheets.

        :param path: relative to the source folder
        :param reason: a sentence for the author
        :param topic: under which the report has it
        :param what: of the file; by default its name
        """
        if splitext(path)[1].lower() in _OF_SASS:
            return  # a part of a style sheet
        path = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        self.tree.findings.append(
            Finding(
                outcome=Outcome.FAILED,
                source=self.config.origin(path),
                line=0,
                what=what or basename(path),
                reason=reason,
                topic=topic,
            )
        )


_HIDDEN = (
    "Jekyll does not publish files and folders whose names begin with an underscore, a "
    "dot or #, or end in ~. Copy by hand what belongs to the site"
)
_BESIDE_DRAFTS = (
    "Jekyll does not publish files in _drafts that are not texts. Copy to public/ what"
    " a draft needs"
)
_UNDATED = (
    "Jekyll does not publish files in _posts unless their name is a date, a hyphen, a "
    "name and a suffix, such as 2018-08-01-summer.md. Rename texts and import again; "
    "copy to public/ what posts show"
)
_PLUGIN = (
    "Ruby plugins are not run. Write the pages and the output of the tags that they "
    "made, or an extension of Sphinx"
)
_OUTSIDE = (
    "Symbolic links that lead out of the old site are not followed. Put a copy in "
    "their place, and import again"
)
_BROKEN = "Symbolic links lead to files that do not exist. Remove them"
_NAME = "The names of these files are not UTF-8. Rename them, and import again"
_UNREADABLE = "These folders cannot be read. Change their permissions, and import again"
