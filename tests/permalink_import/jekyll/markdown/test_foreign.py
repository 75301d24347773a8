"""Text that means something to MyST alone stays text."""

from __future__ import annotations

import pytest

from permalink_import.markup.foreign import escape_block_attributes, keep_as_text
from permalink_import.markup.report import TextReport

FENCES = {
    "```{r}\nx\n```": "```r\nx\n```",
    "- ```{r}\n  x\n  ```": "- ```r\n  x\n  ```",
    "````\n```{r}\nx\n```\n````": "````\n```{r}\nx\n```\n````",
    "    ```{r}\n    x\n    ```": "    ```{r}\n    x\n    ```",
}


@pytest.mark.parametrize("text", FENCES)
def test_fence_within_code_is_code(text: str) -> None:
    report = TextReport(text, source="a.md", first_line=1)
    assert keep_as_text(text, report) == FENCES[text]


def test_line_in_braces_is_text() -> None:
    text = "{.x}\na\n\n> {#y}\n> b\n\n{: .z}\n\n{ } c {d}\n\n```\n{.x}\n```\n\n{x}\n"
    new = text.replace("{.x}\na", "\\{.x}\na").replace("{#y}", "\\{#y}")
    new = new.replace("{ }", "\\{ }")
    assert escape_block_attributes(text) == new
