"""Metadata and links in the head of a page whose theme leaves them out.

Sphinx's own layout writes ``metatags`` into the head. Some themes have a layout of
their own that does not, and none knows our feeds. There is no event after a page is
rendered, so the template bridge is wrapped: what is missing in the rendered page is
added at the end of its head.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from sphinx.builders.html import StandaloneHTMLBuilder

from permalink_blog.core.page_head import HEAD_LINKS
from permalink_blog.core.priorities import BuilderInited
from permalink_blog.upstream.change import UpstreamChange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx

    from permalink_blog.core.page_head import HeadLink


_END = "</head>"
_ROOT = "https://root.invalid/"
_HREF = re.compile(r'<link\b[^>]*?\shref="([^"]*)"')
_META = re.compile(r'\s*<meta (?:property|name)="([^"]*)" content="[^"]*"\s*/?>')


def complete_head(
    page: str, metatags: str, links: Sequence[HeadLink], *, uri: str = ""
) -> str:
    """Add to a page's head what is not in it.

    :param page: HTML of a whole page
    :param metatags: elements; where the theme has not written them, they replace its
        own of the same names, since readers of both would take the first
    :param links: those that lead elsewhere than the links of the page are added
    :param uri: of the page, relative to the site's root
    """
    head, end, rest = page.partition(_END)
    if not end:
        return page
    added = []
    if (metadata := metatags.strip()) and metadata not in head:
        ours = {match[1] for match in _META.finditer(f" {metadata}")}
        head = _META.sub(lambda match: "" if match[1] in ours else match[0], head)
        added.append(metadata)
    if links:
        base = urljoin(_ROOT, uri)
        found = (unescape(match[1]) for match in _HREF.finditer(f"{head}{metatags}"))
        known = {urljoin(base, href) for href in found}
        missing = (x for x in links if urljoin(base, x.href) not in known)
        added += [link.html for link in missing]
    if not added:
        return page
    lines = "\n".join(added)
    return f"{head.rstrip()}\n{lines}\n{end}{rest}"


def complete_heads(app: Sphinx) -> None:
    """Complete the heads of all pages that a builder renders (``builder-inited``).

    Not in books and help viewers, whose pages nobody links to.
    """
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder) or builder.embedded:
        return
    if builder.name not in {"html", "dirhtml"}:
        return  # others put pages together, or write no HTML
    render = builder.templates.render

    def render_page(template: str, context: dict[str, Any]) -> str:
        page = render(template, context)
        metatags = str(context.get("metatags") or "")
        links = context.get(HEAD_LINKS, ())
        uri = builder.get_target_uri(context["pagename"]) if links else ""
        return complete_head(page, metatags, links, uri=uri)

    builder.templates.render = render_page


def _misfit() -> str:
    return "" if hasattr(StandaloneHTMLBuilder, "handle_page") else "no handle_page"


PAGE_HEAD = UpstreamChange(
    name="sphinx.page-head",
    issue="https://www.sphinx-doc.org/en/master/development/html_themes/templating.html",
    versions={"sphinx": ">=8.2,<10"},
    why="write metadata and links to feeds with themes that leave them out",
    correct=True,
    misfit=_misfit,
    apply=complete_heads,
    when="builder-inited",
    priority=BuilderInited.LAST,
)
