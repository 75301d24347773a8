"""The search index with URIs in place of docnames.

Sphinx's ``searchtools.js`` makes a result's URL from the docname and a suffix. Here
the index names each page by its URI relative to the search page, and on that page
``permalinks-search.js`` sets the script to add nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.search import js_index
from sphinx.util.osutil import relative_uri

from permalink_blog.core.priorities import AssetPriority
from permalink_blog.upstream.sphinx.search.titles import Titles
from permalink_blog.upstream.sphinx.search.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder


# What is left as text, and what it is between. Quotes in a string have a backslash, so
# that only keys look like this.
_TEXTS: dict[str, tuple[str, str, Callable[[str], Titles | Words]]] = {
    "alltitles": ('{"alltitles":{', '},"docnames":[', Titles),
    "terms": ('"terms":{', '},"titles":[', Words.from_json),
    "titleterms": ('"titleterms":{', "}})", Words.from_json),
}
SCRIPT = "permalinks-search.js"
IMMATERIAL = "sphinx_immaterial"
"""The theme that has a search of its own, in the header of each page."""


class PermalinkSearchIndex:
    """Sphinx's JavaScript index format, with other names for the pages.

    An incremental build loads the index of the last one back. The docnames then come
    from the source files' names, which the index has anyway.
    """

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        self._builder = builder

    def dump(self, data: dict[str, Any], file: Any) -> None:
        """Write a search index with URIs in place of docnames.

        :param data: result of ``IndexBuilder.freeze``
        :param file: open for writing text
        """
        uri_of = self._builder.get_target_uri
        search = uri_of("search")
        uris = [relative_uri(search, uri_of(docname)) for docname in data["docnames"]]
        # A word of removed or changed pages alone stays in Sphinx's index without any.
        terms = {
            key: {word: pages for word, pages in data[key].items() if pages != []}
            for key in ("terms", "titleterms")
            if isinstance(data[key], dict)
        }
        # Those of the last build come as lists, those of this one as tuples.
        entries = {
            word: sorted(map(tuple, found))
            for word, found in data["indexentries"].items()
        }
        index = {**data, **terms, "indexentries": entries, "docnames": uris}
        if IMMATERIAL in self._builder.config.extensions:
            index["docurls"] = uris  # its script reads the URIs from here
        texts = {
            key: value.to_json()
            for key in sorted(_TEXTS)  # as they are in the file
            if isinstance(value := index[key], Words | Titles)
        }
        rest = js_index.dumps({**index, **{key: {} for key in texts}})
        for key, text in texts.items():
            before, brackets, rest = rest.partition(f'"{key}":{{}}')
            file.write(f"{before}{brackets[:-1]}")
            file.write(f"{text}}}")
        file.write(rest)

    def load(self, file: Any) -> dict[str, Any]:
        """Read a search index of the last build for ``IndexBuilder.load``.

        :param file: open for reading text
        :raises ValueError: for a file in another format, as Sphinx expects
        """
        rest, plain, texts = file.read(), "", {}
        for key, (begin, end, read) in _TEXTS.items():
            before, begins, after = rest.partition(begin)
            text, ends, rest = after.partition(end)
            if not ends:
                msg = "not an index as this Sphinx writes it"
                raise ValueError(msg)
            texts[key] = read(text)
            plain += f"{before}{begins}"
            rest = f"{ends}{rest}"
        data = js_index.loads(f"{plain}{rest}")
        if not isinstance(data, dict) or "filenames" not in data:
            msg = "not a search index"
            raise ValueError(msg)
        data.update(texts)
        return {**data, "docnames": [*map(self._docname, data["filenames"])]}

    def _docname(self, filename: str) -> str:
        """Return a source file's docname, without a ``Path`` for each of thousands."""
        suffix = next(filter(filename.endswith, self._builder.config.source_suffix), "")
        if filename.isascii() and suffix and "\\" not in filename:
            return filename.removesuffix(suffix)
        return str(self._builder.env.project.path2doc(filename))


def add_script(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Load the script on the search page (``html-page-context``)."""
    if pagename == "search":
        # after documentation_options.js (200), before searchtools.js
        app.add_js_file(SCRIPT, priority=AssetPriority.SEARCH_SCRIPT)
