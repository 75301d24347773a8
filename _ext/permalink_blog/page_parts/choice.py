"""The parts of a post that are added to its page, by settings and theme. Pure rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from permalink_blog.core.theme_options import option_templates

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


AUTO = "auto"
BEFORE = ("byline",)
AFTER = ("tags", "cite", "related")
"""The parts below a title and below a text; each is a template in ``blog/``.

``cite`` is that of :mod:`permalink_blog.citations`, which puts it into the context."""

_TEMPLATES = {
    "byline": "post-meta",
    "tags": "post-footer",
    "cite": "post-cite",
    "related": "related-posts",
}
"""Part to the template that shows it, where a theme's options name that."""

_BESIDE = {"postcard": "byline", "related": "related", "related-posts": "related"}
"""Template in a sidebar to the part that it stands for."""

_TITLE = re.compile(
    r"\s*(?:<(?:section|div|span)\b[^>]*>(?:</span>)?\s*)*<h1\b[^>]*>.*?</h1>\n?",
    re.DOTALL,
)

OPTION = "blog_parts"
"""The option by which a theme that shows the parts itself says so: ``false``."""

_OFF = ("false", "no", "off", "0", "")


def chosen_parts(setting: Any, options: Mapping[str, Any]) -> frozenset[str]:
    """Return the parts to add.

    :param setting: a valid ``blog_parts``
    :param options: of the theme, with its defaults
    """
    every = frozenset((*BEFORE, *AFTER))
    if isinstance(setting, list | tuple):
        return frozenset(setting)
    if setting != AUTO:
        return every if setting else frozenset()
    if OPTION in options and str(options[OPTION]).lower() in _OFF:
        return frozenset()
    named = option_templates(options)
    return frozenset(part for part in every if _TEMPLATES[part] not in named)


def with_parts(body: str, before: str, after: str) -> str:
    """Return a text with the parts of its post.

    :param body: HTML, which begins with its title as a rule
    :param before: goes below the title, since themes have buttons beside that; without
        a title above the text
    :param after: goes below the text
    """
    title = _TITLE.match(body)
    end = title.end() if title else 0
    return f"{body[:end]}{before}{body[end:]}{after}"


def parts_beside(sidebars: Collection[str]) -> frozenset[str]:
    """Return the parts that a page's sidebar shows.

    :param sidebars: its templates, such as ABlog's card of a post
    """
    found = {each.removesuffix(".html").rpartition("/")[2] for each in sidebars}
    return frozenset(part for name, part in _BESIDE.items() if name in found)
