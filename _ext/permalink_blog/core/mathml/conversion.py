"""Conversion from LaTeX to MathML; the only module that imports math-core."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape

from permalink_blog.core.extras import how_to_install
from permalink_blog.core.mathml.dialect import MACROS, adapt
from permalink_blog.core.untrusted import limits
from permalink_blog.core.untrusted.tex import nesting

try:
    from math_core import LatexError, LatexToMathML
except ModuleNotFoundError as error:
    msg = f"it needs the package math-core: {how_to_install('math_core')}"
    raise ImportError(msg) from error

Macros = tuple[tuple[str, str], ...]
"""Commands of the site's own: name and LaTeX, with ``#1`` for the first argument."""

# "macro3:14: What is wrong", "14: What is wrong"
_MACRO = re.compile(r"macro(\d+):")
_PLACE = re.compile(r"^(?:macro\d+:)?\d+:")
# XML knows five names, and lxml's HTML those of HTML 4.
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[a-zA-Z][a-zA-Z0-9]*;")
# Chromium puts the combining arrow of most fonts beside the letter.
_VECTOR = '<mo stretchy="false">\N{COMBINING RIGHT ARROW ABOVE}</mo>'
_ARROW = '<mo stretchy="false" scriptlevel="+1">\N{RIGHTWARDS ARROW}</mo>'
_REFERENCE = re.compile(r"\\(?:eq|auto|c)?ref(?![a-zA-Z])")

# math-core 0.9 looks for the other of each, and takes twice as long with each more.
_MOST_UNCLOSED = 12
_BRACKET = re.compile(
    r"(?P<opens>[(\[\u27e8\u230a\u2308]|\\\{|\\(?:l(?:angle|floor|ceil|[vV]ert|brac[ek]"
    r"|group|moustache|paren|lbracket)|[ul]lcorner)(?![a-zA-Z]))"
    r"|[)\]\u27e9\u230b\u2309]|\\\}|\\(?:r(?:angle|floor|ceil|[vV]ert|brac[ek]"
    r"|group|moustache|paren|rbracket)|[ul]rcorner)(?![a-zA-Z])"
)


class FormulaError(ValueError):
    """A formula that cannot be converted; the message says why."""


class MacroError(ValueError):
    """A macro that cannot be read; the message says why.

    :ivar name: of the macro
    """

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


@lru_cache(maxsize=8)
def converter(macros: Macros, *, namespace: bool) -> LatexToMathML:
    """Return a converter from LaTeX to MathML.

    :param macros: LaTeX definitions by name, over those of this package
    :param namespace: whether ``<math>`` declares its namespace, which XML requires
    :raises MacroError: for the first invalid macro
    """
    known = dict(macros) | {k: v for k, v in MACROS.items() if k not in dict(macros)}
    try:
        return LatexToMathML(
            macros=known,
            xml_namespace=namespace,
            allow_unreliable_rendering=True,  # \widetilde may be narrow, but is there
            fancy_error=False,
        )
    except LatexError as error:
        index, problem = _problem(error)
        raise MacroError(list(known)[index or 0], problem) from None


@lru_cache(maxsize=4096)
def to_mathml(
    latex: str, *, display: bool, macros: Macros = (), namespace: bool = False
) -> str:
    """Convert a formula; the same formula is converted once.

    :param latex: LaTeX of math mode
    :param display: whether it stands alone, not in a line of text
    :param namespace: whether ``<math>`` names its namespace, as XML needs it
    :returns: MathML Core, as HTML and as XML, with the LaTeX as ``alttext``
    :raises FormulaError: if it cannot be converted
    """
    if len(latex) > limits.FORMULA_LENGTH:
        raise FormulaError(f"it has more than {limits.FORMULA_LENGTH:,} characters")
    if nesting(latex) > limits.FORMULA_NESTING:
        count = limits.FORMULA_NESTING
        raise FormulaError(f"more than {count} commands and groups are in each other")
    if _REFERENCE.search(latex):
        raise FormulaError("a reference within a formula leads nowhere")
    if _unclosed(latex) > _MOST_UNCLOSED:
        raise FormulaError("too many brackets are opened that nothing closes")
    try:
        written = converter(macros, namespace=namespace).convert_with_local_state(
            adapt(latex, display=display), displaystyle=display
        )
    except LatexError as error:
        raise FormulaError(_problem(error)[1]) from None
    written = _NAMED.sub(lambda name: unescape(name[0]), written)
    written = written.replace(_VECTOR, _ARROW)
    return written.replace("<math", f'<math alttext="{escape(latex)}"', 1)


def _unclosed(latex: str) -> int:
    """Count the brackets that are open at the end of a formula, of whatever kind."""
    depth = 0
    for found in _BRACKET.finditer(latex):
        depth = depth + 1 if found["opens"] else max(depth - 1, 0)
    return depth


def _problem(error: LatexError) -> tuple[int | None, str]:
    # Its place is one of the adapted formula, which nobody has written.
    text = str(error)
    macro = _MACRO.match(text)
    problem = _PLACE.sub("", text).strip().removesuffix(".")
    return int(macro[1]) if macro else None, problem
