"""Settings of Python for the time of a build: garbage collector and locale.

Documents are trees of small objects that refer to each other. Python looks through all
of them again and again while they are made, and several times when the process ends:
with 1,000 posts, a fifth of a full build, and half of one in which nothing has changed.

A build that reads and writes a few documents makes little garbage, and has as many
objects as the site has posts: it looks for none until there is much.
"""

from __future__ import annotations

import atexit
import gc
import locale
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def forget_machine(app: Sphinx, config: Config) -> None:
    """Undo what Sphinx does first: it sets the locale of the machine.

    A build would say "03 Februar" on one machine and "03 February" on another. Posts
    have dates that know their language (:mod:`permalink_blog.core.local_dates`).
    """
    locale.setlocale(locale.LC_TIME, "C")


FEW = 20
"""Documents: their trees are no garbage to speak of."""

_SELDOM = (500_000, 10, 10)
_OFTEN = (50_000, 10, 10)  # Python's own are (700, 10, 10)


def collect_less() -> None:
    """Look for garbage less often, and not at all at the end of the process.

    A process that has made its own settings keeps them.
    """
    if 0 < gc.get_threshold()[0] < _OFTEN[0]:
        atexit.register(gc.freeze)
        gc.set_threshold(*_SELDOM)
    elif gc.get_threshold() == _OFTEN:  # another build of this process
        gc.set_threshold(*_SELDOM)


def collect_after(count: int) -> None:
    """Look for garbage more often, if that many documents are read or written."""
    if count >= FEW and gc.get_threshold() == _SELDOM:
        gc.set_threshold(*_OFTEN)
