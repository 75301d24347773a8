"""Search in the browser: a sharded index, dates and highlighted matches.

Sphinx makes the index; here it is dealt out to small files, of which a search loads
those that have its words. Results have a date, the newest first among equals, and the
place in the text where the words are. "cafe" finds "Café", and words of scripts
without spaces are found inside a sentence.

- what is a word: :mod:`.words`, and ``search-words.js``
- the files: :mod:`.shards`; what they say of pages: :mod:`.pages`
- the search page: ``static/search-results.js`` in ``templates/``
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

from permalink_blog.core.events import OWNED_FILES, add_generated_pages_event
from permalink_blog.core.version import extension_metadata
from permalink_blog.search.pages import pages_of
from permalink_blog.search.shards import shard_index, write
from permalink_blog.search.words import folded

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata


_HERE = Path(__file__).parent
FOLDER = "_static/search"
SCRIPTS = ("search-index.js", "search-results.js")
STYLE = "search-results.css"
TEMPLATE = "search_results/search.html"


class ShardedIndexFormat:
    """A format of the search index that writes shards, too.

    :param app: whose builder has the format
    :param inner: Sphinx's, or another extension's
    """

    def __init__(self, app: Sphinx, inner: Any) -> None:
        self._app = app
        self._inner = inner

    def load(self, stream: Any) -> Any:
        """Read the index of the last build.

        :param stream: open file
        """
        return self._inner.load(stream)

    def dump(self, data: dict[str, Any], stream: Any) -> None:
        """Write an index, and the shards of it that the browser loads.

        :param data: result of ``IndexBuilder.freeze``
        :param stream: open file
        """
        rows = list(pages_of(self._app, data["docnames"]))
        write(Path(self._app.outdir, FOLDER), shard_index(data, rows))
        self._inner.dump(data, stream)


def _prepare(app: Sphinx, config: Config) -> None:
    """Set the search language that folds words (``config-inited``)."""
    language = folded(config.html_search_language or config.language or "en")
    app.add_search_language(language)
    config.html_search_language = language.lang
    # New lists: the old ones may be the default, or belong to conf.py.
    config.html_static_path = [*config.html_static_path, str(_HERE / "static")]
    config.templates_path = [*config.templates_path, str(_HERE / "templates")]


def _use_sharded_format(app: Sphinx) -> None:
    """Shard the index of a builder for the web (``builder-inited``)."""
    builder: Any = app.builder
    if _makes_index(builder):
        builder.indexer_format = ShardedIndexFormat(app, builder.indexer_format)


def _makes_index(builder: Any) -> bool:
    return (
        isinstance(builder, StandaloneHTMLBuilder)
        and builder.search
        and builder.searchindex_filename.endswith(".js")
    )


def _replace_page(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> str | None:
    """Load the script on the search page alone (``html-page-context``)."""
    if pagename != "search" or not _makes_index(app.builder):
        return None
    app.add_css_file(STYLE)
    for script in SCRIPTS:
        app.add_js_file(script, defer="defer")
    return TEMPLATE


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    app.connect("config-inited", _prepare)
    app.connect("builder-inited", _use_sharded_format)
    app.connect("html-page-context", _replace_page)
    add_generated_pages_event(app)
    app.connect(OWNED_FILES, lambda app: [f"{FOLDER}/"])
    return extension_metadata()
