"""Formulas that stop the program that reads them, or that name files or programs.

A formula is LaTeX, and LaTeX is a program: where one is given to TeX
(``make latexpdf``, ``sphinx.ext.imgmath``) it may read files, and where one is given to
MathJax it may make links and classes.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"(?P<opens>\\(?:left|begin)(?![a-zA-Z])|\{)"
    r"|(?P<closes>\\(?:right|end)(?![a-zA-Z])|\})"
    r"|(?P<cell>\\\\|&)"
    r"|\\(?P<command>[a-zA-Z]+|.)"
    r"|(?P<sign>[_^(\[<|])",
    re.DOTALL,
)

_ENVIRONMENT = re.compile(r"\\(?:begin|end)(?![a-zA-Z])\s*(?:\{([a-zA-Z]+\*?)\})?")
_DEFINES = re.compile(
    r"\\(?:[gex]?def|(?:re)?newcommand|providecommand|DeclareRobustCommand|newenvironment"
    r"|renewenvironment|(?:New|Renew|Provide|Declare)(?:Expandable)?DocumentCommand"
    r"|(?:New|Renew|Provide|Declare)DocumentEnvironment|newtheorem|newif|newcounter"
    r"|newsavebox|newtoks|DeclareMathOperator|DeclarePairedDelimiter\w*)(?![a-zA-Z])"
)

_UNSAFE = frozenset(
    # TeX and LaTeX: files, programs, and what makes commands of characters
    {"input", "include", "includeonly", "InputIfFileExists", "IfFileExists"}
    | {"openin", "openout", "read", "readline", "write", "immediate", "closein"}
    | {"special", "catcode", "csname", "scantokens", "everyjob", "everymath"}
    | {"usepackage", "RequirePackage", "LoadClass", "documentclass", "makeatletter"}
    | {"includegraphics", "includepdf", "lstinputlisting", "verbatiminput", "verbatim"}
    | {"inputminted", "import", "subimport", "CatchFileDef", "pdffilemoddate"}
    | {"pdffiledump", "filedump", "filemoddate", "pdfmdfivesum", "mdfivesum"}
    | {"directlua", "latelua", "luaexec", "luadirect", "ShellEscape", "pdfobj"}
    | {"XeTeXpicfile", "XeTeXpdffile", "bibliography", "addbibresource", "font"}
    | {"loop", "repeat", "ExplSyntaxOn", "file_input", "sys_shell_now", "jobname"}
    | {"let", "futurelet", "uppercase", "lowercase", "expandafter", "obeylines"}
    | {"UseName", "ExpandArgs", "NewCommandCopy", "DeclareCommandCopy", "dump"}
    | {"filecontents", "VerbatimInput", "verbfile", "pgfimage", "epsfbox", "psfig"}
    | {"shipout", "output", "batchmode", "scrollmode", "tracingall", "write18"}
    | {"document", "comment", "endinput", "stop", "bye", "endlocalcontrol", "endgroup"}
    | {"noexpand", "afterassignment", "aftergroup", "everypar", "everyhbox"}
    # MathJax: links, attributes and extensions
    | {"href", "url", "require", "class", "style", "cssId", "data", "bbox", "unicode"}
    | {"html", "texttip", "mathtip", "toggle", "begingroup", "Newextarrow"}
)
"""Commands that no formula needs."""


def unsafe_command(latex: str) -> str | None:
    """Return the first command of a formula that names a file, a program or a link.

    :param latex: the formula
    :returns: the command, with its backslash; ``^^`` for characters written as numbers,
        of which any command may be made; ``None`` if there is none
    """
    if "^^" in latex:
        return "^^"
    # \begin{input} calls \input, and \begin\x whatever \x is.
    for found in _ENVIRONMENT.finditer(latex):
        name = found[1]
        if name is None or name.rstrip("*") in _UNSAFE:
            return found[0].strip() if name else f"{found[0].strip()} without a name"
    for found in _TOKEN.finditer(latex):
        command = found["command"]
        if command in _UNSAFE or (command or "").startswith("html"):
            return f"\\{command}"
    return None


def macro_definition(latex: str) -> str | None:
    """Return the first command of a formula that defines another, or ``None``.

    :param latex: of the formula
    """
    found = _DEFINES.search(latex)
    return found[0] if found else None


def nesting(latex: str) -> int:
    r"""Return how many groups and commands of a formula may be within each other.

    A command takes the rest of its group, as ``\displaystyle`` does, or what follows,
    as ``\sqrt`` does: so all commands count that stand in the same cell of the same
    group, and with them all brackets and scripts.

    :param latex: the formula
    :returns: the largest number at any place
    """
    groups, tables = [0], [False]
    depth = deepest = 0
    for found in _TOKEN.finditer(latex):
        match found.lastgroup:
            case "opens":
                groups.append(0)
                tables.append(found[0] == "\\begin")
                depth += 1
            case "closes":
                if len(groups) > 1:  # math-core refuses one that closes nothing
                    depth -= groups.pop() + 1
                    tables.pop()
            case "cell" if tables[-1]:
                depth -= groups[-1]
                groups[-1] = 0
            case _:
                groups[-1] += 1
                depth += 1
        deepest = max(deepest, depth)
    return deepest
