"""Backslashes that readers see, and that Sphinx would take for escapes.

``smartquotes`` reads one more backslash before some characters, and drops it
(``docutils.utils.smartquotes.processEscapes``). A comment between the two keeps both,
since Sphinx looks at no text across it.
"""

from __future__ import annotations

import re

from permalink_import.markup.regions import replace_in_prose

_VISIBLE = r"\\\\|&(?:#0*92|#[xX]0*5[cC]|bsol);"
_ESCAPED = (
    r"""\\?[\\"'.`-]|&(?:#0*(?:34|39|45|46|92|96)|quot|apos|bsol|grave|hyphen);"""
)
# Headings, definitions, targets, HTML and formulas before what is looked for.
_BACKSLASH = re.compile(
    r"^[ \t>]*\#{1,6}[ \t][^\n]*|^[ ]{0,3}\[[^\]\n]+\]:[^\n]*|\]\([^()\n]*\)"
    r"|<[a-zA-Z/!][^<>]*>|\\begin\{(?P<name>\w+\*?)\}.*?\\end\{(?P=name)\}"
    r"|(?<!\\)\$\$[^$]+\$\$|(?<![\\$])\$[^$\n]+\$"
    rf"|(?P<backslash>{_VISIBLE})(?={_ESCAPED})|\\.",
    re.MULTILINE | re.DOTALL,
)
_BREAKER = "<!-- -->"


def keep_backslashes(text: str) -> str:
    """Write comments behind backslashes that Sphinx would drop.

    :param text: MyST
    """
    if "\\" not in text and "&" not in text:
        return text
    return replace_in_prose(
        text,
        _BACKSLASH,
        lambda match: match[0] + (_BREAKER if match["backslash"] else ""),
    )
