"""``objects.inv``, written only if it has changed.

To press it together takes longer than to see that nothing in it has changed.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import sphinx
from sphinx.util.inventory import InventoryFile

from permalink_blog.core.files import string_digest

if TYPE_CHECKING:
    from pathlib import Path

    from permalink_blog.upstream.sphinx.search.index_builder import Objects
    from permalink_blog.urls.addressing import AddressedBuilder


def dump(path: Path, builder: AddressedBuilder, objects: Objects) -> None:
    """Write the inventory in Sphinx's way, with each object on a line of its own.

    Sphinx takes a line for each that :meth:`str.splitlines` finds, and a heading may
    have a line separator (U+2028) in it: what follows would be an object, too.

    :param objects: as :func:`all_objects` gives them
    """
    domains = [
        SimpleNamespace(name=name, get_objects=[*map(_on_one_line, found)].copy)
        for name, found in objects.items()
    ]
    env: Any = SimpleNamespace(
        config=builder.config, domains=SimpleNamespace(sorted=domains.copy)
    )
    InventoryFile.dump(path, env, builder)


def _on_one_line(found: tuple[Any, ...]) -> tuple[Any, ...]:
    name, shown, *others = found
    return (" ".join(name.splitlines()), " ".join(shown.splitlines()), *others)


def inventory_digest(builder: AddressedBuilder, objects: Objects) -> str:
    """Make a digest of what Sphinx makes its inventory of."""
    config = builder.config
    docnames = {found[3] for several in objects.values() for found in several}
    uris = [(name, builder.get_target_uri(name)) for name in sorted(docnames)]
    parts = [sphinx.__display_version__, config.project, config.version, objects, uris]
    return string_digest(repr(parts))
