"""What ``_config.yml`` says that has a place in ``conf.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from permalink_import.model import Settings
from permalink_import.sources.urls import split_base

if TYPE_CHECKING:
    from collections.abc import Mapping

    from permalink_import.jekyll.config import JekyllConfig


def settings_of(config: JekyllConfig) -> Settings:
    """Read the site's settings; ``url`` may have a path, which is above ``baseurl``."""
    values = config.values
    host, above = split_base(str(values.get("url") or ""))
    baseurl = str(values.get("baseurl") or "").strip("/")
    return Settings(
        title=_text(values.get("title") or values.get("name")),
        description=_text(values.get("description") or values.get("tagline")),
        url=host,
        baseurl=f"{above}/{baseurl}" if baseurl else above,
        author=_author(values.get("author")),
        timezone=_text(values["timezone"]),
        language=language_of(values),
    )


def language_of(values: Mapping[str, object]) -> str | None:
    """Return the language of a site.

    :param values: of ``_config.yml``
    """
    return _text(values.get("lang") or values.get("locale"))


def _author(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _text(value.get("name") if isinstance(value, dict) else value)


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, list | dict):
        return None
    return str(value).strip() or None
