"""Anchors that are written before headings: nothing else of a text changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_import.markup.report import TextReport
from permalink_import.markup.shown.comparison import seen
from permalink_import.markup.shown.pages import ShownPageReader
from permalink_import.sources.headings import hugo_id, keep_anchors

WRITTEN = {
    "1. ## Ä\n\n   b\n2. c": "1. {#ä}\n   ## Ä\n\n   b\n2. c",
    "- ## Ä\n- b": "- {#ä}\n  ## Ä\n- b",
    "-\t## Ä\n\tb": "-\t{#ä}\n \t## Ä\n\tb",
    "* + ## Ä": "* + {#ä}\n    ## Ä",
    "> 10) ## Ä\n>     b": "> 10) {#ä}\n>     ## Ä\n>     b",
    "- > ## Ä\n  > b": "- > {#ä}\n  > ## Ä\n  > b",
    "- Ä\n  ---\n  b": "- {#ä}\n  Ä\n  ---\n  b",
    "a\n: ## Ä": "a\n: {#ä}\n  ## Ä",
    "-\n  ## Ä": "-\n  {#ä}\n  ## Ä",
    ": Ä\n---": "{#-ä}\n: Ä\n---",
    # lines of attributes do not end a paragraph, nor a table
    "a\n## Ä": "a\n\n{#ä}\n## Ä",
    "> a\n> ## Ä": "> a\n>\n> {#ä}\n> ## Ä",
    "- a\n## Ä": "- a\n\n{#ä}\n## Ä",
    "|a|\n|-|\n## Ä": "|a|\n|-|\n\n{#ä}\n## Ä",
    "[a]: b\n## Ä": "[a]: b\n\n{#ä}\n## Ä",
    # neither docutils nor MyST make these anchors of them
    "#### A_b": '<div id="a_b"></div>\n\n{#a_b}\n#### A_b',
    "a\n\n- #### Ä": 'a\n\n- <div id="ä"></div>\n\n  {#ä}\n  #### Ä',
    "> ## A {#Ä}": '> <div id="Ä"></div>\n>\n> {#Ä}\n> ## A',
    # Hugo makes the anchor of the last line
    "A\nb\n---": "{#b}\nA\nb\n---",
    "> A\nb\n> c {#d .e}\n> ===": "> {#d .e}\n> A\nb\n> c\n> ===",
    "[^a]\n\n[^a]: ## Ä\n\n    ## A\n\n    ## A": (
        "[^a]\n\n[^a]: {#ä}\n    ## Ä\n\n    ## A\n\n    {#a-1}\n    ## A"
    ),
}
LINES = st.builds(
    lambda lead, text: lead + text,
    st.sampled_from(
        (
            *("", "", "- ", "  ", "1. ", "   ", "> ", "> - ", ">   ", "- - ", "    "),
            *("-\t", "[^a]: ", "[^long]: "),
        )
    ),
    st.sampled_from(
        (
            *("", "## Ä", "# Ä b #", "a", "Ä", "---", "===", "| a |", "|---|"),
            *("[a]: b", "[^a] [^long]"),
        )
    ),
)


def anchored(text: str) -> str:
    return keep_anchors(text, _slug, TextReport(text, source="a.md", first_line=1))


@pytest.mark.parametrize("text", WRITTEN)
def test_anchor_is_in_the_block_of_its_heading(text: str) -> None:
    assert anchored(text) == WRITTEN[text]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("A", "## A", "{#a}\n## A"),
        ("C++", "## C", "{#c}\n## C"),
        ("A", "# A\n\n## A", "# A\n\n{#a-1}\n## A"),  # the title itself
        ("A", "# B\n\n# A", "# B\n\n{#a}\n# A"),
        ("A", "> # A", "> {#a}\n> # A"),
        ("A", "## A {#a}", "{#a}\n## A"),
        ("B", "## A", "## A"),
    ],
)
def test_a_heading_with_the_words_of_the_title_keeps_its_anchor(
    title: str, text: str, expected: str
) -> None:
    report = TextReport(text, source="a.md", first_line=1)
    assert keep_anchors(text, _slug, report, title=title) == expected


@given(st.lists(LINES, max_size=8).map("\n".join))
def test_text_reads_as_before(text: str) -> None:
    assert seen(ShownPageReader().page(anchored(text))) == seen(
        ShownPageReader().page(text)
    )


def _slug(heading: str) -> str:
    return hugo_id(heading, "github", typographer=True)


@pytest.mark.parametrize("text", ["## Main content", "## Other {#main-content}"])
def test_an_id_of_the_theme_is_reported_once(text: str) -> None:
    report = TextReport(text, source="a.md", first_line=1)
    keep_anchors(f"{text}\n\n## B", _slug, report)
    keep_anchors("## B", _slug, report)
    assert [x.what for x in report.findings] == ["#main-content"]
