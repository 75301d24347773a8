"""LaTeX in contributors' documents, which would run as a program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from permalink_blog.core.priorities import Writing
from permalink_blog.core.untrusted.tex import macro_definition, unsafe_command
from permalink_blog.safe_reading.checking import FIX
from permalink_blog.safe_reading.report import line_of, shorten, warn
from permalink_blog.safe_reading.trust import untrusted_nodes

if TYPE_CHECKING:
    from collections.abc import Callable

    from permalink_blog.safe_reading.checking import Check


_COLUMNS = re.compile(
    r"(?:[lcrpmbXJLCRTYN|\s{}*\d.,:@!<>=()-]"
    r"|\\(?:linewidth|textwidth|columnwidth|hsize|X|Y|dimexpr|raggedright|centering"
    r"|arraybackslash|hline|quad|hspace)(?![a-zA-Z])"
    r"|(?:cm|mm|em|ex|in|pt)(?![a-zA-Z]))*"
)
_NOT_IN_LABELS = re.compile(r"[\\{}%#~^]")  # Sphinx writes labels as they are


def check_formula(check: Check, formula: nodes.Element) -> None:
    """Show a formula as text that names a file or a program."""
    text = formula.astext()
    if command := unsafe_command(text):
        check.warn(
            f"formula: {command} is for no formula, it is shown as text", formula
        )
        _show(formula, text)
        return
    label = str(formula.get("label") or "")
    if _NOT_IN_LABELS.search(label):
        check.warn(f"label {shorten(label)!r} of a formula is left out", formula)
        formula["label"] = None
        formula["number"] = None


def check_reference(check: Check, reference: nodes.Element) -> None:
    """Show a reference to a formula as text whose label LaTeX would run."""
    label = str(reference.get("reftarget", ""))
    if reference.get("reftype") == "eq" and _NOT_IN_LABELS.search(label):
        check.warn(f"label {shorten(label)!r} of a formula is left out", reference)
        reference.parent.replace(reference, nodes.literal(label, label))


def check_columns(check: Check, columns: nodes.Element) -> None:
    """Leave out columns of a table that are more than letters and lengths."""
    spec = str(columns.get("spec", ""))
    if not _COLUMNS.fullmatch(spec):
        check.warn(f"tabularcolumns {shorten(spec)!r} is left out", columns)
        columns.parent.remove(columns)


def check_other(check: Check, node: nodes.Element) -> None:
    """Leave out a node of an extension whose attributes have a command of TeX.

    Its writer may not escape them: sphinxcontrib-youtube does not.
    """
    for name, value in node.attributes.items():
        if not isinstance(value, str) or name in node.basic_attributes:
            continue
        if "\\" in value or "^^" in value:
            command = unsafe_command(value)
            if command:
                check.warn(f"{node.tagname}: {name}: {command} is left out", node)
                node.parent.remove(node)
                return


def _show(formula: nodes.Element, text: str) -> None:
    is_block = isinstance(formula, nodes.math_block)
    make: Callable[..., Any] = nodes.literal_block if is_block else nodes.literal
    formula.parent.replace(formula, make(text, text))


class RefuseMacros(SphinxPostTransform):
    """Show formulas as text that define macros, where TeX itself would run them.

    A macro that calls itself never ends. MathJax and math-core count them.
    """

    default_priority = Writing.BEFORE_REFERENCES

    def is_supported(self) -> bool:
        """Return whether formulas become TeX."""
        # Sphinx 8.2 has the builder itself, and 9 deprecates it here.
        builder: Any = getattr(self.env, "_builder_cls", None) or self.app.builder
        is_image = (
            "sphinx.ext.imgmath" in self.config.extensions
            and self.config.html_math_renderer in {None, "imgmath"}
        )
        return builder.format == "latex" or (builder.format == "html" and is_image)

    def run(self, **_kwargs: Any) -> None:
        """Replace the formulas of a document."""
        document, docname = self.document, self.env.docname
        formulas: list[tuple[nodes.Element, str]] = [
            *untrusted_nodes(self.config, document, docname, nodes.math),
            *untrusted_nodes(self.config, document, docname, nodes.math_block),
        ]
        for formula, name in formulas:
            text = formula.astext()
            if command := macro_definition(text):
                message = f"formula: {command}: macros are for conf.py; shown as text"
                warn("untrusted", f"{message}. {FIX}", (name, line_of(formula)))
                _show(formula, text)
