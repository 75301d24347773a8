from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.permalink_import.jekyll.markdown.conftest import Convert


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("a\n\nb\n\n<!--more-->\n\nc\n", 2),
        ("a <!--more--> b\n", 1),
        ("# a\n\n<!--more-->\n\nb\n", 0),
        ("- a\n- b\n\n> c\n\n<!--more-->\n\nd\n", 3),
        ("a\n{: .x}\n\n<!--more-->\n\nb\n", 1),
        ("{% highlight sh %}\nls\n\nls\n{% endhighlight %}\n\n<!--more-->\n", 0),
        ("a\n\nb\n", None),
    ],
)
def test_paragraphs_before_the_mark_are_counted(
    text: str, paragraphs: int | None, to_myst: Convert
) -> None:
    conversion = to_myst(text)
    assert conversion.excerpt_paragraphs == paragraphs
    assert ("<!--more-->" in conversion.text) == ("<!--more-->" in text)


def test_a_site_has_a_mark_of_its_own(to_myst: Convert) -> None:
    text = "a\n\n<!-- end -->\n\nb\n"
    assert to_myst(text, excerpt_separator="<!-- end -->").excerpt_paragraphs == 1
    assert to_myst(text, excerpt_separator="\n\n").excerpt_paragraphs is None
    assert to_myst(text, excerpt_separator="").excerpt_paragraphs is None
