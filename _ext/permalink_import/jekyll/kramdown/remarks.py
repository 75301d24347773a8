"""What pages here do not show as Jekyll's did, in whatever form it is written.

Each is one line of the report: links and images that lead nowhere, formulas that cannot
be drawn, and the numbers of lines of code.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from permalink_blog.core.mathml.conversion import FormulaError, to_mathml
from permalink_blog.core.mathml.latex import displayed
from permalink_blog.core.untrusted.urls import is_harmless, is_script, scheme_of
from permalink_import.jekyll.kramdown.parsing.texts import with_references
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind
from permalink_import.model import Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from permalink_import.jekyll.kramdown.parsing.document import KramdownDocument
    from permalink_import.markup.report import TextReport


_SCHEME = (
    "links with a scheme that nothing is known to open are shown as text. Correct it, "
    "or add the scheme to myst_url_schemes in conf.py"
)
_SCRIPT = (
    "links that run scripts, or have their target in themselves, lead nowhere here. "
    "Link to a page or file"
)
_NO_ADDRESS = "images without an address are not shown. Give them one, or delete them"
_NOT_LOADED = (
    "images with this scheme are not shown. Correct the address, or delete the image"
)
_NOT_DRAWN = (
    "formulas that cannot be drawn are shown as LaTeX. Write them with other commands, "
    "or define what is missing in mathml_formulas_macros in conf.py"
)
_NO_NUMBERS = (
    "the lines of code have no numbers here, as line_numbers in _config.yml gave them. "
    "Write linenos where readers need them (```{code-block} with :linenos:)"
)


def report_remarks(
    document: KramdownDocument, site: Mapping[str, Any], report: TextReport
) -> None:
    """Report what is not shown as it was.

    :param document: with the formulas that it has here
    :param site: the values of ``_config.yml``
    """
    has_numbers = _has_line_numbers(site)
    for element in _elements(document):
        source = element.source.strip()
        if element.kind is ElementKind.LINK:
            _link(source, element.attributes.get("href", ""), report)
        elif element.kind is ElementKind.IMAGE:
            _image(source, element.attributes.get("src", ""), report)
        elif element.kind is ElementKind.HTML and element.value.lower() == "a":
            _link(source, element.attributes.get("href") or "", report)
        elif element.kind is ElementKind.HTML and element.value.lower() == "img":
            _image(source, element.attributes.get("src") or "", report)
        elif element.kind is ElementKind.MATH:
            _formula(element, report)
        elif element.kind is ElementKind.CODE_BLOCK and has_numbers:
            report.leave(source, _NO_NUMBERS)
            has_numbers = False  # one line for each text


def _elements(document: KramdownDocument) -> Iterator[Element]:
    yield from document.root.walk()
    for footnote in document.definitions.footnotes.values():
        yield from footnote.content.walk()


def _link(source: str, written: str, report: TextReport) -> None:
    url = with_references(written)
    if is_harmless(url):
        return
    scheme = scheme_of(url)
    reason = _SCRIPT if is_script(url) or scheme == "data" else _SCHEME
    what = source.split("\n")[0] or written
    report.leave(what, reason, detail=f"{scheme}:", topic=Topic.LINKS)


def _image(source: str, written: str, report: TextReport) -> None:
    url = with_references(written).strip()
    what = source.split("\n")[0] or written
    if not url:
        report.leave(what, _NO_ADDRESS)
    elif scheme_of(url) != "data" and not is_harmless(url):
        report.leave(what, _NOT_LOADED, detail=f"{scheme_of(url)}:")


def _formula(element: Element, report: TextReport) -> None:
    latex = element.value.strip()
    if element.is_block:
        latex = displayed(latex, no_wrap=False)
    try:
        to_mathml(latex, display=element.is_block)
    except FormulaError as error:
        what = element.source.strip() or element.value.strip()
        report.leave(what, _NOT_DRAWN, detail=str(error))


def _has_line_numbers(site: Mapping[str, Any]) -> bool:
    """Return whether Rouge numbers the lines of blocks of code.

    https://kramdown.gettalong.org/syntax_highlighter/rouge.html
    """
    said = site.get("kramdown")
    options = said.get("syntax_highlighter_opts") if isinstance(said, Mapping) else None
    if not isinstance(options, Mapping):
        return False
    block = options.get("block")
    own = block.get("line_numbers") if isinstance(block, Mapping) else None
    return bool(options.get("line_numbers") if own is None else own)
