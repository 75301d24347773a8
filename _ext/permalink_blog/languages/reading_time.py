"""The reading time of a text in Chinese or Japanese, which has no spaces.

MyST counts words (``myst_words_per_minute``): a sentence without spaces is one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx


CHARACTERS_PER_MINUTE = 500
"""Of Chinese and Japanese, as Medium has it; readers of either are in that range."""

_UNREAD = (nodes.literal_block, nodes.raw, nodes.comment, nodes.math_block)


@cache
def _character() -> re.Pattern[str]:
    """Return what matches Han and the two syllabaries of Japanese (Unicode's blocks).

    It is compiled when a text has need of it: that takes milliseconds.
    """
    return re.compile("[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")


def count_characters(tree: nodes.Node) -> int:
    """Count the characters of a text that are read one by one."""
    if isinstance(tree, nodes.Text):
        return 0 if tree.isascii() else len(_character().findall(tree))
    if isinstance(tree, _UNREAD):
        return 0
    return sum(count_characters(child) for child in tree.children)


def add_reading_time(app: Sphinx, doctree: nodes.document) -> None:
    """Add what MyST does not count (``doctree-read``)."""
    count = app.env.metadata[app.env.docname].get("wordcount")
    characters = count_characters(doctree) if count else 0
    if count and characters:
        per_minute = getattr(app.config, "myst_words_per_minute", 200)
        minutes = count["words"] / per_minute + characters / CHARACTERS_PER_MINUTE
        count["minutes"] = round(minutes)
