"""The HTML of formulas: that of ``sphinx.ext.mathjax``, but with MathML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from permalink_blog.core.fragments import is_page
from permalink_blog.core.mathml.conversion import FormulaError, to_mathml
from permalink_blog.core.mathml.latex import displayed
from permalink_blog.formulas.macros import macros_of

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator


NAME = "mathml"
"""Of the renderer, for ``html_math_renderer``."""

_CLASSES = "math notranslate nohighlight"
_logger = logging.getLogger(__name__)


def visit_inline(translator: HTML5Translator, node: nodes.math) -> None:
    """Write a formula in a line of text."""
    translator.body += [
        translator.starttag(node, "span", "", CLASS=_CLASSES),
        _formula(translator, node, node.astext().strip(), display=False),
        "</span>",
    ]
    raise nodes.SkipNode


def visit_block(translator: HTML5Translator, node: nodes.math_block) -> None:
    """Write a displayed formula, with its number and the link to it."""
    translator.body.append(translator.starttag(node, "div", CLASS=_CLASSES))
    if node.get("number"):
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})')
        translator.add_permalink_ref(node, _("Link to this equation"))
        translator.body.append("</span>")
    # "nowrap" until Sphinx 8.2, and in MyST-Parser
    no_wrap = bool(node.get("no-wrap", node.get("nowrap", False)))
    latex = displayed(node.astext(), no_wrap=no_wrap)
    translator.body += [
        '<div class="formula">',
        _formula(translator, node, latex, display=True),
        "</div></div>\n",
    ]
    raise nodes.SkipNode


def _formula(
    translator: HTML5Translator,
    node: nodes.math | nodes.math_block,
    latex: str,
    *,
    display: bool,
) -> str:
    try:
        return to_mathml(
            latex,
            display=display,
            macros=macros_of(translator.config),
            # Pages of a book are XML.
            namespace=translator.builder.name == "epub",
        )
    except FormulaError as error:
        _warn(translator, node, str(error))
        tag = "pre" if display else "code"
        return f"<{tag}>{escape(node.astext().strip(), quote=False)}</{tag}>"


def _warn(
    translator: HTML5Translator, node: nodes.math | nodes.math_block, problem: str
) -> None:
    source = str(translator.document.get("source") or "")
    if not is_page(translator.document) or source.startswith("<"):
        return  # an excerpt or a title, shown elsewhere too: its page has told
    _logger.warning(
        "No MathML for this formula, its LaTeX is shown: %s. The formula: %s. "
        "Write it with other commands, define what is missing in "
        'mathml_formulas_macros, or set html_math_renderer = "mathjax".',
        problem,
        " ".join(node.astext().split()),
        location=_place(node),
        type="mathml_formulas",
        subtype="latex",
    )


def _place(node: nodes.Element) -> nodes.Element:
    """Return the node, or the nearest ancestor whose line is known."""
    place: nodes.Element | None = node
    while place is not None and place.line is None:
        place = place.parent
    return node if place is None else place
