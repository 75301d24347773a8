"""The parsers that were made faster: they parse as they did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from permalink_import.markup.shown.myst import EXTENSIONS, myst_parser
from permalink_import.markup.speed import _BEGINNINGS, make_faster
from site_tools.kramdown_texts import DOCUMENTS

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


def slow_parser() -> MarkdownIt:
    config = MdParserConfig(enable_extensions=set(EXTENSIONS))
    parser = create_md_parser(config, RendererHTML)
    return parser.disable(["front_matter", "wordcount"], ignoreInvalid=True)


SLOW = slow_parser()
BLOCKS = {
    "amsmath": "\\begin{equation}\na\n\\end{equation}",
    "attr": "{#name .class}",
    "blockquote": "> a",
    "colon_fence": ":::{note}\na\n:::",
    "fence": "```py\na\n```",
    "footnote_def": "[^a]: a",
    "heading": "## a",
    "hr": "* * *",
    "html_block": "<div>\na\n</div>",
    "list": "12) a\n- b",
    "math_block": "$$\na\n$$",
    "myst_block_break": "+++",
    "myst_line_comment": "% a",
    "myst_target": "(a)=",
    "reference": "[a]: /b",
}
"""A block of each rule that is tried on some lines alone."""
OTHERS = (
    *("~~~\na\n~~~", "- - -", "a\n: b", "a\n~ b", "a\n===", "    a", "\t> a"),
    *("| a |\n|---|\n| b |", "a [b] [a][] [^a]", "*a* `b` <i>c</i>\\\n[d](/e)"),
    *("\x0b(a)=", "\u3000(a)=", "\ufeff> a", "{#i}\n- [ ] a"),
)


def described(tokens: list[Token]) -> list[dict[str, object]]:
    return [token.as_dict() for token in tokens]


def defined(env: dict[str, Any]) -> tuple[object, object]:
    return env.get("references"), env.get("footnotes", {}).get("refs", {})


def same(text: str, *, times: int = 1) -> None:
    expected: dict[str, Any] = {}
    tokens = described(SLOW.parse(text, expected))
    for _ in range(times):
        env: dict[str, Any] = {}
        assert described(myst_parser().parse(text, env)) == tokens
        assert defined(env) == defined(expected)


@pytest.mark.parametrize("between", ["\n", "\n> ", "\n\n  "])
@pytest.mark.parametrize("block", [*BLOCKS.values(), *OTHERS])
def test_each_block_beside_others(block: str, between: str) -> None:
    same(block, times=2)  # the second time, its lines are known
    for other in (*BLOCKS.values(), *OTHERS):
        same(f"text\n{block}{between}{other}\n\n[a]: /c\n")


@settings(max_examples=30)
@given(st.lists(DOCUMENTS, min_size=1, max_size=3).map("".join))
def test_any_text(text: str) -> None:
    same(text, times=2)


def test_each_rule_that_is_known_is_there() -> None:
    rules = SLOW.block.ruler.get_active_rules()
    assert _BEGINNINGS.keys() == BLOCKS.keys()
    assert _BEGINNINGS.keys() <= {*rules}


def test_a_line_depends_on_the_definitions_of_its_own_text() -> None:
    for text in ("[a]\n\n[a]: /b\n", "[a]\n", "[a]\n\n[a]: /c\n"):
        same(text)


def test_other_rules_are_tried_on_all_lines() -> None:
    def rule(state: object, line: int, _end: int, silent: bool) -> bool:
        seen.append(line)
        return False

    seen: list[int] = []
    parser = slow_parser()
    parser.block.ruler.before("fence", "other", rule, {"alt": ["paragraph"]})
    make_faster(parser).parse("a\n- b\n> c\n")
    assert {0, 1, 2} <= {*seen}
