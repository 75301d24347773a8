"""Definition lists of kramdown's, with what is in them."""

from __future__ import annotations

import pytest

from permalink_import.jekyll.markdown.context import ConversionContext
from permalink_import.jekyll.markdown.conversion import convert

TERMS = "<dl><dt>Ebb</dt>\n<dt>Tide <em>out</em></dt>\n<dd>It goes.\n</dd>\n</dl>\n"
TERM_OF_LINES = (
    "<dl><dt>Text</dt>\n<dt>with a colon:</dt>\n<dd>here\n</dd>\n"
    "<dd><p>there</p>\n</dd>\n</dl>\n"
)


def made(text: str) -> str:
    conversion = convert(
        text, context=ConversionContext(target="x.md"), source="x.md", first_line=1
    )
    assert conversion.findings == ()
    return conversion.text


@pytest.mark.parametrize(
    ("text", "myst"),
    [
        ("Ebb\n: It goes.\n", None),
        (
            "Ebb\nTide *out*\n: It goes.\n",
            TERMS,
        ),
        ("Text of\nthree\nlines.\n\nA: b\n", None),
        (
            "Text\nwith a colon:\n: here\n\n: there\n",
            TERM_OF_LINES,
        ),
        ("~~~\na\nb\n: c\n~~~\n", None),
    ],
)
def test_terms(text: str, myst: str | None) -> None:
    assert made(text) == (myst or text)


def test_a_fence_in_a_definition_ends_there() -> None:
    text = 'Ebb\n: ~~~\n  a\n  ~~~\n\n~~~ yaml\nb: c\n~~~\n{: title="d.yml"}\n'
    assert made(text) == (
        "Ebb\n: ~~~\n  a\n  ~~~\n\n```{code-block} yaml\n:caption: d.yml\n\nb: c\n```\n"
    )


@pytest.mark.parametrize("text", [r"`\begin{a}...\end{b}`", r"Braces: \{:x}."])
def test_braces_that_are_text(text: str) -> None:
    assert made(text) == text


def test_headings_do_not_lead_to_the_contents() -> None:
    assert made("* TOC\n{:toc}\n\n# A\n") == (
        "```{contents}\n:local:\n:backlinks: none\n```\n\n# A\n"
    )
