"""Images at paths of the site, wherever Sphinx has their files.

``![](/assets/a.png)`` is a file of the source folder for Sphinx. Here it may also be
one that ``html_extra_path`` brings to that URL. Sphinx copies it with its other images,
so that it is in every output.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes

from jekyll_links.collect import base_urls, site_url
from jekyll_links.targets import SCHEME, Kind, own_target, parse_target
from permalinks.extra_path import extra_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from jekyll_links.targets import Target


def images_of(env: BuildEnvironment) -> dict[str, dict[str, str]]:
    """Give the images at paths of the site, by docname: as written, to the file."""
    if not hasattr(env, "jekyll_links_images"):
        env.jekyll_links_images = {}  # type: ignore[attr-defined]
    images: dict[str, dict[str, str]] = env.jekyll_links_images  # type: ignore[attr-defined]
    return images


def find_images(app: Sphinx, doctree: nodes.document) -> None:
    """Find the files of a document's images (``doctree-read``, before Sphinx does)."""
    found: dict[str, str] = {}
    for image in doctree.findall(nodes.image):
        written = image["uri"]
        if (place := find_image(app, written)) is not None:
            image["uri"] = found[written] = place
    if found:
        images_of(app.env)[app.env.docname] = found


def find_image(app: Sphinx, uri: str) -> str | None:
    """Find the file of an image.

    :param uri: as written
    :returns: path from the source folder, with its first slash; what was written, if
        there is no such file; ``None`` for what is no path of this site
    """
    whole = own_target(uri, base_urls(app.config)) if "://" in uri else uri
    target = parse_target(whole) if whole else None
    if target is None:
        return None
    for path in _paths(app, target):
        if _is_file(Path(app.srcdir, path.lstrip("/"))):
            return path
        if file := extra_file(app, path):
            return f"/{Path(os.path.relpath(file, app.srcdir)).as_posix()}"
    return target.name if uri.startswith(SCHEME) else uri


def _paths(app: Sphinx, target: Target) -> Iterator[str]:
    """Give the paths from the site's root that a target may mean."""
    names = [target.name]
    if target.kind is Kind.PATH and (base := site_url(app.config)):
        names += filter(None, [base.without_path(target.name)])
    for name in names:
        yield from dict.fromkeys((name, unquote(name)))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # no name that a file could have
        return False


def reread_moved(
    app: Sphinx,
    env: BuildEnvironment,
    _added: set[str],
    _changed: set[str],
    _removed: set[str],
) -> list[str]:
    """Read documents again whose images are elsewhere now (``env-get-outdated``).

    Sphinx itself sees images that have changed, and those that are gone.
    """
    return [
        docname
        for docname, found in images_of(env).items()
        if any(find_image(app, written) != place for written, place in found.items())
    ]


def forget_images(_app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget the images of a document (``env-purge-doc``)."""
    images_of(env).pop(docname, None)


def merge_images(
    _app: Sphinx,
    env: BuildEnvironment,
    docnames: Iterable[str],
    other: BuildEnvironment,
) -> None:
    """Take over what another process has read (``env-merge-info``)."""
    found = images_of(other)
    images_of(env).update({name: found[name] for name in docnames if name in found})
