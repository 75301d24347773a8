"""Code as MyST and Pygments want it, from what Rouge understood."""

from __future__ import annotations

import re
from functools import lru_cache

from pygments.filters import ErrorToken  # type: ignore[import-untyped]
from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]
from pygments.util import ClassNotFound  # type: ignore[import-untyped]
from sphinx.highlighting import lexer_classes

from permalink_import.markup.directives import directive, fence

_PLAIN = "text"
_OF_ROUGE = {
    "plaintext": _PLAIN,
    "plain": _PLAIN,
    "txt": _PLAIN,
    "nohighlight": _PLAIN,
    "none": _PLAIN,
    "shell-session": "console",
    "shell_session": "console",
    "terminal": "console",
    "conf": _PLAIN,
    "jsonc": "json5",
    "vb": "vbnet",
    "objective_c": "objective-c",
    "objective_cpp": "objective-c++",
    "viml": "vim",
    "gradle": "groovy",
    "hcl": "terraform",
    "html+erb": "rhtml",
    "erb": "erb",
    "csharp": "csharp",
    "liquid": "liquid",
    "mathematica": "mathematica",
}
"""Names that Rouge has for languages, and Pygments has not."""


def code_block(
    code: str,
    language: str = "",
    *,
    linenos: bool = False,
    emphasize: str = "",
    caption: str = "",
) -> str:
    """Write code so that Sphinx has no complaint of it.

    :param code: lines
    :param language: as its author named it; one that Pygments does not know is kept as
        a class
    :param emphasize: numbers of lines, such as "1,3-5"
    :return: lines, without the end of the last one
    """
    name = language.strip().lower()
    known = lexer_name(name) if name else ""
    kept = ""
    if known is None:
        kept, known = f"language-{_class(name)}", _PLAIN
    options: dict[str, str | None] = {}
    if linenos:
        options["linenos"] = None
    if emphasize:
        options["emphasize-lines"] = emphasize
    if caption:
        options["caption"] = caption
    if known and not is_lexed(code, known):
        options["force"] = None
    if not options:
        return (f"{{.{kept}}}\n" if kept else "") + fence(code, known)
    if kept:
        options["class"] = kept
    return directive("code-block", known, options=options, body=code.rstrip("\n"))


@lru_cache(maxsize=256)
def lexer_name(language: str) -> str | None:
    """Return the name of a lexer of Pygments, or ``None`` if there is none.

    :param language: as Rouge has it, or an alias of Pygments, in lower case
    """
    for name in (language, _OF_ROUGE.get(language, "")):
        if name in lexer_classes:
            return name
        try:
            get_lexer_by_name(name)
        except ClassNotFound:
            continue
        return name
    return None


@lru_cache(maxsize=4096)
def is_lexed(code: str, name: str) -> bool:
    """Return whether a lexer accepts the code; Sphinx warns otherwise.

    :param code: the whole block, without its fence
    :param name: of a lexer, as :func:`lexer_name` returns it
    """
    if name in {_PLAIN, "none"}:
        return True
    lexer = lexer_classes[name]() if name in lexer_classes else get_lexer_by_name(name)
    lexer.add_filter("raiseonerror")
    try:
        for _ in lexer.get_tokens(code):
            pass
    except ErrorToken:
        return False
    return True


def _class(name: str) -> str:
    return "".join(char if char.isalnum() else "-" for char in name)


_OPTION = re.compile(
    r"(?P<key>[\w.-]+)\s*[=:]\s*(?P<value>\[[^\]]*\]|\"[^\"]*\"|'[^']*'|[^,=\]]+?)"
    r"(?=\s*,?\s*[\w.-]+\s*[=:]|\s*,?\s*\Z)"
)


def parse_options(text: str) -> dict[str, str]:
    """Read options: ``linenos=table,hl_lines=[2,"4-5"]``; keys in lower case.

    :param text: behind the language of a fence or tag; later values of a key count
    """
    found = _OPTION.finditer(text)
    return {match["key"].lower(): match["value"].strip("\"'") for match in found}
