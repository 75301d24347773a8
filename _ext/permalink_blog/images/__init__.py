"""Sizes and lazy loading of images, so that no text moves while they load.

A browser that knows the size of an image keeps its space free (HTML, "Dimension
attributes"). An image takes no more than the width of the text, in its own shape, and
all but the first of a page wait until a reader comes near.

The title of an image in Markdown, ``![text](image.png "title")``, is kept: MyST-Parser
reads it, and neither Sphinx nor docutils writes it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from docutils import nodes
from sphinx.util.images import get_image_size

from permalink_blog.core.fragments import is_page
from permalink_blog.core.version import extension_metadata

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator


_STATIC_DIR = Path(__file__).parent / "static"
_START = "<img "
_have_shown_an_image: WeakSet[HTML5Translator] = WeakSet()
_WIDTH = re.compile(r'(?<=\s)width="(\d+)"')


def image_size(path: Path) -> tuple[int, int] | None:
    """Read the size of an image.

    :param path: of a file of any kind, which need not be there
    :returns: width and height in pixels, or ``None`` if the file does not say
    """
    try:
        size = get_image_size(path)
    except (OSError, ValueError):  # such as an SVG with a size in unknown units
        return None
    return size if size and min(size) > 0 else None


def _attributes(
    translator: HTML5Translator, node: nodes.image, uri: str, rest: str
) -> str:
    """Return the attributes that an image gets besides Sphinx's own.

    :param rest: of its start tag, with Sphinx's own
    """
    builder = translator.builder
    written = ""
    # With a height or a scale of its own it has a style for it.
    if uri in builder.images and not {"height", "scale"} & node.attributes.keys():
        size = image_size(Path(builder.srcdir, uri))
        own_width = _WIDTH.search(rest)
        written = _dimensions(size, own_width and int(own_width[1])) if size else ""
    # What is made of a part of a page is shown among others of its kind.
    first = translator not in _have_shown_an_image and is_page(translator.document)
    _have_shown_an_image.add(translator)
    lazy = not first and "loading" not in node
    if "title" in node and ' title="' not in rest:
        written += f'title="{translator.attval(node["title"])}" '
    return written + ('loading="lazy" ' if lazy else "")


def _dimensions(size: tuple[int, int], own_width: int | None) -> str:
    """Return the attributes for a size in pixels.

    :param own_width: of the author, in pixels, where it is an attribute, so that there
        would be two; docutils before 0.22 writes it as a style
    """
    width, height = size
    if own_width is not None:
        return f'height="{round(height * own_width / width)}" '
    return f'width="{width}" height="{height}" '


def visit_image(translator: HTML5Translator, node: nodes.image) -> None:
    """Write an image as the translator does, and then its size and title."""
    uri = node["uri"]  # the translator replaces it
    before = len(translator.body)
    type(translator).visit_image(translator, node)
    for index in range(before, len(translator.body)):
        if translator.body[index].startswith(_START):
            rest = translator.body[index].removeprefix(_START)
            attributes = _attributes(translator, node, uri, rest)
            translator.body[index] = f"{_START}{attributes}{rest}"
            break


def depart_image(translator: HTML5Translator, node: nodes.image) -> None:
    """Leave it as the translator does."""
    type(translator).depart_image(translator, node)


def _add_static_dir(_app: Sphinx, config: Config) -> None:
    # A new list: the old one may be the default, or belong to conf.py.
    config.html_static_path = [*config.html_static_path, str(_STATIC_DIR)]


def _use_image_visitor(app: Sphinx) -> None:
    """Write images in HTML pages, and leave books as they are (``builder-inited``)."""
    if app.builder.format == "html" and app.builder.name != "epub":
        handlers: Any = (visit_image, depart_image)
        app.add_node(nodes.image, override=True, html=handlers)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set the extension up."""
    app.connect("config-inited", _add_static_dir)
    app.connect("builder-inited", _use_image_visitor)
    app.add_css_file("image-sizes.css")
    return extension_metadata()
