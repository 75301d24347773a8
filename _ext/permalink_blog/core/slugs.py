"""The names of archives: a tag, category or author as part of a path."""

from __future__ import annotations

import re
from unicodedata import normalize

_DROPPED = re.compile(r"[^\w\s-]")
_JOINT = re.compile(r"[-\s]+")


def archive_slug(label: str) -> str:
    """Return the name of a label's archive, as ABlog names it.

    A test compares it with ABlog's ``slugify``: what imports an old site need not load
    ABlog to know where a tag's archive will be.

    :param label: such as "Open science"
    :returns: such as "open-science"; empty for a label without letters and digits
    """
    text = _DROPPED.sub("", normalize("NFKD", label))
    return _JOINT.sub("-", text.strip().lower())
