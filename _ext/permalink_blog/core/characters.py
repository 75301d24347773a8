"""Characters that XML, and thus lxml, does not allow, but HTML does."""

from __future__ import annotations

import re

# XML 1.0, 2.2 "Characters"
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCE = re.compile("&#(?:x([0-9a-f]+)|([0-9]+));?", re.IGNORECASE)


def drop_illegal(text: str) -> str:
    """Return text without the characters that XML does not allow.

    :param text: of a page or feed
    """
    return _ILLEGAL.sub("", text)


def drop_illegal_html(html: str) -> str:
    """Drop the characters, and references to them such as ``&#1;``.

    :param html: HTML, a piece or a page
    """
    return _REFERENCE.sub(_legal_reference, drop_illegal(html))


def _legal_reference(found: re.Match[str]) -> str:
    number = int(found[1], 16) if found[1] else int(found[2][:9])
    # A browser shows U+FFFD for what is no character at all.
    legal = 0 < number < 0x110000 and not 0xD800 <= number < 0xE000
    return found[0] if legal and drop_illegal(chr(number)) else ""
