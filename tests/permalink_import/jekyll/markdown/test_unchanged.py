"""What has nothing of Jekyll's in it comes out byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_import.jekyll.markdown.context import ConversionContext
from permalink_import.jekyll.markdown.conversion import convert

if TYPE_CHECKING:
    from tests.permalink_import.jekyll.markdown.conftest import Convert

# "\u0130" in lower case has a combining character, which MyST leaves out of anchors
characters = st.characters(
    categories=("Ll", "Lu", "Lo", "Nd"), exclude_characters="\u0130"
)
words = st.text(characters, min_size=1, max_size=8)
spans = st.one_of(
    words,
    words.map("*{}*".format),
    words.map("`{}`".format),
    words.map("``{} ` {{%``".format),
    words.map("[{}](https://example.com/a_b)".format),
    st.sampled_from(["100%", "$5", "a & b", "1 < 2", "C:\\x", '"so"', "{x}", "(y)"]),
)
lines = st.lists(spans, min_size=1, max_size=6).map(" ".join)
paragraphs = st.lists(lines, min_size=1, max_size=3).map("\n".join)
blocks = st.one_of(
    paragraphs,
    words.map("## {}".format),
    words.map("> {}\n> and more".format),
    st.lists(words, min_size=1, max_size=3).map(
        lambda items: "\n".join(f"- {item}" for item in items)
    ),
    st.lists(words, min_size=1, max_size=3).map(
        lambda items: "\n".join(f"{n}. {item}" for n, item in enumerate(items, 1))
    ),
    words.map("```\n{{: .x}} $a$ $b$ {}\n| a | b |\n~~x~~\n```".format),
    words.map("    {}".format),
    words.map("<div>\n  <p>{}</p>\n</div>".format),
    st.just("| a | b |\n| --- | :-: |\n| 1 | 2 |"),
    st.just("Term\n: Meaning"),
)
texts = st.lists(blocks, max_size=6).map("\n\n".join)
context = ConversionContext(target="posts/a.md", page={"title": "T"})


@given(texts)
def test_markdown_is_not_touched(text: str) -> None:
    # a code span is the only place of "{%" here, where nothing closes it
    text = text.replace("{%", "{")
    if text.count("$") > 2 or "$5" in text:  # two dollars in a paragraph are escaped
        text = text.replace("$5", "5")
    conversion = convert(text, context=context, source="a.md", first_line=1)
    assert conversion.text == text
    assert not conversion.converted
    assert not conversion.findings


@given(st.text(alphabet="ab1 \n-*_`~#>|:{}%$[]()<>\\!.^=+\t\"'&"))
def test_any_text_is_converted(text: str) -> None:
    convert(text, context=context, source="a.md", first_line=1)


@given(st.text(alphabet="ab \n`~-{}%|"))
def test_code_is_not_touched(code: str) -> None:
    longest = "`" * (code.count("`") + 3)
    text = f"{longest}\n{code}\n{longest}\n".replace("{%", "{").replace("{{", "{")
    assert convert(text, context=context, source="a", first_line=1).text == text


@pytest.mark.parametrize(
    "text",
    [
        "```ruby\nputs 1\n```\n",
        "~~~\n{: .x}\n~~~\n",
        "A `{: .x}` span, `$a$` and `$b$`.\n",
        "\\$5 and \\$6\n",
        "- [x] done\n- [ ] not yet\n",
        "a[^1]\n\n[^1]: b\n\n    c\n",
        "$$\nx\n$$\n",
        '![a](https://example.com/a.png "A title")\n',
        "<!-- a\n\nb -->\n\nc\n",
        "<script>\nvar a = 1;\n\nvar b = 2;\n</script>\n",
        "Line  \nbreak\n",
        "a\r\nb\r\n",
    ],
)
def test_it_stays(text: str, to_myst: Convert) -> None:
    assert to_myst(text).text == text
