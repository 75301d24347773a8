"""The rule for the head of a page; builds with themes are in site/test_any_theme.py."""

from __future__ import annotations

import pytest

from permalink_blog.core.page_head import HeadLink
from permalink_blog.upstream.sphinx.page_head import complete_head

LINK = HeadLink("../a&b.json", "application/feed+json", '"Mine" & <yours>')
OURS = '<meta property="og:title" content="ours" />'


def page(head: str) -> str:
    """Return a page with a head."""
    return f"<html><head>{head}</head><body>&amp;</head></body></html>"


def test_a_complete_head_stays_as_it_is() -> None:
    whole = page(f'\n{OURS}\n  <link href="../a&amp;b.json" rel="alternate">\n')
    assert complete_head(whole, f"\n{OURS}\n", [LINK]) == whole
    assert complete_head(whole, "", ()) == whole


def test_links_are_escaped() -> None:
    found = complete_head(page(""), "", [LINK])
    assert 'href="../a&amp;b.json"' in found
    assert 'title="&quot;Mine&quot; &amp; &lt;yours&gt;"' in found
    assert found.index("<link") < found.index("</head>")
    assert complete_head(found, "", [LINK]) == found


def test_another_spelling_of_a_link_is_enough() -> None:
    whole = page('<link rel="alternate" href="../blog/a%26b.json">')
    link = HeadLink("a%26b.json", "application/feed+json", "Feed")
    assert complete_head(whole, "", [link], uri="blog/") == whole
    assert complete_head(whole, "", [link], uri="blog/page/") != whole


@pytest.mark.parametrize("end", [" />", "/>", ">"])
def test_metadata_of_the_theme_is_replaced(end: str) -> None:
    theirs = f'<meta property="og:title" content="theirs"{end}'
    other = f'<meta name="generator" content="x"{end}'
    found = complete_head(page(f"{theirs}\n{other}"), OURS, ())
    assert "theirs" not in found
    assert other in found
    assert OURS in found


def test_a_link_among_the_metadata_is_enough() -> None:
    found = complete_head(page(""), f"{OURS}{LINK.html}", [LINK])
    assert found.count("<link") == 1


def test_a_page_without_a_head() -> None:
    assert complete_head("<p>fragment</p>", OURS, [LINK]) == "<p>fragment</p>"
