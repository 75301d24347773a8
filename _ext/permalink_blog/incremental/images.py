"""Images of one name in two folders, named the same in whichever order they were read.

Sphinx copies all images into one folder. Of two with one name it numbers the one that
is read later, which may be another in each build (sphinx-doc/sphinx#11448 for parallel
ones): here they are numbered in the order of their paths.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from docutils import nodes

from permalink_blog.incremental.pages import pages_of

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
    """Return documents with an image that has a translation now (``env-get-outdated``).

    Sphinx looks for it, as ``figure_language_filename`` has it, when it reads.
    """
    found: set[str] = set()
    for path, (docnames, _) in env.images.items():
        translated = _translated(env, path)
        if translated not in env.images and Path(env.srcdir, translated).is_file():
            found |= docnames
    return found & env.all_docs.keys() - added - removed


def _translated(env: BuildEnvironment, image: str) -> str:
    """Return the path of an image's translation, relative to the sources."""
    path, config = PurePosixPath(image), env.config
    return config.figure_language_filename.format(  # type: ignore[no-any-return]
        root=path.with_suffix(""),
        path=f"{path.parent}/" if path.parent.name else "",
        basename=path.stem,
        ext=path.suffix,
        docpath="",
        language=config.language,
    )


def note_images(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Note which images a document shows (``doctree-resolved``)."""
    if (pages := pages_of(app)) and doctree.get("source"):
        for image in doctree.findall(nodes.image):
            if image.get("uri") in app.env.images:
                pages.seen(docname, ("image", image["uri"]))
