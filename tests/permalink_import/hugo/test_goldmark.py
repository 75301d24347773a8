"""Goldmark's Markdown, made MyST."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_import.hugo.goldmark import Goldmark
from permalink_import.markup.emoji import known_emoji
from permalink_import.markup.report import TextReport
from permalink_import.sources.headings import hugo_id

PLAIN = Goldmark()
MATH = Goldmark(dollars=True, formulas=True)


def convert(text: str, settings: Goldmark = PLAIN) -> str:
    return settings.convert(text, TextReport(text, source="a.md", first_line=1))


CONVERTED = {
    "a ~~b~~ `~~c~~` \\~~d~~": "a <del>b</del> `~~c~~` \\~<del>d</del>~",
    "H~2~O ~a ~c! d~\n\nx~\\~e~": "H<del>2</del>O ~a <del>c! d</del>\n\nx~\\~e~",
    "https://a.example/b&quot; https://a.example/?c&amp;d": (
        "<https://a.example/b>&quot; <https://a.example/?c&amp;d>"
    ),
    ">> a <<b>> `c << d` <e> \\<<": (
        ">> a \N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}b"
        "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK} `c << d` <e> \\<<"
    ),
    "a\n~ b": "a\n\\~ b",
    "See https://a.example/b_c. And [https://a.example](https://a.example) "
    "<https://a.example>": (
        "See <https://a.example/b_c>. And [https://a.example](https://a.example) "
        "<https://a.example>"
    ),
    "[id]: https://a.example": "[id]: https://a.example",
    "$5 and \\$6 and `$7`": "\\$5 and \\$6 and `$7`",
    "## A _b_ {#x}": "{#x}\n## A _b_",
    "## It's": "{#its}\n## It's",
    "## Plain words": "## Plain words",
    "## A\n\n## A": "## A\n\n{#a-1}\n## A",
    "> ## Über": "> {#über}\n> ## Über",
    "Setext & more\n---": "{#setext--more}\nSetext & more\n---",
    "```go\nx\n```": "```go\nx\n```",
    "```{.go}\nx\n```": "```\nx\n```",
    "~~~python {linenos=true}\nx = 1\n~~~": (
        "```{code-block} python\n:linenos:\n\nx = 1\n```"
    ),
    "- a\n\n  ```python {hl_lines=[1]}\n  x = 1\n  ```": (
        "- a\n\n  ```{code-block} python\n  :emphasize-lines: 1\n\n  x = 1\n  ```"
    ),
}


@pytest.mark.parametrize("text", CONVERTED)
def test_text_is_converted(text: str) -> None:
    assert convert(text).rstrip("\n") == CONVERTED[text]


def test_math_is_kept_where_it_was_math() -> None:
    text = "\\(a_1\\) and $b$, $5.\n\n\\[\nc\n\\]\n\n$$\nd\n$$"
    new = "$a_1$ and $b$, \\$5.\n\n$$\nc\n$$\n\n$$\nd\n$$"
    assert convert(text, MATH) == new
    assert convert("\\(a\\)") == "\\(a\\)"


def test_emoji_are_characters() -> None:
    """Names that are none are text in Hugo, too: nothing is to be reported."""
    text = ":ship: `:ship:` 10:30:45 12:100:45 :nosuch: a:b_c:d :x:x: :smile::tada:"
    report = TextReport(text, source="a.md", first_line=3)
    new = Goldmark(emoji=True).convert(text, report)
    wanted = "\N{SHIP} `:ship:` 10:30:45 12\N{HUNDRED POINTS SYMBOL}45 :nosuch: a:b_c:d"
    assert new.startswith(wanted + " \N{CROSS MARK}x: ")
    assert new.endswith("\N{PARTY POPPER}")
    assert report.findings == ()


def test_attributes_are_before_their_blocks() -> None:
    settings = Goldmark(block_attributes=True)
    text = "a\nb\n{.x}\n\n- c\n{.y}\n\n```\n{.z}\n```"
    new = "{.x}\na\nb\n\n{.y}\n- c\n\n```\n{.z}\n```"
    assert convert(text, settings) == new
    assert convert("a\n{.x}") == "a\n{.x}"


def test_an_unknown_language_is_kept_as_a_class() -> None:
    assert "language-goat" in convert("```goat\nx\n```")


@pytest.mark.parametrize(
    ("text", "kind", "anchor"),
    [
        ("C++ -- it's", "github", "c--its"),
        ("Über uns", "github", "über-uns"),
        ("Über uns", "github-ascii", "uber-uns"),
        ("A & B!", "blackfriday", "a-b"),
        ("!", "github", "heading"),
    ],
)
def test_anchors_are_hugos(text: str, kind: str, anchor: str) -> None:
    assert hugo_id(text, kind, typographer=True) == anchor


BRACES = {
    "`a`{.x} [b](c){.y}\n{.z}": "`a`\\{.x} [b](c)\\{.y}\n\\{.z}",
    "{.x}\na": "\\{.x}\na",
    "- {.x}\n  a": "- \\{.x}\n  a",
    "## A\n{.x}\na": "## A\n\\{.x}\na",
    "## [A](b){.x}": "## [A](b){.x}",
    "## `A`{.x} b": "## `A`\\{.x} b",
    "`` `a`{.x} ``\n\n    {.y}": "`` `a`{.x} ``\n\n    {.y}",
    "{a} `b`{c}": "{a} `b`{c}",
}


@pytest.mark.parametrize("text", BRACES)
def test_braces_that_are_attributes_in_myst_alone_stay(text: str) -> None:
    assert PLAIN.keep_braces(text) == BRACES[text]


def test_attributes_below_a_block_are_not_escaped() -> None:
    settings = Goldmark(block_attributes=True)
    assert settings.keep_braces("a\n{.x}\n\n- {.y}\n  b") == "a\n{.x}\n\n- {.y}\n  b"


def test_latex_is_text_where_nothing_draws_it() -> None:
    text = "\\begin{align}\na\n\\end{align}"
    assert convert(text) == f"\\{text}"
    assert convert(text, MATH) == text


def test_extras_are_on_where_they_are_set() -> None:
    """The expected text is Hugo's, of a site with these extras."""
    text = (
        "H~2~O x^2^ ++ins++ ==mark *x*== ~~del~~ a~b c~d 1^st x^a b^ ++ a ++ c++ and "
        "d++ `==x==` ==a A[^1].\n\n[^1]: B"
    )
    extras = frozenset({"insert", "mark", "subscript", "superscript"})
    assert convert(text, Goldmark(extras=extras)) == (
        "H<sub>2</sub>O x<sup>2</sup> <ins>ins</ins> <mark>mark *x*</mark> "
        "<del>del</del> a<sub>b c</sub>d 1<sup>st x</sup>a b^ ++ a ++ c++ and d++ "
        "`==x==` ==a A[^1].\n\n[^1]: B"
    )
    assert convert("~~a~~ x^2^", Goldmark(strikethrough=False)) == "~~a~~ x^2^"


def test_typographer_can_be_off() -> None:
    assert convert("a << b") == "a \N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK} b"
    assert convert("a << b", Goldmark(typographer=False)) == "a << b"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a\n\n<div>\nb\n</div>", "<div>"),
        ("a <b>c</b>", "<b>"),
        ("{{% youtube abc %}}", "{{% youtube abc %}}"),
        ("`<b>` <https://a.example> <!--more--> a < b > c {{< youtube abc >}}", None),
    ],
)
def test_html_that_hugo_leaves_out_is_reported(text: str, what: str | None) -> None:
    report = TextReport(text, source="a.md", first_line=1)
    Goldmark(unsafe=True).report_html(text, report)
    assert report.findings == ()
    PLAIN.report_html(text, report)
    assert [x.what for x in report.findings] == ([what] if what else [])


@given(st.text(alphabet="ab \n#*`~$-{}:.[](<>)_", max_size=80))
def test_any_text_is_taken(text: str) -> None:
    """And none of its letters is lost; ``:b:`` and ``:ab:`` are emoji."""
    new = convert(text, Goldmark(block_attributes=True, emoji=True))
    for name in ("b", "ab"):
        new = new.replace(known_emoji()[name], name)
    assert new.count("b") >= text.count("b")


def test_emoji_of_one_letter() -> None:
    emoji = Goldmark(block_attributes=True, emoji=True)
    assert convert(":b: :ab:", emoji) == f"{known_emoji()['b']} {known_emoji()['ab']}"
