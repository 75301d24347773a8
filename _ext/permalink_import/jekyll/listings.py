"""Pages that list posts: ABlog makes these here."""

from __future__ import annotations

import re
from posixpath import splitext
from typing import TYPE_CHECKING, Any

from permalink_blog.core.yaml_nodes import FRONT_MATTER
from permalink_blog.urls.paths import quote_path
from permalink_import.jekyll.loading import UnreadableError, load_yaml, read_text
from permalink_import.sources.urls import BLOG, CATEGORIES, TAGS, YEARS, label_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from permalink_import.jekyll.texts import JekyllText


_MOST_WORDS = 60  # beside its list; a page with more is somebody's text
_LISTS = re.compile(
    r"\{%-?\s*(?:for|assign)\b[^%]*?"
    r"\b(?P<what>site\.(?:posts|tags|categories)|paginator)\b"
    r"(?:\.(?P<key>[\w-]+)|\[(?P<index>[^\]]+)\])?"
)
_LOOP = re.compile(r"\{%-?\s*for\b.*\{%-?\s*endfor\s*-?%\}", re.DOTALL)
_CODE = re.compile(
    r"\{%-?\s*(?P<tag>comment|capture|unless|if)\b.*?\{%-?\s*end(?P=tag)\s*-?%\}"
    r"|\{%.*?%\}|\{\{.*?\}\}"
    r"|<(?P<element>script|style|svg|form)\b.*?</(?P=element)>|<!--.*?-->|<[^>]*>",
    re.DOTALL,
)
_BY_YEAR = re.compile(r"group_by|%Y")
# Of all posts those with the label, or of the year, that the page names.
_OF_PAGE = re.compile(
    r"\.(?P<kind>categor(?:y|ies)|tags?)\s*(?:contains|==)\s*page\.(?P<key>[\w-]+)"
)
_OF_YEAR = re.compile(r"year\w*\s*==\s*page\.(?P<key>[\w-]+)")
# Layouts of well-known themes, which lie in gems and so are not in the folder.
_OF_THEMES: Mapping[str, str] = {
    "home": BLOG,
    "blog": BLOG,
    "posts": YEARS,
    "archive": YEARS,
    "archives": YEARS,
    "tags": TAGS,
    "categories": CATEGORIES,
}


class Layouts:
    """The layouts of a site (https://jekyllrb.com/docs/layouts/)."""

    def __init__(self, folder: Path, encoding: str) -> None:
        self._layouts = dict(_read(folder, encoding))

    def chain(self, name: object) -> list[str]:
        """Return a layout and those that contain it, the innermost first.

        :param name: of the front matter's ``layout``, of any type
        :return: names; empty if there is no such layout
        """
        names: list[str] = []
        while isinstance(name, str) and name in self._layouts and name not in names:
            names.append(name)
            name = self.values(name).get("layout")
        return names

    def text(self, name: str) -> str:
        """Return a layout's text.

        :param name: of a layout
        :raises KeyError: if there is no such layout
        """
        return self._layouts[name][1]

    def values(self, name: object) -> Mapping[str, Any]:
        """Return a layout's front matter; an empty one if there is no such layout.

        :param name: of the front matter's ``layout``, of any type
        """
        if not isinstance(name, str) or name not in self._layouts:
            return {}
        return self._layouts[name][0]

    def __contains__(self, name: object) -> bool:
        return name in self._layouts


def _read(
    folder: Path, encoding: str
) -> Iterator[tuple[str, tuple[Mapping[str, Any], str]]]:
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        try:
            text = read_text(path, encoding)
            match = FRONT_MATTER.match(text)
            values = load_yaml(match["yaml"]) if match else None
        except UnreadableError:
            continue  # no layout, but perhaps an image beside them
        values = values if isinstance(values, dict) else {}
        name = splitext(path.relative_to(folder).as_posix())[0]
        yield name, (values, text[match.end() :] if match else text)


def listing_target(text: JekyllText, layouts: Layouts, shared: set[str]) -> str | None:
    """Return the page here with the posts that a page of the old site lists.

    :param shared: layouts of posts: what these list is beside all texts
    :returns: its path; ``None`` for a page that is more than a list
    """
    if words_beside(text.body) > _MOST_WORDS:
        return None
    if text.get("pagination") and text.get("layout") not in shared:
        return BLOG
    layout = text.get("layout")
    bodies = [text.body]
    bodies += [
        layouts.text(name) for name in layouts.chain(layout) if name not in shared
    ]
    for body in bodies:
        if target := _listed(body, text):
            return target
    if isinstance(layout, str) and layout not in layouts and layout not in shared:
        return _OF_THEMES.get(layout)
    return None


def words_beside(body: str) -> int:
    """Count the words of a text that are in no loop and no markup.

    :param body: of a page or layout, with Liquid and HTML
    """
    return len(_CODE.sub(" ", _LOOP.sub(" ", body)).split())


def _listed(body: str, text: JekyllText) -> str | None:
    if not (match := _LISTS.search(body)) or not _LOOP.search(body):
        return None
    what = match["what"]
    if what == "paginator":
        return BLOG
    if what == "site.posts":
        every = YEARS if _BY_YEAR.search(body) else BLOG
        return _chosen(body, text) or every
    kind, every = ("tag", TAGS) if what == "site.tags" else ("category", CATEGORIES)
    label = _label(match["key"], match["index"], text)
    return label_page(kind, label) if label else every


def _chosen(body: str, text: JekyllText) -> str | None:
    """Return the archive of the posts that a loop chooses by a value of its page."""
    if (match := _OF_YEAR.search(body)) and (year := _value(match["key"], text)):
        return f"/blog/{quote_path(year)}.html"
    if (match := _OF_PAGE.search(body)) and (label := _value(match["key"], text)):
        kind = "tag" if match["kind"].startswith("tag") else "category"
        return label_page(kind, label)
    return None


def _value(key: str, text: JekyllText) -> str | None:
    value = text.get(key)
    return str(value) if isinstance(value, str | int | float) else None


def _label(key: str | None, index: str | None, text: JekyllText) -> str | None:
    """Read which label is meant by ``.python``, ``["python"]`` or ``[page.tag]``."""
    if key in {"size", "first", "last"}:
        return None
    if index is None:
        return key
    index = index.strip()
    if index[0] in "'\"":
        return index.strip("'\"")
    key = index.removeprefix("page.")
    return _value(key, text) if key != index else None
