r"""Rewriting of LaTeX that math-core does not support. Pure rules.

It reads most of LaTeX and of amsmath. What it has under another name gets that name
here, and its own numbers are switched off: Sphinx numbers equations.
"""

from __future__ import annotations

import re

from permalink_blog.core.mathml.latex import (
    ENVIRONMENT,
    is_tagged,
    outside_environments,
)

MACROS = {
    "bbm": r"\mathbb{#1}",
    "dotsb": r"\cdots",
    "dotsc": r"\ldots",
    "dotsi": r"\cdots",
    "dotsm": r"\cdots",
    "dotso": r"\ldots",
    "hbox": r"\text{#1}",
    "mathbbm": r"\mathbb{#1}",
    "mathds": r"\mathbb{#1}",
    "mbox": r"\text{#1}",
    "nicefrac": "{#1/#2}",
    "pmb": r"\boldsymbol{#1}",
    "sfrac": "{#1/#2}",
    "smallsetminus": r"\setminus",
    "substack": r"\begin{subarray}{c}#1\end{subarray}",
    "textnormal": r"\text{#1}",
}
"""Commands that math-core lacks, by those that it has."""

# Environment -> (with a number of the author's, without one).
_ENVIRONMENTS = {
    "align": ("align*", "aligned"),
    "alignat": ("align*", "aligned"),
    "alignedat": ("aligned", "aligned"),
    "displaymath": ("equation*", ""),
    "equation": ("equation*", ""),
    "flalign": ("align*", "aligned"),
    "gather": ("gather*", "gathered"),
    "math": ("", ""),
    "multline": ("multline*", "multline*"),
    "smallmatrix": ("matrix", "matrix"),
    "split": ("aligned", "aligned"),
}
_COLUMNS = re.compile(r"(\\begin\s*\{align(?:ed)?at\*?\})\s*\{[^{}]*\}")
_EQNARRAY = re.compile(r"\\(begin|end)\s*\{eqnarray\*?\}")
# Where the environment stands in its line, and how far rows are apart.
_PLACE = re.compile(
    r"(\\begin\s*\{(?:array|(?:align|gather)ed(?:at)?|split)\})\s*\[[bct]\]"
)
_DISTANCE = re.compile(r"(\\\\)\*?\s*\[\s*-?[\d.]+\s*[a-z]{2}\s*\]")
_LABEL = re.compile(r"\\label\s*\{[^{}]*\}")
_ANGLE = re.compile(r"(\\(?:left|middle|right|[bB]igg?[lmr]?))\s*([<>])")
_OPERATOR = re.compile(
    r"\\DeclareMathOperator(\*?)\s*\{?\s*(\\[a-zA-Z]+)\s*\}?\s*\{([^{}]*)\}"
)
_MARK = re.compile(r"\\.|[{}$]", re.DOTALL)
_TEXT = re.compile(r"\\(?:text(?:rm|it|bf|normal)?|[mh]box)\s*(?=\{)")


def adapt(latex: str, *, display: bool) -> str:
    """Write LaTeX of math mode in words that math-core knows.

    :param display: whether the formula stands alone; only such a one can have a number
    """
    latex = _LABEL.sub("", latex)
    latex = _OPERATOR.sub(r"\\newcommand{\2}{\\operatorname\1{\3}}", latex)
    latex = _PLACE.sub(r"\1", _DISTANCE.sub(r"\1", latex))
    latex = _ANGLE.sub(_angle, latex)
    latex = _math_out_of_text(latex)
    tagged = display and is_tagged(latex)
    latex = _COLUMNS.sub(r"\1", latex)
    latex = _EQNARRAY.sub(_array, latex)
    latex = ENVIRONMENT.sub(lambda found: _renamed(found, tagged=tagged), latex)
    if tagged and is_tagged(outside_environments(latex)):
        return rf"\begin{{equation*}}{latex}\end{{equation*}}"
    return latex


def _renamed(found: re.Match[str], *, tagged: bool) -> str:
    names = _ENVIRONMENTS.get(found["name"].removesuffix("*"))
    if names is None:
        return found[0]
    name = names[0] if tagged else names[1]
    return rf"\{found['side']}{{{name}}}" if name else " "


def _array(found: re.Match[str]) -> str:
    return r"\begin{array}{rcl}" if found[1] == "begin" else r"\end{array}"


def _angle(found: re.Match[str]) -> str:
    return found[1] + (r"\langle " if found[2] == "<" else r"\rangle ")


def _math_out_of_text(latex: str) -> str:
    r"""Turn ``\text{if $x$ is}`` into ``{\text{if }{x}\text{ is}}``."""
    written, last = [], 0
    for found in _TEXT.finditer(latex):
        if found.start() < last:  # within text that is done
            continue
        parts, end = _parts_of_text(latex, found.end() + 1)
        if len(parts) % 2 == 0 or len(parts) == 1:
            continue  # no math, or a dollar without its other
        command = found[0].rstrip()
        pieces = [
            f"{{{_math_out_of_text(part)}}}" if number % 2 else f"{command}{{{part}}}"
            for number, part in enumerate(parts)
            if part
        ]
        written += [latex[last : found.start()], "{", *pieces, "}"]
        last = end
    return "".join(written) + latex[last:]


def _parts_of_text(latex: str, start: int) -> tuple[list[str], int]:
    """Split what a group has at its dollars, but not at those of groups in it.

    :param start: the place behind the brace that opens it
    :returns: text and math by turns, and the place behind the brace that closes it
    """
    parts, depth, last = [], 1, start
    for found in _MARK.finditer(latex, start):
        mark = found[0]
        depth += (mark == "{") - (mark == "}")
        if depth == 0 or (depth == 1 and mark == "$"):
            parts.append(latex[last : found.start()])
            last = found.end()
        if depth == 0:
            return parts, last
    return [], len(latex)
