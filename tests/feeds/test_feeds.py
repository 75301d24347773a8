"""Feeds of real builds."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from lxml import html

from site_tools.links import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import Any

    from conftest import BuildRoot

    CheckAtom = Callable[[bytes], Any]
    CheckJson = Callable[[bytes], dict[str, Any]]

BASE = "https://example.org/en/latest/"
ROOT = "blog-feeds"
STOCK = "blog-feeds-stock"


@pytest.fixture(params=["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])
def _machine_zone(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def content_links(fragments: list[str]) -> set[str]:
    return {
        link
        for fragment in fragments
        for _, _, link, _ in html.fragment_fromstring(
            fragment, create_parent="div"
        ).iterlinks()
    }


def texts(path: Path) -> dict[str, str]:
    """Give the contents of a JSON Feed by their ids."""
    items = json.loads(path.read_bytes())["items"]
    return {item["id"]: item.get("content_html", "") for item in items}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_links_are_absolute_and_arrive(
    build_root: BuildRoot, check_atom: CheckAtom, check_json: CheckJson, builder: str
) -> None:
    app = build_root(ROOT, builder)
    assert app.warning.getvalue() == ""
    suffix = ".html" if builder == "html" else "/"
    site = Site(app.outdir, BASE)
    for folder in ("blog", "blog/tag/apple"):
        atom = check_atom((app.outdir / folder / "atom.xml").read_bytes())
        feed = check_json((app.outdir / folder / "feed.json").read_bytes())
        found = content_links([entry.content[0].value for entry in atom.entries])
        assert found == content_links([item["content_html"] for item in feed["items"]])
        found |= {entry.link for entry in atom.entries}
        assert found >= {
            f"{BASE}2020/first/",
            f"{BASE}2020/first/#further",
            f"{BASE}second{suffix}",
            f"{BASE}_images/dot.png",
            "https://example.com/a?b=1&c=2",
        }
        found |= {link.href for link in atom.feed.links}
        found |= {
            category.scheme
            for entry in atom.entries
            for category in entry.get("tags", [])
        }
        found |= {feed["home_page_url"], feed["feed_url"]}
        assert {link for link in found if site.why_broken("index.html", link)} == set()
    dead = [x for x in site.broken() if x.link.endswith((".xml", ".json"))]
    assert dead == []  # archives of stock ABlog have other ones


@pytest.mark.usefixtures("_machine_zone")
def test_dates_are_the_sites(build_root: BuildRoot, check_atom: CheckAtom) -> None:
    app = build_root(ROOT)
    data = check_atom((app.outdir / "blog/atom.xml").read_bytes())
    assert data.feed.updated == "2020-07-02T10:00:00+02:00"
    assert {entry.title: entry.published for entry in data.entries} == {
        "The first": "2020-01-02T10:00:00+01:00",
        "The second": "2020-07-02T10:00:00+02:00",
    }


def test_a_blog_without_posts(build_root: BuildRoot, check_atom: CheckAtom) -> None:
    app = build_root(ROOT, blog_post_pattern=[])
    data = check_atom((app.outdir / "blog/atom.xml").read_bytes())
    assert data.feed.updated == "1970-01-01T00:00:00+00:00"
    assert texts(app.outdir / "blog/feed.json") == {}


@pytest.mark.parametrize(
    ("builder", "theme", "parallel"),
    [("html", "alabaster", 0), ("dirhtml", "furo", 0), ("html", "furo", 2)],
)
def test_stock_ablog(
    build_root: BuildRoot,
    check_atom: CheckAtom,
    check_json: CheckJson,
    builder: str,
    theme: str,
    parallel: int,
) -> None:
    """Everything at once: sections, markup, ids, labels, dates."""
    settings: dict[str, Any] = {"html_theme": theme}
    settings["suppress_warnings"] = ["app.not_parallel"] if parallel else []
    app = build_root(STOCK, builder, parallel=parallel, **settings)
    warnings = app.warning.getvalue()
    assert warnings == "" or (parallel and "ablog" in warnings), warnings

    def page(name: str) -> str:
        return f"{BASE}{name}{'.html' if builder == 'html' else '/'}"

    data = check_atom((app.outdir / "blog/atom.xml").read_bytes())
    feed = check_json((app.outdir / "blog/feed.json").read_bytes())
    assert data.feed.id == "https://example.org/en/latest"  # as ABlog wrote it
    assert data.feed.title == feed["title"] == "Fish & <b>chips</b>"
    assert data.feed.subtitle == feed["description"] == "Salt & vinegar"
    assert data.feed.author == "Everyone"
    assert data.feed.language == feed["language"] == "pt-BR"
    ids = [entry.id for entry in data.entries]
    assert ids == [
        "tag:example.com,2010:markup",
        page("posts/canonical"),
        f"{page('parts')}#two",
        f"{page('parts')}#one",
        page("posts/updated"),
    ]
    assert ids == [item["id"] for item in feed["items"]]
    markup, canonical, two, one, updated = data.entries
    assert markup.link == page("posts/markup")
    assert [author.name for author in markup.authors] == ["Ann", "Ben"]
    assert [author.get("href") for author in markup.authors] == [
        page("index") if builder == "html" else BASE,
        "https://ben.example/",
    ]
    assert markup.title.startswith("<b> & ")
    assert markup.title.endswith("\u00dcn\u00ef c\u00f6d\u00e9\u201d \N{FISH}")
    assert [(tag.term, tag.label, tag.scheme) for tag in markup.tags] == [
        ("apple", "apple", page("blog/tag")),
        (
            "\u00dcn\u00efc\u00f6d\u00e9",
            "\u00dcn\u00ef c\u00f6d\u00e9",
            page("blog/tag"),
        ),
        ("news", "news", page("blog/category")),
    ]
    assert markup.summary.startswith("A paragraph, see Several posts, ")
    body = BeautifulSoup(markup.content[0].value, "html.parser")
    assert "\u2611 done" in body.get_text()
    assert not body.select("script, form, iframe, h1, .headerlink, input")
    assert (
        body.select_one(".video-link a")["href"] == "https://player.example/v?a=1&b=2"
    )
    assert canonical.link == "https://first.example/here/"
    assert one.content[0].value.count("<p>") == 1
    assert "The first of two" in one.content[0].value
    assert f'href="{page("parts")}#two"' in one.content[0].value
    assert "The second of two." in two.summary
    [external] = [link.href for link in two.links if link.rel == "related"]
    assert external == "https://elsewhere.example/a?b=1&c=2"
    assert feed["items"][2]["external_url"] == external
    assert updated.published == "1890-01-01T23:06:32+00:00"  # 00:00 in Berlin
    assert updated.updated == data.feed.updated == "2020-07-02T00:00:00+02:00"

    made = {
        path.relative_to(app.outdir).as_posix() for path in app.outdir.rglob("*.xml")
    }
    assert made == {
        "blog/atom.xml",
        "blog/tag/apple/atom.xml",
        "blog/tag/uni-code/atom.xml",
        "blog/category/news/atom.xml",
    }
    apple = check_atom((app.outdir / "blog/tag/apple/atom.xml").read_bytes())
    assert apple.feed.id == f"{BASE}blog/tag/apple/atom.xml"
    assert apple.feed.title == "Fish & <b>chips</b> - Posts tagged apple"
    assert apple.feed.link == page("blog/tag/apple")
    assert [entry.title for entry in apple.entries][1:] == ["Canonical", "One"]
    for path in (*app.outdir.rglob("*.xml"), *app.outdir.rglob("feed.json")):
        assert b"Secret" not in path.read_bytes()


def discovered(app: Any, name: str) -> list[str]:
    """Give the feeds that a page's head links to, as absolute URLs."""
    url = urljoin(BASE, app.builder.get_target_uri(name))
    page = BeautifulSoup(app.builder.get_output_path(name).read_text(), "html.parser")
    return [
        urljoin(url, str(link["href"]))
        for link in page.select('link[rel=alternate][type="application/atom+xml"]')
    ]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_pages_lead_to_feeds(build_root: BuildRoot, builder: str) -> None:
    seen = {}

    app = build_root(STOCK, builder, blog_feed_labels=["tags"])
    app.connect(
        "html-page-context",
        lambda app, name, template, context, doctree: seen.update({name: context}),
        priority=999,
    )
    app.build(force_all=True)
    main, apple = f"{BASE}blog/atom.xml", f"{BASE}blog/tag/apple/atom.xml"
    assert discovered(app, "index") == [main]
    assert discovered(app, "blog") == [main]
    assert discovered(app, "blog/tag/apple") == [apple, main]
    assert discovered(app, "blog/category/news") == [main]
    assert seen["blog/tag/apple"]["archive_feed"]
    assert not seen["blog/category/news"]["archive_feed"]
    assert (
        seen["blog/category/news"]["feed_title"]
        == "Fish &amp; &lt;b&gt;chips&lt;/b&gt;"
    )
    assert [tuple(feed) for feed in seen["blog/tag/apple"]["feeds"]] == [
        ("Fish & <b>chips</b>", "blog/atom.xml", "application/atom+xml"),
        ("Fish & <b>chips</b>", "blog/feed.json", "application/feed+json"),
        (
            "Fish & <b>chips</b> - Posts tagged apple",
            "blog/tag/apple/atom.xml",
            "application/atom+xml",
        ),
        (
            "Fish & <b>chips</b> - Posts tagged apple",
            "blog/tag/apple/feed.json",
            "application/feed+json",
        ),
    ]
    assert len(seen["index"]["feeds"]) == 2


def test_the_reference_leads_to_the_feed(build_root: BuildRoot) -> None:
    app = build_root(STOCK, "dirhtml")
    page = BeautifulSoup((app.outdir / "index.html").read_text(), "html.parser")
    links = {a.get_text(): a["href"] for a in page.select("a[href*='atom.xml']")}
    assert links == {
        "Fish & <b>chips</b> Feed": "blog/atom.xml",
        "follow it": "blog/atom.xml",
    }
    page = BeautifulSoup(
        (app.outdir / "posts/markup/index.html").read_text(), "html.parser"
    )
    assert page.select_one("a[href='../../blog/atom.xml']")
    app = build_root(STOCK, "text")
    assert app.warning.getvalue() == ""
    app = build_root(STOCK, "latex")
    [tex] = app.outdir.glob("*.tex")
    assert f"{BASE}blog/atom.xml" in tex.read_text().replace(r"\_", "_")


def test_without_a_base_url_there_is_no_feed(build_root: BuildRoot) -> None:
    app = build_root(STOCK, blog_baseurl="")
    assert "'blog-feed' has no target" in app.warning.getvalue()
    assert [*app.outdir.rglob("*.xml"), *app.outdir.rglob("feed.json")] == []
    assert discovered(app, "blog/tag/apple") == []


def test_feeds_are_short_or_have_no_content(
    build_root: BuildRoot, check_atom: CheckAtom, check_json: CheckJson
) -> None:
    app = build_root(STOCK, blog_feed_fulltext=False, blog_feed_length=2)
    data = check_atom((app.outdir / "blog/atom.xml").read_bytes())
    markup, canonical = data.entries
    assert "done" not in markup.content[0].value
    assert (
        f'<a class="reference internal" href="{BASE}parts.html">'
        in markup.content[0].value
    )
    assert canonical.content[0].value == "<p>First published elsewhere.</p>"
    app = build_root(STOCK, blog_feed_titles=True, blog_feed_labels=[])
    data = check_atom((app.outdir / "blog/atom.xml").read_bytes())
    assert len(data.entries) == 5
    assert not any("content" in entry for entry in data.entries)
    feed = check_json((app.outdir / "blog/feed.json").read_bytes())
    assert feed["items"][1]["content_text"] == "First published elsewhere."
    assert not (app.outdir / "blog/tag/apple").exists()


def test_archives_have_all_feeds_as_before(build_root: BuildRoot) -> None:
    app = build_root(STOCK, blog_feed_archives=True, blog_feed_labels=[])
    made = {
        path.parent.relative_to(app.outdir).as_posix()
        for path in app.outdir.rglob("atom.xml")
    }
    assert made == {
        "blog",
        *("blog/1890", "blog/2020", "blog/tag/apple", "blog/tag/uni-code"),
        *("blog/category/news", "blog/author/ann", "blog/author/ben"),
    }


def test_labels_of_one_page_have_one_feed(
    build_root: BuildRoot, check_atom: CheckAtom
) -> None:
    root = build_root.copy(STOCK)
    for name, tags in (("a", "Apple"), ("b", "apple, Apple")):
        text = f"---\ndate: 2021-01-01\ntags: {tags}\n---\n\n# {name}\n\nText.\n"
        (root / f"posts/{name}.md").write_text(text)
    app = build_root(STOCK)
    data = check_atom((app.outdir / "blog/tag/apple/atom.xml").read_bytes())
    assert data.feed.title == "Fish & <b>chips</b> - Posts tagged Apple, apple"
    assert [entry.title for entry in data.entries][:2] == ["b", "a"]
    assert len(data.entries) == 5


TEMPLATES = {
    "atom": {},
    "social": {
        "title": "{{ title|upper }}",
        "content": "{{ title }}{% for tag in post.tags %} #{{ tag.name }}{% endfor %}",
    },
    "broken": {"title": "{{ title", "summary": "{{ nothing.at.all }}"},
}


def test_templates(build_root: BuildRoot, check_atom: CheckAtom) -> None:
    app = build_root(STOCK, blog_feed_templates=TEMPLATES, blog_feed_labels=["tags"])
    warnings = app.warning.getvalue()
    assert "blog_feed_templates['broken']['title']: " in warnings
    assert (
        "blog_feed_templates['broken']['summary']: 'nothing' is undefined" in warnings
    )
    assert "Traceback" not in warnings
    for folder in ("blog", "blog/tag/apple"):
        atom = check_atom((app.outdir / folder / "atom.xml").read_bytes())
        social = check_atom((app.outdir / folder / "social.xml").read_bytes())
        broken = check_atom((app.outdir / folder / "broken.xml").read_bytes())
        assert [e.title for e in social.entries] == [
            e.title.upper() for e in atom.entries
        ]
        assert [e.title for e in broken.entries] == [e.title for e in atom.entries]
        assert [e.id for e in social.entries] == [e.id for e in atom.entries]
        assert social.feed.id == f"{BASE}{folder}/social.xml"
    assert "Canonical #apple" in [entry.content[0].value for entry in social.entries]


def test_books_have_no_feed(build_root: BuildRoot) -> None:
    app = build_root(STOCK, "epub", version="1")
    assert [path.name for path in app.outdir.rglob("*.xml")] == ["container.xml"]
    assert "feed.json" not in app.warning.getvalue()
