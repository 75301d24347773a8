"""Find the iframes in a piece of raw HTML: a pure function of its text.

Only tags are looked for, so that HTML which is not ours to understand can be left
exactly as it is: we learn where an iframe starts and ends, and never write HTML back.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from permalink_blog.core.untrusted import limits
from permalink_blog.core.untrusted.html_tags import VOID_ELEMENTS, find_tags

if TYPE_CHECKING:
    from collections.abc import Mapping

    from permalink_blog.core.untrusted.html_tags import TagToken


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


def find_iframes(html: str) -> tuple[Iframe, ...]:
    """Find the complete iframes of a text, in order; they do not overlap.

    Those in comments, scripts and styles do not count, nor those without an end tag, or
    with more than :data:`.limits.HTML_DEPTH` elements around them.

    :param html: Any text; it need not be well-formed.
    """
    if "<iframe" not in html.lower():
        return ()
    found: list[Iframe] = []
    around: list[str] = []
    counts: Counter[str] = Counter()  # of the names in it: a text may have thousands
    opening: TagToken | None = None
    for tag in find_tags(html):
        if tag.name == "iframe":
            if not tag.is_end:
                opening = tag
            elif (
                opening
                and len(around) <= limits.HTML_DEPTH
                and _is_whole(html, opening, tag)
            ):
                attributes, ancestors = opening.attributes, tuple(around)
                found.append(Iframe(opening.start, tag.end, attributes, ancestors))
        elif not tag.is_end:
            # In HTML the slash of <div/> means nothing: the element stays open.
            if tag.name not in VOID_ELEMENTS:
                around.append(tag.name)
                counts[tag.name] += 1
        elif counts[tag.name]:
            last = ""
            while last != tag.name:
                last = around.pop()
                counts[last] -= 1
    return tuple(found)


def _is_whole(html: str, opening: TagToken, closing: TagToken) -> bool:
    """Return whether nothing was forgotten between two tags.

    An iframe within an iframe shows that an end tag was: browsers hide all that is
    between, and we leave such text alone.
    """
    content = html[opening.end : closing.start].lower()
    is_plain = _END_TAG.fullmatch(html, closing.start, closing.end) is not None
    return is_plain and "<iframe" not in content
