"""What a text of the old site may ask of the rest of that site."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from permalink_import.markup.formulas import Delimiters


MORE = "<!--more-->"
"""The mark that ends an excerpt here, too (``blog_excerpt_separator``)."""


def _nowhere(_name: str) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversionContext:
    """What is known of the site when one of its documents is converted.

    :param site: ``_config.yml``, and ``data`` with what is in ``_data``; without what
        changes with every post (``posts``, ``tags``, ``pages`` …), since a text made of
        these would be out of date soon
    :param page: front matter of the document, with Jekyll's defaults, and what Jekyll
        adds: ``url``, ``date``, ``slug``, ``path`` …
    :param layout: front matter of the document's layout
    :param unknown: names that Jekyll knows and an import does not, such as "paginator"
        on a page that lists posts
    :param includes: text of each file below ``_includes``, by its path there
    :param post_target: the source file here of a post, relative to the source folder
        with ``/``, by a name as in ``{% post_url 2018-08-01-summer %}``; ``None`` if
        there is no such post
    :param document_target: the same for a path of the old site, as in
        ``{% link _posts/2018-08-01-summer.md %}``
    :param target: source file of the document itself; links are relative to it
    :param relative_include: text for ``{% include_relative path %}``, by the path as it
        is written there
    :param formulas: delimiters of the formulas that a script draws on the page;
        ``None`` if it loads no such script
    :param excerpt_separator: what ends the excerpt; "" for nothing
    """

    site: Mapping[str, object] = field(default_factory=dict)
    page: Mapping[str, object] = field(default_factory=dict)
    layout: Mapping[str, object] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    includes: Mapping[str, str] = field(default_factory=dict)
    post_target: Callable[[str], str | None] = _nowhere
    document_target: Callable[[str], str | None] = _nowhere
    target: str
    relative_include: Callable[[str], str | None] = _nowhere
    formulas: Delimiters | None = None
    excerpt_separator: str = MORE
