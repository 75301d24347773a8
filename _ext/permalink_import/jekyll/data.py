"""What Liquid in a text may ask of the site: ``_data``, ``_includes``, a page's values.

https://jekyllrb.com/docs/datafiles/, ``Jekyll::DataReader``
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Any

from permalink_import.bounds import check_number, each_within_limits
from permalink_import.files import is_inside
from permalink_import.jekyll.loading import UnreadableError, load_yaml, read_text
from permalink_import.jekyll.tree import Role
from permalink_import.jekyll.urls import post_id
from permalink_import.model import Finding, Outcome
from permalink_import.reasons import UNREADABLE

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from permalink_import.jekyll.config import JekyllConfig
    from permalink_import.jekyll.texts import JekyllText
    from permalink_import.jekyll.urls import JekyllLocation


_SUFFIXES = (".yaml", ".yml", ".json", ".csv", ".tsv")
# Jekyll::DataReader#sanitize_filename
_NO_KEY = re.compile(r"[^\w\s-]+|(?<=^)\s+(?=$)|(?<=\b\s)\s+(?=$|\s?\b)")


def read_data(config: JekyllConfig) -> tuple[dict[str, Any], list[Finding]]:
    """Read the data files of a site, as ``site.data`` has them."""
    findings: list[Finding] = []
    folder = config.source / str(config.values["data_dir"])
    return _DataFolders(config, findings).read(folder, frozenset()), findings


class _DataFolders:
    """Reads data files, folder by folder."""

    def __init__(self, config: JekyllConfig, findings: list[Finding]) -> None:
        self._config = config
        self._root = config.root.resolve()
        self._findings = findings
        self._folders = 0

    def read(self, folder: Path, above: frozenset[Path]) -> dict[str, Any]:
        """Return the values of a folder.

        :param above: the real folders that it is in; a link to one has no end
        """
        values: dict[str, Any] = {}
        self._folders += 1
        check_number(self._folders)
        above |= {folder.resolve()}
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if not is_inside(self._root, path):
                continue
            if path.is_dir():
                if path.resolve() not in above:
                    values[_key(path.name)] = self.read(path, above)
            elif path.suffix in _SUFFIXES and path.is_file():
                values |= self._of_file(path)
        return values

    def _of_file(self, path: Path) -> dict[str, Any]:
        source = path.relative_to(self._config.root).as_posix()

        def read(file: Path) -> dict[str, Any]:
            try:
                return {_key(file.stem): _read_file(file, self._config)}
            except UnreadableError as error:
                self._findings.append(failed(source, error))
                return {}

        found = each_within_limits(
            read, [path], source_of=lambda _: source, findings=self._findings
        )
        return next(found, {})


def _read_file(path: Path, config: JekyllConfig) -> Any:
    text = read_text(path, config.encoding)
    if path.suffix in {".csv", ".tsv"}:
        delimiter = "\t" if path.suffix == ".tsv" else ","
        # A row with fewer cells has nil for the others, which Liquid shows as nothing.
        try:
            return list(csv.DictReader(text.split("\n"), delimiter=delimiter))
        except csv.Error as error:
            raise UnreadableError(f"its table cannot be read: {error}") from error
    return load_yaml(text)


def _key(name: str) -> str:
    return re.sub(r"\s+", "_", _NO_KEY.sub("", name))


def read_includes(config: JekyllConfig) -> dict[str, str]:
    """Read the files below ``_includes``, by their paths there."""
    folder = config.source / str(config.values["includes_dir"])
    includes: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.resolve().is_relative_to(config.root.resolve()):
            try:
                text = read_text(path, config.encoding)
            except UnreadableError:
                continue  # an image: nobody can include it
            includes[path.relative_to(folder).as_posix()] = text
    return includes


def failed(source: str, error: UnreadableError) -> Finding:
    """Return the finding that a file is not imported since it cannot be read.

    :param source: the file, relative to the root of the site
    :param error: why, and in which line
    """
    return Finding(
        outcome=Outcome.FAILED,
        source=source,
        line=error.line,
        what=f"{error.what} ({error.reason})" if error.what else error.reason,
        reason=UNREADABLE,
    )


def page_values(
    text: JekyllText,
    place: JekyllLocation | None,
    when: datetime | None,
    labels: dict[str, list[str]],
) -> dict[str, Any]:
    """Return the variable ``page`` of a text (https://jekyllrb.com/docs/variables/).

    :param when: its date, with the site's time zone
    :param labels: its categories and tags
    """
    values = {**text.defaults, **text.own, "path": text.file.path}
    values["name"] = text.file.path.rpartition("/")[2]
    values["content"] = text.body
    if place is not None:
        values["url"] = place.url
    if text.is_document:
        values.setdefault("slug", text.name.slug.rstrip("."))
        values.setdefault("title", text.name.title)
        values["ext"] = text.suffix
        values["relative_path"] = text.file.path
        values["draft"] = text.file.role is Role.DRAFT
        if place is not None:
            values["id"] = post_id(text, place)
        values["collection"] = text.file.collection
        values.update(labels)
        if when is not None:
            values["date"] = when
    else:
        folder = (place.url if place else "/").rpartition("/")[0]
        values["dir"] = f"{folder}/"
    return values
