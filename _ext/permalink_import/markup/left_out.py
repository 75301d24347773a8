"""HTML that pages leave out: what of an imported text readers would miss.

Nothing of a text runs or loads anything unless its owner trusts it
(:mod:`permalink_blog.core.untrusted.html`). The build reports that, too; the import
reports it for the whole blog at once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from permalink_blog.core.untrusted.html import is_allowed_frame
from permalink_blog.core.untrusted.html_names import FRAME_HOSTS, NO_CONTENT
from permalink_blog.core.untrusted.html_tags import find_tags
from permalink_import.markup.shown.myst import myst_parser

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from permalink_import.markup.report import TextReport


_SHOWN = NO_CONTENT | frozenset(
    {"button", "canvas", "embed", "form", "output", "slot", "animate", "clippath"}
    | {"defs", "filter", "image", "lineargradient", "marker", "mask", "pattern", "set"}
    | {"radialgradient", "stop", "switch", "symbol", "textpath", "use", "view"}
)
"""Elements in which browsers show or run something, and that pages do not have.

What browsers do not know, either, is seen nowhere: its content stays.
"""
_TAG = re.compile(r"<([A-Za-z][^\s/>]{0,99})")
_RAW = re.compile(r"\{raw\}[ \t]*html\b")
_ELEMENT = (
    "pages leave out HTML elements that run something, fetch something or draw by "
    "reference, most with all that is in them. Write in Markdown what readers miss, "
    "or trust the document (blog_trust_authors in conf.py)"
)
_FRAME = (
    "pages show no frames of these hosts. Link to what they show, or add the hosts to "
    "blog_frame_hosts in conf.py"
)


def report_left_out(text: str, report: TextReport) -> None:
    """Report elements of a text that its page will not have, once for each name.

    :param text: MyST without front matter, as it is written here
    :param report: of the text
    """
    names = {match[1].lower() for match in _TAG.finditer(text)}
    if not names & (_SHOWN | {"iframe"}):
        return
    seen: set[str] = set()
    for piece in _raw_html(myst_parser().parse(text)):
        for tag in find_tags(piece):
            if tag.is_end or tag.name in seen:
                continue
            if tag.name in _SHOWN:
                seen.add(tag.name)
                place = report.find(f"<{tag.name}")
                report.leave(f"<{tag.name}>", _ELEMENT, offset=place)
            elif tag.name == "iframe" and (host := _refused_host(tag.attributes)):
                report.leave(piece[tag.start : tag.end], _FRAME, detail=host)


def _refused_host(attributes: Mapping[str, str]) -> str:
    """Return the host of a frame that is not shown; "" if it is."""
    url = attributes.get("src", "")
    if is_allowed_frame(url, FRAME_HOSTS):
        return ""
    try:
        return urlsplit(url.strip()).hostname or "no host"
    except ValueError:
        return "no host"


def _raw_html(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the HTML of a text, piece by piece."""
    for token in tokens:
        if token.type in {"html_block", "html_inline"} or (
            token.type in {"fence", "colon_fence"} and _RAW.match(token.info)
        ):
            yield token.content
        if token.children:
            yield from _raw_html(token.children)
