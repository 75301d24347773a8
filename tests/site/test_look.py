"""What a reader finds on the pages: lists, posts, the sidebar, the 404 page."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import feedparser
import pytest
import yaml
from bs4 import BeautifulSoup

from site_tools.sites import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bs4 import Tag

    from site_tools.sites import Build

BASE_URL = "https://example.org/"
OWNER_POST = "summer-conferences-2018"
FEEDS = {"application/atom+xml": "atom.xml", "application/feed+json": "feed.json"}
UPDATED_POST = "2026/writing-in-myst/"


@cache
def parse(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def path_of(build: Build, pagename: str) -> Path:
    """Give the file of a page; a name with a slash at its end is a folder."""
    if build.builder == "dirhtml" and pagename not in {"index", "404"}:
        pagename = f"{pagename.rstrip('/')}/"
    name = f"{pagename}index" if pagename.endswith("/") else pagename
    return build.path / f"{name}.html"


def read(build: Build, pagename: str) -> BeautifulSoup:
    return parse(path_of(build, pagename))


def follow(build: Build, pagename: str, link: Tag) -> BeautifulSoup:
    """Read the page that a link of another page leads to."""
    here = path_of(build, pagename).relative_to(build.path).as_posix()
    url = urlsplit(urljoin(BASE_URL + here, str(link["href"])))
    path = unquote(url.path).lstrip("/")
    folder = path.endswith("/") or not path
    return parse(build.path / (f"{path}index.html" if folder else path))


def text(tag: Tag | None) -> str:
    assert tag is not None
    return re.sub(r"\s+", " ", tag.get_text()).strip()


def heading(page: BeautifulSoup) -> str:
    """Give the text of a page's title, without the anchor's sign."""
    [h1] = page.select("h1")
    return text(h1).removesuffix("#")


def html_pages(build: Build) -> Iterator[tuple[str, BeautifulSoup]]:
    """Give all pages that are read: a redirect is not."""
    for path in sorted(build.path.rglob("*.html")):
        page = parse(path)
        redirects = page.select('meta[http-equiv="refresh"]')
        if "_static" not in path.parts and not redirects:
            yield path.relative_to(build.path).as_posix(), page


def front_matter(source: Path) -> dict[str, object]:
    _, yaml_text, _ = source.read_text("utf-8").split("---\n", 2)
    loaded = yaml.safe_load(yaml_text)
    assert isinstance(loaded, dict)
    return loaded


@pytest.fixture(scope="module")
def drafts(request: pytest.FixtureRequest) -> dict[str, str]:
    """Docnames and titles of the posts that say that they are not published."""
    root: Path = request.getfixturevalue("project_dir")
    found = {
        source.relative_to(root).with_suffix("").as_posix(): str(values["title"])
        for source in (root / "posts").rglob("*.md")
        if (values := front_matter(source)).get("published") is False
    }
    assert found, "no post shows what a draft is"
    return found


class TestLandingPage:
    def test_it_lists_the_newest_posts_first(self, pages: Build) -> None:
        archive = [
            (str(item.time["datetime"]), text(item.a))
            for item in read(pages, "blog/archive").select(".blog-titles li")
            if item.time
        ]
        assert archive == sorted(archive, reverse=True, key=lambda entry: entry[0])
        cards = read(pages, "index").select(".blog-card")
        listed = [
            (str(card.time["datetime"]), text(card.select_one(".blog-card__title")))
            for card in cards
            if card.time
        ]
        assert listed == archive[: len(cards)]
        assert len(listed) >= min(5, len(archive))

    def test_each_has_an_excerpt_a_date_and_tags(self, pages: Build) -> None:
        for card in read(pages, "index").select(".blog-card"):
            link = card.select_one(".blog-card__title a")
            assert link is not None
            first_paragraph = follow(pages, "index", link).select_one("article p")
            excerpt = card.select_one(".blog-card__excerpt")
            assert text(excerpt) == text(first_paragraph)
            assert re.fullmatch(r"[1-9]\d? \w+ \d{4}", text(card.time))
            for tag in card.select(".blog-chips a"):
                assert heading(follow(pages, "index", tag)).endswith(text(tag))

    def test_it_lists_the_owner_s_post(self, pages: Build) -> None:
        titles = [text(a) for a in read(pages, "index").select(".blog-card__title a")]
        assert "Summer conference report back" in titles

    def test_its_title_does_not_stutter(self, pages: Build) -> None:
        assert text(read(pages, "index").title) == "Permalink"
        assert text(read(pages, "about").title) == "About this site — Permalink"


class TestPost:
    def test_it_has_date_reading_time_author_and_category(self, pages: Build) -> None:
        page = read(pages, OWNER_POST)
        meta = page.select_one(".blog-meta--post")
        assert meta is not None
        assert meta.time is not None
        assert meta.time["datetime"] == "2018-08-01"
        assert text(meta.time) == "1 August 2018"
        assert meta.time.parent is not None
        assert "blog/2018" in str(meta.time.parent["href"])
        assert not meta.select(":scope > a")  # the dot behind it would be underlined
        reading_time = text(meta.select_one(".blog-reading-time"))
        minutes = re.fullmatch(r"(\d+) min read", reading_time)
        assert minutes
        words = len(text(page.article).split())
        assert words / 300 < int(minutes[1]) < words / 150
        for part, title in (
            (".blog-author a", "Posts by The owner of this site"),
            (".blog-category a", "Posts in conferences"),
        ):
            link = meta.select_one(part)
            assert link is not None
            assert heading(follow(pages, OWNER_POST, link)) == title

    def test_its_tags_link_to_their_archives(self, pages: Build) -> None:
        chips = read(pages, OWNER_POST).select(".bd-footer-article .blog-chips a")
        assert {text(chip) for chip in chips} == {
            "python",
            "conferences",
            "communities",
            "jupyter",
        }
        for chip in chips:
            archive = follow(pages, OWNER_POST, chip)
            assert heading(archive) == f"Posts tagged {text(chip)}"
            assert "Summer conference report back" in text(archive.article)

    def test_previous_and_next_follow_the_dates(self, pages: Build) -> None:
        entries = read(pages, "blog/archive").select(".blog-titles a")
        titles = [text(entry) for entry in reversed(entries)]  # oldest first
        for index, entry in enumerate(reversed(entries)):
            page = follow(pages, "blog/archive", entry)
            around = {
                str(link["rel"][0]): text(link.select_one(".blog-prev-next__title"))
                for link in page.select(".blog-prev-next a")
            }
            neighbours = {"prev": index - 1, "next": index + 1}
            assert around == {
                rel: titles[number]
                for rel, number in neighbours.items()
                if 0 <= number < len(titles)
            }
            # The theme and ABlog have theirs too: only one pair is shown.
            assert not page.select(".prev-next-area, .ablog__prev-next")

    def test_an_update_is_dated(self, pages: Build) -> None:
        meta = read(pages, UPDATED_POST).select_one(".blog-meta--post")
        assert meta is not None
        assert [str(time["datetime"]) for time in meta.select("time")] == [
            "2026-06-21",
            "2026-09-30",
        ]

    def test_a_part_in_another_language_says_so(self, pages: Build) -> None:
        page = read(pages, "2026/πολλές-γραφές")
        assert page.html is not None
        assert page.html["lang"] == "en"
        languages = {str(tag["lang"]) for tag in page.select("article [lang]")}
        assert languages == {"el", "ru", "he", "ja"}


class TestSidebar:
    def test_a_post_has_its_contents_and_nothing_else(self, pages: Build) -> None:
        sidebar = read(pages, OWNER_POST).select_one("#pst-secondary-sidebar")
        assert sidebar is not None
        assert sidebar.select_one(".page-toc")
        assert not sidebar.select(".blog-block")

    @pytest.mark.parametrize("pagename", ["blog/tag/python", "about"])
    def test_it_has_recent_posts_categories_tags_and_archives(
        self, pages: Build, pagename: str
    ) -> None:
        sidebar = read(pages, pagename).select_one("#pst-secondary-sidebar")
        assert sidebar is not None
        blocks = {
            text(block.h2): [text(link) for link in block.select("li a")]
            for block in sidebar.select("nav.blog-block")
        }
        assert list(blocks) == ["Recent posts", "Categories", "Tags", "Archives"]
        assert "conferences" in blocks["Categories"]
        assert {"python", "open science"} <= set(blocks["Tags"])
        assert blocks["Archives"] == sorted(blocks["Archives"], reverse=True)
        assert "2018" in blocks["Archives"]

    def test_recent_posts_are_the_newest(self, pages: Build) -> None:
        entries = read(pages, "blog/archive").select(".blog-titles a")
        recent = read(pages, "about").select(".blog-block--recent li a")
        assert [text(a) for a in recent] == [text(a) for a in entries[:5]]

    def test_pages_of_the_guide_show_the_guide(self, pages: Build) -> None:
        sidebar = read(pages, "guide/writing").select_one("#pst-secondary-sidebar")
        assert sidebar is not None
        guide = sidebar.select_one(".blog-block--guide")
        assert guide is not None
        sources = {path.stem for path in (PROJECT / "guide").rglob("*.md")} - {"index"}
        assert len(guide.select("li a")) == len(sources)
        assert [text(a) for a in guide.select("a[aria-current]")] == [
            "Everything a post can contain"
        ]


class TestArchives:
    @pytest.mark.parametrize(
        ("pagename", "title"),
        [
            ("blog", "All Posts"),
            ("blog/archive", "Archive"),
            ("blog/tag", "Tags"),
            ("blog/category", "Categories"),
            ("blog/2018", "Posted in 2018"),
            ("blog/tag/open-science", "Posts tagged open science"),
            ("blog/tag/ελληνικα", "Posts tagged ελληνικά"),
        ],
    )
    def test_their_titles(self, pages: Build, pagename: str, title: str) -> None:
        page = read(pages, pagename)
        assert heading(page) == title
        assert text(page.title) == f"{title} — Permalink"

    def test_the_author_s_archive_leads_to_the_about_page(self, pages: Build) -> None:
        name = "blog/author/the-owner-of-this-site"
        [link] = read(pages, name).select("article > p > a")
        assert heading(follow(pages, name, link)) == "About this site"


class TestDraft:
    def test_its_page_says_so(self, pages: Build, drafts: dict[str, str]) -> None:
        for docname, title in drafts.items():
            page = read(pages, docname)
            assert heading(page) == title
            assert text(page.select_one(".blog-meta--post .blog-draft")) == "Draft"
            assert page.select('meta[name="robots"][content="noindex"]')
            assert not page.select(".blog-prev-next")

    def test_it_is_in_no_list(self, pages: Build, drafts: dict[str, str]) -> None:
        own = {path_of(pages, docname) for docname in drafts}
        own.add(path_of(pages, "blog/drafts"))
        for name, page in html_pages(pages):
            if pages.path / name not in own:
                for title in drafts.values():
                    assert title not in page.get_text(), name

    def test_it_is_in_no_feed(self, pages: Build, drafts: dict[str, str]) -> None:
        feed = feedparser.parse((pages.path / "blog" / "atom.xml").read_bytes())
        titles = {entry.title for entry in feed.entries}
        assert titles
        assert not titles & set(drafts.values())


class TestNotFoundPage:
    def test_it_offers_a_way_on(self, pages: Build) -> None:
        page = read(pages, "404")
        assert heading(page) == "Page not found"
        assert page.select(".blog-search input[type=search]")
        assert page.select("article .blog-titles a")
        assert page.select('meta[name="robots"][content="noindex"]')

    def test_it_works_at_any_address(self, pages: Build) -> None:
        page = read(pages, "404")
        for tag in page.select("[href], [src], form[action]"):
            url = str(tag.get("href") or tag.get("src") or tag.get("action"))
            assert re.match(r"/(?!/)|#|https://|data:", url), tag
        assert page.html is not None
        assert page.html["data-content_root"] == "/"


class TestEveryPage:
    def test_it_has_one_title_of_its_own(self, pages: Build) -> None:
        for name, page in html_pages(pages):
            assert len(page.select("h1")) == 1, name
            assert not page.select('[role=heading][aria-level="1"]'), name
            assert page.html is not None
            assert page.html["lang"] == "en", name

    def test_its_headings_leave_out_no_level(self, pages: Build) -> None:
        for name, page in html_pages(pages):
            levels = [int(h.name[1]) for h in page.select("main :is(h1,h2,h3,h4,h5)")]
            for before, after in pairwise(levels):
                assert after <= before + 1, name

    def test_its_landmarks_have_names(self, pages: Build) -> None:
        for name, page in html_pages(pages):
            assert len(page.select("main")) == 1, name
            ids = {str(tag["id"]) for tag in page.select("[id]")}
            for nav in page.select("nav"):
                label = str(nav.get("aria-labelledby", ""))
                assert nav.get("aria-label") or label in ids, name

    def test_no_two_elements_have_one_id(self, pages: Build) -> None:
        for name, page in html_pages(pages):
            ids = [str(tag["id"]) for tag in page.select("[id]")]
            assert len(ids) == len(set(ids)), name

    def test_its_images_say_what_they_show(self, pages: Build) -> None:
        images = 0
        for name, page in html_pages(pages):
            for image in page.select("img"):
                assert image.has_attr("alt"), name
                if "blog-card__picture" in (image.get("class") or ()):
                    # Decoration: the title beside it is the link.
                    assert image["alt"] == "", name
                elif image.find_parent("article"):
                    assert image["alt"], name
                    images += 1
        assert images >= 4

    def test_it_leads_to_the_feeds(self, pages: Build) -> None:
        of_labels = set()
        for name, page in html_pages(pages):
            for kind, file in FEEDS.items():
                link, *more = page.select(f'link[rel=alternate][type="{kind}"]')
                [footer] = page.select(f'.bd-footer a[type="{kind}"]')
                assert link["href"] == footer["href"], name
                assert link["title"] == "Permalink", name
                url = urljoin(BASE_URL + name, str(footer["href"]))
                assert url == f"{BASE_URL}blog/{file}", name
                for own in more:
                    url = urljoin(BASE_URL + name, unquote(str(own["href"])))
                    path = url.removeprefix(f"{BASE_URL}blog/")
                    assert path.startswith(("tag/", "category/")), name
                    assert (pages.path / "blog" / path).is_file(), name
                    assert heading(page) in str(own["title"]), name
                    of_labels.add(path)
        assert {"tag/python/atom.xml", "tag/python/feed.json"} <= of_labels
