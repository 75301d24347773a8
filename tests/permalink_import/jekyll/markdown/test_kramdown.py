"""Forms in which text for kramdown is written, and what is reported of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from permalink_import.markup.formulas import Delimiters
from permalink_import.markup.shown.myst import myst_parser

if TYPE_CHECKING:
    from tests.permalink_import.jekyll.markdown.conftest import Convert


@pytest.mark.parametrize(
    ("text", "line", "what", "reason"),
    [
        ("a\n\n[^1]: b\n", 3, "[^1]: b", "no text refers to this footnote"),
        ("[a](#nowhere)\n", 1, "(#nowhere)", "nothing on the page has this name"),
        ("a\n\n<textarea>b</textarea>\n", 3, "<textarea>b</textarea>", "form fields"),
        ("a <script>b</script>\n", 1, "<script>", "shows nothing of it"),
        (
            "![a](/b.png){: onclick='x'}\n",
            1,
            "![a](/b.png){: onclick='x'}",
            "no onclick",
        ),
        (
            "a {::nomarkdown type='latex'}b{:/}\n",
            1,
            "{::nomarkdown type='latex'}b{:/}",
            "latex",
        ),
        ("![a]()\n", 1, "![a]()", "images without an address"),
        ("b\n\n![][c]\n\n[c]: <>\n", 3, "![][c]", "images without an address"),
        ('a <img alt="b"> c\n', 1, '<img alt="b">', "images without an address"),
        ("![a](tps://b/c.png)\n", 1, "![a](tps://b/c.png) (tps:)", "not shown"),
        ("[a](mailtos:b@c.d)\n", 1, "[a](mailtos:b@c.d) (mailtos:)", "shown as text"),
        ("[a][b]\n\n[b]: tps://c.d\n", 1, "[a][b] (tps:)", "shown as text"),
        ("<a href='skype:b'>a</a>\n", 1, "<a href='skype:b'> (skype:)", "as text"),
        ("[a](javascript:b)\n", 1, "[a](javascript:b) (javascript:)", "run scripts"),
        ("[a](data:,b)\n", 1, "[a](data:,b) (data:)", "target in themselves"),
        ("a[^1]\n\n[^1]: [b](tps:c)\n", 3, "[b](tps:c) (tps:)", "shown as text"),
    ],
)
def test_it_is_reported(
    text: str, line: int, what: str, reason: str, to_myst: Convert
) -> None:
    (finding,) = to_myst(text).findings
    assert (finding.line, finding.what) == (line, what)
    assert reason in finding.reason


@pytest.mark.parametrize(
    "text",
    [
        "[a](https://b.c) [a](tel:+1) [a](b.html) [a](/b:c) [a](#b:c)\n# b:c {#b:c}\n",
        "![a](data:image/gif;base64,AA==) ![a](/b.png) <mailto:a@b.c>\n",
        "`[a](tps:b)` ![a]\n",
    ],
)
def test_other_addresses_are_not_reported(text: str, to_myst: Convert) -> None:
    assert to_myst(text).findings == ()


def test_a_formula_is_reported_that_cannot_be_drawn(to_myst: Convert) -> None:
    text = "$$x^2$$ and $$\\nowhere{x}$$\n\n$$\n\\begin{nothing}\n$$\n"
    findings = to_myst(text, formulas=Delimiters()).findings
    assert [finding.line for finding in findings] == [1, 3]
    assert findings[0].what.startswith("\\nowhere{x} (")
    assert all("shown as LaTeX" in finding.reason for finding in findings)
    assert to_myst(text, formulas=None).findings == ()


@pytest.mark.parametrize(
    ("options", "is_reported"),
    [
        ({"block": {"line_numbers": True}}, True),
        ({"line_numbers": True}, True),
        ({"line_numbers": True, "block": {"line_numbers": False}}, False),
        ({"guess_lang": True}, False),
        (None, False),
    ],
)
def test_lines_of_code_that_had_numbers_are_reported_once(
    options: object, is_reported: bool, to_myst: Convert
) -> None:
    text = "a\n\n```py\nb\n```\n\n```py\nc\n```\n"
    site = {"kramdown": {"syntax_highlighter_opts": options}}
    found = [
        (x.line, "no numbers" in x.reason) for x in to_myst(text, site=site).findings
    ]
    assert found == ([(3, True)] if is_reported else [])


@pytest.mark.parametrize(
    "text",
    [
        "<![CDATA[ a < b ]]>\n",
        "a <![CDATA[ b > c ]]> d\n",
        "> <![CDATA[\n> a\n> ]]>\n",
        "<div><![CDATA[ a ]]></div>\n",
    ],
)
def test_cdata_is_text(text: str, to_myst: Convert) -> None:
    """Return what kramdown shows: no element of HTML has it."""
    converted = to_myst(text).text
    assert "<![" not in converted.replace("\\<", "")
    assert "CDATA" in converted


@pytest.mark.parametrize(
    "text",
    [
        "a\n: ![b](/c.png){:standalone}\n",
        "- ![b](/c.png){:standalone}\n- d\n",
    ],
)
def test_a_tight_list_has_no_figure(text: str, to_myst: Convert) -> None:
    converted = to_myst(text)
    assert "figure" not in converted.text
    assert converted.text.count("b") == 1


@pytest.mark.parametrize(
    "text",
    [
        "a\n\n{: .b}\n",
        "a\n{: .b nowhere}\n",
        '{::options auto_ids="false" /}\n\n# a\n',
        '<b>a</b>{: .c} *b*{: style="color: red"}\n',
        'c\n{: data-x="1"}\n\n---\n{: .d}\n',
    ],
)
def test_attributes_are_not_reported_that_change_nothing_or_are_kept(
    text: str, to_myst: Convert
) -> None:
    assert to_myst(text).findings == ()


def test_a_link_without_text_gets_none(to_myst: Convert) -> None:
    assert to_myst("a [](/b/) c\n").text == 'a <a href="/b/"></a> c\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <img src='/b.png' alt='c_d' title='e'>\n", 'a ![c\\_d](/b.png "e")\n'),
        ("<img src='/b.png' title='e' width=9>\n", '![](/b.png "e"){width="9"}\n'),
        ("a <img src='/b.png' alt='c'>\n", "a <img src='/b.png' alt='c'>\n"),
        ("<p><img src='/b.png' title='e'></p>\n",) * 2,
    ],
)
def test_images_in_html_keep_their_titles(
    text: str, expected: str, to_myst: Convert
) -> None:
    assert to_myst(text).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "![a & b](/c.png){: #d standalone}\n",
            (
                '<figure id="d"><img src="/c.png" alt="a &amp; b" />'
                "<figcaption>a &amp; b</figcaption></figure>\n"
            ),
        ),
        (
            "![a](/c.png){: .d standalone}\n{: .e}\n",
            (
                '<figure class="e"><img src="/c.png" alt="a" class="d" />'
                "<figcaption>a</figcaption></figure>\n"
            ),
        ),
        ("![a](/c.png){: standalone} b\n", "![a](/c.png) b\n"),
    ],
)
def test_an_image_that_stands_alone_is_a_figure(
    text: str, expected: str, to_myst: Convert
) -> None:
    assert to_myst(text).text == expected


def test_html_has_the_attributes_below_it(to_myst: Convert) -> None:
    converted = to_myst("<h3 id='x'>A</h3>\n{: #place .c}\n").text
    assert converted == '<h3 id="place" class="c">A</h3>\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # an id of the author's own, that docutils would change
        ("## A {#my_A}\n", '<div id="my_A"></div>\n\n## A\n'),
        ("## A {#b}\n\n[a](#b)\n", "{#b}\n## A\n\n[a](#b)\n"),
        # levels that have no anchor in MyST
        ("# A\n\n#### D\n\n[d](#d)\n", "# A\n\n## D\n\n[d](#d)\n"),
        ("## Ab\n\n[a](#Ab)\n", "## Ab\n\n[a](#ab)\n"),
        ("## A\n\n## A\n\n[a](#a-1)\n", "## A\n\n## A\n\n[a](#a-1)\n"),
        # a place that is named in HTML
        (
            '<a name="x"></a>Text\n\n[a](#x)\n',
            '<a name="x"></a>Text\n\n[a](#x){.external}\n',
        ),
        # the top of the page is no name
        ("[a](#) [b](#top)\n", "[a](#){.external} [b](#top){.external}\n"),
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
        ("$$\nx\n$$\n", "$$\nx\n$$\n"),
        ("a\n\n$$x$$\n\nb\n", "a\n\n$$x$$\n\nb\n"),
        ("a $$x\ny$$\n", "a $x y$\n"),
        ("`$$x$$` $$y$$\n", "`$$x$$` $y$\n"),
        ("\\\\[x\\\\]\n", "$$x$$\n"),
        # two dollars between words are a formula within the line
        ("a\n$$\nx\n$$\nb\n", "a\n$x$\nb\n"),
        # one dollar is none for MathJax, unless it is set so
        ("$x$ and $HOME\n", "\\$x\\$ and \\$HOME\n"),
        ("$$\nx\n\ny\n$$\n", "$$\nx\n\ny\n$$\n"),
        # kramdown takes backslashes off, and MathJax sees what is left
        ("\\\\(a\\\\_b\\\\)\n", "$a\\_b$\n"),
    ],
)
def test_formulas(text: str, expected: str, to_myst: Convert) -> None:
    assert to_myst(text, formulas=Delimiters()).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$x$ and $HOME\n", "$x$ and $HOME\n"),
        ("$x$ cost \\$5\n", "$x$ cost \\$5\n"),
        ("a_b $c_d$ `$e$`\n", "a_b $c_d$ `$e$`\n"),
    ],
)
def test_formulas_between_single_dollars(
    text: str, expected: str, to_myst: Convert
) -> None:
    delimiters = Delimiters(inline=(("$", "$"),), escapes=True)
    assert to_myst(text, formulas=delimiters).text == expected


@pytest.mark.parametrize(("numbers", "name"), [(False, "align*"), (True, "align")])
def test_lines_have_numbers_where_they_had(
    numbers: bool, name: str, to_myst: Convert
) -> None:
    text = "\\begin{align}\na &= b\n\\end{align}\n"
    made = to_myst(text, formulas=Delimiters(numbers=numbers)).text
    assert made == text.replace("align", name)


MATHJAX_2 = Delimiters(inline=(("$", "$"),), escapes=True)
MATHJAX_3 = Delimiters(escapes=True, escapes_backslashes=True)


@pytest.mark.parametrize(
    ("delimiters", "text", "expected"),
    [
        # kramdown reads no escapes in HTML, but MathJax does
        (MATHJAX_3, "<div>\\\\(x\\\\)</div>\n", "<div>\\(x\\)</div>\n"),
        (MATHJAX_3, "<div>\\$5</div>\n", "<div>$5</div>\n"),
        (MATHJAX_3, "<pre>\\\\(x\\\\)</pre>\n", "<pre>\\\\(x\\\\)</pre>\n"),
        (MATHJAX_2, "<div>\\\\(x\\\\)</div>\n", "<div>\\\\(x\\\\)</div>\n"),
        (MATHJAX_2, "<div>\\$5 $ 6</div>\n", "<div>$5 $ 6</div>\n"),
        (MATHJAX_2, "<div>\\\\$x$</div>\n", "<div>\n\n\\\\$x$\n\n</div>\n"),
        (None, "<div>\\$5</div>\n", "<div>\\$5</div>\n"),
        (MATHJAX_3, "`\\\\` and \\\\\\$5\n", "`\\\\` and $5\n"),
    ],
)
def test_backslashes_are_those_that_the_script_leaves(
    delimiters: Delimiters | None, text: str, expected: str, to_myst: Convert
) -> None:
    assert to_myst(text, formulas=delimiters).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a $$x$$ b\n", "a \\\\(x\\\\) b\n"),
        ("$$\nx\n$$\n", "\\\\[x\\\\]\n"),
        ("$x$ and $y$\n", "\\$x\\$ and \\$y\\$\n"),
    ],
)
def test_a_site_without_a_script_has_no_formulas(
    text: str, expected: str, to_myst: Convert
) -> None:
    assert to_myst(text, formulas=None).text == expected


def test_lines_are_lines_if_the_site_says_so(to_myst: Convert) -> None:
    site = {"kramdown": {"hard_wrap": True}}
    assert to_myst("a\nb\n\nc\n", site=site).text == "a\\\nb\n\nc\n"


def test_markdown_in_html_is_markdown_if_the_site_says_so(to_myst: Convert) -> None:
    site = {"kramdown": {"parse_block_html": True}}
    expected = "<div>\n\n*a*\n\n</div>\n"
    assert to_myst("<div>\n*a*\n</div>\n", site=site).text == expected


def test_a_page_without_a_title_begins_at_the_top(to_myst: Convert) -> None:
    assert to_myst("## A\n\n#### B\n", page={}).text == "# A\n\n## B\n"


@pytest.mark.parametrize("before", ["", "- ", "> ", "1. > "])
@pytest.mark.parametrize("tag", ["<c", "</c", "<c d='e'", "<!c"])
def test_a_tag_that_is_left_open_is_text(
    before: str, tag: str, to_myst: Convert
) -> None:
    """In a page it would have what comes behind it."""
    written = to_myst(f"{before}<!-- a --> b {tag}\n").text
    html = myst_parser().render(written)
    assert f"&lt;{tag[1:]}" in html.replace("&#x27;", "'")


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("## ΣΊΣΥΦΟΣ\n", ["σίσυφοσ"]),
        ("## -a-\n\n## --a--\n\n## _a_\n", ["a", "a-1"]),
    ],
)
def test_headings_keep_the_ids_of_kramdown(
    text: str, anchors: list[str], to_myst: Convert
) -> None:
    """Compare with what Jekyll makes of it, where MyST makes other ids."""
    written = to_myst(text).text
    for anchor in anchors:
        is_written = written.count(f"{{#{anchor}}}") + written.count(f'id="{anchor}"')
        assert is_written == 1


@pytest.mark.parametrize("options", [{"auto_ids": False}, {"input": "kramdown"}])
def test_an_id_that_another_heading_has_here_is_reported(
    options: dict[str, object], to_myst: Convert
) -> None:
    """MyST makes an anchor of the earlier heading, which nothing takes from it."""
    text = "## \u590f\n\n## Foo {#\u590f}\n"
    found = to_myst(text, site={"kramdown": options})
    assert [(x.what, x.line) for x in found.findings] == [("#\u590f", 3)]
    assert found.text.count("<div id=") == 1
    again = to_myst("## \u590f\n\n## Foo {#id1}\n", site={"kramdown": options})
    assert again.findings == ()


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Summer", "## Summer\n", "{#summer}\n## Summer\n"),
        (
            "Summer!",
            "## Summer\n\n## Summer\n",
            "{#summer}\n## Summer\n\n{#summer-1}\n## Summer\n",
        ),
        ("Summer", "## Other {#summer}\n", "{#summer}\n## Other\n"),
        ("夏", "## 夏\n", '<div id="夏"></div>\n\n## 夏\n'),
        ("Summer", "> ## Summer\n", None),
        (
            "A",
            "## 2018 Summer\n\nb\n{: #summer}\n",
            "{#summer-1}\n## 2018 Summer\n\n{#summer}\nb\n",
        ),
        (
            "A",
            "## B -- C\n\n## D {#b-c}\n",
            '<div id="b--c"></div>\n\n{#b-c-1}\n## B -- C\n\n{#b-c}\n## D\n',
        ),
        (
            "A",
            "## B.C\n\n## B.C\n\n## D {#b-c}\n",
            "{#bc}\n## B.C\n\n{#bc-1}\n## B.C\n\n{#b-c}\n## D\n",
        ),
        # the heading is shown as the title
        ("Summer", "# Summer\n", "# Summer\n"),
        ("夏", "# 夏\n", "# 夏\n"),
        (
            "Summer",
            "# *Summer*\n\n## Summer\n",
            "# *Summer*\n\n{#summer-1}\n## Summer\n",
        ),
        (
            "Summer",
            "# Summer {#top}\n\n## Summer\n",
            "{#top}\n# Summer\n\n{#summer}\n## Summer\n",
        ),
    ],
)
def test_a_heading_with_the_words_of_the_title(
    title: str, text: str, expected: str | None, to_myst: Convert
) -> None:
    conversion = to_myst(text, page={"title": title})
    assert conversion.findings == ()
    if expected is not None:
        assert conversion.text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a[^b]\n\n[^b]: c\n\n## D {#b}\n",
            "a[^1]\n\n[^1]: c\n\n{#b}\n## D\n",
        ),
        ("a[^B] {#b}\n{: #b}\n\n[^B]: c\n", "{#b}\na[^1] {#b}\n\n[^1]: c\n"),
        ("a[^b]\n\n[^b]: c\n\n## D {#e}\n", None),
    ],
)
def test_no_footnote_has_the_name_of_an_anchor(
    text: str, expected: str | None, to_myst: Convert
) -> None:
    """MyST would take the two for one, and show ``[^b]`` as text."""
    written = to_myst(text).text
    if expected is None:
        assert "[^b]" in written
    else:
        assert written == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('\\"a\\" and it\\\'s\n', '\\\\"a\\\\" and it\\\\\'s\n'),
        ("&quot;a&quot; &#39;b&#39;\n", "\\\\&quot;a\\\\&quot; \\\\&#39;b\\\\&#39;\n"),
        ("- \\'a\\'\n- b\n", "- \\\\'a\\\\'\n- b\n"),
        ('<b markdown="0">"a"</b>\n', '<b>\\\\"a\\\\"</b>\n'),
        # Sphinx curls nothing in a block of HTML
        ('<div>"a" it\'s</div>\n', '<div>"a" it\'s</div>\n'),
        ('"a"\n', '"a"\n'),
    ],
)
def test_straight_quotation_marks_stay_straight(
    text: str, expected: str, to_myst: Convert
) -> None:
    """Sphinx curls none behind a backslash, and takes that off."""
    assert to_myst(text).text == expected
    assert to_myst(text, site={"lang": "ja"}).text.count("\\") <= text.count("\\")


def test_quotation_marks_are_straight_if_the_site_says_so(to_myst: Convert) -> None:
    site = {"kramdown": {"smart_quotes": "apos,apos,quot,quot"}}
    expected = '\\\\"a\\\\" it\\\\\'s\n'
    assert to_myst('"a" it\'s\n', site=site).text == expected


def test_quotation_mark_behind_a_comment_of_ours_is_as_it_looks(
    to_myst: Convert,
) -> None:
    """Sphinx would take the comment for the character before the mark."""
    assert to_myst('("d\n =\n').text == "\\(<!-- -->\u201cd\n \\=\n"


def test_straight_marks_in_links_within_the_site_are_reported(to_myst: Convert) -> None:
    """Sphinx curls the text of such a link twice."""
    converted = to_myst('[\\"a\\"](/about/) [\\"b\\"](https://b.example)\n')
    (finding,) = converted.findings
    assert "straight quotation marks" in finding.reason
    assert '[\\\\"b\\\\"]' in converted.text
