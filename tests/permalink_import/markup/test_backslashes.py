"""Backslashes that readers see stay, though Sphinx takes them for escapes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_import.markup.backslashes import keep_backslashes
from permalink_import.markup.shown.comparison import seen
from permalink_import.markup.shown.pages import ShownPageReader

WRITTEN = {
    r"\\\\server\\x": r"\\<!-- -->\\server\\x",
    r"\\\\\\\\": r"\\<!-- -->\\<!-- -->\\<!-- -->\\",
    r"C:\\. \\- \\" + '"': r"C:\\<!-- -->. \\<!-- -->- \\<!-- -->" + '"',
    r"a\\'s \\`": r"a\\<!-- -->'s \\<!-- -->`",
    r"a\\\. &#92;. &bsol;&quot;": r"a\\<!-- -->\. &#92;<!-- -->. &bsol;<!-- -->&quot;",
}
SAME = (
    r"a\\b \c \. \\ \\(x\\)",
    r"`a\\.` <i title='\\.'>b</i> [c](\\.) <https://a.example/\\.>",
    r"$a\\.$ and $$b\\\\c$$",
    "\\begin{align}\na\\\\\\\\b\n\\end{align}",
    "    a\\\\.\n\n[a]: \\\\.\n",
)


@pytest.mark.parametrize("text", WRITTEN)
def test_comment_is_behind_a_backslash_that_sphinx_would_drop(text: str) -> None:
    assert keep_backslashes(text) == WRITTEN[text]


@pytest.mark.parametrize("text", SAME)
def test_others_stay(text: str) -> None:
    assert keep_backslashes(text) == text


@given(
    st.lists(
        st.sampled_from((r"\\", "\\.", "a", " ", '"', "'", ".", "-", "`", "\n", "*")),
        max_size=12,
    ).map("".join)
)
def test_no_backslash_is_lost(text: str) -> None:
    text = f"b{text}c"
    before = seen(ShownPageReader(smart=False).page(text)).words
    after = seen(ShownPageReader().page(keep_backslashes(text))).words
    assert re.findall(r"\\", "".join(after)) == re.findall(r"\\", "".join(before))
