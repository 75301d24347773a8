from __future__ import annotations

import re
import shutil
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from ablog.blog import Blog
from bs4 import BeautifulSoup
from sphinx.util.console import strip_escape_sequences

from permalink_blog.archives.events import TEMPLATES
from permalink_blog.archives.pages import archive_pagenames, archive_pages
from site_tools.links import Site

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

ROOT = "blog-archives"
BASE_URL = "https://example.org/"
STOCK = [
    "myst_parser",
    "ablog",
    "permalink_blog.incremental",
    "permalink_blog.archives",
]  # with Sphinx's own builders
EXTENSIONS = [*STOCK[:2], "permalink_blog.posts", *STOCK[2:], "permalink_blog.urls"]
THEMES = ["alabaster", "furo", "pydata_sphinx_theme", "site"]


@pytest.fixture
def posts(rootdir: Path, tmp_path: Path) -> Path:
    """Give the folder of posts of a copy of the root, that builds use."""
    shutil.copytree(rootdir / f"test-{ROOT}", tmp_path / ROOT)
    folder = tmp_path / ROOT / "posts"
    folder.mkdir()
    return folder


def write_post(posts: Path, number: int, title: str = "", **front_matter: str) -> None:
    """Write one post; those of higher numbers are newer."""
    fields = {
        "date": f"{2016 + number // 12}-{number % 12 + 1:02}-15",
        "tags": "python",
        "category": "news",
        **front_matter,
    }
    lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
    title = title or f"Post {number}"
    text = f"---\n{lines}---\n# {title}\n\nThe [home](../index.md) of {number}.\n"
    (posts / f"p{number:02}.md").write_text(text, encoding="utf-8")


def write_posts(posts: Path, count: int) -> None:
    for number in range(1, count + 1):
        write_post(posts, number)


def settings(theme: str) -> dict[str, object]:
    """Give the ``conf.py`` values for a theme; "site" is this project's own."""
    if theme != "site":
        return {"html_theme": theme}
    return {
        "html_theme": "permalink_blog",
        "extensions": [*EXTENSIONS, "permalink_blog.theme"],
    }


def file_of(app: SphinxTestApp, pagename: str) -> Path:
    suffix = "/index.html" if app.builder.name == "dirhtml" else ".html"
    return app.outdir / f"{pagename}{suffix}"


def read(app: SphinxTestApp, pagename: str) -> BeautifulSoup:
    return BeautifulSoup(file_of(app, pagename).read_text("utf-8"), "lxml")


def titled(title: str, number: int) -> str:
    """Give the title of a page of a list."""
    return f"{title} \N{EN DASH} page {number}" if number > 1 else title


def numbers(page: BeautifulSoup) -> list[int]:
    """Give the numbers of the posts whose titles a page of posts has."""
    headings = page.select("h2 a[href*=posts]")
    return [int(heading.get_text().split()[-1]) for heading in headings]


def chain(app: SphinxTestApp, first: str) -> list[BeautifulSoup]:
    """Read a page and those that follow it, as its head says."""
    pages = [read(app, first)]
    url = urljoin(BASE_URL, app.builder.get_target_uri(first))
    while link := pages[-1].select_one("head link[rel=next]"):
        assert pages[-1].select_one("a[rel=next]")["href"] == link["href"]
        before, url = url, urljoin(url, str(link["href"]))
        path = app.outdir / url.removeprefix(BASE_URL)
        path = path / "index.html" if url.endswith("/") else path
        pages.append(BeautifulSoup(path.read_text("utf-8"), "lxml"))
        previous = pages[-1].select_one("head link[rel=prev]")
        assert urljoin(url, str(previous["href"])) == before
        assert len(pages) < 99
    assert not pages[0].select("[rel=prev]")
    assert not pages[-1].select("[rel=next]")
    return pages


def lead_of(page: BeautifulSoup) -> str:
    """Give what a list says of itself."""
    [lead] = page.select("h1 + p.ablog-archive-lead, h1 + p.blog-archive-lead")
    return str(lead.get_text())


def broken(app: SphinxTestApp) -> list[str]:
    """Give the links that lead nowhere."""
    return [str(link) for link in Site(app.outdir).broken()]


def warnings(app: SphinxTestApp) -> str:
    return strip_escape_sequences(app.warning.getvalue())


class TestPages:
    @pytest.mark.parametrize("theme", THEMES)
    @pytest.mark.parametrize("builder", ["html", "dirhtml"])
    def test_every_post_is_on_one_page(
        self,
        build_root: BuildRoot,
        posts: Path,
        builder: str,
        theme: str,
    ) -> None:
        write_posts(posts, 25)
        app = build_root(ROOT, builder, **settings(theme))
        for first in ("blog", "blog/tag/python", "blog/category/news"):
            pages = chain(app, first)
            assert [len(numbers(page)) for page in pages] == [10, 10, 5]
            assert [n for page in pages for n in numbers(page)] == [*range(25, 0, -1)]
        assert numbers(read(app, "blog/2017")) == [*range(23, 13, -1)]
        assert numbers(read(app, "blog/2017/page/2")) == [13, 12]
        assert not file_of(app, "blog/page/4").exists()
        assert not file_of(app, "blog/page/1").exists()
        assert broken(app) == []
        assert warnings(app) == ""

    @pytest.mark.parametrize("theme", THEMES)
    def test_a_page_says_which_it_is(
        self, build_root: BuildRoot, posts: Path, theme: str
    ) -> None:
        write_posts(posts, 25)
        app = build_root(ROOT, **settings(theme))
        for number, page in enumerate(chain(app, "blog/tag/python"), start=1):
            [pager] = page.select("nav.ablog-pager")
            assert pager["aria-label"] == "Pages"
            [current] = pager.select("[aria-current=page]")
            assert current.get_text() == str(number)
            assert re.findall(r"\d|…|\w+", pager.get_text()) == [
                *("1", "2", "3"),
                *(["Previous"] if number > 1 else []),
                *(["Next"] if number < 3 else []),
            ]
            title = titled("Posts tagged python", number)
            heading = " ".join(page.select_one("h1:not(.logo)").get_text().split())
            assert heading.startswith(title) if theme == "site" else heading == title
            assert page.title.get_text().startswith(title)
            assert lead_of(page) == "25 posts tagged python, 2016\N{EN DASH}2018"
            [canonical] = page.select("link[rel=canonical]")
            path = "blog/tag/python" + (f"/page/{number}" if number > 1 else "")
            assert canonical["href"] == f"{BASE_URL}{path}.html"
            if number < 3 and theme != "site":  # nor does the theme say it again
                url = page.select_one("link[rel=next]")["href"]
                links = [link.get_text() for link in page.select(f'a[href="{url}"]')]
                assert links == [str(number + 1), "Next"]

    def test_excerpts_link_from_the_page_they_are_on(
        self, build_root: BuildRoot, posts: Path
    ) -> None:
        write_posts(posts, 11)
        app = build_root(ROOT, "dirhtml")
        page = read(app, "blog/tag/python/page/2")
        [link] = [link for link in page.select("a") if link.get_text() == "home"]
        assert link["href"] == "../../../../../"

    @pytest.mark.parametrize(
        ("size", "counts"), [(1, [1] * 5), (2, [2, 2, 1]), (5, [5]), (100, [5])]
    )
    def test_page_size(
        self, build_root: BuildRoot, posts: Path, size: int, counts: list[int]
    ) -> None:
        write_posts(posts, 5)
        app = build_root(ROOT, blog_page_size=size)
        assert [len(numbers(page)) for page in chain(app, "blog")] == counts
        assert bool(read(app, "blog").select(".ablog-pager")) == (len(counts) > 1)

    @pytest.mark.parametrize("size", [0, -3, True, None, 2.5])
    def test_what_is_no_page_size(
        self, build_root: BuildRoot, posts: Path, size: object
    ) -> None:
        write_posts(posts, 11)
        app = build_root(ROOT, blog_page_size=size)
        assert f"conf.py: blog_page_size: {size!r} is not a positive" in warnings(app)
        assert len(warnings(app).splitlines()) == 1
        assert [len(numbers(page)) for page in chain(app, "blog")] == [10, 1]

    def test_another_page_size_reads_nothing_again(
        self, build_root: BuildRoot, posts: Path
    ) -> None:
        write_posts(posts, 3)
        build_root(ROOT, blog_page_size=1)
        app = build_root(ROOT, blog_page_size=2)
        assert [len(numbers(page)) for page in chain(app, "blog")] == [2, 1]
        assert "0 added, 0 changed, 0 removed" in app.status.getvalue()

    def test_titles_only(self, build_root: BuildRoot, posts: Path) -> None:
        write_posts(posts, 11)
        app = build_root(ROOT, blog_archive_titles=True)
        page = read(app, "blog/page/2")
        assert [
            " ".join(entry.get_text().split())
            for entry in page.select(".ablog__collection_meta")
        ] == ["15 February 2016 - Post 1"]
        assert "The home" not in page.get_text()

    def test_a_blog_without_posts(self, build_root: BuildRoot, posts: Path) -> None:
        posts.rmdir()
        app = build_root(ROOT)
        made = sorted(p.relative_to(app.outdir).as_posix() for p in made_pages(app))
        assert made == ["blog.html", "blog/drafts.html"]
        assert not read(app, "blog").select(".ablog-pager")
        assert warnings(app) == ""

    def test_drafts_have_pages_and_are_on_no_other(
        self, build_root: BuildRoot, posts: Path
    ) -> None:
        write_posts(posts, 3)
        for number in range(4, 15):
            write_post(posts, number, date=f"{datetime.now().year + 2}-01-{number:02}")
        app = build_root(ROOT, **settings("site"))
        pages = chain(app, "blog/drafts")
        assert [n for page in pages for n in numbers(page)] == [*range(14, 3, -1)]
        assert [len(page.select("meta[name=robots]")) for page in pages] == [1, 1]
        for pagename in ("blog", "blog/tag/python", "blog/archive", "blog/tag"):
            assert not re.search(r"Post (4|14)\b", read(app, pagename).main.get_text())
        assert not read(app, "blog").select("meta[name=robots]")

    def test_workers_write_the_same(self, build_root: BuildRoot, posts: Path) -> None:
        write_posts(posts, 12)
        app = build_root(ROOT)
        alone = {path: path.read_bytes() for path in made_pages(app)}
        for path in alone:
            path.unlink()
        app = build_root(ROOT, force_all=True, parallel=2)
        assert {path: path.read_bytes() for path in made_pages(app)} == alone


def made_pages(app: SphinxTestApp) -> list[Path]:
    """Give the archives, without the pages that send other spellings on to them."""
    found = [*app.outdir.glob("blog.html"), *app.outdir.glob("blog/**/*.html")]
    return [path for path in found if "http-equiv" not in path.read_text("utf-8")]


class TestShrinking:
    @pytest.mark.parametrize("builder", ["html", "dirhtml"])
    def test_pages_go_with_their_posts(
        self, build_root: BuildRoot, posts: Path, builder: str
    ) -> None:
        write_posts(posts, 21)
        app = build_root(ROOT, builder)
        assert file_of(app, "blog/page/3").exists()
        (posts / "p01.md").unlink()
        app = build_root(ROOT, builder)
        assert not file_of(app, "blog/page/3").exists()
        assert not (app.outdir / "blog/page/3").exists()
        assert [len(numbers(page)) for page in chain(app, "blog")] == [10, 10]
        assert broken(app) == []
        assert warnings(app) == ""

    @pytest.mark.parametrize("builder", ["html", "dirhtml"])
    def test_the_builders_of_sphinx_work_too(
        self, build_root: BuildRoot, posts: Path, builder: str
    ) -> None:
        write_posts(posts, 11)
        build_root(ROOT, builder, extensions=STOCK)
        (posts / "p01.md").unlink()
        app = build_root(ROOT, builder, extensions=STOCK)
        assert [len(numbers(page)) for page in chain(app, "blog")] == [10]
        assert warnings(app) == ""

    @pytest.mark.parametrize("builder", ["singlehtml", "epub", "text", "json"])
    def test_other_builders_build(
        self, build_root: BuildRoot, posts: Path, builder: str
    ) -> None:
        write_posts(posts, 11)
        app = build_root(
            ROOT, builder, extensions=STOCK, epub_copyright="x", version="1"
        )
        assert warnings(app) == ""


class TestCatalogs:
    def test_the_archive_is_a_light_list_of_all(
        self, build_root: BuildRoot, posts: Path
    ) -> None:
        write_posts(posts, 25)
        page = read(build_root(ROOT), "blog/archive")
        [body] = page.select("div.body")
        years = [link.get_text() for link in body.select("h2 a")]
        assert years == ["2018", "2017", "2016"]
        links = [link.get_text() for link in body.select("li a")]
        assert links == [f"Post {number}" for number in range(25, 0, -1)]
        assert len(body.select("time[datetime]")) == 25
        assert len(body.find_all()) <= 4 * 25 + 20
        assert "The home" not in body.get_text()

    @pytest.mark.parametrize("theme", ["alabaster", "site"])
    def test_a_label_shows_its_newest_posts_and_a_way_to_all(
        self, build_root: BuildRoot, posts: Path, theme: str
    ) -> None:
        write_posts(posts, 25)
        write_post(posts, 26, tags="rare")
        page = read(build_root(ROOT, **settings(theme)), "blog/tag")
        body = page.select_one("article" if theme == "site" else "div.body")
        titles = [a.get_text() for a in body.select("li a[href*=posts]")]
        assert titles == [*(f"Post {n}" for n in (25, 24, 23, 22, 21)), "Post 26"]
        [link] = body.select("section > p > a")
        assert link.get_text() == "All 25 posts"
        assert link["href"] == "tag/python.html"

    @pytest.mark.parametrize("theme", ["alabaster", "site"])
    def test_each_list_says_how_many_posts_it_has(
        self, build_root: BuildRoot, posts: Path, theme: str
    ) -> None:
        write_post(posts, 1, location="Bonn", language="Latin", category="100%s")
        write_post(posts, 12, category="100%s")
        write_post(posts, 13, tags="", date='""')  # a draft
        app = build_root(ROOT, blog_title="A <i>blog</i>", **settings(theme))
        years = "2016\N{EN DASH}2017"
        assert {
            pagename: lead_of(read(app, f"blog{pagename}"))
            for pagename in (
                *("", "/2017", "/tag/python", "/category/100s", "/author/me-myself"),
                *("/location/bonn", "/language/latin"),
                *("/archive", "/tag", "/location"),
            )
        } == {
            "": f"2 posts in A <i>blog</i>, {years}",
            "/2017": "1 post of 2017",
            "/tag/python": f"2 posts tagged python, {years}",
            "/category/100s": f"2 posts in 100%s, {years}",
            "/author/me-myself": f"2 posts by Me & Myself, {years}",
            "/location/bonn": "1 post from Bonn, 2016",
            "/language/latin": "1 post in Latin, 2016",
            "/archive": f"2 posts, {years}",
            "/tag": f"2 posts, {years}",
            "/location": "1 post, 2016",
        }
        drafts = read(app, "blog/drafts")
        assert not drafts.select(".ablog-archive-lead, .blog-archive-lead")

    def test_text_is_escaped(self, build_root: BuildRoot, posts: Path) -> None:
        write_post(posts, 1, title="a <b>&amp;", tags='Q"&A')
        write_post(posts, 2, title="a <b>&amp;", tags='Q"&A')
        app = build_root(ROOT, blog_page_size=1)
        for pagename in ("blog", "blog/tag", "blog/tag/qa", "blog/archive"):
            html = file_of(app, pagename).read_text("utf-8")
            assert "<b>" not in html
            assert "a &lt;b&gt;" in html
        page = read(app, "blog/tag/qa/page/2")
        title = 'Posts tagged Q"&A'
        assert page.title.get_text().startswith(titled(title, 2))
        assert lead_of(page) == '2 posts tagged Q"&A, 2016'
        assert page.select_one("link[rel=prev]")["title"] == title
        [feed] = page.select("link[type='application/atom+xml']")
        assert feed["title"] == title


class TestNames:
    def test_names_are_known_before(self, build_root: BuildRoot, posts: Path) -> None:
        write_posts(posts, 13)
        app = build_root(ROOT, "dirhtml", blog_page_size=3)
        blog = Blog(app)
        names = archive_pagenames(blog, 3)
        assert names == [page.pagename for page in archive_pages(blog, 3)]
        assert len(set(names)) == len(names)
        made = [path for path in made_pages(app) if path.name == "index.html"]
        assert sorted(made) == sorted(file_of(app, name) for name in names)

    def test_labels_with_one_slug_share_a_page(
        self, build_root: BuildRoot, posts: Path
    ) -> None:
        write_post(posts, 1, tags="C")
        write_post(posts, 2, tags="C++")
        write_post(posts, 3, tags="C, C#")
        app = build_root(ROOT, blog_page_size=2)
        said = warnings(app)
        assert said.count("WARNING") == 1
        assert "tag 'C', 'C#' and 'C++' share the page 'blog/tag/c'" in said
        pages = chain(app, "blog/tag/c")
        assert [numbers(page) for page in pages] == [[3, 2], [1]]
        assert pages[0].title.get_text().startswith("Posts tagged C, C#, C++ ")
        counts = re.findall(
            r"Posts tagged (\S+)\s+\((\d)\)", read(app, "blog/tag").text
        )
        assert counts == [("C", "2"), ("C#", "1"), ("C++", "1")]

    @pytest.mark.parametrize("other", ["Open Science", "open-science", "open  science"])
    def test_spellings_of_a_label_share_a_page_without_a_warning(
        self, build_root: BuildRoot, posts: Path, other: str
    ) -> None:
        write_post(posts, 1, tags="open science")
        write_post(posts, 2, tags=other)
        app = build_root(ROOT, extensions=STOCK)
        assert warnings(app) == ""
        assert numbers(read(app, "blog/tag/open-science")) == [2, 1]

    def test_an_author_has_one_page_by_key_and_by_name(
        self, build_root: BuildRoot, posts: Path
    ) -> None:
        write_post(posts, 1, author="me")
        write_post(posts, 2, author="Me & Myself")
        app = build_root(ROOT, extensions=STOCK)
        assert warnings(app) == ""
        page = read(app, "blog/author/me-myself")
        assert page.title.get_text().startswith("Posts by Me & Myself \N{EM DASH}")
        assert numbers(page) == [2, 1]
        assert "(2)" in read(app, "blog/author").get_text()

    def test_a_label_without_a_letter(self, build_root: BuildRoot, posts: Path) -> None:
        write_post(posts, 1, tags="'++'")
        said = warnings(build_root(ROOT))
        assert re.search(r"\.md:[2-9]: WARNING: tag '\+\+' has no letter", said)
        assert "tag '++' has no letter or digit" in said

    def test_a_label_may_be_called_page(
        self, build_root: BuildRoot, posts: Path
    ) -> None:
        for number in (1, 2):
            write_post(posts, number, tags="page, page 2", category="page")
        app = build_root(ROOT, blog_page_size=1)
        assert [numbers(page) for page in chain(app, "blog/tag/page")] == [[2], [1]]
        assert [numbers(page) for page in chain(app, "blog/tag/page-2")] == [[2], [1]]
        assert warnings(app) == ""

    @pytest.mark.parametrize("extensions", [STOCK, [*STOCK, "permalink_blog.urls"]])
    def test_a_document_goes_before_an_archive(
        self, build_root: BuildRoot, posts: Path, extensions: list[str]
    ) -> None:
        write_posts(posts, 2)
        folder = posts.parent / "blog" / "tag"
        folder.mkdir(parents=True)
        (folder / "python.md").write_text("---\norphan: true\n---\n# Mine\n")
        list_ = "# All mine\n\n```{postlist}\n```\n"
        (posts.parent / "blog.md").write_text(f"---\norphan: true\n---\n{list_}")
        app = build_root(ROOT, blog_page_size=1, extensions=extensions)
        assert "Mine" in read(app, "blog/tag/python").title.get_text()
        assert "All mine" in read(app, "blog").title.get_text()
        assert not file_of(app, "blog/tag/python/page/2").exists()
        assert file_of(app, "blog/category/news/page/2").exists()

    def test_a_document_in_the_middle_of_an_archive(
        self, build_root: BuildRoot, posts: Path
    ) -> None:
        write_posts(posts, 3)
        folder = posts.parent / "blog" / "page"
        folder.mkdir(parents=True)
        (folder / "2.md").write_text("---\norphan: true\n---\n# Mine\n")
        app = build_root(ROOT, blog_page_size=1)
        assert "Mine" in read(app, "blog/page/2").title.get_text()
        assert numbers(read(app, "blog/page/3")) == [1]
        said = warnings(app)
        assert said.count("WARNING") == 1
        assert "blog/page/2.md:1: WARNING: this document has the name of a page" in said

    def test_redirects_of_ablog(self, build_root: BuildRoot, posts: Path) -> None:
        write_post(posts, 1, redirect="old/place")
        write_post(posts, 2, redirect="old/place, blog/tag/python, index")
        app = build_root(ROOT, extensions=STOCK)
        page = read(app, "old/place")
        refresh = page.select_one("meta[http-equiv=refresh]")["content"]
        assert refresh.endswith("url=../posts/p02.html")
        assert numbers(read(app, "blog/tag/python")) == [2, 1]
        said = warnings(app)
        assert re.search(r"p01\.md:\d+: WARNING: redirect: 'old/place' is also", said)
        assert re.search(r"p02\.md:\d+: WARNING: redirect: 'blog/tag/python' is", said)
        assert re.search(r"p02\.md:\d+: WARNING: redirect: 'index' is also", said)
        assert said.count("WARNING") == 3
        assert read(app, "index").title.get_text().startswith("Home")


class TestTemplates:
    def build(self, build_root: BuildRoot, posts: Path, template: str) -> SphinxTestApp:
        folder = posts.parent / "_templates" / "ablog"
        folder.mkdir(parents=True)
        (folder / "collection.html").write_text(template, encoding="utf-8")
        write_posts(posts, 3)
        return build_root(
            ROOT,
            html_theme="alabaster",
            blog_page_size=2,
            templates_path=["_templates"],
            blog_feed_archives=True,
        )

    def test_those_of_the_site_win_and_have_what_ablog_gives(
        self, build_root: BuildRoot, posts: Path
    ) -> None:
        app = self.build(
            build_root,
            posts,
            "{% extends 'page.html' %}{% block body %}<p id=seen>"
            "{{ [header, collection, collection|length, collection.docname,"
            " collection.path, collection.name, collection.label, collection.href,"
            " collection.xref, collection.catalog, summary, feed_path, feed_title,"
            " archive_feed, collection.relsize(), title]|join('|') }}|"
            "{% for post in collection %}{{ post.title }};{% endfor %}</p>"
            "{% endblock %}",
        )
        seen = read(app, "blog/author/me-myself/page/2").select_one("#seen")
        assert seen.get_text().split("|") == [
            *("Posts by", "Me & Myself", "3", "blog/author/me-myself/page/2"),
            *("blog/author/me-myself", "Me & Myself", "me", "index", "author-me"),
            *("author", "True", "blog/author/me-myself", "Posts by Me & Myself"),
            *("True", "3", titled("Posts by Me & Myself", 2), "Post 1;"),
        ]

    def test_without_a_pager_the_theme_leads_on(
        self, build_root: BuildRoot, posts: Path
    ) -> None:
        template = "{% extends 'page.html' %}{% block body %}Mine{% endblock %}"
        page = read(self.build(build_root, posts, template), "blog")
        assert page.select_one("head link[rel=next]")["href"] == "blog/page/2.html"
        [link] = page.select(".relations a[href='blog/page/2.html']")
        assert link.get_text() == titled("All Posts", 2)

    def test_they_can_inherit_from_ours(
        self, build_root: BuildRoot, posts: Path
    ) -> None:
        template = (
            "{% extends '!ablog/collection.html' %}"
            "{% block body %}Mine{{ super() }}{% endblock %}"
        )
        page = read(self.build(build_root, posts, template), "blog")
        assert "Mine" in page.get_text()
        assert page.select(".ablog-pager")

    def test_theirs_are_used_where_ablogs_are_not(
        self, build_root: BuildRoot, posts: Path
    ) -> None:
        folder = posts.parent / "_templates" / "ablog"
        folder.mkdir(parents=True)
        for name in ("catalog", "collection"):
            (folder / f"{name}.html").write_text("{{ pagename }}", encoding="utf-8")
        write_posts(posts, 1)
        app = build_root(
            ROOT,
            skip_injecting_base_ablog_templates=True,
            templates_path=["_templates"],
        )
        assert file_of(app, "blog").read_text("utf-8") == "blog"
        loaders = app.builder.templates.loaders
        assert not any(f"{TEMPLATES}" in str(loader.searchpath) for loader in loaders)
