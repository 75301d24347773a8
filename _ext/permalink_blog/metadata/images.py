"""The image that stands for a document: its front matter's, or the first that it shows.

Front matter has it as people write it for Jekyll: a path or URL, or a mapping with
``path`` and ``alt``, as jekyll-seo-tag reads it. A number is ABlog's: which of the
images in the document; ``false`` or 0 is none. It is chosen when the document is read.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.locale import __
from sphinx.util.images import get_image_size

from permalink_blog.core.extra_path import extra_file
from permalink_blog.core.messages import shorten, warn_key
from permalink_blog.core.source_files import find_file
from permalink_blog.core.stored_front_matter import front_matter_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from permalink_blog.core.values import Value


_DIGITS = 4  # of the number of an image
_SMALLEST = 200  # pixels a side: what is smaller is an icon, and previews leave it out
_DRAWINGS = (".svg", ".svgz")
_WEB = ("http", "https")

BUILDERS = ("html", "dirhtml")
"""What makes pages that are found and shared."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The image in front matter: a path, a URL, or the number of one in the document.

    :ivar number: from 1; 0 is none
    :ivar problem: the value, if it is nothing of these
    """

    path: str = ""
    alt: str = ""
    number: int = 1
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The image that stands for a document.

    :ivar source: path below the source folder, or URL
    :ivar size: width and height in pixels, where they are known
    """

    source: str
    alt: str = ""
    size: tuple[int, int] | None = None

    @property
    def is_url(self) -> bool:
        """Return whether the source is a URL instead of a file."""
        return is_web_url(self.source)

    @property
    def is_drawing(self) -> bool:
        """Return whether the image is an SVG, which link previews do not show."""
        return is_drawing(self.source)


def is_web_url(text: str) -> bool:
    """Return whether a text is an absolute http(s) URL.

    :param text: as its author wrote it
    """
    try:
        parts = urlsplit(text)
    except ValueError:  # https://[
        return False
    return parts.scheme in _WEB and bool(parts.hostname)


def is_drawing(source: str) -> bool:
    """Return whether a path or URL is that of an SVG.

    :param source: of the image
    """
    path = urlsplit(source).path if is_web_url(source) else source
    return path.lower().endswith(_DRAWINGS)


def wanted_image(found: Value, text: str) -> Wanted:
    """Return what a value of ``image`` asks for.

    :param text: that stands for it in ``env.metadata``, for messages
    """
    if found is None or found is True or found == "":
        return Wanted()
    if found is False:
        return Wanted(number=0)
    if isinstance(found, dict):
        path, alt = found.get("path"), found.get("alt")
        if isinstance(path, str) and path.strip():
            return Wanted(path.strip(), alt.strip() if isinstance(alt, str) else "")
        return Wanted(problem=text)
    if not isinstance(found, str):
        return Wanted(problem=text)
    if found.isdecimal() and len(found) <= _DIGITS:
        return Wanted(number=int(found))
    return Wanted(f"https:{found}" if found.startswith("//") else found)


def image_size(path: Path) -> tuple[int, int] | None:
    """Read the size of an image in pixels, if its file says."""
    try:
        size = get_image_size(str(path))
    except (OSError, ValueError):
        return None
    return size if size and min(size) > 0 else None


def pictures(env: BuildEnvironment) -> dict[str, Chosen]:
    """Return the images that represent documents, by docname."""
    if not hasattr(env, "blog_metadata_pictures"):
        env.blog_metadata_pictures = {}  # type: ignore[attr-defined]
    found: dict[str, Chosen] = env.blog_metadata_pictures  # type: ignore[attr-defined]
    return found


def choose_image(app: Sphinx, doctree: nodes.document) -> None:
    """Choose the image of a document, and let it be copied (``doctree-read``)."""
    env = app.env
    docname = env.docname
    text = env.metadata[docname].get("image")
    wanted = wanted_image(
        front_matter_value(env, docname, "image"),
        text.strip() if isinstance(text, str) else "",
    )
    named = _named(app, docname, wanted) if wanted.path else None
    if named is None and (problem := wanted.path or wanted.problem):
        _warn(env, docname, problem)
        if wanted.path:
            env.note_reread()  # until the file is there
    chosen = named or _shown(env, doctree, number=wanted.number)
    if chosen is None:
        return
    pictures(env)[docname] = chosen
    if not chosen.is_url:
        env.images.add_file(docname, chosen.source)


def _named(app: Sphinx, docname: str, wanted: Wanted) -> Chosen | None:
    """Find the image that front matter names.

    A path is one from the document's folder, as in the text, or from the source folder,
    as in Jekyll; or a URL's path that ``html_extra_path`` brings a file to.
    """
    env = app.env
    if is_web_url(wanted.path):
        return Chosen(wanted.path, wanted.alt)
    root = Path(env.srcdir)
    beside = Path(env.doc2path(docname)).parent
    for folder in (root,) if wanted.path.startswith("/") else (beside, root):
        file = find_file(folder, wanted.path, root=root)
        if file and file.resolve().is_relative_to(root.resolve()):
            source, _ = env.relfn2path(f"/{file.relative_to(root).as_posix()}")
            env.note_dependency(source)
            return Chosen(source, wanted.alt, image_size(file))
    if file := extra_file(app, wanted.path):
        source = Path(os.path.relpath(file, env.srcdir)).as_posix()
        env.note_dependency(source)
        return Chosen(source, wanted.alt, image_size(file))
    return None


def _warn(env: BuildEnvironment, docname: str, value: str) -> None:
    message = __(
        "image: %r: expected a file below the source folder, as a path from the "
        "document's folder or from the source folder, or a URL. It is as if the "
        "key was not there."
    )
    warn_key(
        env,
        docname,
        "image",
        message=message % shorten(value),
        type="blog_metadata",
        subtype="image",
    )


def _shown(
    env: BuildEnvironment, doctree: nodes.document, *, number: int
) -> Chosen | None:
    """Find an image in a document, from a number on, that previews can show."""
    if number == 0:
        return None
    for image in list(doctree.findall(nodes.image))[number - 1 :]:
        alt = str(image.get("alt", ""))
        candidates: dict[str, str] = image.get("candidates", {})
        for source in sorted(candidates.values()):
            if is_drawing(source):
                continue
            if is_web_url(source):
                return Chosen(source, alt)
            if source in env.images:
                size = image_size(Path(env.srcdir, source))
                if size and min(size) >= _SMALLEST:
                    return Chosen(source, alt, size)
    return None


def forget_image(_app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop what is known of a document (``env-purge-doc``)."""
    pictures(env).pop(docname, None)


def merge_images(
    _app: Sphinx,
    env: BuildEnvironment,
    docnames: Iterable[str],
    other: BuildEnvironment,
) -> None:
    """Add the images of the documents that a worker has read (``env-merge-info``)."""
    found = pictures(other)
    pictures(env).update({name: found[name] for name in docnames if name in found})


def copy_image(app: Sphinx, _doctree: nodes.document, docname: str) -> None:
    """Add the image of a page to those that are copied (``doctree-resolved``)."""
    chosen = pictures(app.env).get(docname)
    if app.builder.name in BUILDERS and chosen and chosen.source in app.env.images:
        app.builder.images[chosen.source] = app.env.images[chosen.source][1]
