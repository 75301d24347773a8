"""Dates, labels and titles of archives in the ``language`` of ``conf.py``.

- dates as the language writes them (:mod:`permalink_blog.core.local_dates`)
- labels, titles of archives, pagers and feeds, in German and Japanese: catalogs of
  ABlog's, of these extensions' and of the site's texts, in ``locale``
- a post in another language says so: ``lang`` in front matter
  (:mod:`permalink_blog.core.language_tags`, :mod:`.documents`)
- ABlog's own lists (:mod:`.blog`), and MyST's reading time (:mod:`.reading_time`)
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from permalink_blog.core.priorities import DoctreeRead, EnvUpdated
from permalink_blog.core.stored_front_matter import add_front_matter
from permalink_blog.core.version import extension_metadata
from permalink_blog.languages.blog import follow_language, localize_blog
from permalink_blog.languages.documents import date_updates, mark_language
from permalink_blog.languages.reading_time import add_reading_time

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


LOCALE = Path(__file__).parent / "locale"
CATALOG = "sphinx"
"""The catalog that templates read; ABlog and themes add theirs to it, too."""


def read_document(app: Sphinx, doctree: nodes.document) -> None:
    """Fix what ABlog made of a document (``doctree-read``, right after it)."""
    mark_language(app, doctree)
    add_reading_time(app, doctree)
    if "ablog" in app.extensions:
        date_updates(app, doctree)


def settle_blog(app: Sphinx, env: BuildEnvironment) -> None:
    """Fix ABlog's registry, when all is read (``env-updated``)."""
    if "ablog" in app.extensions:
        localize_blog(app, env)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    add_front_matter(app)
    app.add_message_catalog(CATALOG, LOCALE)
    app.connect("config-inited", follow_language)
    app.connect("doctree-read", read_document, priority=DoctreeRead.LANGUAGES)
    app.connect("env-updated", settle_blog, priority=EnvUpdated.LANGUAGES)
    return extension_metadata(env_version=1)
