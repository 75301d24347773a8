"""What the comparison of pages notices, and what it takes for the same."""

from __future__ import annotations

import pytest

from site_tools.same_pages import difference

PAGE = '<article class="bd-article"><h1>Title</h1>{}</article>'


@pytest.mark.parametrize(
    ("jekyll", "here", "expected"),
    [
        ("<p>one two</p>", "<p>one</p>", "words: 'one two', here 'one'"),
        ("<p>one two</p>", "<p>two one</p>", "words: 'one two', here 'two one'"),
        ("<p>\u201cone\u201d</p>", '<p>"one"</p>', "quotes: '\u201cone\u201d', here"),
        ("<p>\u201cone\u201d</p>", "<p>\u201done\u201d</p>", "quotes: "),
        ("<p>a <em>b</em></p>", "<p>a b</p>", "em 1, here 0"),
        ("<p>a</p><p><code>b</code></p>", "<p>a</p><pre>b</pre>", "code 1, here 0"),
        ("<ul><li>a</li></ul>", "<p>a</p>", "li 1, here 0; ul 1, here 0"),
        ("<p>a</p>", "<h2>a</h2>", "headings 0, here 1"),
        ("<h2 id='a'>a</h2>", "<h2>a</h2>", "#a is nowhere"),
        (
            "<h2 id='a'>a</h2><h2 id='b'>b</h2>",
            "<h2 id='b'>a</h2><h2 id='a'>b</h2>",
            "#a leads to 'b', and not to 'a'",
        ),
        (
            "<h2 id='a'>a</h2>",
            "<h2 id='a'>a</h2><span id='a'></span>",
            "ids of several elements: a",
        ),
        ("<p><a href='/x'>a</a></p>", "<p>a</p>", "a 1, here 0"),
        (
            "<p><a href='http://a.example'>a</a></p>",
            "<p><a href='http://b.example'>a</a></p>",
            "target ('a', 'http://a.example', ''), here ('a', 'http://b.example', '')",
        ),
        (
            "<p><img src='http://a.example' title='b'></p>",
            "<p><img src='http://a.example'></p>",
            "target ('img', 'http://a.example', 'b'), here",
        ),
        ("<p>\\(x\\)</p>", '<p><math alttext="x"><mi>x</mi></math></p>', "words"),
    ],
)
def test_differences(jekyll: str, here: str, expected: str) -> None:
    assert difference(jekyll, PAGE.format(here)).startswith(expected)


def test_an_anchor_of_the_title_is_none_of_a_heading() -> None:
    page = "<section id='a'><span id='b'></span><h1>Title</h1><h2>a</h2></section>"
    here = f'<article class="bd-article">{page}</article>'
    for name in ("a", "b"):
        jekyll = f"<h2 id='{name}'>a</h2>"
        assert difference(jekyll, here) == f"#{name} is nowhere"


@pytest.mark.parametrize("tex", [r"\(x^2\)", r"\[x^2\]", "$$x^2$$"])
def test_formulas_are_those_that_mathjax_draws(tex: str) -> None:
    jekyll = rf"<p>a {tex} <code>\(y\)</code></p>"
    formula = '<math alttext="x^2"><mi>x</mi></math>'
    here = PAGE.format(rf"<p>a {formula} <code>\(y\)</code></p>")
    assert difference(jekyll, here, has_formulas=True) == ""
    assert difference(jekyll, here).startswith("words")


def test_backslashes_are_those_that_mathjax_shows() -> None:
    jekyll = r"<p>\\(x\\) \$5 <code>\\(y\\)</code></p>"
    here = PAGE.format(r"<p>\(x\) $5 <code>\\(y\\)</code></p>")
    assert difference(jekyll, here, has_formulas=True) == ""
    assert difference(jekyll, here).startswith("words")


@pytest.mark.parametrize(
    ("jekyll", "here"),
    [
        ("<p>one\ntwo</p>", "<p>one two</p>"),
        # of a heading, the level may change, and the mark beside it is no word
        ("<h4 id='a'>a</h4>", "<h2 id='a'>a<a class='headerlink' href='#a'>#</a></h2>"),
        ("<h2 id='a'>a</h2>", "<section id='a'><h2>a</h2></section>"),
        # links within a site lead to where it is now
        ("<p><a href='/a/'>a</a></p>", "<p><a href='../a/'>a</a></p>"),
        ("<p><a href='http://a/%C3%A4'>a</a></p>", "<p><a href='http://a/ä'>a</a></p>"),
        # beside a footnote are links to all that refers to it
        (
            "<aside>a <a class='reversefootnote'>x</a></aside>",
            "<aside class='footnote'><i class='backrefs'>(1,2)</i>a</aside>",
        ),
        # as browsers read it, a block ends what is open
        ("<p>a<div>b</div>", "<p>a</p><div>b</div>"),
        ("<div><b>a</div><p>b</p>", "<div><b>a</b></div><p><b>b</b></p>"),
    ],
)
def test_the_same(jekyll: str, here: str) -> None:
    assert difference(jekyll, PAGE.format(here)) == ""
