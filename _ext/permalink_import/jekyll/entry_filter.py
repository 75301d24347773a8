"""Which files and folders Jekyll leaves out (``Jekyll::EntryFilter``).

https://jekyllrb.com/docs/structure/ and the options ``include`` and ``exclude`` of
https://jekyllrb.com/docs/configuration/options/
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from posixpath import basename

_SPECIAL = (".", "_", "#", "~")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFilter:
    """The site's choice.

    :param include: patterns of what is read in spite of its name
    :param exclude: patterns of what is not read
    """

    include: tuple[str, ...] = (".htaccess",)
    exclude: tuple[str, ...] = ()

    def accepts(self, entry: str, *, folder: str = "", is_folder: bool = False) -> bool:
        """Return whether Jekyll reads a file or walks through a folder.

        :param entry: its name, or its path in the folder that is searched
        :param folder: path of that folder
        """
        if entry.endswith("."):
            return False
        included = self.includes(entry, is_folder=is_folder)
        if not included and self.excludes(entry, folder=folder, is_folder=is_folder):
            return False
        return included or not (is_special(entry) or entry.endswith("~"))

    def includes(self, entry: str, *, is_folder: bool = False) -> bool:
        """Return whether ``include`` names an entry; arguments of :meth:`accepts`.

        :param entry: relative to the folder that is read
        :param is_folder: whether it is one: patterns that end with a slash match these
        """
        return _any_matches(self.include, entry, is_folder) or _any_matches(
            self.include, basename(entry), is_folder
        )

    def excludes(
        self, entry: str, *, folder: str = "", is_folder: bool = False
    ) -> bool:
        """Return whether ``exclude`` names an entry; arguments of :meth:`accepts`.

        :param entry: relative to the folder that is read
        :param folder: that folder, relative to the source folder
        :param is_folder: whether the entry is one
        """
        patterns = tuple(p for p in self.exclude if p not in self.include)
        return _any_matches(patterns, f"{folder}/{entry}", is_folder)


def is_special(entry: str) -> bool:
    """Return whether a name begins like those that Jekyll does not publish.

    :param entry: a name or a path: of this the last name counts, too
    """
    return entry.startswith(_SPECIAL) or basename(entry).startswith(_SPECIAL)


def _any_matches(patterns: tuple[str, ...], entry: str, is_folder: bool) -> bool:
    path = f"/{entry.lstrip('/')}"
    for text in patterns:
        pattern = f"/{text.lstrip('/')}"
        # File.fnmatch? without flags: "*" takes slashes, too
        if fnmatchcase(path, pattern) or path.startswith(pattern):
            return True
        if is_folder and pattern == f"{path}/":
            return True
    return False
