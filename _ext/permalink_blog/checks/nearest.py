"""Suggestions for misspelled keys."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache

from permalink_blog.checks.keys import PROPERTIES

_SIMILARITY = 0.8  # of difflib: "catgories", "titel"
_LONGER = 2  # letters: "publish"; more, as in "hide_description", are another word
_SHORTEST = 4  # letters of a key in which two may have changed places: "tgas"
_NO_LETTER = re.compile(r"[\W_]+")


@cache  # a blog has few keys, and thousands of posts with them
def nearest_key(name: str) -> str | None:
    """Return the known key that an unknown one probably misspells.

    :param name: the unknown key
    :returns: ``None`` if no known key is similar: it is the author's own
    """
    folded = {_fold(known): known for known in sorted(PROPERTIES)}
    own = _fold(name)
    like = [x for x in folded if abs(len(x) - len(own)) <= _LONGER]
    for near in (own, *get_close_matches(own, like, n=1, cutoff=_SIMILARITY)):
        if near in folded:
            return folded[near]
    letters = sorted(own)
    swapped = (x for x in folded if len(x) >= _SHORTEST and sorted(x) == letters)
    return folded.get(next(swapped, ""))


def _fold(name: str) -> str:
    return _NO_LETTER.sub("", name).casefold()
