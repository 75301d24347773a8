"""Parsers of markdown-it made faster: the same tokens in half the time.

An import reads each text several times, until MyST reads it as Jekyll does. markdown-it
tries all rules of blocks on each line, of which most begin with a character that the
line has not, and parses each line of text again. :func:`make_faster` changes both, with
the attributes that a parser has for its rules. Rules that are not known here are tried
on all lines.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.ruler import Ruler

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token


_BEGINNINGS: Mapping[str, str] = {
    "amsmath": "\\",
    "attr": "{",
    "blockquote": ">",
    "colon_fence": ":",
    "fence": "`~",
    "footnote_def": "[",
    "heading": "#",
    "hr": "*-_",
    "html_block": "<",
    "list": "*-+0123456789",
    "math_block": "$",
    "myst_block_break": "+",
    "myst_line_comment": "%",
    "myst_target": "(",
    "reference": "[",
}
"""Characters with which a rule's blocks begin, behind the indentation."""
_ENDINGS: Mapping[str, str] = {**_BEGINNINGS, "deflist": ":~"}
"""The same of rules that end the block before."""
_MOST_LINES = 4096


def make_faster(parser: MarkdownIt) -> MarkdownIt:
    """Make a parser faster, and return it.

    :param parser: its rules are what they shall be
    """
    parser.block.ruler = _ByCharacter(parser.block.ruler)
    lines = _Lines()
    parser.core.ruler.at("inline", lines.parse)
    parser.core.ruler.after("text_join", "remember", lines.remember)
    return parser


class _ByCharacter(Ruler[RuleFuncBlockType]):
    """Rules of blocks; those are tried that a line's first character may begin.

    :param ruler: has the rules, with their names
    """

    def __init__(self, ruler: Ruler[RuleFuncBlockType]) -> None:
        super().__init__()
        self._ruler = ruler
        active = zip(ruler.get_active_rules(), ruler.getRules(""), strict=True)
        self._names = {rule: name for name, rule in active}
        self._chains: dict[str, list[RuleFuncBlockType]] = {}

    def getRules(self, chainName: str = "") -> list[RuleFuncBlockType]:  # noqa: N802, N803 - markdown-it names it
        """Return a rule that stands for all of a chain.

        :param chainName: of markdown-it: "" for the rules of all blocks, or a block
            that others may end, such as "paragraph"
        """
        if chainName not in self._chains:
            self._chains[chainName] = [self._chain(chainName)]
        return self._chains[chainName]

    def get_active_rules(self) -> list[str]:
        """Return the names of the rules: of some, others ask whether they are there."""
        return self._ruler.get_active_rules()

    def _chain(self, name: str) -> RuleFuncBlockType:
        rules = self._ruler.getRules(name)
        known = _ENDINGS if name else _BEGINNINGS

        @lru_cache(maxsize=1024)
        def of(char: str) -> Sequence[RuleFuncBlockType]:
            if not char or char.isspace():
                return rules  # some rules strip what is no indentation to markdown-it
            beginnings = (known.get(self._names[rule], char) for rule in rules)
            pairs = zip(rules, beginnings, strict=True)
            return [rule for rule, beginning in pairs if char in beginning]

        def run(state: StateBlock, line: int, end: int, silent: bool) -> bool:
            start = state.bMarks[line] + state.tShift[line]
            for rule in of(state.src[start : start + 1]):
                if rule(state, line, end, silent):
                    return True
            return False

        return run


class _Lines:
    """Lines of text, with their tokens.

    Two that are the same are parsed once. Links may depend on definitions, and
    footnotes on those before them: these are parsed again.
    """

    def __init__(self) -> None:
        self._known: dict[object, list[Token]] = {}

    def parse(self, state: StateCore) -> None:
        """Parse all lines (a rule in the place of markdown-it's ``inline``)."""
        for token in state.tokens:
            if token.type != "inline":
                continue
            key = _key(token.content, state.env)
            known = self._known.get(key) if key else None
            if known is not None:
                token.children = known
                continue
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)

    def remember(self, state: StateCore) -> None:
        """Remember the tokens of all lines (a rule behind those that change them)."""
        if len(self._known) > _MOST_LINES:
            self._known.clear()
        for token in state.tokens:
            if token.type == "inline" and (key := _key(token.content, state.env)):
                self._known[key] = token.children or []


def _key(text: str, env: Mapping[str, Any]) -> object:
    """Return what the tokens of a line depend on; ``None`` if there is more to it."""
    if "[" not in text:
        return text
    return None if env.get("references") or "^" in text else ("[", text)
