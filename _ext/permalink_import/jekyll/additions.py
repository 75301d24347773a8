"""What front matter has to say here that Jekyll knew from elsewhere.

That is the URL, so that it stays whatever is edited later; categories from folders;
defaults from ``_config.yml``; the id in the old feed.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from permalink_blog.core.errors import InvalidPermalinkError
from permalink_blog.core.front_matter import read_front_matter
from permalink_blog.core.untrusted.settings import PARSER_KEYS
from permalink_blog.core.values import scalar_text
from permalink_blog.urls.paths import Layout, locate, parse_permalink
from permalink_blog.urls.pattern import PostValues
from permalink_blog.urls.requests import values_of
from permalink_import.jekyll.days import existing_day
from permalink_import.jekyll.kramdown.targets import image_folder
from permalink_import.jekyll.special import Ids
from permalink_import.jekyll.texts import read_date
from permalink_import.jekyll.titles import title_here
from permalink_import.jekyll.tree import Role
from permalink_import.jekyll.urls import absolute, post_id
from permalink_import.sources.urls import path_url, permalink_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from permalink_import.jekyll.config import JekyllConfig
    from permalink_import.jekyll.texts import JekyllText
    from permalink_import.jekyll.urls import JekyllLocation


# The look is another one here, and the others are added by rules of their own.
_NOT_FROM_DEFAULTS = {"layout", "permalink", "categories"}


def additions_of(
    text: JekyllText, zone: tzinfo, *, titles_of_headings: bool = False
) -> dict[str, Any]:
    """Collect what a text's front matter has to say besides, all but its URL.

    ``None`` stands for a key that it must not have.

    :param titles_of_headings: see :func:`.titles.are_of_headings`
    """
    found = {
        key: value
        for key, value in text.defaults.items()
        if text.own.get(key) is None
        and key not in _NOT_FROM_DEFAULTS | PARSER_KEYS
        and not (key == "tags" and text.own.get("tag"))
    }
    found |= _categories(text, found)
    found |= title_here(text, of_headings=titles_of_headings)
    found |= date_here(text, zone)
    found |= _words_of_ablog(text) | _image(text)
    found |= dict.fromkeys(sorted(PARSER_KEYS & text.own.keys()))
    if text.file.role is not Role.DRAFT:
        if text.get("draft") and text.is_published:
            found["draft"] = None  # Jekyll publishes it: only the folder makes a draft
    elif text.own.get("draft") is not True:
        found["draft"] = True
    return found


def date_here(text: JekyllText, zone: tzinfo) -> dict[str, str]:
    """Write a date with the offset that Jekyll takes it to have.

    A time without one is of UTC in Jekyll, and of the site here. A day that does not
    exist is another one in Jekyll, and none here.

    :param text: of a post or page, with its front matter
    :param zone: of the site, by ``timezone`` in ``_config.yml``
    :return: the key ``date``, or nothing if the date means the same here
    """
    value = text.get("date")
    if isinstance(value, str) and (day := existing_day(value)) != value:
        return {"date": day}
    if not isinstance(value, datetime) or value.tzinfo is not None:
        return {}
    if read_date(value, zone) == value:
        return {}
    return {"date": f"{value:%Y-%m-%d %H:%M:%S} +0000"}


def _words_of_ablog(text: JekyllText) -> dict[str, Any]:
    """Rename the keys that have another meaning for ABlog.

    ``redirect`` is where a list of posts leads in themes such as al-folio, and an old
    path of the post in ABlog.
    """
    redirect = text.own.get("redirect")
    if redirect is None:
        return {}
    is_link = isinstance(redirect, str) and text.own.get("external_link") is None
    return {"redirect": None, **({"external_link": redirect} if is_link else {})}


def _image(text: JekyllText) -> dict[str, Any]:
    """Add the folder of a text's images to the path of its preview image."""
    image = text.own.get("image")
    path = image.get("path") if isinstance(image, dict) else image
    folder = image_folder(text.own)
    if not folder or not isinstance(path, str) or path.startswith("/") or ":" in path:
        return {}
    path = f"{folder}{path}"
    return {"image": {**image, "path": path} if isinstance(image, dict) else path}


def feed_id(
    text: JekyllText, place: JekyllLocation, config: JekyllConfig, ids: Ids
) -> dict[str, str]:
    """Return the id of a post in the old feed, if it differs from its URL here.

    :param ids: what that feed had for ids
    """
    if text.get("feed_id") is not None or not text.is_published:
        return {}
    path = post_id(text, place) if ids is Ids.POST_ID else place.url
    is_url_here = ids is Ids.URL and path.endswith((".html", "/"))
    value = absolute(path, config)
    if ids is Ids.OTHER or is_url_here or "://" not in value:
        return {}
    return {"feed_id": value}


def permalink_for(
    text: JekyllText,
    place: JekyllLocation,
    *,
    target: str,
    additions: Mapping[str, Any],
    zone: tzinfo,
) -> str | None:
    """Return the ``permalink`` that publishes a text at Jekyll's URL.

    :param target: of the document here
    :param additions: what its front matter says besides
    :returns: ``None`` if what its author wrote does
    :raises InvalidPermalinkError: if none does
    """
    fields = as_fields({**text.own, **additions})
    own = text.own.get("permalink")
    if own is not None and not isinstance(own, list | dict):
        docname = target.rpartition(".")[0]
        values = values_of(docname, fields, zone)
        try:
            if _file_of(scalar_text(own), values) == place.file:
                return None
        except InvalidPermalinkError:
            pass  # its placeholders mean nothing here
    folder = place.file.removesuffix("index.html")
    file = folder if folder.endswith("/") else place.file
    for url in (place.url, path_url(file)):
        permalink = permalink_of(url)
        if _file_of(permalink, PostValues()) == place.file:
            return permalink
    raise InvalidPermalinkError(
        f"would be the file {_file_of(permalink, PostValues())}",
        remedy="give it another permalink in the old site",
    )


def _file_of(permalink: str, values: PostValues) -> str:
    return locate(parse_permalink(permalink, values), Layout()).file


def as_fields(values: Mapping[str, Any]) -> dict[str, str]:
    """Write front matter as MyST gives it to Sphinx, each value as text.

    :param values: by key, as YAML gives them
    """
    return {
        key: json.dumps(value, default=str)
        if isinstance(value, list | dict) or value is None
        else str(value)
        for key, value in values.items()
    }


def _categories(text: JekyllText, defaults: Mapping[str, Any]) -> dict[str, Any]:
    own = read_front_matter(as_fields({**text.own, **defaults})).categories
    below = text.inherited_categories
    missing = [label for label in below if label not in own]
    if not missing:
        return {}
    if text.own.get("categories") is None:
        return {"categories": missing}
    plural = read_front_matter(as_fields({"categories": text.own["categories"]}))
    return {"categories": [*missing, *plural.categories]}
