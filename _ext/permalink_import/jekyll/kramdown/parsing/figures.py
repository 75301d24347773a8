"""Images that stand alone, ``![caption](a.png){:standalone}``: figures."""

from __future__ import annotations

from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind, Model

_NAME = "standalone"


def make_figure(block: Element) -> None:
    """Make a paragraph a figure, if an image is all that is in it, and says so.

    The figure has the attributes of the paragraph, or else class and id of the image.
    In a list without blank lines there are no paragraphs, and so no figures.
    """
    if block.kind is not ElementKind.PARAGRAPH or block.is_transparent:
        return
    if len(block.children) != 1:
        return
    (image,) = block.children
    if image.kind is not ElementKind.IMAGE or image.ial is None:
        return
    if _NAME not in image.ial.references:
        return
    if not block.attributes:
        for name in ("class", "id"):
            if name in image.attributes:
                block.attributes[name] = image.attributes.pop(name)
    alt = image.attributes.get("alt", "")
    caption = Element(ElementKind.HTML, "figcaption", model=Model.SPAN)
    caption.children = [Element(ElementKind.TEXT, alt)]
    block.kind, block.value, block.model = ElementKind.HTML, "figure", Model.RAW
    block.children = [image, caption]
