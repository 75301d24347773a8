"""Find the iframes in a piece of raw HTML: a pure function of its text.

Only the standard library's tolerant parser is used, so that HTML which is not ours
to understand can be left exactly as it is: we learn where an iframe starts and ends,
and never write HTML back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Elements without an end tag (HTML Living Standard, 13.1.2 "Elements").
_VOID_ELEMENTS = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input"}
    | {"link", "meta", "param", "source", "track", "wbr"}
)

_END_TAG = re.compile(r"</iframe\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Iframe:
    """An ``<iframe …>…</iframe>`` and its place.

    ``html[start:end]`` is the whole element; ``attributes`` has names in lower case
    and values without quotes and character references, the first of a repeated name;
    ``ancestors`` are the elements open around it in the same text, outermost first.
    """

    start: int
    end: int
    attributes: Mapping[str, str]
    ancestors: tuple[str, ...]


class _Scanner(HTMLParser):
    """Collect iframes while keeping track of the elements open around them.

    The parser's own attributes differ between Pythons (``_open_elements`` is one of
    them in the newest): ours have names of their own.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.iframes: list[Iframe] = []
        self._html = html
        self._html_line_starts = [
            0,
            *accumulate(len(line) + 1 for line in html.split("\n")),
        ]
        self._tags_around: list[str] = []
        self._iframe_attributes: dict[str, str] = {}
        self._iframe_start = self._iframe_content = 0
        self._in_iframe = False

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._html_line_starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "iframe":
            if tag not in _VOID_ELEMENTS:
                self._tags_around.append(tag)
            return
        self._in_iframe = True
        self._iframe_start = self._offset()
        self._iframe_content = self._iframe_start + len(self.get_starttag_text() or "")
        # Of a repeated attribute a browser takes the first.
        self._iframe_attributes = {name: value or "" for name, value in reversed(attrs)}
        # Browsers, and html.parser since Python 3.13.6, take an iframe's content as
        # text: nothing but its end tag counts. Earlier Pythons have to be told.
        self.set_cdata_mode("iframe")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # In HTML the slash of <div/> means nothing: the element stays open.
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "iframe" and self._in_iframe:
            self._close_iframe()
        elif tag in self._tags_around:
            while self._tags_around.pop() != tag:
                pass

    def _close_iframe(self) -> None:
        self._in_iframe = False
        end_tag = _END_TAG.match(self._html, self._offset())
        if not end_tag:  # some Pythons take more for an end tag than others
            return
        # An iframe within an iframe shows that an end tag was forgotten: browsers
        # hide all that is between, and we leave such text alone.
        if "<iframe" in self._html[self._iframe_content : end_tag.start()].lower():
            return
        self.iframes.append(
            Iframe(
                start=self._iframe_start,
                end=end_tag.end(),
                attributes=self._iframe_attributes,
                ancestors=tuple(self._tags_around),
            )
        )


def find_iframes(html: str) -> tuple[Iframe, ...]:
    """Find the complete iframes of a text, in order; they do not overlap.

    Those in comments, scripts and styles do not count, nor those without an end tag.

    :param html: Any text; it need not be well-formed.
    """
    if "<iframe" not in html.lower():
        return ()
    scanner = _Scanner(html)
    try:
        scanner.feed(html)
        scanner.close()
    except AssertionError:
        # How html.parser rejects a declaration it does not know, such as "<![x".
        return ()
    return tuple(scanner.iframes)
