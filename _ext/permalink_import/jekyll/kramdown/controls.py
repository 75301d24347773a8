"""Elements that a page here does not have: scripts within a line, and form fields.

A page shows nothing of a script, and the text of a form field in a box. Sphinx takes
what is between two tags in a line for text, and contributors have neither element
(:mod:`permalink_blog.core.untrusted.html`).
"""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.html_output import HtmlOutput, write_attributes
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind, Model

if TYPE_CHECKING:
    from permalink_import.jekyll.kramdown.parsing.document import KramdownDocument
    from permalink_import.jekyll.kramdown.writing.tally import RemarkReport


HIDDEN = frozenset({"script", "style", "title", "template", "noscript", "noembed"})
"""Elements of whose content a page shows nothing."""
_TEXT = frozenset({"textarea", "xmp", "plaintext"})
"""Elements in which browsers take tags for text."""
_CHOICES = frozenset({"select", "option", "optgroup", "datalist"})
_NOT_SHOWN = "a page shows nothing of it; it is a comment here"
_NO_FIELD = "a page here has no form fields; its text is shown without the field"


def replace_controls(document: KramdownDocument, report: RemarkReport) -> None:
    """Replace what pages here do not have by what is shown of it."""
    output = HtmlOutput(
        footnote=lambda name: f"[^{name}]",
        meaning=lambda _word: "",
        formula=lambda element: f"$${element.value}$$",
    )
    for root in (
        document.root,
        *(footnote.content for footnote in document.definitions.footnotes.values()),
    ):
        for element in root.walk():
            if element.kind is ElementKind.HTML:
                _replace(element, output, report)


def _replace(element: Element, output: HtmlOutput, report: RemarkReport) -> None:
    name = element.value.lower()
    if name in HIDDEN and not element.is_block and element.children:
        inner = output.inner(element)
        tag = f"<{element.value}{write_attributes(element.attributes)}>"
        report.leave(element.source, _NOT_SHOWN)
        element.kind, element.children = ElementKind.HTML_COMMENT, []
        element.value = f"<!-- {_without_dashes(tag + inner)} -->"
    elif name in _TEXT:
        report.leave(element.source.split("\n")[0], _NO_FIELD)
        text = unescape(output.inner(element))
        piece = Element(ElementKind.TEXT, text, pieces=[(text, -1, -1)])
        element.children = [piece] if text else []
        _make_plain(element)
    elif name in _CHOICES:
        if name == "select":
            report.leave(element.source.split("\n")[0], _NO_FIELD)
        _make_plain(element)


def _make_plain(element: Element) -> None:
    element.value = "div" if element.is_block else "span"
    element.attributes.clear()
    element.source = "<span>"
    element.raw = "</span>"
    element.is_closed = False
    if element.is_block:
        element.model = Model.SPAN


def _without_dashes(text: str) -> str:
    return text.replace("--", "- -").removesuffix("-")
