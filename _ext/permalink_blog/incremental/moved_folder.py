"""Documents that have the path of the folder in them in which they were read.

What was made of such a text cannot be known from a path that moves with the folder
(:mod:`permalink_blog.upstream.sphinx.moved_folder`).
"""

from __future__ import annotations

import os
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from permalink_blog.incremental.source_stamps import files_of
from permalink_blog.upstream.sphinx.moved_folder import moved_from

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def documents_to_reread(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> set[str]:
    """Return the documents whose files have the former folder in them."""
    old = os.fsencode(moved_from(env))
    if not old:
        return set()
    names = env.all_docs.keys() - removed
    paths = {name: [*files_of(env, name)] for name in names}
    having = {x: _has(env, x, old) for x in {*chain.from_iterable(paths.values())}}
    return {name for name, found in paths.items() if any(having[x] for x in found)}


def _has(env: BuildEnvironment, path: str, text: bytes) -> bool:
    try:
        return text in Path(env.srcdir, path).read_bytes()
    except OSError:  # it is gone
        return False
