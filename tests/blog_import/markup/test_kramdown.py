"""What kramdown has and MyST has not is left, and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from blog_import.markup.kramdown.attributes import Attributes, parse_attributes

if TYPE_CHECKING:
    from tests.blog_import.markup.conftest import Convert


@pytest.mark.parametrize(
    ("text", "line", "what", "reason"),
    [
        ('a\n\nb\n{: data-x="1"}\n', 4, '{: data-x="1"}', "no data-x"),
        ('*a*{: style="x: y"}\n', 1, '{: style="x: y"}', "no style"),
        ("a\n{: .b nowhere}\n", 2, "{: .b nowhere}", '"nowhere" has no definition'),
        ("a\n\n{: .b}\n", 3, "{: .b}", "no block"),
        ("---\n{: .b}\n", 2, "{: .b}", "MyST has no attributes"),
        ("<b>a</b>{: .c}\n", 1, "{: .c}", "use HTML"),
        ("a\n\n[^1]: b\n", 3, "[^1]: b", "no text refers to this footnote"),
        ("[a](#nowhere)\n", 1, "(#nowhere)", "nothing here has this name"),
        (
            '{::options auto_ids="false" /}\n',
            1,
            '{::options auto_ids="false" /}',
            "opt",
        ),
    ],
)
def test_it_is_told(
    text: str, line: int, what: str, reason: str, to_myst: Convert
) -> None:
    (finding,) = to_myst(text).findings
    assert (finding.line, finding.what) == (line, what)
    assert reason in finding.reason


def test_attribute_lists_are_read_as_kramdown_reads_them() -> None:
    assert parse_attributes('#a .b.c key=\'v "w"\' ref title="x\\"y"') == Attributes(
        "a", ("b", "c"), {"key": 'v "w"', "title": 'x"y'}, ("ref",)
    )
    assert parse_attributes('class="a b" id="c"') == Attributes("c", ("a", "b"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # an id of the author's own, that docutils would change
        ("## A {#my_A}\n", '[<span id="my_A"></span>]{#my_A}\n\n## A\n'),
        # a heading that is too deep to have a name
        (
            "# A\n\n## B\n\n### C\n\n#### D\n\n[d](#d)\n",
            "# A\n\n## B\n\n### C\n\n[]{#d}\n\n#### D\n\n[d](#d)\n",
        ),
        # a place that is named in HTML
        (
            '<a name="x"></a>Text\n\n[a](#x)\n',
            "[]{#x}Text\n\n[a](#x)\n",
        ),
        ("## Ab\n\n[a](#Ab)\n", "## Ab\n\n[a](#ab)\n"),
        ("## A\n\n## A\n\n[a](#a-1)\n", "## A\n\n## A\n\n[a](#a-1)\n"),
    ],
)
def test_links_find_their_headings(text: str, expected: str, to_myst: Convert) -> None:
    conversion = to_myst(text)
    assert conversion.text == expected
    assert not conversion.findings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cost $5 and $6\n", "cost \\$5 and \\$6\n"),
        ("cost $5\n", "cost $5\n"),
        ("$x$ and $HOME\n", "$x$ and \\$HOME\n"),
        ("$ \\alpha $ and $1 `$y`\n", "$ \\alpha $ and \\$1 `$y`\n"),
        ("a\n$$\nx\n$$\nb\n", "a\n\n$$\nx\n$$\nb\n"),
        ("a $$x\n+ y$$\n", "a $x + y$\n"),
        ("$$\nx\n\ny\n$$\n", "$$\nx\n\ny\n$$\n"),
        ("`$$x$$` $$y$$\n", "`$$x$$` $y$\n"),
        ("\\\\[x\\\\]\n", "$$x$$\n"),
    ],
)
def test_formulas(text: str, expected: str, to_myst: Convert) -> None:
    assert to_myst(text).text == expected


def test_lines_are_lines_if_the_site_says_so(to_myst: Convert) -> None:
    site = {"kramdown": {"hard_wrap": True}}
    assert to_myst("a\nb\n\nc\n", site=site).text == "a\\\nb\n\nc\n"


def test_markdown_in_html_is_markdown_if_the_site_says_so(to_myst: Convert) -> None:
    site = {"kramdown": {"parse_block_html": True}}
    expected = "<div>\n\n*a*\n\n</div>\n"
    assert to_myst("<div>\n*a*\n</div>\n", site=site).text == expected


def test_a_page_without_a_title_begins_at_the_top(to_myst: Convert) -> None:
    assert to_myst("## A\n\n#### B\n", page={}).text == "# A\n\n## B\n"
