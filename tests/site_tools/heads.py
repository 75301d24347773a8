"""What the head of a page says, as previews and search engines read it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import html
from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from sphinx.testing.util import SphinxTestApp

ROOT = "blog-metadata"
BASE = "https://example.org/"


@dataclass(frozen=True)
class Head:
    """The head of one page.

    :ivar tags: contents of ``<meta>`` by their names and properties, in their order
    :ivar data: JSON-LD, or empty
    :ivar canonical: URL, or ``None``
    :ivar page: all of the page, for lxml
    """

    tags: dict[str, list[str]]
    data: dict[str, Any]
    canonical: str | None
    page: Any

    def one(self, name: str) -> str | None:
        """Give the content of the only tag of a name."""
        found = self.tags.get(name, [])
        assert len(found) <= 1, (name, found)
        return found[0] if found else None


def head_of(app: SphinxTestApp, pagename: str) -> Head:
    """Read the head of a page."""
    builder = app.builder
    assert isinstance(builder, StandaloneHTMLBuilder)
    path = builder.get_output_path(pagename)
    page = html.fromstring(path.read_bytes())
    tags: dict[str, list[str]] = {}
    for meta in page.xpath("//meta[@content]"):
        name = meta.get("property") or meta.get("name")
        if name and name != "viewport":
            assert meta.getparent().tag == "head"
            tags.setdefault(name, []).append(meta.get("content"))
    scripts = page.xpath("//script[@type='application/ld+json']/text()")
    assert len(scripts) <= 1
    canonical = page.xpath("//link[@rel='canonical']/@href")
    return Head(
        tags,
        json.loads(scripts[0]) if scripts else {},
        canonical[0] if canonical else None,
        page,
    )


def is_silent(head: Head) -> bool:
    """Say whether a page says nothing of itself."""
    kinds = ("og:", "article:", "twitter:", "description")
    return not head.data and not [x for x in head.tags if x.startswith(kinds)]


def thumbnails(app: SphinxTestApp, pagename: str) -> dict[str, dict[str, str]]:
    """Give the images of a list, by the docnames of their posts."""
    page = head_of(app, pagename).page
    return {
        item.get("title"): dict(image.attrib)
        for item in page.xpath("//ul[@class='thumbnails']/li")
        for image in item.xpath("./img")
    }
