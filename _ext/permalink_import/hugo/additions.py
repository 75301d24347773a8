"""What front matter has to say here that it did not say to Hugo, or said otherwise."""

from __future__ import annotations

from posixpath import dirname, join
from typing import TYPE_CHECKING, Any

from permalink_blog.core import dates
from permalink_blog.core.untrusted.settings import PARSER_KEYS
from permalink_blog.urls.paths import quote_path
from permalink_import.sources.urls import REDIRECT_KEYS, permalink_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from permalink_import.hugo.config import HugoConfig
    from permalink_import.hugo.planning import PlannedPage


# For templates, or said by other keys here.
_NOT_CASCADED = frozenset(
    {"cascade", "build", "_build", "outputs", "layout", "type", "sitemap", "menus"}
)
_SINGULAR = ("tag", "category")  # keys of Jekyll's that mean nothing to Hugo
_LABELS = ("tags", "categories")


def changes_of(
    planned: PlannedPage,
    config: HugoConfig,
    *,
    spelling: Mapping[str, str],
) -> dict[str, Any]:
    """Collect the keys that a page's front matter gets, each with its value.

    :param spelling: a label in lower case to the one spelling that it has here
    :returns: ``None`` for a key that has to go
    """
    page = planned.page
    values = page.values
    left_out = _NOT_CASCADED | PARSER_KEYS | {*REDIRECT_KEYS, "permalink"}
    changes = {k: v for k, v in page.cascaded.items() if k not in left_out}
    of_others = PARSER_KEYS | {*REDIRECT_KEYS, "permalink"} - {"aliases"}
    changes |= dict.fromkeys(sorted(of_others & values.keys()))
    changes |= _date(planned, config)
    for key in _LABELS:
        if key in config.taxonomies and values.get(key) is not None:
            labels = [spelling.get(x.lower(), x) for x in page.labels(key)]
            if labels != values[key]:
                changes[key] = labels
    for key in _SINGULAR:
        if key in values and key not in config.taxonomies:
            changes[key] = None
    if values.get("published") is False:
        changes["published"] = None  # Hugo has it for a date, and ignores it
    changes |= _excerpt(values)
    is_other = page.file.language != config.default_language
    if is_other and not values.keys() & {"lang", "language"}:
        changes["lang"] = page.file.language
    if planned.add_draft:
        changes["draft"] = True
    changes |= _aliases(planned)
    if planned.permalink:
        changes["permalink"] = permalink_of(page.url)
    return changes


def _date(planned: PlannedPage, config: HugoConfig) -> dict[str, Any]:
    """Return the date, if the one that is read here would be different or missing."""
    page = planned.page
    if page.date is None:
        return {}
    key, date = page.date
    said = page.values.get("date")
    if key == ":filename":
        return {} if said is None else {"date": date.date()}
    if key != "date":
        return {"date": date}
    try:
        here = dates.parse_date(str(said), config.zone).when
    except dates.InvalidDateError:
        return {"date": date}
    there = date.astimezone(config.zone).replace(tzinfo=None)
    return {} if here == there else {"date": date}


def _excerpt(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands for a post in lists; ``<!--more-->`` is the same here.

    A number in front matter would take precedence over a mark that an author moves.
    """
    if "excerpt" not in values and isinstance(values.get("summary"), str):
        return {"excerpt": values["summary"]}
    return {}


def aliases_of(planned: PlannedPage) -> list[str]:
    """Return the old paths that lead to a page, as Hugo reads ``aliases``.

    See https://gohugo.io/content-management/urls/#aliases: without a slash they are
    relative to the folder of the page.
    """
    page = planned.page
    value = page.values.get("aliases")
    items = value if isinstance(value, list) else [value]
    above = dirname(page.url.rstrip("/"))
    paths = []
    for item in items:
        if item is None or not (path := str(item).strip()):
            continue
        path = path if path.startswith("/") else join(above, path)
        has_suffix = "." in path.rpartition("/")[2]
        paths.append(path if has_suffix else f"{path.rstrip('/')}/")
    return paths


def _aliases(planned: PlannedPage) -> dict[str, Any]:
    paths = aliases_of(planned)
    if not paths or paths == planned.page.values.get("aliases"):
        return {}
    return {"aliases": None, "redirect_from": [quote_path(path) for path in paths]}
