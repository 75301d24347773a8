"""The addresses of files in HTML: where they are written, and others in their place.

Source: HTML Living Standard, 4.6.2 "Links", 4.8 "Embedded content"; for ``srcset``
4.8.4.2.2 "Parsing a srcset attribute".
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from permalink_blog.core.untrusted.html_tags import find_tags

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from permalink_blog.core.untrusted.html_tags import TagToken


_ATTRIBUTES = {
    "a": ("href",),
    "area": ("href",),
    "audio": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "track": ("src",),
    "video": ("src", "poster"),
}
"""Attributes that are addresses of files, by element."""

_SPACE = "\t\n\f\r "
_CANDIDATE = re.compile(
    r"(?P<url>[^\t\n\f\r ,](?:[^\t\n\f\r ]*[^\t\n\f\r ,])?)"
    r"(?P<rest>,+(?![^\t\n\f\r ])|(?:[^,(]|\([^)]*\)?)*)"
)
"""A URL of ``srcset``, with its descriptors or the commas that end it."""


def addresses(html: str) -> Iterator[str]:
    """Yield the addresses of files in HTML, in order.

    :param html: any text; it need not be well-formed
    :returns: each without character references and white space around it
    """
    for tag, name in _places(html):
        value = tag.attributes[name]
        for address in _of_srcset(value) if name == "srcset" else [value]:
            yield address.strip(_SPACE)


def replace_addresses(html: str, new_ones: Mapping[str, str]) -> str:
    """Return HTML with other addresses of files; all else stays as it is written.

    :param html: any text; it need not be well-formed
    :param new_ones: address, as :func:`addresses` has it, to what takes its place
    """
    parts, position = [], 0
    for tag, name in _places(html):
        value = tag.attributes[name]
        if name == "srcset":
            new = _CANDIDATE.sub(
                lambda found: new_ones.get(found["url"], found["url"]) + found["rest"],
                value,
            )
        else:
            new = new_ones.get(value.strip(_SPACE), value)
        if new != value:
            start, end = tag.places[name]
            parts += [html[position:start], f'"{escape(new)}"']
            position = end
    return "".join([*parts, html[position:]])


def _places(html: str) -> Iterator[tuple[TagToken, str]]:
    """Yield the tags that have addresses, with the names of the attributes."""
    for tag in find_tags(html):
        if tag.is_end:
            continue
        names = _ATTRIBUTES.get(tag.name, ())
        yield from sorted(
            (
                (tag, name)
                for name in names
                if tag.attributes.get(name, "").strip(_SPACE)
            ),
            key=lambda found: found[0].places[found[1]],
        )


def _of_srcset(value: str) -> Iterator[str]:
    return (found["url"] for found in _CANDIDATE.finditer(value))
