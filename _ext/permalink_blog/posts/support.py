"""The check whether the installed version of ABlog is supported."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from permalink_blog.upstream.ablog import is_supported_ablog, warn_unsupported_ablog

if TYPE_CHECKING:
    from sphinx.application import Sphinx


_supported: WeakKeyDictionary[Sphinx, bool] = WeakKeyDictionary()


def is_supported(app: Sphinx) -> bool:
    """Return whether this ABlog is known; warn once in each build if it is not.

    Extensions that replace parts of ABlog leave another version as it comes.
    """
    supported = _supported.get(app)
    if supported is None:
        supported = _supported[app] = is_supported_ablog()
        if not supported:
            warn_unsupported_ablog()
    return supported
