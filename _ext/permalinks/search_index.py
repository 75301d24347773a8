"""The search index with URIs in place of docnames.

Sphinx's ``searchtools.js`` makes a result's URL from the docname and a suffix. Here
the index names each page by its URI relative to the search page, and on that page
``permalinks-search.js`` tells the script to add nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.search import js_index
from sphinx.util.osutil import relative_uri

from permalinks.search_words import Words

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

# Quotes in a string have a backslash, so that only a key looks like this.
_BEGIN = '"terms":{'
_END = '},"titles":['
SCRIPT = "permalinks-search.js"


class PermalinkSearchIndex:
    """Sphinx's JavaScript index format, with other names for the pages.

    An incremental build loads the index of the last one back. The docnames then come
    from the source files' names, which the index has anyway.
    """

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        self._builder = builder

    def dump(self, data: dict[str, Any], file: Any) -> None:
        """Write an index as ``IndexBuilder.freeze`` makes it."""
        uri_of = self._builder.get_target_uri
        search = uri_of("search")
        uris = [relative_uri(search, uri_of(docname)) for docname in data["docnames"]]
        # A word of removed or changed pages alone stays in Sphinx's index without any.
        terms = {
            key: {word: pages for word, pages in data[key].items() if pages != []}
            for key in ("terms", "titleterms")
            if not isinstance(data[key], Words)
        }
        entries = {word: sorted(found) for word, found in data["indexentries"].items()}
        told = {**data, **terms, "indexentries": entries, "docnames": uris}
        words = told["terms"]
        if isinstance(words, Words):
            before, _, after = js_index.dumps({**told, "terms": {}}).partition(
                _BEGIN + _END
            )
            file.write(f"{before}{_BEGIN}{words.to_json()}{_END}{after}")
        else:
            js_index.dump(told, file)

    def load(self, file: Any) -> dict[str, Any]:
        """Read an index as ``IndexBuilder.load`` wants it.

        :raises ValueError: if it is none, as Sphinx expects
        """
        before, _, rest = file.read().partition(_BEGIN)
        words, end, after = rest.partition(_END)
        if not end:
            msg = "not an index as this Sphinx writes it"
            raise ValueError(msg)
        data = js_index.loads(f"{before}{_BEGIN}{_END}{after}")
        if not isinstance(data, dict) or "filenames" not in data:
            msg = "not a search index"
            raise ValueError(msg)
        data["terms"] = Words.from_json(words)
        return {**data, "docnames": [*map(self._docname, data["filenames"])]}

    def _docname(self, filename: str) -> str:
        """Give a document by its file; Sphinx makes a path of each of thousands."""
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
        app.add_js_file(SCRIPT, priority=201)
