"""The slug and the front matter of a new post, as pure functions."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml  # type: ignore[import-untyped]

from permalink_blog.core.values import clean
from permalink_blog.urls.pattern import slugify

if TYPE_CHECKING:
    from datetime import datetime


NO_SLUG = "post"
"""The slug of a title that has neither letter nor digit, such as an emoji."""

_LONGEST = 100  # bytes of a slug: with date and suffix, any system stores that
# Variation selectors and what encloses a character belong to emoji, not to a word.
_OF_EMOJI = re.compile("[\u20dd-\u20e4\ufe00-\ufe0f\U000e0100-\U000e01ef]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """The values of a new post.

    :param title: on one line (:func:`permalink_blog.core.values.clean`)
    :param date: with the site's time zone
    """

    title: str
    date: datetime
    tags: tuple[str, ...] = ()
    category: str = ""


def slug_of(title: str) -> str:
    """Return the slug of a title for a file and a URL, as Jekyll's ``slugify`` does.

    Unlike Jekyll's, it has nothing of emoji, which leave invisible marks behind, is
    shorter than any system's limit, and is never empty.

    :param title: as its author wrote it
    """
    text = _OF_EMOJI.sub("", unicodedata.normalize("NFC", title))
    slug = unicodedata.normalize("NFC", slugify(text))
    if not any(char.isalnum() for char in slug):
        return NO_SLUG
    return _shorten(slug)


def _shorten(slug: str) -> str:
    """Cut a long slug, between two words if there is such a place."""
    if len(slug.encode()) <= _LONGEST:
        return slug
    cut = slug.encode()[:_LONGEST].decode(errors="ignore")
    return cut.rpartition("-")[0] or cut


def front_matter(post: Post, permalink: str) -> str:
    """Return the front matter of a post, with its two lines ``---``.

    :param permalink: path of the post
    """
    data: dict[str, object] = {
        "title": post.title,
        "date": post.date.strftime("%Y-%m-%d %H:%M:%S %z"),
        "permalink": permalink,
    }
    if post.category:
        data["category"] = post.category
    tags = write_yaml({"tags": list(post.tags)}, is_flow=None) if post.tags else ""
    return f"---\n{write_yaml(data)}{tags}---\n"


def write_yaml(data: dict[str, object], *, is_flow: bool | None = False) -> str:
    """Write YAML, each key on one line.

    :param is_flow: ``None`` for the innermost lists alone: ``[a, b]``
    """
    text: str = yaml.safe_dump(
        data,
        allow_unicode=True,
        default_flow_style=is_flow,
        sort_keys=False,
        width=float("inf"),
    )
    return text


def one_line(text: str) -> str:
    """Return text on one line, in Unicode NFC.

    :param text: that an author typed
    """
    return clean(unicodedata.normalize("NFC", " ".join(text.split())))
