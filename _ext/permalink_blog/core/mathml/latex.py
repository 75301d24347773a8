"""The text of a formula as Sphinx reads it, as one piece of LaTeX. Pure rules."""

from __future__ import annotations

import re

ENVIRONMENT = re.compile(r"\\(?P<side>begin|end)\s*\{(?P<name>[^{}]*)\}")
_TAG = re.compile(r"\\tag(?![a-zA-Z])")
# An escape, which may be of a percent sign; a line that is a comment; a comment's rest.
_COMMENT = re.compile(r"(\\.)|^[ \t]*%[^\n]*\n|%[^\n]*", re.DOTALL | re.MULTILINE)
_LINE_BREAK = "\\\\"
_DELIMITERS = (("$$", "$$"), (r"\[", r"\]"), (r"\(", r"\)"), ("$", "$"))


def displayed(text: str, *, no_wrap: bool = False) -> str:
    r"""Return the LaTeX of a displayed formula, as ``sphinx.ext.mathjax`` reads it.

    :param text: what the author wrote; blank lines separate equations, and an equation
        with line breaks (``\\``) is split at them
    :param no_wrap: the author has written the environment as well
    :returns: LaTeX of math mode
    """
    text = _COMMENT.sub(lambda found: found[1] or "", text)
    if no_wrap:
        return _without_delimiters(text.strip())
    equations = [part.strip() for part in text.split("\n\n") if part.strip()]
    if len(equations) > 1:
        return _aligned([_split(equation) for equation in equations])
    return "".join(_split(equation) for equation in equations)


def is_tagged(latex: str) -> bool:
    r"""Return whether the author has numbered an equation with ``\tag``.

    :param latex: of the equation
    """
    return _TAG.search(latex) is not None


def outside_environments(latex: str) -> str:
    r"""Return the parts of a formula that are outside ``\begin`` … ``\end``.

    :param latex: of the formula
    """
    outside, depth, last = [], 0, 0
    for found in ENVIRONMENT.finditer(latex):
        if depth == 0:
            outside.append(latex[last : found.start()])
        depth = depth + 1 if found["side"] == "begin" else max(0, depth - 1)
        last = found.end()
    if depth == 0:
        outside.append(latex[last:])
    return "".join(outside)


def _split(equation: str) -> str:
    # Line breaks within an environment of the author's own are that environment's.
    broken = _LINE_BREAK in outside_environments(equation)
    return _aligned([equation]) if broken else equation


def _aligned(rows: list[str]) -> str:
    # Only an environment that numbers its rows can have another number instead.
    name = "align*" if any(map(is_tagged, rows)) else "aligned"
    inside = _LINE_BREAK.join(rows)
    return rf"\begin{{{name}}}{inside}\end{{{name}}}"


def _without_delimiters(text: str) -> str:
    for start, end in _DELIMITERS:
        if (
            text.startswith(start)
            and text.endswith(end)
            and len(text) >= len(start) + len(end)
        ):
            return text[len(start) : -len(end)]
    return text
