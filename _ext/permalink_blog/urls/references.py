"""The targets of references between documents, as values for JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment


Object: TypeAlias = tuple[str, str, str, str, str]
"""Domain, kind, name, text of a link, and anchor in the page."""

_PLAIN = (str, int, float, bool, type(None))


def objects_by_document(env: BuildEnvironment) -> dict[str, list[Object]]:
    """Return what references can lead to, by docname, in a fixed order.

    Besides what each domain yields, these are labels without a title, equations with
    their numbers, and citations, for none of which Sphinx has an object.
    """
    found: dict[str, list[Object]] = defaultdict(list)
    for domain in env.domains.sorted():
        for name, title, kind, docname, anchor, _priority in domain.get_objects():
            found[docname].append((domain.name, kind, name, str(title), anchor))
    domains = env.domains
    for label, (docname, anchor) in domains.standard_domain.anonlabels.items():
        found[docname].append(("", "label", label, "", anchor))
    for label, (docname, number) in domains.math_domain.equations.items():
        found[docname].append(("", "equation", label, str(number), ""))
    for label, (docname, anchor, _line) in domains.citation_domain.citations.items():
        found[docname].append(("", "citation", label, label, anchor))
    return {docname: sorted(objects) for docname, objects in found.items()}


def other_domains(env: BuildEnvironment) -> dict[str, object]:
    """Return what domains of other projects keep, by name.

    Nobody knows which of it a reference to one of them shows.
    """
    return {
        domain.name: plain(domain.data)
        for domain in env.domains.sorted()
        if not is_of_sphinx(domain)
    }


def is_of_sphinx(domain: Domain) -> bool:
    """Return whether Sphinx has a domain itself."""
    return type(domain).__module__.partition(".")[0] == "sphinx"


def plain(value: object) -> object:
    """Return what can be written as JSON and is the same in each process.

    An object of an unknown class is represented by that class.

    :param value: of an inventory or domain
    """
    return _plain(value, ())


def _plain(value: object, parents: tuple[int, ...]) -> object:
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, nodes.Node):
        return value.pformat()
    if id(value) in parents:
        return None
    inside = (*parents, id(value))
    if isinstance(value, Mapping):
        return sorted(([str(k), _plain(v, inside)] for k, v in value.items()), key=repr)
    if isinstance(value, AbstractSet):
        return sorted((_plain(x, inside) for x in value), key=repr)
    if isinstance(value, list | tuple):
        return [_plain(x, inside) for x in value]
    return [type(value).__qualname__, *(_plain(x, inside) for x in _fields(value))]


def _fields(value: Any) -> Iterator[object]:
    if is_dataclass(value):
        yield from (getattr(value, field.name) for field in fields(value))
