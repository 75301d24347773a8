"""Generated texts: the words, the structure and the anchors that Jekyll makes of them.

``make fuzz-import`` looks at ten thousand; CONTRIBUTING.md says how to go on from a
failure.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest

from site_tools.examples import chunks, examples
from site_tools.jekyll import needs_jekyll
from site_tools.kramdown_sites import MATHJAX, compare, smallest
from site_tools.kramdown_texts import DOCUMENTS
from site_tools.sites import PROJECT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from site_tools.kramdown_sites import Compared

CASES = int(os.environ.get("FUZZ_CASES", "300"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))
BATCH = 150  # texts of a site: few enough for tests to run side by side
RUN = 30  # texts of a run of hypothesis, which goes on to vary those that it has made
ARTIFACTS = PROJECT / "test-artifacts" / "fuzz-import"


OF_TITLES = (
    "## Summer\n\ntext\n\n## Summer\n\n### Summer\n",
    "a\n\n## Other {#summer}\n\n## Summer\n",
    "## Über uns\n\n[x](#über-uns)\n",
    "## foo_bar baz\n\n[x](#foo_bar-baz)\n",
    "## Summer\n\n## 2018 Summer\n",
    "> ## Summer\n\nb\n\n## Summer\n",
    "a\n{: #summer}\n\n## Summer!\n",
    "- ## 夏\n\n## 夏\n",
    "#### Summer\n\n[x](#summer)\n",
    "## !!\n\n## ??\n",
    "[a](#summer)\n\n## id1\n\n## Summer\n",
    "## A -- B\n",
    '<a name="summer"></a>\n\n## Summer\n\n## Summer\n',
    "## *Summer* `x`\n",
    "a\n\n## id2\n\n## Id1\n",
    "> ## !!\n\n## !!\n",
    "## 2018 Summer\n\n> ### A {#summer}\n\n## B\n",
    "a[^summer] b[^other]\n\n[^summer]: x\n\n## Summer\n\n[^other]: y\n",
)
"""Texts whose last heading has the words of the title."""

OF_QUOTES = (
    '"a" <bdo dir="rtl">"b"</bdo> "c" <span>\'d\'</span>\'s <!-- x -->"e" `"` "f"',
    '\u200f"z"\u200f and &lrm;"x"&rlm; and "*y*"\n"b"',
    '- a <b>"b"</b>\n\n> \'x\' <i>\'y\'</i>\n\n## <b>"h"</b>\n\nT\n: <b>"d"</b>\n',
    '| "a" | <b>"b"</b> |\n\na[^1]\n\n[^1]: <b>"f"</b> -- c\n',
    "'a' -- b... <u>'b'</u> << c >>",
    "><hr>it's\n\n- <hr>\"a\"\n\n> - <hr>'b'\n",
    'a\n\n> <div>\n> "c"\n> </div>\n\nb\n\n> <p title="\'">"d"</p>\n',
    # those that kramdown leaves straight
    '\\"a\\" it\\\'s *\\"b\\"* "c" [\\"d\\"](https://d.example) <b>e\\"f</b>\n',
    '- \\"a\\"\n- b\n\n| \\"a\\" | it\\\'s |\n\n## \\"c\\"\n\na[^1]\n\n[^1]: \\"d\\"\n',
    '&quot;a&quot; &apos;b&#39; \\\\\\"c\\\\\\" <span markdown="0">"d"</span> "e"\n',
    'term \\"a\\"\n: def \\"b\\" it\'s\n\n> a\n\n<li markdown="1">\n> "b"\n',
)
"""Texts with quotation marks beside what Sphinx takes for text."""

OF_CONTENTS = (
    "## Contents\n\n* x\n{:toc}\n\n## A\n\n### A\n",
    'a\n\n## Contents\n{:.no_toc}\n\n1. x\n{:toc}\n\n## A *b* `c` -- "d"\n\n#### B\n',
    "## A\n\n* x\n{:toc}\n\n#### [l](http://l)\n\n### C\n\n## Ü & C++\n\n- ## D\n",
    "* x\n{:toc}\n\n## No\n{:.no_toc}\n\n## Yes\n\ntext\n",
    '{::options toc_levels="2" /}\n\n* x\n{:toc}\n\n## Two\n\n### Three\n\ntext\n',
    "## Two\n\n> * x\n> {:toc}\n\n### Three\n\ntext\n",
)
"""Texts with a table of contents that MyST's directive would not have."""

OF_TAKEN_IDS = (
    ("text\n\n## 夏\n\nb\n\n## 夏\n", "#夏-1"),
    ("## C++ & C\n\n## C++ & C\n", "#c--c-1"),
    ("## Main content\n", "#main-content"),
)
"""Texts of that kind, and an id that MyST or the theme gives to something earlier."""


def assert_same(compared: Sequence[Compared]) -> None:
    """Check that pages are those of Jekyll, and built without warnings."""
    assert [str(one) for one in compared if one.difference or one.warnings] == []


@needs_jekyll
def test_headings_with_the_words_of_the_title(tmp_path: Path) -> None:
    compared = compare(OF_TITLES, tmp_path / "titles")
    assert_same(compared)
    assert [str(one) for one in compared if one.findings] == []


@needs_jekyll
@pytest.mark.parametrize(
    "config",
    [
        "",
        pytest.param("locale: zh_CN\n", marks=pytest.mark.slow),
        pytest.param("lang: de\n", marks=pytest.mark.slow),
        pytest.param(
            'kramdown: {smart_quotes: "apos,apos,quot,quot"}\n', marks=pytest.mark.slow
        ),
    ],
)
def test_quotation_marks_are_those_of_jekyll(tmp_path: Path, config: str) -> None:
    """In any language, whether Sphinx curls them in it or not."""
    assert_same(compare(OF_QUOTES, tmp_path / "quotes", config=config))


@needs_jekyll
def test_table_of_contents_is_that_of_jekyll(tmp_path: Path) -> None:
    compared = compare(OF_CONTENTS, tmp_path / "contents")
    assert_same(compared)
    assert [str(one) for one in compared if one.findings] == []


@needs_jekyll
def test_an_id_that_an_earlier_heading_has_here_is_reported(tmp_path: Path) -> None:
    found = compare([text for text, _id in OF_TAKEN_IDS], tmp_path / "taken")
    for one, (_text, name) in zip(found, OF_TAKEN_IDS, strict=True):
        assert not one.warnings
        assert [x.partition(": ")[2] for x in one.findings] == [name]


@needs_jekyll
@pytest.mark.slow
@pytest.mark.parametrize(("first", "count"), chunks(CASES, BATCH))
def test_any_text(tmp_path: Path, first: int, count: int) -> None:
    texts = [
        text
        for start, size in chunks(count, RUN)
        for text in examples(DOCUMENTS, size, SEED + first + start)
    ]
    layout = MATHJAX if first // BATCH % 2 else ""
    compared = compare(texts, tmp_path / "all", layout=layout)
    wrong = [x for x in compared if x.is_wrong]
    if wrong:
        shortest = min(wrong, key=lambda x: len(x.text))
        found = smallest(shortest.text, tmp_path / "one", layout=layout)
        name = hashlib.sha256(found.text.encode()).hexdigest()[:12]
        ARTIFACTS.mkdir(parents=True, exist_ok=True)
        (ARTIFACTS / f"{name}.md").write_bytes(found.text.encode())
        pytest.fail(
            f"FUZZ_SEED={SEED}: {len(wrong)} of {count} texts from number {first}; the "
            f"smallest part of one is test-artifacts/fuzz-import/{name}.md:\n{found}"
        )
