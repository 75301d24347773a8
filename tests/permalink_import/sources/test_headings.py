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
}
LINES = st.builds(
    lambda lead, text: lead + text,
    st.sampled_from(
        ("", "", "- ", "  ", "1. ", "   ", "> ", "> - ", ">   ", "- - ", "    ", "-\t")
    ),
    st.sampled_from(
        ("", "## Ä", "# Ä b #", "a", "Ä", "---", "===", "| a |", "|---|", "[a]: b")
    ),
)


def anchored(text: str) -> str:
    return keep_anchors(text, _slug, TextReport(text, source="a.md", first_line=1))


@pytest.mark.parametrize("text", WRITTEN)
def test_anchor_is_in_the_block_of_its_heading(text: str) -> None:
    assert anchored(text) == WRITTEN[text]


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
