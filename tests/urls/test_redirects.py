from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.core.errors import InvalidPermalinkError
from permalink_blog.urls.paths import Location
from permalink_blog.urls.redirects import (
    CircleError,
    Hop,
    Redirect,
    RedirectTarget,
    index,
    parse_target,
    resolve,
)

PAGE = Location("page.html", "page.html")
FOLDER = Location("a/b/index.html", "a/b/")


def hop(name: str, target: str) -> Hop:
    return Hop(Location(f"{name}.html", f"{name}.html"), parse_target(target))


def ends(*hops: Hop) -> dict[str, str]:
    by_file = {hop.source.file: hop for hop in hops}
    urls = index([PAGE, FOLDER], hops)
    return {hop.source.uri: resolve(hop, by_file, urls).target for hop in hops}


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("/page/", RedirectTarget("page/")),
        ("page#a", RedirectTarget("page", "#a")),
        ("/page?x=/#a?b", RedirectTarget("page", "?x=/#a?b")),
        ("/", RedirectTarget("")),
        ("#top", RedirectTarget("", "#top")),
        # A link to it may be relative: with a colon that would be a scheme.
        ("/javascript:alert(1)", RedirectTarget("javascript%3Aalert(1)")),
        ("/a:b/#c:d", RedirectTarget("a%3Ab/", "#c:d")),
        ("/Xmas/", RedirectTarget("Xmas/")),
        ("/caf\u00e9/", RedirectTarget("caf%C3%A9/")),
        ("/caf%C3%A9/", RedirectTarget("caf%C3%A9/")),
        (
            " https://example.com/a:b?c#d ",
            RedirectTarget("https://example.com/a:b?c#d", "", True),
        ),
        ("HTTP://example.com", RedirectTarget("HTTP://example.com", "", True)),
    ],
)
def test_target(text: str, target: RedirectTarget) -> None:
    assert parse_target(text) == target


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is no URL"),
        ("a b", "is no URL"),
        ("a\nb", "is no URL"),
        ('a"b', "is no URL"),
        ("<a>", "is no URL"),
        ("a\\b", "is no URL"),
        ("javascript:alert(1)", "is neither a path of this site nor"),
        ("//example.com/", "is neither a path of this site nor"),
        ("data:text/html,x", "is neither a path of this site nor"),
        ("mailto:a@example.com", "is neither a path of this site nor"),
        ("https://", "is neither a path of this site nor"),
        ("ftp://example.com/", "is neither a path of this site nor"),
    ],
)
def test_refused_target(text: str, reason: str) -> None:
    with pytest.raises(InvalidPermalinkError, match=f"^{reason}") as caught:
        parse_target(text)
    assert "write /path/ or https://" in caught.value.remedy


@given(st.text())
def test_a_target_is_a_path_or_an_http_url(text: str) -> None:
    try:
        target = parse_target(text)
    except InvalidPermalinkError:
        return
    assert (target.path + target.tail).isascii()
    assert target.external == target.path.lower().startswith(("http://", "https://"))
    assert not target.path.startswith("/")
    assert target.external or ":" not in target.path


def test_a_redirect_ends_at_the_page_however_it_is_spelled() -> None:
    assert ends(hop("a", "/page"), hop("b", "/page/"), hop("c", "/a/b.html#x")) == {
        "a.html": "page.html",
        "b.html": "page.html",
        "c.html": "a/b/#x",
    }


def test_chains_are_short_and_keep_the_last_anchor() -> None:
    chain = hop("a", "/b#one"), hop("b", "/c/"), hop("c", "/page#two")
    assert ends(*chain) == {
        "a.html": "page.html#two",
        "b.html": "page.html#two",
        "c.html": "page.html#two",
    }
    assert ends(hop("a", "/b#one"), hop("b", "/page"))["a.html"] == "page.html#one"


def test_an_anchor_of_this_site_means_nothing_elsewhere() -> None:
    away = hop("a", "/b#one"), hop("b", "https://example.com/")
    assert ends(*away)["a.html"] == "https://example.com/"


def test_a_redirect_says_where_it_is_and_whether_it_leaves_the_site() -> None:
    here = Hop(Location("x/index.html", "x/"), RedirectTarget("page"))
    away = Hop(Location("y.html", "y"), parse_target("https://example.com/"))
    urls = index([PAGE], [here, away])
    assert [resolve(hop, {}, urls) for hop in (here, away)] == [
        Redirect("x/index.html", "x/", "page.html", external=False),
        Redirect("y.html", "y", "https://example.com/", external=True),
    ]


def test_a_page_is_before_a_redirect_of_another_spelling() -> None:
    redirect = Hop(Location("page/index.html", "page/"), RedirectTarget("a/b/"))
    assert ends(redirect, hop("x", "/page.html"), hop("y", "/page/")) == {
        "page/": "a/b/",
        "x.html": "page.html",
        "y.html": "a/b/",
    }


def test_what_is_no_page_is_left_as_it_is() -> None:
    assert ends(hop("a", "/files/talk.pdf?x"))["a.html"] == "files/talk.pdf?x"


def test_a_redirect_may_lead_to_another_spelling_that_is_no_page() -> None:
    folder = Hop(Location("x/index.html", "x/"), RedirectTarget("x.html"))
    assert ends(folder)["x/"] == "x.html"
    assert ends(hop("x", "/x/"))["x.html"] == "x/"


def test_other_spellings_of_a_document_lead_back_to_it() -> None:
    folder = Location("x/index.html", "x/")
    for target in ("x.html", "x/", "x"):
        hop = Hop(folder, RedirectTarget(target), every_spelling=True)
        with pytest.raises(CircleError) as caught:
            ends(hop)
        assert caught.value.is_part


def test_loops_are_refused() -> None:
    with pytest.raises(InvalidPermalinkError, match=r"/a\.html → /b\.html → /a\.html"):
        ends(hop("a", "/b"), hop("b", "/a"))
    with pytest.raises(InvalidPermalinkError, match="redirect loop") as caught:
        ends(hop("a", "/a"))
    assert "end at a page" in caught.value.remedy


def test_redirects_have_an_order() -> None:
    assert Redirect("a", "a", "x") < Redirect("b", "b", "a")
