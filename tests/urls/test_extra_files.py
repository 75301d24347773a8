from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from lxml import etree, html

from conftest import snapshot
from permalink_blog.urls import finishing
from permalink_blog.urls.extra_files import host_redirects, other_spelling, sitemap
from permalink_blog.urls.paths import Layout, Location
from permalink_blog.urls.redirect_pages import redirect_page
from permalink_blog.urls.redirects import Redirect

if TYPE_CHECKING:
    from conftest import BuildRoot

BASE = "https://example.org/blog/"


@pytest.mark.parametrize(
    ("file", "uri", "other"),
    [
        ("x.html", "x.html", ("x/index.html", "x/", "x.html")),
        ("a/x/index.html", "a/x/", ("a/x.html", "a/x.html", "a/x/")),
        ("a b.html", "a%20b.html", ("a b/index.html", "a%20b/", "a%20b.html")),
        ("index.html", "", None),
        ("index.html", "index.html", None),
        ("talk.txt", "talk.txt", None),
        ("v1.2", "v1.2", None),
        # a document named a/index, with the html builder
        ("a/index.html", "a/index.html", ("a.html", "a.html", "a/index.html")),
    ],
)
def test_other_spelling(
    file: str, uri: str, other: tuple[str, str, str] | None
) -> None:
    found = other_spelling(Location(file, uri), Layout())
    assert found == (other and Redirect(*other))


def test_a_page_whose_links_have_no_suffix_is_named_by_its_file() -> None:
    """A host may lead /x to the folder x: a redirect there to ../x would not end."""
    layout = Layout(link_suffix="")
    found = other_spelling(Location("a b.html", "a%20b"), layout)
    assert found == Redirect("a b/index.html", "a%20b/", "a%20b.html")


@pytest.mark.parametrize("uri", ["old.html", "old/", "a/b/c.html", "caf%C3%A9/"])
@pytest.mark.parametrize("target", ["new.html", "a/b/", "", "a/x.html?y=1#z", "#z"])
def test_a_redirect_page_leads_to_its_target(uri: str, target: str) -> None:
    text = redirect_page(Redirect("", uri, target), base_url=BASE, language="de")
    page = html.document_fromstring(text)
    end = urljoin(BASE, target)
    (refresh,) = page.xpath("//meta[@http-equiv='refresh']/@content")
    assert urljoin(BASE + uri, refresh.removeprefix("0; url=")) == end
    assert [urljoin(BASE + uri, href) for href in page.xpath("//a/@href")] == [end]
    assert page.xpath("//script/@data-target") == page.xpath("//a/@href")
    assert page.xpath("//link[@rel='canonical']/@href") == [end]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.get("lang") == "de"
    (script,) = page.xpath("//script/@src")
    assert urljoin(BASE + uri, script) == BASE + "_static/permalinks-redirect.js"


def test_a_redirect_to_another_site() -> None:
    redirect = Redirect(
        "a.html", "a.html", "https://example.com/?a=1&b=2", external=True
    )
    page = html.document_fromstring(redirect_page(redirect, base_url="", language="en"))
    assert page.xpath("//a/@href") == ["https://example.com/?a=1&b=2"]
    assert page.xpath("//link[@rel='canonical']/@href") == page.xpath("//a/@href")


def test_markup_stays_text() -> None:
    redirect = Redirect("a", "a", 'https://e.org/?"><script>', external=True)
    text = redirect_page(redirect, base_url="", language='"><b>')
    assert "<b>" not in text
    assert text.count("<script") == 1


def test_sitemap() -> None:
    text = sitemap({"b/": "2018-08-01", "a&c.html": None}, BASE)
    root = etree.fromstring(text.encode())
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert [
        (url.findtext(name + "loc"), url.findtext(name + "lastmod")) for url in root
    ] == [
        (BASE + "a&c.html", None),
        (BASE + "b/", "2018-08-01"),
    ]


def test_host_redirects() -> None:
    redirects = [
        Redirect("b/index.html", "b/", "new.html#x"),
        Redirect("a.html", "a.html", "https://example.com/", external=True),
    ]
    assert host_redirects(redirects, BASE) == (
        "/blog/a.html https://example.com/ 301\n/blog/b/ /blog/new.html#x 301\n"
    )
    assert host_redirects([], "") == "\n"


def test_a_build_that_dies_among_them(
    build_root: BuildRoot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it has written is known to be ours, and goes with its page."""

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    app = build_root("permalinks", permalink_spellings=True)
    before = snapshot(app.outdir)
    new = app.srcdir / "new.md"
    new.write_text("---\npermalink: /brand-new/\n---\n\n# New\n", "utf-8")
    with monkeypatch.context() as dying:
        dying.setattr(finishing, "remove_stale", die)
        with pytest.raises(KeyboardInterrupt):
            build_root("permalinks", permalink_spellings=True)
    assert (app.outdir / "brand-new.html").is_file()
    build_root("permalinks", permalink_spellings=True)
    new.unlink()
    build_root("permalinks", permalink_spellings=True)
    assert snapshot(app.outdir).keys() == before.keys()
