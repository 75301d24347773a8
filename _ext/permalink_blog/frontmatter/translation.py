"""Translations of texts that are in no document when Sphinx translates it.

Sphinx translates a document's nodes right after it is parsed (``Locale``, priority 20).
A title in front matter becomes a heading later, and a description and an excerpt never
are on the page; their messages are looked up here, in the catalogs and in the order
that Sphinx uses.
"""

from __future__ import annotations

from gettext import translation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.i18n import parse_noqa
from sphinx.util.i18n import docname_to_domain

from permalink_blog.core.values import clean, field_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.environment import BuildEnvironment


def translate(env: BuildEnvironment, docname: str, message: str) -> str | None:
    """Return the translation of a document's message.

    :param message: text as the ``gettext`` builder extracts it
    :returns: plain text; *message* itself if it is not translated; ``None`` if there is
        no catalog for the document in ``language``
    """
    config = env.config
    domain = docname_to_domain(docname, config.gettext_compact)
    has_catalog = False
    for folder in config.locale_dirs:
        try:
            catalog: Any = translation(
                domain, Path(env.srcdir, folder), languages=[config.language]
            )
        except (
            OSError,
            ValueError,
        ):  # none, or one that cannot be read: Sphinx reports
            continue
        has_catalog = True
        found, _ = parse_noqa(catalog._catalog.get(message, ""))
        if found.strip():
            return " ".join(found.split())
    return message if has_catalog else None


def add_messages(document: nodes.document, messages: Iterable[str]) -> None:
    """Add texts to a document from which the ``gettext`` builder extracts messages.

    A ``meta`` element is never part of the text, and its content is extracted as it is.

    :param document: as the parser left it
    """
    for index, message in enumerate(messages):
        meta = nodes.meta("", content=message)
        meta.source, meta.line = document["source"], 1
        document.insert(index, meta)


def description_of(fields: Mapping[str, str]) -> tuple[str, ...]:
    """Return the description of a document as a paragraph, if it is text.

    :param fields: of its front matter, as text
    """
    value = field_value(fields, "description")
    text = clean(value) if isinstance(value, str) else ""
    return (text,) if text else ()
