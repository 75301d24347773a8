"""Shapes that posts for popular themes have: boxes, images of includes, buttons."""

from __future__ import annotations

import re

import pytest

from permalink_import.jekyll.markdown.context import ConversionContext
from permalink_import.jekyll.markdown.conversion import convert

BOX = """\
{% capture rules %}
#### Rules of `the` shed

* Sweep *before* you leave.
{% endcapture %}

"""
THEME = '<img src="{{ include.path | relative_url }}" alt="{{ include.alt }}">'
PLAIN = '<img src="{{ include.path }}">'


def made(text: str, **includes: str) -> str:
    context = ConversionContext(target="posts/2018/x.md", includes=includes)
    conversion = convert(text, context=context, source="x.md", first_line=1)
    assert conversion.findings == ()
    return conversion.text


def test_a_box_of_markdown() -> None:
    box = '<div class="notice">\n  {{ rules | markdownify }}\n</div>\n'
    lines = [line.strip() for line in made(BOX + box).split("\n") if line]
    assert lines == [
        '<div class="notice">',
        '<h4 id="rules-of-the-shed">Rules of <code>the</code> shed</h4>',
        "* Sweep *before* you leave.",
        "</div>",
    ]
    assert "\n\n* Sweep" in made(BOX + box)


def test_markdown_that_stands_alone_is_of_the_page() -> None:
    text = made(f"{BOX}{{{{ rules | markdownify }}}}\n\nText.\n")
    assert "<" not in text
    assert "Rules of `the` shed\n\n* Sweep *before* you leave.\n" in text


def test_markdown_within_a_line() -> None:
    assert made('A {{ "*b*" | markdownify }} c.') == "A *b* c."
    figure = '<p title="{{ "b" | markdownify }}">{{ "c" | markdownify }}</p>\n'
    assert made(figure) == '<p title="b">c</p>\n'
    assert made("```\n{{ 'a' | markdownify }}\n```\n") == "```\na\n```\n"


def test_a_figure_of_markdown() -> None:
    text = (
        "{% capture image %}\n![A]({{ '/a.png' | relative_url }})\n{% endcapture %}\n"
        "<figure>\n  {{ image | markdownify | remove: '<p>' | remove: '</p>' }}\n"
        "  <figcaption>B</figcaption>\n</figure>\n"
    )
    lines = [line for line in made(text).split("\n") if line]
    assert lines == [
        *("<figure>", "![A](/a.png)", "<figcaption>B</figcaption>", "</figure>")
    ]


@pytest.mark.parametrize(
    ("path", "theme", "shown"),
    [
        ("img/a.png", THEME, "/img/a.png"),
        ("/img/a.png", THEME, "/img/a.png"),
        ("https://example.org/a.png", THEME, "https://example.org/a.png"),
        ("../a.png", THEME, "../a.png"),
        ("img/a.png", PLAIN, "img/a.png"),
    ],
)
def test_path_of_an_image(path: str, theme: str, shown: str) -> None:
    text = made(f'{{% include figure.html path="{path}" %}}', **{"figure.html": theme})
    assert text == f"```{{image}} {shown}\n```"


def test_an_image_of_a_theme_that_is_not_there() -> None:
    text = made('{% include figure image_path="img/a.png" alt="A" %}')
    assert text == "```{image} /img/a.png\n:alt: A\n```"


def test_links_to_the_top_of_the_page() -> None:
    text = "[b](#) [c](#){: .d} ![e](/a.png) `[f](#)`"
    assert made(text) == "[b](#){.external} [c](#){.external .d} ![e](/a.png) `[f](#)`"


def test_markdown_in_a_page_of_html_is_html() -> None:
    page = (
        "<div>\n{% capture a %}*b*\n\n- c 'd'{% endcapture %}"
        "{{ a | markdownify }}\n</div>"
    )
    context = ConversionContext(target="posts/a.md")
    written = convert(
        page, context=context, source="a.html", first_line=1, is_markdown=False
    ).text
    assert "<p><em>b</em></p>" in written
    assert re.search(r"<ul>\s*<li>c \u2018d\u2019\s*</li>\s*</ul>", written)
    assert not re.search("[\ufdd0-\ufdd3]", written)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            "<div>\n{% comment %}\na\n\n--b\n{% endcomment %}\n<p>c</p>\n</div>",
            "<div>\n<!-- a - -b -->\n<p>c</p>\n</div>",
        ),
        (
            "<div>\n<p class='{% comment %}a{% endcomment %}b'>c</p>\n</div>",
            "<div>\n<p class='b'>c</p>\n</div>",
        ),
    ],
)
def test_comment_for_authors_in_html_is_not_shown(page: str, expected: str) -> None:
    context = ConversionContext(target="posts/a.md")
    written = convert(
        page, context=context, source="a.html", first_line=1, is_markdown=False
    )
    assert written.text == expected


def test_a_drawing_stays_whole() -> None:
    drawing = '<svg width="9"><rect width="3" />\n\n<text x="1">T</text></svg>'
    assert "<rect" in made(f"<div>\n{drawing}\n</div>\n")
    drawing = '<svg width="9"><circle r="3"/></svg>'
    (line, *_) = made(f"A {drawing} b.\n").strip().split("\n")
    assert line == '<p>A <svg width="9"><circle r="3"></circle></svg> b.</p>'


def test_an_element_that_ends_with_a_slash_is_closed() -> None:
    box = '<div class="space"/>\n'
    assert made(f"{box}\nA\n") == '<div class="space"></div>\n\nA\n'
