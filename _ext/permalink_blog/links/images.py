"""Images beside a document or at paths of the site, wherever Sphinx has their files.

``![](/assets/a.png)`` is a file of the source folder for Sphinx. Here it may also be
one that ``html_extra_path`` brings to that URL. Sphinx copies it with its other images,
so that it is in every output. Names are found as
:mod:`permalink_blog.core.source_files` does.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from permalink_blog.core.extra_path import extra_file
from permalink_blog.core.source_files import find_file, spaced_spellings
from permalink_blog.links.collect import base_urls, site_url
from permalink_blog.links.targets import SCHEME, TargetKind, own_target, parse_target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from permalink_blog.links.targets import LinkTarget


_ELSEWHERE = ("data:", "//")


def images_of(env: BuildEnvironment) -> dict[str, dict[str, str]]:
    """Return the images whose files are not named as written, by docname.

    :returns: docname to a mapping from the path as written to that of the file
    """
    if not hasattr(env, "jekyll_links_images"):
        env.jekyll_links_images = {}  # type: ignore[attr-defined]
    images: dict[str, dict[str, str]] = env.jekyll_links_images  # type: ignore[attr-defined]
    return images


def find_images(app: Sphinx, doctree: nodes.document) -> None:
    """Find the files of a document's images (``doctree-read``, before Sphinx does)."""
    found: dict[str, str] = {}
    docname = app.env.docname
    for image in doctree.findall(nodes.image):
        for written in _written(image):
            if (place := find_image(app, docname, written)) is not None:
                if place != image["uri"] or not _is_beside(written):
                    image["uri"] = found[written] = place
                break
    if found:
        images_of(app.env)[docname] = found


def _written(image: nodes.image) -> Iterator[str]:
    """Yield what the author may have written as the path of an image."""
    uri = image["uri"]
    yield uri
    if image.rawsource and not _is_elsewhere(uri):
        yield from (x for x in spaced_spellings(uri, image.rawsource) if x != uri)


def find_image(app: Sphinx, docname: str, uri: str) -> str | None:
    """Find the file of an image.

    :param docname: of the document that shows it
    :param uri: as written
    :returns: for a path of this site, the path from the source folder with its first
        slash, or *uri* if there is no such file; for a file beside the document, its
        path from there; ``None`` for a missing one and for what is no path
    """
    whole = own_target(uri, base_urls(app.config)) if "://" in uri else uri
    target = parse_target(whole) if whole else None
    if target is None:
        return None if _is_elsewhere(uri) else _find_beside(app, docname, uri)
    for path in _paths(app, target):
        if file := find_file(Path(app.srcdir), path):
            return f"/{file.relative_to(app.srcdir).as_posix()}"
        if file := extra_file(app, path):
            return f"/{Path(os.path.relpath(file, app.srcdir)).as_posix()}"
    return target.name if uri.startswith(SCHEME) else uri


def _is_elsewhere(uri: str) -> bool:
    return "://" in uri or uri.startswith(_ELSEWHERE)


def _is_beside(uri: str) -> bool:
    return parse_target(uri) is None and not _is_elsewhere(uri)


def _find_beside(app: Sphinx, docname: str, uri: str) -> str | None:
    folder = Path(app.env.doc2path(docname)).parent
    file = find_file(folder, uri, root=Path(app.srcdir))
    if file is None:
        return None
    path = Path(os.path.relpath(file, folder)).as_posix()
    return uri if path == os.path.normpath(uri) else path


def _paths(app: Sphinx, target: LinkTarget) -> Iterator[str]:
    """Yield the paths from the site's root that a target may mean."""
    yield target.name
    if target.kind is TargetKind.PATH and (base := site_url(app.config)):
        yield from filter(None, [base.without_path(target.name)])


def reread_moved(
    app: Sphinx,
    env: BuildEnvironment,
    _added: set[str],
    _changed: set[str],
    removed: set[str],
) -> list[str]:
    """Read documents again whose images are elsewhere now (``env-get-outdated``).

    Sphinx itself sees images that have changed, and those that are gone.
    """
    return [
        docname
        for docname, found in images_of(env).items()
        if docname not in removed
        and any(
            find_image(app, docname, text) != place for text, place in found.items()
        )
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
    """Add the images that a worker has read (``env-merge-info``)."""
    found = images_of(other)
    images_of(env).update({name: found[name] for name in docnames if name in found})
