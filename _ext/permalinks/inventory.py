"""``objects.inv``, written when it is another one.

To press it together takes longer than to see that nothing in it has changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import sphinx

from permalinks.published import digest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.domains import Domain

    from permalinks.builders import PermalinkHTMLBuilder

Objects: TypeAlias = dict[str, list[tuple[Any, ...]]]
"""What references lead to, by domain."""


def all_objects(domains: Iterable[Domain]) -> Objects:
    """Collect what references can lead to; for that, Sphinx copies each title."""
    return {domain.name: sorted(domain.get_objects()) for domain in domains}


def inventory_digest(builder: PermalinkHTMLBuilder, objects: Objects) -> str:
    """Make a digest of what Sphinx makes its inventory of."""
    config = builder.config
    docnames = {found[3] for several in objects.values() for found in several}
    uris = [(name, builder.get_target_uri(name)) for name in sorted(docnames)]
    told = [sphinx.__display_version__, config.project, config.version, objects, uris]
    return digest(repr(told).encode("utf-8", "surrogatepass"))
