"""What Pelican makes of texts, what is written here, and what is reported of both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from permalink_import.markup.backslashes import keep_backslashes
from permalink_import.markup.foreign import escape_tildes, keep_as_text
from permalink_import.markup.report import TextReport
from permalink_import.markup.shown.comparison import seen
from permalink_import.markup.shown.pages import ShownPageReader
from permalink_import.markup.shown.reporting import Typography, report_difference
from permalink_import.pelican.as_python_markdown import PythonMarkdownReader
from permalink_import.pelican.markdown import PythonMarkdown
from permalink_import.pelican.plain import keep_text

TEXTS = json.loads(
    (Path(__file__).parents[1] / "markdown_texts.json").read_text("utf-8")
)
PELICAN = PythonMarkdown()
READER = PythonMarkdownReader(PELICAN.names, PELICAN.options, math=False)


def reported(text: str) -> list[str]:
    """Return what is reported of a text."""
    report = TextReport(text, source="a.md", first_line=1)
    spare = TextReport(text, source="a.md", first_line=1)
    kept = escape_tildes(keep_as_text(keep_text(text, math=False), spare))
    here = ShownPageReader().page(keep_backslashes(PELICAN.convert(kept, spare)))
    report_difference(READER.page(text), here, report, Typography())
    return [found.what for found in report.findings]


DIFFERENT: frozenset[str] = frozenset(
    (
        "attr-head",
        "auto",
        "brace",
        "code2",
        "em",
        "entity",
        "fence-indent",
        "fence-inline",
        "fence-odd",
        "fence-opts",
        "foot-order",
        "html-inline",
        "html-ul",
        "link",
        "list",
        "list-code",
        "list-empty",
        "list-mix",
        "list-start",
        "nested-list",
        "pipe",
        "ref",
        "refdef",
        "setext",
        "star",
        "tab",
        "table-inline",
        "task",
        "x-attr-span",
        "x-list2",
        "x-quote",
        "x-task",
    )
)
"""Texts of which something reads differently, in ways that are worse in Pelican."""


@pytest.mark.parametrize("name", TEXTS)
def test_text_reads_as_pelican_had_it_or_is_reported(name: str) -> None:
    assert len(reported(TEXTS[name])) == (name in DIFFERENT)


SAME = [
    "[a]{.b} *c*{.d} **e**{: .f } `g`{.h} [i](/j){.k}",
    "A\n{.b}\n\n- c\n{: .d }\n- e\n\n> f\n{.g}",
    "## A {.b} ##\n\n### C {: #c .d}\n\n## E\n{.f}",
    "{.a}\nB\n\n- {.c} d\n\n{}\n\n```\ne\n```\n{: .f}",
    "####### A\n\n######## *B* ##",
    "| a | b |\n|---|---|\n| `x|y` | 2 |\n| `p\\|q` | ``c|`d`` |",
    "| a {: .b } | c |\n|---|---|\n| d {.e} | `f`{.g} |",
    "text\n| a | b |\n|---|---|\n| c | d |",
    "A\nB\n:   Both\n\nC *d*\nE\n\n:   F\n\n    g",
    '<div markdown="1">\n*a*\n\n- b\n</div>\n\nc',
    "<section markdown=1>\n## A\n\n<div markdown>\n*b*\n</div>\n</section>\nc",
    '<p markdown="1">*a* **b**</p>\n\nc',
    "**A:**b and **\N{LEFT CORNER BRACKET}c\N{RIGHT CORNER BRACKET}**d",
    "<img src=/a.png>\n*b*\n\n<https://a.example/b_c> <mailto:a@b.example>",
    "> a\n\n> b",
    "<blockquote>*a*</blockquote> <script></script>\n[b](/c) *d*",
    "A[^a b].\n\n[^a b]: One.",
    "a <!-- b -- c --> d <!--- e ---> f",
    "~~~~.html\n<p>\n~~~~\n\n```{.python .a linenums=1}\nb\n```",
]


@pytest.mark.parametrize("text", SAME)
def test_text_reads_as_pelican_had_it(text: str) -> None:
    assert reported(text) == []


def test_numbers_of_lines_are_no_words() -> None:
    found = seen(READER.page("```{.python linenums=1}\na\nb\n```"))
    assert found.words == ("a", "b")


def test_a_text_that_python_markdown_cannot_read_is_reported() -> None:
    with pytest.raises(RecursionError):
        READER.page("a\n: b\n" * 2000)
