"""The shortcode ``figure``, as the directive of that name.

See https://gohugo.io/shortcodes/figure/.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from permalink_import.hugo.shortcodes import Replacement
from permalink_import.markup.directives import directive

if TYPE_CHECKING:
    from collections.abc import Callable

    from permalink_import.hugo.shortcodes import Call


def figure(call: Call, write: Callable[[str], str]) -> Replacement | None:
    """Return a figure; ``None`` if it has no image.

    :param write: converts the Markdown of a caption
    """
    src = call.get("src", 0)
    if not src:
        return None
    named = {
        "alt": call.get("alt"),
        "width": _length(call.get("width")),
        "height": _length(call.get("height")),
        "target": call.get("link"),
        "class": call.get("class"),
    }
    caption = "\n\n".join(
        part
        for part in (
            f"**{_literal(call.get('title'))}**" if call.get("title") else "",
            write(call.get("caption")),
            _credit(write(call.get("attr")), call.get("attrlink")),
        )
        if part
    )
    options = {key: value for key, value in named.items() if value}
    body = directive("figure", src, options=options, body=caption)
    return Replacement(body, is_block=True)


def _literal(text: str) -> str:
    return re.sub(r"[\\`*_{}\[\]<>$~&]", r"\\\g<0>", text)


def _length(text: str) -> str:
    return f"{text}px" if text.isdecimal() else text


def _credit(text: str, link: str) -> str:
    return f"[{text}]({link})" if text and link else text
