"""Trusted documents: those of the owner, and of authors listed in ``conf.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import ConfigError
from sphinx.util.matching import Matcher

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


T = TypeVar("T", bound=nodes.Node)

OPTION = "blog_trust_authors"
"""The configuration value: ``True``, ``False``, or a list of documents."""


def trusts(config: Config, docname: str) -> bool:
    """Return whether the text of a document may do what the owner may.

    :param docname: of the document
    """
    value: Any = getattr(config, OPTION)
    if isinstance(value, bool):
        return value
    return bool(Matcher(list(value))(docname))


def trusts_all(config: Config) -> bool:
    """Return whether each text may do what the owner may."""
    return getattr(config, OPTION) is True


def untrusted_nodes(
    config: Config, document: nodes.document, docname: str, kind: type[T]
) -> list[tuple[T, str]]:
    """Return the nodes of contributors, also where many documents are one (books).

    Sphinx does not notify nodes in a :class:`sphinx.addnodes.start_of_file`.

    :param document: that is resolved
    :param docname: of it; a book has that of its first page
    :param kind: of the nodes
    :returns: each node, with the name of the document that it is from
    """
    names = {id(node): docname for node in document.findall(kind)}
    for part in document.findall(addnodes.start_of_file):  # inner ones after outer ones
        names |= {id(node): str(part["docname"]) for node in part.findall(kind)}
    found = [(node, names[id(node)]) for node in document.findall(kind)]
    return [(node, name) for node, name in found if not trusts(config, name)]


def check_option(_app: Sphinx, config: Config) -> None:
    """Refuse a value that says neither who is trusted nor who is not.

    :raises ConfigError: naming the value (``config-inited``)
    """
    value: object = getattr(config, OPTION)
    if isinstance(value, bool):
        return
    if isinstance(value, list | tuple) and all(isinstance(x, str) for x in value):
        return
    msg = (
        f"{OPTION}: {value!r}: expected True, False, or a list of patterns of "
        'documents, such as ["api/**"]'
    )
    raise ConfigError(msg)


def add_option(app: Sphinx) -> None:
    """Register the configuration value (``setup``)."""
    app.add_config_value(OPTION, False, "env", frozenset({bool, list, tuple}))
    app.connect("config-inited", check_option)
