"""The landing page of a blog that was imported: its title, description and posts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from permalink_import.pieces import ImportedFile
from permalink_import.template import LANDING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from permalink_import.manifest import ManifestEntry
    from permalink_import.model import Settings


def is_ours(files: Mapping[str, ManifestEntry]) -> bool:
    """Return whether an import wrote the landing page.

    :param files: of the manifest
    """
    entry = files.get(LANDING)
    return entry is not None and not entry.source


def landing_page(settings: Settings, *, has_about: bool) -> ImportedFile:
    """Return the landing page, as a file to be written.

    :param settings: of the old site
    """
    text = landing_text(
        settings.title or "", settings.description or "", has_about=has_about
    )
    content = text.encode("utf-8", "backslashreplace")
    return ImportedFile(
        source="",
        target=LANDING,
        read=lambda: content,
        urls=frozenset({""}),
        is_document=True,
    )


def landing_text(title: str, description: str, *, has_about: bool) -> str:
    """Return the source of the landing page.

    :param title: of the old site
    :param description: of the old site, or ""
    """
    parts = [f"# {_text(title) or 'Blog'}"]
    if description:
        parts.append(_text(description))
    parts.append(_POSTS)
    if has_about:
        parts.append("```{toctree}\n:hidden:\n\nabout\n```")
    return "\n\n".join(parts) + "\n"


_POSTS = """\
:::{only} not html
```{postlist}
:format: "{title}, {date}"
:excerpts:
```
:::"""


def _text(value: str) -> str:
    """Return a text on one line in which no character is Markdown or a control."""
    line = " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", value).split())
    special = "\\`*_{}[]<>#$|~&"
    if line[:1] in "%+-=:":
        special += "%:=+-"
    line = "".join(f"\\{char}" if char in special else char for char in line)
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", line)
