"""The search index of an incremental build: the last one, with the changed pages.

Sphinx takes the whole index apart into the words of all pages, and puts it together
again. Here the entries of the pages that were written are exchanged; only when there is
another set of pages, whose numbers then change, is it done in Sphinx's way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from sphinx.search import IndexBuilder

from permalink_blog.upstream.sphinx.search.titles import exchange_entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from sphinx.domains import Domain


class PermalinkIndexBuilder(IndexBuilder):
    """Sphinx's index builder, with an index to begin with."""

    _last: dict[str, Any] | None = None
    _again: AbstractSet[str] = frozenset()
    objects: Objects | None = None

    def begin(self, last: dict[str, Any], again: AbstractSet[str]) -> None:
        """Begin with the index of the last build.

        :param last: as ``freeze`` makes it
        :param again: docnames of the pages that will be fed again
        :raises ValueError: if it is another Sphinx's
        """
        if last.get("envversion") != self._env_version:
            msg = "old format"
            raise ValueError(msg)
        self._last, self._again = last, again

    def prune(self, docnames: Iterable[str]) -> None:
        """Remove all pages but these."""
        keep = set(docnames)
        if self._last is not None:
            known = set(self._last["docnames"])
            if known <= keep and self._titles.keys() == self._again & known:
                return  # what is in none of them has no title
            self._take_apart(keep - self._again)
        gone = self._titles.keys() - keep
        for docname in gone:
            del self._titles[docname], self._filenames[docname]
            del self._all_titles[docname]
            self._index_entries.pop(docname, None)
        for mapping in (self._mapping, self._title_mapping) if gone else ():
            for pages in mapping.values():
                pages -= gone

    def freeze(self) -> dict[str, Any]:
        """Return the index in the form in which it is written."""
        return super().freeze() if self._last is None else self._exchanged(self._last)

    def get_objects(
        self, fn2index: dict[str, int]
    ) -> dict[str, list[tuple[int, int, int, str, str]]]:
        """Return the objects that can be found, which few sites have.

        Sphinx sorts documents and labels, which are objects too, and then leaves them
        out.

        :param fn2index: docname to number
        """
        several = (self.objects or all_objects(self._domains.sorted())).values()
        if any(found[5] >= 0 for objects in several for found in objects):
            return super().get_objects(fn2index)
        return {}

    # -- another set of pages

    def _take_apart(self, keep: AbstractSet[str]) -> None:
        """Feed what is known of pages that are not written again."""
        last, self._last = self._last or {}, None
        docnames = last["docnames"]
        for number, docname in enumerate(docnames):
            if docname in keep:
                self._titles[docname] = last["titles"][number]
                self._filenames[docname] = last["filenames"][number]
                self._all_titles[docname] = []
        _group_by_docname(last["alltitles"].entries(), docnames, keep, self._all_titles)
        entries: dict[str, list[Any]] = {docname: [] for docname in keep}
        _group_by_docname(last["indexentries"], docnames, keep, entries)
        for docname, found in entries.items():
            self._index_entries[docname] = [
                (word, anchor, "main" if main else "") for word, anchor, main in found
            ]
        for words, mapping in (
            (last["terms"].pages(), self._mapping),
            (last["titleterms"].pages(), self._title_mapping),
        ):
            for word, numbers in words.items():
                found_in = {docnames[number] for number in numbers} & keep
                if found_in:
                    mapping.setdefault(word, set()).update(found_in)

    # -- the same pages

    def _exchanged(self, last: dict[str, Any]) -> dict[str, Any]:
        """Exchange the entries of the pages that were written."""
        number_of = {name: number for number, name in enumerate(last["docnames"])}
        fed = {number_of[docname]: docname for docname in sorted(self._titles)}
        for number, docname in fed.items():
            last["titles"][number] = self._titles[docname]
            last["filenames"][number] = self._filenames[docname]
        last["terms"].exchange(_numbered(self._mapping, number_of), fed.keys())
        in_titles = _numbered(self._title_mapping, number_of)
        last["titleterms"].exchange(in_titles, fed.keys())
        titles = [
            (title, (number, anchor))
            for number, docname in fed.items()
            for title, anchor in self._all_titles[docname]
        ]
        last["alltitles"].exchange(titles, fed.keys())
        entries = (
            (word.lower(), (number, anchor, main == "main"))
            for number, docname in fed.items()
            for word, anchor, main in self._index_entries.get(docname, ())
        )
        exchange_entries(last["indexentries"], entries, fed.keys())
        objects = self.get_objects(number_of)  # which numbers their types
        types = {number: ":".join(key) for key, number in self._objtypes.items()}
        return {
            **last,
            "objects": objects,
            "objtypes": types,
            "objnames": self._objnames,
        }


def _numbered(
    mapping: Mapping[str, set[str]], number_of: Mapping[str, int]
) -> dict[str, set[int]]:
    return {
        word: {number_of[docname] for docname in docnames}
        for word, docnames in mapping.items()
    }


def _group_by_docname(
    entries: dict[str, list[list[Any]]],
    docnames: list[str],
    keep: AbstractSet[str],
    into: dict[str, list[Any]],
) -> None:
    """Sort entries by the pages that they are of."""
    for word, places in entries.items():
        for number, *more in places:
            if docnames[number] in keep:
                into[docnames[number]].append((word, *more))


Objects: TypeAlias = dict[str, list[tuple[Any, ...]]]
"""What references lead to, by domain."""


def all_objects(domains: Iterable[Domain]) -> Objects:
    """Return the objects of all domains, sorted.

    Sphinx copies each title to get them, so that this is done once.

    :param domains: of the environment
    """
    return {domain.name: sorted(domain.get_objects()) for domain in domains}
