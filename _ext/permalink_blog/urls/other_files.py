"""Files in the output folder that other extensions write besides pages.

Diagrams, thumbnails, plots and cards for social networks are written while a page is
made, some of them only if they are not there yet. Nothing in Sphinx says which document
needs which file. A file that an earlier build has left, and that this one has not
written, is removed in two cases only:

- pages referred to it, and no page does any longer;
- it is named after a document that is gone, as all others of its kind in its folder are
  named after documents.

A file that was there before the first build, or that somebody put there since, is never
touched.
"""

from __future__ import annotations

import os
import re
import time
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from permalink_blog.urls.record import remove_stale

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from permalink_blog.urls.addressing import AddressedBuilder


_ATTRIBUTE = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)')""")
_BETWEEN_URLS = re.compile(r"[\s,()'\"]+")  # in srcset and style
_CHECKED = frozenset((".css", ".js"))  # links to these have a checksum
_TEXTS = frozenset((".html", ".css", ".js", ".json", ".xml", ".txt", ".svg"))
_CLOCK = 20_000_000  # nanoseconds that the time of a file may be late


class OtherFiles:
    """Other extensions' files in the output folder of one build.

    :param builder: of the build
    """

    def __init__(self, builder: AddressedBuilder) -> None:
        self._builder = builder
        self._outdir = os.fspath(builder.outdir)
        self._start = time.time_ns() - _CLOCK  # or earlier, see note_start
        self._before: Mapping[str, int] = {}
        self.early: frozenset[str] = frozenset()
        """Style sheets and scripts that are there before pages are written."""
        self.shown: dict[str, list[str]] = {}
        """File to the files of the pages that refer to it."""

    def note_start(self, start: int, before: Mapping[str, int]) -> None:
        """Note when the build began: extensions may write before there is a builder.

        :param start: in nanoseconds since 1970
        :param before: style sheets and scripts that were there, see :func:`assets_of`
        """
        self._start = min(self._start, start - _CLOCK)
        self._before = before

    # -- style sheets and scripts

    def note_early(self) -> None:
        """Note which ones there are, when static files are copied."""
        old = self._builder.last_record.early
        self.early = frozenset(
            file
            for file, time_of_change in assets_of(self._outdir).items()
            if file not in self._builder.static_files
            and (file in old or self._before.get(file) != time_of_change)
        )

    def is_late(self, file: str) -> bool:
        """Return whether a clean build has no such file while pages are written.

        Some extension writes it at the end of the build. Then a link to it has no
        checksum, although the file of the last build is there.

        :param file: as it is named in Sphinx, relative to the output folder
        """
        return file not in self._builder.static_files and file not in self.early

    # -- what pages refer to

    def settle(
        self,
        known: AbstractSet[str],
        pages: AbstractSet[str],
        gone: AbstractSet[str] = frozenset(),
    ) -> None:
        """Remove the files that no page refers to any more, and record the others.

        :param known: the files of the output folder whose makers are known; a folder of
            such files ends in a slash
        :param pages: files that are pages
        :param gone: the documents that there were in the last build
        """
        old = self._builder.last_record.others
        folders = tuple(name for name in known if name.endswith("/"))
        found = [
            file
            for file in _files_below(self._outdir, without=self._builder.doctreedir)
            if file not in known
            and not file.startswith(folders)
            and (file in old or self._is_new(file))
        ]
        if not found:
            return
        shown = self._references(found, pages)
        stale = {file for file in found if old.get(file) and not shown[file]}
        stale -= self._mentioned(stale, known | shown.keys() - stale)
        stale |= {x for x in self._of_documents(found, gone) if not shown[x]}
        stale = {file for file in stale if not self._is_new(file)}
        remove_stale(Path(self._outdir), stale)
        self.shown = {file: sorted(shown[file]) for file in found if file not in stale}

    def _references(
        self, files: Sequence[str], pages: AbstractSet[str]
    ) -> dict[str, set[str]]:
        """Return which pages refer to which files."""
        old = self._builder.last_record.others
        shown: dict[str, set[str]] = {file: set() for file in files}
        by_name: dict[str, list[str]] = {}
        for file in files:
            by_name.setdefault(file.rpartition("/")[2], []).append(file)
        fresh = {page for page in pages if self._is_new(page)}
        for file in shown.keys() & old.keys():
            shown[file].update(page for page in old[file] if page in pages - fresh)
        asked = pages if shown.keys() - old.keys() else fresh
        for page in asked:
            for name in self._names_in(page, by_name.keys()):
                for file in by_name[name]:
                    shown[file].add(page)
        for file in files:  # x.png.map belongs to x.png
            for other in _stems(file):
                shown[file] |= shown.get(other, set())
        return shown

    def _of_documents(
        self, files: Sequence[str], gone: AbstractSet[str]
    ) -> Iterator[str]:
        """Yield the files that are named after documents that are gone."""
        documents = self._builder.env.all_docs.keys() | gone
        for docname in gone:
            for file in files:
                folder, suffix = _around(file, docname)
                if suffix is None:
                    continue
                others = [
                    x.removeprefix(folder).removesuffix(suffix)
                    for x in files
                    if x.startswith(folder) and x.endswith(suffix) and x != file
                ]
                if others and documents.issuperset(others):
                    yield file

    def _names_in(self, page: str, wanted: AbstractSet[str]) -> set[str]:
        """Return the names of files that a page refers to."""
        text = self._read(page)
        values = {x or y for x, y in _ATTRIBUTE.findall(text)}
        urls = {url for value in values for url in _BETWEEN_URLS.split(value)}
        urls |= values  # a name may have a comma
        return {_name_of(url) for url in urls if "." in url} & wanted

    def _mentioned(self, files: AbstractSet[str], texts: AbstractSet[str]) -> set[str]:
        """Return those of these files whose names are in a text of the site."""
        names = {file.rpartition("/")[2]: file for file in sorted(files)}
        found: set[str] = set()
        for file in sorted(texts) if names else ():
            if os.path.splitext(file)[1] in _TEXTS:  # noqa: PTH122
                text = self._read(file)
                found |= {names[name] for name in names if name in text}
        return found

    # -- files

    def _is_new(self, file: str) -> bool:
        """Return whether a file was made or changed in this build."""
        return _time_of_change(self._outdir, file) >= self._start

    def _read(self, file: str) -> str:
        try:
            return Path(self._outdir, file).read_text("utf-8", errors="replace")
        except OSError:
            return ""


def assets_of(outdir: str | Path) -> dict[str, int]:
    """Return the style sheets and scripts in an output folder, each with its time.

    :param outdir: which need not exist
    :returns: file, from there, to the time of its last change in nanoseconds since 1970
    """
    top = os.fspath(outdir)
    return {
        file: _time_of_change(top, file)
        for file in _files_below(top, "_static")
        if os.path.splitext(file)[1] in _CHECKED  # noqa: PTH122 - thousands
    }


def _files_below(
    outdir: str, folder: str = ".", *, without: str | Path = ""
) -> Iterator[str]:
    """Yield the files below a folder of the output, but for hidden ones.

    :param without: a folder that is left out
    """
    left_out = os.path.realpath(without) if without else None
    for path, folders, files in os.walk(f"{outdir}/{folder}"):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and (left_out is None or os.path.realpath(f"{path}/{name}") != left_out)
        )
        below = os.path.relpath(path, outdir).replace(os.sep, "/")
        prefix = "" if below == "." else f"{below}/"
        yield from (f"{prefix}{x}" for x in sorted(files) if x[0] != ".")


def _time_of_change(outdir: str, file: str) -> int:
    """Return when a file was changed last, in nanoseconds since 1970; 0 without it."""
    try:
        return os.stat(f"{outdir}/{file}").st_ctime_ns  # noqa: PTH116 - thousands
    except OSError:
        return 0


def _name_of(url: str) -> str:
    path = re.split(r"[?#]", unescape(url), maxsplit=1)[0]
    return unquote(path).rpartition("/")[2]


def _around(file: str, docname: str) -> tuple[str, str | None]:
    """Return what is before and after a document's name in that of a file.

    :returns: a folder, and a suffix; ``None`` if the file is not named after it
    """
    before, found, after = f"/{file}".rpartition(f"/{docname}.")
    return (f"{before}/".lstrip("/"), f".{after}") if found else ("", None)


def _stems(file: str) -> Iterator[str]:
    """Yield what a file's name may be without its last suffixes."""
    folder, _, name = file.rpartition("/")
    while "." in name:
        name = name.rpartition(".")[0]
        yield f"{folder}/{name}" if folder else name
