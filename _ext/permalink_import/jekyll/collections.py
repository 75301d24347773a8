"""Collections, and the templates of their documents' URLs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from permalink_blog.urls.pattern import STYLES
from permalink_import.jekyll.defaults import deep_merge

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A collection of documents (https://jekyllrb.com/docs/collections/).

    :param published: it has the option ``output``
    :param template: of its documents' URLs
    """

    label: str
    published: bool
    template: str


def read_collections(values: Mapping[str, Any]) -> dict[str, Collection]:
    """Read ``collections`` as ``Jekyll::Configuration#add_default_collections``.

    :param values: of ``_config.yml`` with Jekyll's defaults
    :return: by label; that of posts is always there
    """
    given = values["collections"]
    if isinstance(given, list):
        given = dict.fromkeys(given)
    style = str(values["permalink"])
    options = {"posts": {"output": True, "permalink": STYLES.get(style, style)}}
    merged = deep_merge(options, {str(key): value for key, value in given.items()})
    found = {}
    for key, metadata in merged.items():
        label = re.sub(r"[^a-zA-Z0-9_\-.]", "", key)
        metadata = metadata if isinstance(metadata, dict) else {}
        found[label] = Collection(
            label=label,
            published=key == "posts" or bool(metadata.get("output")),
            template=str(
                metadata.get("permalink") or suffixed("/:collection/:path", style)
            ),
        )
    return found


def suffixed(template: str, style: str) -> str:
    """End a template as the site's style does.

    The rule is that of ``Jekyll::Utils.add_permalink_suffix``; "weekdate" is not among
    its styles.

    :param style: a built-in style's name, or a template
    """
    if style == "pretty" or style.endswith("/"):
        return f"{template}/"
    if style in {"date", "ordinal", "none"} or style.endswith(":output_ext"):
        return f"{template}:output_ext"
    return template
