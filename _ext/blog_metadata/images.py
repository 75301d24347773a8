"""The image that stands for a document: its front matter's, or the first that it shows.

Front matter has it as people write it for Jekyll: a path or URL, or a mapping with
``path`` and ``alt``, as jekyll-seo-tag reads it. A number is ABlog's: which of the
images in the document. It is chosen when the document is read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import __
from sphinx.util import logging
from sphinx.util.images import get_image_size

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

_SMALLEST = 200  # pixels a side: what is smaller is an icon, and previews leave it out
_NOT_SHOWN = (".svg", ".svgz")  # by previews
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What front matter says: a path or URL, or which image of the document."""

    path: str = ""
    alt: str = ""
    number: int = 1


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
        """Whether another site has it, or this one by its whole address."""
        return self.source.startswith(_WEB)


def wanted_image(value: object) -> Wanted:
    """Read ``image`` of front matter.

    :param value: as ``env.metadata`` has it: text, in which a mapping is JSON
    """
    text = value.strip() if isinstance(value, str) else ""
    if text.isdecimal():
        return Wanted(number=max(int(text), 1))
    if not text.startswith("{"):
        return Wanted(path=text)
    try:
        mapping = json.loads(text)
    except ValueError:
        return Wanted()
    path, alt = (mapping.get(key) for key in ("path", "alt"))
    return Wanted(
        path=path.strip() if isinstance(path, str) else "",
        alt=alt if isinstance(alt, str) else "",
    )


def image_size(path: Path) -> tuple[int, int] | None:
    """Read the size of an image in pixels, if its file says."""
    try:
        size = get_image_size(str(path))
    except (OSError, ValueError):
        return None
    return size if size and min(size) > 0 else None


def pictures(env: BuildEnvironment) -> dict[str, Chosen]:
    """Give the environment's images that stand for documents, by docname."""
    if not hasattr(env, "blog_metadata_pictures"):
        env.blog_metadata_pictures = {}  # type: ignore[attr-defined]
    found: dict[str, Chosen] = env.blog_metadata_pictures  # type: ignore[attr-defined]
    return found


def choose_image(app: Sphinx, doctree: nodes.document) -> None:
    """Choose the image of a document, and let it be copied (``doctree-read``)."""
    env = app.env
    docname = env.docname
    wanted = wanted_image(env.metadata[docname].get("image"))
    named = _named(env, docname, wanted) if wanted.path else None
    chosen = named or _shown(env, doctree, number=wanted.number)
    if chosen is None:
        return
    pictures(env)[docname] = chosen
    if not chosen.is_url:
        env.images.add_file(docname, chosen.source)


def _named(env: BuildEnvironment, docname: str, wanted: Wanted) -> Chosen | None:
    """Find the image that front matter names."""
    if wanted.path.startswith(_WEB):
        return Chosen(wanted.path, wanted.alt)
    source, absolute = env.relfn2path(wanted.path, docname)
    path = Path(absolute)
    if path.resolve().is_relative_to(Path(env.srcdir).resolve()):
        env.note_dependency(source)
        if path.is_file():
            return Chosen(source, wanted.alt, image_size(path))
    logger.warning(
        __(
            "image: %r is no file below the source folder; give its path from there "
            "with a slash before it, or from the document's folder without"
        ),
        wanted.path,
        location=docname,
        type="blog_metadata",
        subtype="image",
    )
    return None


def _shown(
    env: BuildEnvironment, doctree: nodes.document, *, number: int
) -> Chosen | None:
    """Find an image in a document, from a number on, that previews can show."""
    for image in list(doctree.findall(nodes.image))[number - 1 :]:
        alt = str(image.get("alt", ""))
        candidates: dict[str, str] = image.get("candidates", {})
        for source in sorted(candidates.values()):
            if source.lower().endswith(_NOT_SHOWN):
                continue
            if source.startswith(_WEB):
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
    """Take over what a worker has read (``env-merge-info``)."""
    found = pictures(other)
    pictures(env).update({name: found[name] for name in docnames if name in found})


def copy_image(app: Sphinx, _doctree: nodes.document, docname: str) -> None:
    """Have the builder copy the image of a page it writes (``doctree-resolved``)."""
    chosen = pictures(app.env).get(docname)
    images = getattr(app.builder, "images", None)
    if chosen and images is not None and chosen.source in app.env.images:
        images[chosen.source] = app.env.images[chosen.source][1]
