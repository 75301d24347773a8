"""Symbolic links in the output folder: nothing is written through one to outside."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import INVENTORY_FILENAME

from permalink_blog.core.errors import PermalinkProblem
from permalink_blog.urls.assets import extra_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.builders.html import StandaloneHTMLBuilder


_OF_SPHINX = (".buildinfo", INVENTORY_FILENAME)


class OutputFolder:
    """The output folder, with a check whether files are inside it.

    :param outdir: the folder itself, which may be behind a link
    """

    def __init__(self, outdir: Path) -> None:
        self._outdir = os.path.realpath(outdir)
        self._known: dict[str, bool] = {}

    def has(self, file: str) -> bool:
        """Return whether the folder of a file is inside; the file itself may be a link.

        :param file: relative to the output folder
        """
        return self._has_folder(file.rpartition("/")[0])

    def _has_folder(self, folder: str) -> bool:
        known = self._known.get(folder)
        if known is None:
            parent = folder.rpartition("/")[0]
            known = not folder or self._has_folder(parent)
            known = known and not self.is_link_out(folder)
            self._known[folder] = known
        return known

    def links_out(self, folder: str = "", *, deep: bool = True) -> Iterator[str]:
        """Find the links that lead out.

        :param folder: where to look, relative to the output folder
        :param deep: whether to look into its folders, too
        """
        try:
            entries = [*os.scandir(f"{self._outdir}/{folder}")]
        except OSError:
            return  # there is no such folder
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_symlink():
                if not self._is_inside(entry.path):
                    yield path
            elif deep and entry.is_dir():
                yield from self.links_out(path)

    def is_link_out(self, file: str) -> bool:
        """Return whether a file or folder is a symbolic link to somewhere outside.

        :param file: relative to the output folder
        """
        path = f"{self._outdir}/{file}"  # as text: there may be thousands
        return os.path.islink(path) and not self._is_inside(path)  # noqa: PTH114

    def _is_inside(self, path: str) -> bool:
        return Path(os.path.realpath(path)).is_relative_to(self._outdir)


def problem_of_link(file: str, where: str = "the output folder") -> PermalinkProblem:
    """Return the problem of a file that would be written outside through a link.

    :param file: relative to the output folder
    :param where: what is to be there
    """
    return PermalinkProblem(
        where=where,
        key="path",
        value=file,
        reason="is, or is behind, a link that leads out of the output folder",
        remedy="remove the link",
    )


def links_in_the_way(
    builder: StandaloneHTMLBuilder, folder: OutputFolder, pages: Iterable[str]
) -> list[PermalinkProblem]:
    """Find the links through which a build would write elsewhere.

    Sphinx copies static files, images and what is in ``html_extra_path``, and follows
    links.

    :param pages: files of the pages that will be written
    """
    top = {*folder.links_out(deep=False)}
    found = {link for link in top if link.startswith("_") or link in _OF_SPHINX}
    for entry in Path(builder.outdir).glob("_*/"):
        if entry.name not in top:
            found.update(folder.links_out(entry.name))
    found.update(page for page in pages if not folder.has(page))
    for name in extra_files(builder):
        if not folder.has(name) or folder.is_link_out(name):
            found.add(name)
    return [problem_of_link(link) for link in sorted(found)]
