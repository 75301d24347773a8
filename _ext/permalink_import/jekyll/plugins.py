"""Which plugins a site used, and the feeds of jekyll-feed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from permalink_import.jekyll.loading import UnreadableError, read_text
from permalink_import.sources.urls import path_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from permalink_import.jekyll.config import JekyllConfig


_GEM = re.compile(r"""^\s*gem[ (]+["']([\w.-]+)["'](.*)$""", re.MULTILINE)
_GROUP = re.compile(
    r"^group\b[^\n]*:jekyll_plugins\b[^\n]*\bdo\b(.*?)^end\b", re.MULTILINE | re.DOTALL
)
_MINIMAL_MISTAKES = {
    *("jekyll-feed", "jekyll-gist", "jekyll-include-cache"),
    *("jekyll-paginate", "jekyll-sitemap"),
}
# A theme's gem loads the plugins that it depends on.
_OF_THEMES = {
    "minima": {"jekyll-feed", "jekyll-seo-tag"},
    "minimal-mistakes-jekyll": _MINIMAL_MISTAKES,
    "minimal-mistakes": _MINIMAL_MISTAKES,
}
# https://pages.github.com/versions/: what every site on GitHub Pages has
_OF_GITHUB_PAGES = {
    *("jekyll-gist", "jekyll-optional-front-matter", "jekyll-paginate"),
    *("jekyll-readme-index", "jekyll-relative-links"),
}
_SIMPLE_TAG = re.compile(r"[a-zA-Z0-9_]+")


def used_plugins(config: JekyllConfig) -> frozenset[str]:
    """Return the plugins in the site's configuration and Gemfile."""
    named: set[str] = set()
    for key in ("plugins", "gems"):  # the second in Jekyll 3
        value = config.values.get(key)
        if isinstance(value, list):
            named.update(map(str, value))
    named |= _gems(config.root / "Gemfile")
    theme = config.values.get("theme") or config.values.get("remote_theme") or ""
    theme = (
        str(theme).rpartition("/")[2].partition("@")[0]
    )  # mmistakes/minimal-mistakes
    named |= _OF_THEMES.get(theme, set())
    if "github-pages" in named:
        named |= _OF_GITHUB_PAGES
    return frozenset(named)


def _gems(path: Path) -> set[str]:
    """Read the gems of a Gemfile's group ``jekyll_plugins``, which are plugins."""
    try:
        text = read_text(path)
    except UnreadableError:
        return set()
    grouped = "".join(_GROUP.findall(text))
    gems = {name for name, _ in _GEM.findall(grouped)}
    return gems | {
        name for name, tail in _GEM.findall(text) if "jekyll_plugins" in tail
    }


@dataclass(frozen=True, slots=True)
class JekyllFeed:
    """A feed that jekyll-feed made.

    :param path: of its URL
    :param kind: of the label whose posts it has, "tag" or "category"; "" for all posts
    :param collection: that it has the documents of
    """

    path: str
    kind: str = ""
    label: str = ""
    collection: str = "posts"


def feeds_of(config: JekyllConfig, tags: Iterable[str]) -> Iterator[JekyllFeed]:
    """Yield the feeds of jekyll-feed (https://github.com/jekyll/jekyll-feed).

    :param tags: of all posts
    """
    options = config.values.get("feed")
    options = options if isinstance(options, dict) else {}
    for label, own in _feed_collections(options).items():
        prefix = "/feed" if label == "posts" else f"/feed/{label}"
        path = path_url(str(own.get("path") or f"{prefix}.xml"))
        yield JekyllFeed(path, collection=label)
        for category in _list(own.get("categories")):
            path = path_url(f"{prefix}/{category}.xml")
            yield JekyllFeed(path, "category", category, label)
    of_tags = options.get("tags")
    if of_tags:
        of_tags = of_tags if isinstance(of_tags, dict) else {}
        left_out = _list(of_tags.get("except"))
        folder = str(of_tags.get("path") or "/feed/by_tag/")
        for tag in _list(of_tags.get("only")) or tags:
            if tag not in left_out and _SIMPLE_TAG.fullmatch(tag):
                yield JekyllFeed(path_url(f"{folder}{tag}.xml"), "tag", tag)


def _feed_collections(options: dict[str, Any]) -> dict[str, dict[str, Any]]:
    given = options.get("collections")
    if isinstance(given, list):
        given = dict.fromkeys(map(str, given))
    given = given if isinstance(given, dict) else {}
    found = {
        str(label): own if isinstance(own, dict) else {} for label, own in given.items()
    }
    posts = found.get("posts", {})
    found["posts"] = {
        key: posts.get(key) or options.get(key) for key in ("path", "categories")
    }
    return found


def _list(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []
