"""What Hugo makes of texts, what is written here, and what is reported of both."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from permalink_import.hugo.as_goldmark import read_as_hugo
from permalink_import.hugo.goldmark import Goldmark
from permalink_import.markup.backslashes import keep_backslashes
from permalink_import.markup.foreign import keep_as_text
from permalink_import.markup.report import TextReport
from permalink_import.markup.shown.comparison import (
    Seen,
    ShownDifference,
    first_difference,
    seen,
)
from permalink_import.markup.shown.html import HtmlReader
from permalink_import.markup.shown.pages import ShownPageReader
from permalink_import.markup.shown.reporting import Typography, report_difference

HERE = Path(__file__).parent
TEXTS = json.loads((HERE.parent / "markdown_texts.json").read_text("utf-8"))
HTML = json.loads((HERE / "texts.json").read_text("utf-8"))["html"]
HUGO = Goldmark(unsafe=True)
# Marks of footnotes, and the list that they are in.
_FOOTNOTES = re.compile(
    r"<sup id=\"fnref.*?</sup>|&#160;<a [^>]*class=\"footnote-backref\".*?</a>"
    r"|<li id=\"fn:[^\"]*\">|<div class=\"footnotes\"[^>]*>\s*<hr>\s*<ol>"
)
_END = re.compile(r"</li>\s*(?=<li id=\"fn:|</ol>\s*</div>\s*\Z)|</ol>\s*</div>\s*\Z")


def of_hugo(name: str) -> Seen:
    html = HTML[name]
    if 'class="footnotes"' in html:
        html = _FOOTNOTES.sub("", _END.sub("", html))
    return seen(HtmlReader(is_final=True).items(html))


def written(text: str) -> str:
    spare = TextReport(text, source="a.md", first_line=1)
    kept = HUGO.keep_braces(keep_as_text(text, spare))
    return keep_backslashes(HUGO.convert(kept, spare))


@pytest.mark.parametrize("name", TEXTS)
def test_text_reads_as_hugo_had_it(name: str) -> None:
    here = seen(ShownPageReader().page(written(TEXTS[name])))
    there = of_hugo(name)
    found = first_difference(there, Seen(here.words, there.structure, True))
    assert found is None or found[0] is ShownDifference.TYPOGRAPHY
    assert here.structure == there.structure


@pytest.mark.parametrize("name", TEXTS)
def test_reader_reads_as_hugo_does(name: str) -> None:
    found = seen(read_as_hugo(HUGO.prepared(TEXTS[name]), HUGO))
    there = of_hugo(name)
    assert found.words == there.words
    assert found.structure == there.structure


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("a *b*", "a *b*", None),
        ("a b c", "a x c", '"a b c" (here: "a x c")'),
        ("- a", "a", '"ul li" (here: nothing)'),
        ("a", "a b", '"a" (here: "a b")'),
        ('"a" -- b', "'a' \N{EN DASH} b", None),
    ],
)
def test_difference_is_one_line(old: str, new: str, what: str | None) -> None:
    report = TextReport(old, source="a.md", first_line=1)
    items = read_as_hugo(old, HUGO)
    report_difference(items, ShownPageReader().page(new), report, Typography())
    assert [x.what for x in report.findings] == ([what] if what else [])


def test_place_of_a_difference_is_a_line() -> None:
    old = "one\n\ntwo three\n"
    report = TextReport(old, source="a.md", first_line=4)
    items = read_as_hugo(old, HUGO)
    report_difference(items, ShownPageReader().page("one\n\ntwo"), report, Typography())
    assert [x.line for x in report.findings] == [6]


# As Hugo has it: a colon begins a definition at the margin, before a space.
@pytest.mark.parametrize(
    ("text", "words", "structure"),
    [
        ("a\n: ", ["a"], ["dl", "dt", "dd"]),
        ("a\n\n:  \n\n  b", ["a", "b"], ["dl", "dt", "dd"]),
        ("a\n: \n: b", ["a", "b"], ["dl", "dt", "dd", "dd"]),
        ("> a\n> : ", ["a"], ["blockquote", "dl", "dt", "dd"]),
        ("a\nb\n: ", ["a", "b"], ["dl", "dt", "dt", "dd"]),
        ("a\n:", ["a", ":"], []),
        ("a\n : \n: b", ["a", ":", "b"], ["dl", "dt", "dt", "dd"]),
    ],
)
def test_empty_definition(text: str, words: list[str], structure: list[str]) -> None:
    here = seen(ShownPageReader().page(written(text)))
    assert [*here.words] == words
    assert [*here.structure] == structure
    assert seen(read_as_hugo(HUGO.prepared(text), HUGO)) == here
