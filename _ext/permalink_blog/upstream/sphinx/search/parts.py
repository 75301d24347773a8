"""A search index that is made in parts, by several processes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.search import IndexBuilder


_BY_DOCNAME = ("_titles", "_filenames", "_all_titles", "_index_entries")
_BY_WORD = ("_mapping", "_title_mapping")


class SearchParts:
    """The parts of a search index that several processes make.

    :param indexer: Sphinx's; none, if the site has no search
    """

    def __init__(self, indexer: IndexBuilder | None) -> None:
        self._indexer = indexer

    @staticmethod
    def are_known(indexer: IndexBuilder | None) -> bool:
        """Return whether this version of Sphinx stores its index as expected here."""
        return indexer is None or all(
            isinstance(getattr(indexer, name, None), dict)
            for name in (*_BY_DOCNAME, *_BY_WORD)
        )

    def begin(self) -> None:
        """Begin a part: forget what is known already, in this process."""
        for name in (*_BY_DOCNAME, *_BY_WORD) if self._indexer else ():
            getattr(self._indexer, name).clear()

    def end(self) -> dict[str, Any]:
        """Return what was added to the index since :meth:`begin`."""
        if self._indexer is None:
            return {}
        return {
            name: getattr(self._indexer, name) for name in (*_BY_DOCNAME, *_BY_WORD)
        }

    def merge(self, part: dict[str, Any]) -> None:
        """Add a part of the index that another process has made.

        :param part: result of its :meth:`end`
        """
        for name in _BY_DOCNAME if part else ():
            getattr(self._indexer, name).update(part[name])
        for name in _BY_WORD if part else ():
            mapping = getattr(self._indexer, name)
            for word, docnames in part[name].items():
                mapping.setdefault(word, set()).update(docnames)
