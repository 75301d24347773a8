"""What a page shows becomes what a feed reader can show."""

from __future__ import annotations

from html import escape
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from permalink_blog.core.video_urls import Video
from permalink_blog.feeds.content import entry_content
from permalink_blog.feeds.model import clean
from permalink_blog.video.facade import facade_html
from permalink_blog.video.player import Box, Player

PAGE = "https://example.org/en/latest/2020/first/"
IMAGES = "https://example.org/en/latest/_images/"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<a href="../second.html#x">x</a>', urljoin(PAGE, "../second.html#x")),
        ('<a href="#x">x</a>', f"{PAGE}#x"),
        ('<a href="">x</a>', PAGE),
        ('<a href="/root">x</a>', "https://example.org/root"),
        ('<a href="https://x.example/?a=1&amp;b=2">x</a>', "=1&amp;b=2"),
        ('<img src="../../_images/dot.png">', f"{IMAGES}dot.png"),
        ('<video poster="../../_images/dot.png"></video>', f"{IMAGES}dot.png"),
        ('<audio src="a.ogg"></audio>', f"{PAGE}a.ogg"),
        (
            '<img srcset="a.png 1x, ../b.png 2x">',
            f'srcset="{PAGE}a.png 1x, {urljoin(PAGE, "../b.png")} 2x"',
        ),
        ('<img srcset="a.png">', f'srcset="{PAGE}a.png"'),
        ('<p style="background: url(a.png)">x</p>', f"url({PAGE}a.png)"),
        ('<blockquote cite="a">x</blockquote>', f'cite="{PAGE}a"'),
        ('<a href="//[">x</a>', 'href="//["'),
    ],
)
def test_links_are_absolute(body: str, expected: str) -> None:
    assert expected in entry_content(body, page_url=PAGE)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<h1>T<a class="headerlink" href="#t">#</a></h1><p>x</p>', "<p>x</p>"),
        ('<h2>S<a class="headerlink" href="#s">#</a></h2>', "<h2>S</h2>"),
        ("<h1>T</h1><h1>U</h1>", "<h1>U</h1>"),
        ("<p>a<script>b</script>c</p>", "<p>ac</p>"),
        ("<p>a</p><form><p>b</p><input></form><p>c</p>", "<p>a</p><p>c</p>"),
        ("<p>a<!-- b -->c<button>d</button></p>", "<p>ac</p>"),
        ('<p onclick="x()">a</p>', "<p>a</p>"),
        ('<li><input type="checkbox" checked=""> a</li>', "<li>\u2611 a</li>"),
        ('<li><input type="checkbox"> a</li>', "<li>\u2610 a</li>"),
        ("<iframe></iframe>a", "a"),
        ("", ""),
        ("\x00a\x0bb", "ab"),
    ],
)
def test_what_readers_drop_is_not_there(body: str, expected: str) -> None:
    content = entry_content(body, page_url=PAGE)
    assert content.removeprefix("<p>").removesuffix("</p>") == expected.removeprefix(
        "<p>"
    ).removesuffix("</p>")


def test_old_anchors_stay_on_their_page() -> None:
    moved = '<div data-moved-to="/b/" id="x"><noscript><p>Moved</p></noscript></div>'
    assert entry_content(f"<p>a</p>{moved}", page_url=PAGE) == "<p>a</p>"


def test_players_are_links() -> None:
    player = '<iframe src="https://play.example/1" title="A &amp; B"></iframe>'
    link = '<a href="https://play.example/1">A &amp; B</a>'
    content = entry_content(f"{player} after", page_url=PAGE)
    assert content == f'<p class="video-link">{link}</p> after'
    content = entry_content(f"<p>before {player}</p>", page_url=PAGE)
    assert content == f'<p>before <span class="video-link">{link}</span></p>'
    content = entry_content(
        player, page_url=PAGE, watch_url=lambda url: url.replace("play", "watch")
    )
    assert 'href="https://watch.example/1"' in content


def test_facades_of_players_are_links() -> None:
    facade = facade_html(
        Player(Video("youtube", "one", "?start=3"), "A & B", Box(560, 315), ("video",))
    )
    link = '<a href="https://www.youtube.com/watch?v=one&amp;t=3s">A &amp; B</a>'
    content = entry_content(f"{facade} after", page_url=PAGE)
    assert content == f'<p class="video-link">{link}</p> after'
    content = entry_content(f"<p>before {facade}</p>", page_url=PAGE)
    assert content == f'<p>before <span class="video-link">{link}</span></p>'


SECTIONS = (
    '<section id="page"><h1>Page</h1><p>Not this.</p>'
    '<section id="one"><span id="uno"></span><h2>One</h2><p>This.</p>'
    '<section id="deep"><h3>Deep</h3><p>And this.</p></section></section>'
    '<section id="two"><h2>Two</h2></section></section>'
)


@pytest.mark.parametrize("section", ["one", "uno"])
def test_a_section_is_a_post(section: str) -> None:
    content = entry_content(SECTIONS, page_url=PAGE, section=section)
    assert content.startswith('<section id="one">')
    text = html.fromstring(content).text_content()
    assert text == "This.DeepAnd this."


def test_a_section_that_is_not_there_is_the_page() -> None:
    content = entry_content(SECTIONS, page_url=PAGE, section="three")
    assert "Not this." in content
    assert "<h1>" not in content


@given(st.text())
def test_text_says_the_same(text: str) -> None:
    content = entry_content(f"<p>x{escape(text)}x</p>", page_url=PAGE)
    found = html.fragment_fromstring(content, create_parent="div").text_content()
    expected = html.fragment_fromstring(f"<p>x{escape(clean(text))}x</p>")
    assert found == expected.text_content()


@given(st.text())
def test_no_html_is_too_bad(text: str) -> None:
    content = entry_content(text, page_url=PAGE)
    assert clean(content) == content
    # Again changes nothing more: what is left is what readers can show.
    again = entry_content(content, page_url=PAGE)
    assert entry_content(again, page_url=PAGE) == again


@given(st.from_regex(r"[a-z.#?/:]{0,20}", fullmatch=True))
def test_links_are_resolved_as_browsers_do(link: str) -> None:
    found = entry_content(f'<p><a href="{link}">x</a></p>', page_url=PAGE)
    try:
        expected = urljoin(PAGE, link)
    except ValueError:
        return
    assert f'href="{expected}"' in found


def test_characters_that_no_xml_has_are_not_in_links() -> None:
    body = '&#1;<a href="x&#1;y">a</a><a href="&#xFFFE;">b</a>'
    written = entry_content(body, page_url=PAGE)
    assert f'href="{urljoin(PAGE, "xy")}"' in written
