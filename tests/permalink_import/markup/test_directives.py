from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from myst_parser.parsers.options import options_to_items

from permalink_import.markup.directives import directive, fence, indent


def test_a_fence_is_longer_than_those_in_it() -> None:
    assert fence("```\nx\n```\n", "md") == "````md\n```\nx\n```\n````"
    assert fence("> ````\n") == "`````\n> ````\n`````"
    assert fence("a ``` b") == "```\na ``` b\n```"


def test_a_directive_has_argument_options_and_body() -> None:
    options = {"alt": 'A "word": yes', "width": "50%", "linenos": None}
    assert directive("figure", "/a.png", options=options, body="*Text*") == (
        "```{figure} /a.png\n"
        ':alt: "A \\"word\\": yes"\n'
        ":width: 50%\n"
        ":linenos:\n"
        "\n"
        "*Text*\n"
        "```"
    )
    assert directive("contents", options={"local": None}) == (
        "```{contents}\n:local:\n```"
    )
    assert directive("note", body=":x: y") == "```{note}\n\n:x: y\n```"


def test_lines_get_the_prefix_of_their_container() -> None:
    assert indent("```\n\na\n```", "> ") == "```\n>\n> a\n> ```"
    assert indent("```\n\na\n```", "  ") == "```\n\n  a\n  ```"


@given(st.text())
def test_code_comes_out_as_it_went_in(code: str) -> None:
    code = code.replace("\r", "").replace("\0", "")
    (token,) = MarkdownIt().parse(fence(code))
    assert token.type == "fence"
    assert token.content == (code if not code or code.endswith("\n") else f"{code}\n")


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Z"))))
def test_values_of_options_come_out_as_they_went_in(value: str) -> None:
    option = directive("x", options={"key": value}).split("\n", 1)[1]
    (pair,) = options_to_items(option.rsplit("\n", 1)[0].lstrip(":"))[0]
    assert pair == ("key", " ".join(value.split()))
