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

from permalink_blog.upstream.change import UpstreamChange

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from permalink_blog.upstream.change import Undo


def reset_time_locale(_app: Sphinx) -> Undo:
    """Undo what Sphinx does first: it sets the locale of the machine.

    A build would say "03 Februar" on one machine and "03 February" on another. Posts
    have dates that know their language (:mod:`permalink_blog.core.local_dates`).
    """
    before = locale.setlocale(locale.LC_TIME)
    locale.setlocale(locale.LC_TIME, "C")

    def undo() -> None:
        locale.setlocale(locale.LC_TIME, before)

    return undo


LOCALE = UpstreamChange(
    name="python.locale",
    issue="https://docs.python.org/3/library/locale.html#locale.setlocale",
    versions={},
    why="format dates in the same way on any machine",
    correct=True,
    apply=reset_time_locale,
    when="config-inited",
)


FEW = 20
"""Documents: their trees are no garbage to speak of."""

_SELDOM = (500_000, 10, 10)
_OFTEN = (50_000, 10, 10)  # Python's own are (700, 10, 10)


def collect_garbage_seldom() -> Undo | None:
    """Run the garbage collector less often, and not at the end of the process.

    A process that has made its own settings keeps them.
    """
    before = gc.get_threshold()
    if not 0 < before[0] < _OFTEN[0]:
        return None
    atexit.unregister(gc.freeze)  # of another build
    atexit.register(gc.freeze)
    gc.set_threshold(*_SELDOM)

    def undo() -> None:
        if gc.get_threshold() not in (_SELDOM, _OFTEN):
            return  # somebody else's
        if not gc.get_freeze_count():
            # All that there is counts as old: else Python would look through it now.
            gc.freeze()
            gc.unfreeze()
        gc.set_threshold(*before)

    return undo


def collect_after(count: int) -> None:
    """Run the garbage collector more often for a build of many documents.

    :param count: of documents to read or write
    """
    if count >= FEW and gc.get_threshold() == _SELDOM:
        gc.set_threshold(*_OFTEN)


GARBAGE = UpstreamChange(
    name="python.garbage",
    issue="https://docs.python.org/3/library/gc.html#gc.set_threshold",
    versions={},
    why="look for garbage less often, and not at the end of the process",
    correct=False,
    apply=lambda _app: collect_garbage_seldom(),
)
