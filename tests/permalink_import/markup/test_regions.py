from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_import.markup.regions import (
    RegionKind,
    find_regions,
    pieces,
    replace_in_prose,
)

WORD = re.compile("x")


def upper(text: str) -> str:
    return replace_in_prose(text, WORD, lambda match: match[0].upper())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x `x` x\n", "X `x` X\n"),
        ("x ``x ` x`` x\n", "X ``x ` x`` X\n"),
        ("\\`x `x` x\n", "\\`X `x` X\n"),
        ("x `x\n\nx` x\n", "X `X\n\nX` X\n"),
        ("```\nx\n```\nx\n", "```\nx\n```\nX\n"),
        ("x\n\n    x\n\nx\n", "X\n\n    x\n\nX\n"),
        ("- x\n\n  ```\n  x\n  ```\n- x\n", "- X\n\n  ```\n  x\n  ```\n- X\n"),
        ("> ~~~\n> x\n> ~~~\n> x\n", "> ~~~\n> x\n> ~~~\n> X\n"),
        ("<div>\nx\n</div>\n\nx\n", "<div>\nx\n</div>\n\nX\n"),
        (
            "| x | `x` |\n|---|---|\n| ` x | x ` |\n",
            "| X | `x` |\n|---|---|\n| ` X | X ` |\n".replace("` X | X `", "` x | x `"),
        ),
        ("# x `x`\n", "# X `x`\n"),
        ("```\nx", "```\nx"),
    ],
)
def test_only_prose_is_changed(text: str, expected: str) -> None:
    assert upper(text) == expected


def test_a_match_may_have_code_in_it() -> None:
    whole = re.compile(r"\*[^*]+\*")
    text = "*a `b` c* and `*d*`\n"
    assert replace_in_prose(text, whole, lambda _: "!") == "! and `*d*`\n"


def test_regions_say_what_they_are() -> None:
    text = "`a`\n\n```\nb\n```\n\n    c\n\n<p>\nd\n</p>\n"
    found = [region.kind for region in find_regions(text)]
    assert found == [
        RegionKind.SPAN,
        RegionKind.FENCE,
        RegionKind.INDENTED,
        RegionKind.HTML,
    ]


@given(st.text(alphabet="ax `~\\\n>-#|<\t"))
def test_pieces_are_the_text(text: str) -> None:
    assert "".join(piece for piece, _ in pieces(text)) == text


@given(st.text(alphabet="ax `~\\\n>-#|<\t"))
def test_nothing_else_is_changed(text: str) -> None:
    assert upper(text).lower() == text.lower()
