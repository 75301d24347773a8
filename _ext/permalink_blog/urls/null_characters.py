r"""Null characters in front matter, written as ``\0`` within quotes.

docutils takes the character for an escape of its own, and drops it when a field becomes
text: ``"a\0b"`` would be published as "ab". Here it stays until paths are checked.
"""

from __future__ import annotations

from typing import Any

from sphinx.transforms import SphinxTransform

from permalink_blog.core.priorities import Reading
from permalink_blog.frontmatter.docinfo import FieldList
from permalink_blog.urls.redirect_sources import FROM_KEYS, TO_KEY

KEYS = ("permalink", "slug", *FROM_KEYS, TO_KEY)


class KeepNullCharacters(SphinxTransform):
    """Percent-encode null characters in paths, where they are as invalid."""

    default_priority = Reading.NULL_CHARACTERS

    def apply(self, **_kwargs: Any) -> None:
        """Change the fields that are paths."""
        fields = FieldList(self.document)
        for key, text in fields.texts().items():
            if key in KEYS and "\0" in text:
                fields.set(key, text.replace("\0", "%00"))
