"""Templates that the options of a theme name, as those of pydata-sphinx-theme do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def option_templates(options: Mapping[str, Any]) -> frozenset[str]:
    """Return the templates that a theme's options name, without their suffix.

    :param options: lists of templates, or texts with commas, among others
    """
    items: list[str] = []
    for value in options.values():
        if isinstance(value, str):
            items += value.split(",")
        elif isinstance(value, list | tuple):
            items += [each for each in value if isinstance(each, str)]
    return frozenset(each.strip().removesuffix(".html") for each in items)
