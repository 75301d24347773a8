"""What only CommonMark reads stays text; ``site/`` has Pelican's own output of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_import.pelican.plain import keep_text

KEPT = {
    "a\n- b\n- c": "a\n\\- b\n\\- c",
    "a\n1. b": "a\n1\\. b",
    "a\n- b\n\n- c": "a\n\\- b\n\n- c",
    "# A\n- b": "# A\n- b",
    "- a\n  - b": "- a\n  - b",
    "1) a": "1\\) a",
    "- [ ] a\n- [x](b)": "- \\[ ] a\n- [x](b)",
    "\\: \\* `\\:`": "\\\\: \\* `\\:`",
    "a\\\nb": "a\\\\\nb",
    "\\'": "\\\\'",
    "<div>\n\n    a\n\n</div>\nb": "<div>\n    a\n</div>\n\nb",
    "<div>\n<div>\n\na\n</div>\n</div>": "<div>\n<div>\na\n</div>\n</div>",
    "<div>\n<pre>\n\na</pre>\n</div>": "<div>\n<pre>\n\na</pre>\n</div>",
    "<div>\n\na": "<div>\n\na",
    "```\n<p>\n\na</p>\n- b\n```": "```\n<p>\n\na</p>\n- b\n```",
}


@pytest.mark.parametrize("text", KEPT)
def test_text_stays_text(text: str) -> None:
    assert keep_text(text, math=False) == KEPT[text]


def test_backslashes_of_formulas_stay() -> None:
    text = "$$a\\,b$$ $a\\:b$ \\(a\\;b\\)"
    assert keep_text(f"{text} \\:", math=True) == f"{text} \\\\:"


@given(st.text(alphabet="ab \n-1.)[]<>/div\\'", max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    assert keep_text(text, math=False).count("b") == text.count("b")
