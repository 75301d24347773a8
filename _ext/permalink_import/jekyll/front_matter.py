"""Front matter in its author's words, with what the importer has to add."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml  # type: ignore[import-untyped]

from permalink_import.jekyll.loading import UnreadableError, load_yaml
from permalink_import.sources.yaml_text import change_keys, write_mapping

if TYPE_CHECKING:
    from collections.abc import Mapping


def amend(text: str, own: Mapping[str, Any], additions: Mapping[str, Any]) -> str:
    """Add keys to front matter, or give those that are there another value.

    All other lines of its author stay as they are. Where YAML is written so that this
    cannot be (all of it has an indent, say), it is rewritten.

    :param text: the YAML of an author
    :param own: what it says
    :param additions: what it is to say besides, or instead; ``None`` for a key that
        becomes a comment
    """
    if not additions:
        return text
    gone = {key for key, value in additions.items() if value is None}
    wanted = {k: v for k, v in {**own, **additions}.items() if k not in gone}
    try:
        amended = change_keys(text, additions, {})
        if load_yaml(amended) == wanted:
            return amended
    except (UnreadableError, yaml.YAMLError, RecursionError):
        pass  # it does not end where a line can be added, say
    return write_mapping(wanted)
