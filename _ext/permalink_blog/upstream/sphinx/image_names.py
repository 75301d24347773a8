"""Images of one name in two folders, named the same in every reading order.

Sphinx copies all images into one folder. Of two with one name it numbers the one that
is read later, which may be another in each build (sphinx-doc/sphinx#6714 for parallel
ones): here they are numbered in the order of their paths.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

import sphinx.environment

from permalink_blog.core.priorities import EnvUpdated
from permalink_blog.upstream.change import UpstreamChange

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def name_images(app: Sphinx, env: BuildEnvironment) -> None:
    """Set the names of images in the output (``env-updated``, first)."""
    taken: set[str] = set()
    # sphinxcontrib-youtube has thumbnails there that no document shows.
    shown = [path for path, (docnames, _) in env.images.items() if docnames - {""}]
    for path in sorted(shown, key=str):
        docnames, _ = env.images[path]
        name = PurePath(path).name
        base, number = PurePath(name), 0
        while name in taken:
            number += 1
            name = f"{base.stem}{number}{base.suffix}"
        taken.add(name)
        env.images[path] = (docnames, name)
    env.images._existing |= taken


def _misfit() -> str:
    make = getattr(sphinx.environment, "FilenameUniqDict", dict)  # env.images
    return "" if hasattr(make(), "_existing") else "env.images has no _existing"


def _name_images(app: Sphinx) -> None:
    app.connect("env-updated", name_images, priority=EnvUpdated.NAMES)


IMAGE_NAMES = UpstreamChange(
    name="sphinx.image-names",
    issue="sphinx-doc/sphinx#6714",
    versions={"sphinx": ">=8.2,<10"},
    why="number images of one name in the order of their paths, not of reading",
    correct=True,
    misfit=_misfit,
    apply=_name_images,
)
