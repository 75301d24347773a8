"""Who is trusted: the owner, and no contributor unless ``conf.py`` says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError
from sphinx.util.matching import Matcher

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

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
