"""What pages say of themselves, as previews and search engines read it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from permalink_blog.upstream import ablog
from site_tools.edits import save
from site_tools.heads import BASE, ROOT, head_of, is_silent
from site_tools.small_blogs import edit, warned

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

POSTS = {
    "html": {
        "posts/named": "2018/08/named.html",
        "posts/shown": "posts/shown.html",
        "posts/plain": "posts/plain.html",
        "posts/remote": "posts/remote.html",
        "posts/quotes": "posts/quotes.html",
        "posts/here/folder": "posts/here/folder.html",
    },
    "dirhtml": {
        "posts/named": "2018/08/named/",
        "posts/shown": "posts/shown/",
        "posts/plain": "posts/plain/",
        "posts/remote": "posts/remote/",
        "posts/quotes": "posts/quotes/",
        "posts/here/folder": "posts/here/folder/",
    },
}
CARD = f"{BASE}_static/card.png"


def write(root: Path, text: str, **keys: str) -> str:
    """Write a post, and give its name."""
    head = "".join(f"{key}: {value}\n" for key, value in keys.items())
    save(
        root / "posts/new.md", f"---\ndate: 2018-09-01\n{head}---\n\n# New\n\n{text}\n"
    )
    return "posts/new"


class TestPost:
    @pytest.mark.parametrize("builder", ["html", "dirhtml"])
    def test_each_says_what_it_is(self, build_root: BuildRoot, builder: str) -> None:
        app = build_root(ROOT, builder)
        assert not warned(app)
        for docname, path in POSTS[builder].items():
            head = head_of(app, docname)
            url = BASE + path
            assert head.canonical == head.one("og:url") == url
            assert head.one("og:type") == "article"
            assert head.one("og:site_name") == "Metadata & more"
            assert head.one("og:locale") == "en_US"
            assert head.one("twitter:card") == "summary_large_image"
            description = head.one("description")
            assert description
            assert description == head.one("og:description")
            image = head.one("og:image")
            assert image
            assert image.startswith("https://")
            if image.startswith(BASE):
                assert (app.outdir / image.removeprefix(BASE)).is_file()
            data = head.data
            assert data["@context"] == "https://schema.org"
            assert data["@type"] == "BlogPosting"
            assert data["headline"] == head.one("og:title")
            assert data["url"] == url
            assert data["mainEntityOfPage"] == {"@type": "WebPage", "@id": url}
            assert data["image"] == [image]
            assert data["description"] == description
            assert data["inLanguage"] == "en"
            assert data["keywords"] == head.tags["article:tag"]
            assert data["datePublished"] == head.one("article:published_time")
            assert data["dateModified"] == head.one("article:modified_time")
            [author] = data["author"]
            assert author["@type"] == "Person"
            assert author["name"] == "Ann Example"
            assert author["url"] == head.one("article:author")
            assert data["publisher"] == {
                "@type": "Organization",
                "name": "Metadata & more",
                "url": BASE,
            }

    def test_one_with_all_there_is(self, build_root: BuildRoot) -> None:
        head = head_of(build_root(ROOT), "posts/named")
        assert head.one("og:title") == "A named image"
        assert head.one("og:description") == "The excerpt of it."
        assert head.one("article:section") == head.data["articleSection"] == "travel"
        assert head.tags["article:tag"] == ["summer", "open science"]
        author = head.one("article:author")
        assert author == f"{BASE}blog/author/ann-example.html"

    @pytest.mark.parametrize(
        ("zone", "time"),
        [("UTC", "08:11:12+00:00"), ("Europe/Berlin", "10:11:12+02:00")],
    )
    def test_a_time_has_the_time_zone_of_the_site(
        self, build_root: BuildRoot, zone: str, time: str
    ) -> None:
        app = build_root(ROOT, permalink_timezone=zone)
        published = head_of(app, "posts/named").one("article:published_time")
        assert published == f"2018-08-01T{time}"
        # A day stays one.
        assert head_of(app, "posts/shown").data["datePublished"] == "2018-08-02"

    def test_a_change_is_dated(self, build_root: BuildRoot) -> None:
        """By the front matter, as in the sitemap, or by ABlog's ``update``."""
        root = build_root.copy(ROOT)
        write(root, "Text.\n\n```{update} 2020-05-06\nA note.\n```")
        app = build_root(ROOT)
        plain, new = head_of(app, "posts/plain"), head_of(app, "posts/new")
        assert plain.one("article:published_time") == "2018-08-03"
        assert plain.one("article:modified_time") == "2019-01-02"
        assert new.one("article:published_time") == "2018-09-01"
        assert new.one("article:modified_time") == "2020-05-06"

    def test_no_change_is_before_the_date(self, build_root: BuildRoot) -> None:
        root = build_root.copy(ROOT)
        write(root, "Text.", lastmod="2001-01-01")
        head = head_of(build_root(ROOT), "posts/new")
        assert head.one("article:modified_time") == "2018-09-01"

    def test_without_an_author_it_is_the_site_s(self, build_root: BuildRoot) -> None:
        app = build_root(ROOT, blog_default_author=None)
        head = head_of(app, "posts/shown")
        assert head.one("article:author") is None
        assert head.data["author"] == [head.data["publisher"]]

    @pytest.mark.parametrize("theme", ["furo", "pydata_sphinx_theme"])
    def test_other_themes_have_it(self, build_root: BuildRoot, theme: str) -> None:
        app = build_root(ROOT, html_theme=theme)
        head = head_of(app, "posts/named")
        assert head.one("og:url") == head.canonical == f"{BASE}2018/08/named.html"
        assert head.data["headline"] == "A named image"

    @pytest.mark.parametrize(
        "missing",
        [
            "permalink_blog.incremental",
            "permalink_blog.archives",
            "permalink_blog.feeds",
            "permalink_blog.urls",
        ],
    )
    def test_without_another_extension(
        self, build_root: BuildRoot, missing: str
    ) -> None:
        names = [
            "myst_parser",
            "permalink_blog.frontmatter",
            "ablog",
            "permalink_blog.posts",
        ]
        names += [
            "permalink_blog.incremental",
            "permalink_blog.archives",
            "permalink_blog.feeds",
            "permalink_blog.urls",
            "permalink_blog.metadata",
        ]
        names.remove(missing)
        head = head_of(build_root(ROOT, extensions=names), "posts/shown")
        assert head.one("og:image") == f"{BASE}_images/wide.png"
        assert head.data["@type"] == "BlogPosting"


class TestOtherPage:
    @pytest.mark.parametrize("builder", ["html", "dirhtml"])
    def test_it_is_of_a_website(self, build_root: BuildRoot, builder: str) -> None:
        app = build_root(ROOT, builder)
        for name, title, kind in (
            ("index", "Metadata & more", "WebSite"),
            ("about", "About", "WebPage"),
            ("blog/tag/summer", "Posts tagged summer", "WebPage"),
            ("blog/archive", "All posts", "WebPage"),
        ):
            head = head_of(app, name)
            assert head.one("og:type") == "website"
            assert head.one("og:title") == title
            assert head.one("og:url") == head.canonical == head.data["url"]
            assert head.one("og:image") == CARD
            assert head.data["@type"] == kind
            assert head.data["name"] == title
            assert not [x for x in head.tags if x.startswith("article:")]
            assert "datePublished" not in head.data

    def test_an_archive_says_what_it_lists(self, build_root: BuildRoot) -> None:
        app = build_root(ROOT, blog_page_size=2)
        dash = "\N{EN DASH}"
        for name, expected in (
            ("blog", "6 posts in Metadata & more, 2018"),
            ("blog/2018", "6 posts of 2018"),
            ("blog/tag/summer", "5 posts tagged summer, 2018"),
            ("blog/tag/summer/page/2", f"5 posts tagged summer, 2018 {dash} page 2"),
            ("blog/tag/quoted-script", '1 post tagged "quoted" </script>, 2018'),
            ("blog/category/travel", "1 post in travel, 2018"),
            ("blog/author/ann-example", "6 posts by Ann Example, 2018"),
            ("blog/archive", f"All posts: 6 posts, 2018 {dash} 2018"),
            ("blog/category", f"Categories: 1 post, 2018 {dash} travel"),
        ):
            head = head_of(app, name)
            assert head.one("description") == head.one("og:description") == expected
            assert head.data["description"] == expected
        assert is_silent(head_of(app, "blog/drafts"))

    def test_pages_that_nobody_shares_say_nothing(self, build_root: BuildRoot) -> None:
        app = build_root(ROOT)
        for name in ("search", "genindex"):
            assert is_silent(head_of(app, name)), name

    def test_a_page_without_a_title_has_the_site_s(self, build_root: BuildRoot) -> None:
        root = build_root.copy(ROOT)
        save(root / "about.md", "Just text.\n")
        assert head_of(build_root(ROOT), "about").one("og:title") == "Metadata & more"

    def test_without_ablog(self, build_root: BuildRoot) -> None:
        names = ["myst_parser", "permalink_blog.urls", "permalink_blog.metadata"]
        app = build_root(ROOT, extensions=names, html_title="Docs", templates_path=[])
        head = head_of(app, "posts/named")
        assert head.one("og:type") == "website"
        assert head.one("og:site_name") == "Docs"
        assert head.one("og:image") == f"{BASE}_images/photo.png"

    @pytest.mark.parametrize("builder", ["epub", "singlehtml", "json", "latex"])
    def test_what_is_no_website_says_nothing(
        self, build_root: BuildRoot, builder: str
    ) -> None:
        app = build_root(ROOT, builder)
        for path in app.outdir.rglob("*"):
            if path.suffix in {".xhtml", ".html", ".fjson", ".tex"}:
                assert "og:title" not in path.read_text("utf-8"), path
            # An image that front matter names is not in the text.
            assert path.name != "photo.png"


class TestDraft:
    @pytest.mark.parametrize("builder", ["html", "dirhtml"])
    def test_it_says_nothing(self, build_root: BuildRoot, builder: str) -> None:
        app = build_root(ROOT, builder)
        for name in ("posts/draft", "blog/drafts"):
            assert is_silent(head_of(app, name)), name

    def test_it_does_once_it_is_due(
        self, build_root: BuildRoot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The day decides, though no source has changed."""
        monkeypatch.setattr(ablog, "tomorrow", lambda _config: datetime(2018, 8, 2))
        assert is_silent(head_of(build_root(ROOT), "posts/plain"))
        monkeypatch.setattr(ablog, "tomorrow", lambda _config: datetime(2018, 8, 4))
        app = build_root(ROOT)
        assert "0 added, 0 changed, 0 removed" in app.status.getvalue()
        assert head_of(app, "posts/plain").one("og:type") == "article"

    def test_a_post_that_becomes_one(self, build_root: BuildRoot) -> None:
        app = build_root(ROOT)
        edit(app.srcdir / "posts/plain.md", "tags:", "published: false\ntags:")
        assert is_silent(head_of(build_root(ROOT), "posts/plain"))


class TestAddress:
    @pytest.mark.parametrize("base", ["", "/blog/", "https://", "example.org"])
    def test_a_site_that_does_not_know_its_own_says_nothing(
        self, build_root: BuildRoot, base: str
    ) -> None:
        """No address in it could be whole, and a relative one leads nowhere."""
        app = build_root(ROOT, html_baseurl=base, blog_baseurl="")
        for name in ("posts/named", "index", "blog/tag/summer"):
            assert is_silent(head_of(app, name)), name
        # Lists do not need it.
        page = (app.outdir / "blog/tag/summer.html").read_text("utf-8")
        assert 'src="../../_images/photo.png"' in page

    @pytest.mark.parametrize(
        "base", ["https://example.org/a/b", "https://example.org/a/b/"]
    )
    def test_a_site_below_a_path(self, build_root: BuildRoot, base: str) -> None:
        app = build_root(ROOT, html_baseurl=base)
        head = head_of(app, "posts/named")
        below = "https://example.org/a/b"
        assert head.one("og:url") == head.canonical == f"{below}/2018/08/named.html"
        assert head.one("og:image") == f"{below}/_images/photo.png"
        assert head.one("article:author") == f"{below}/blog/author/ann-example.html"
        assert head.data["publisher"]["url"] == f"{below}/"
        assert head_of(app, "about").one("og:image") == f"{below}/_static/card.png"

    def test_names_are_quoted(self, build_root: BuildRoot) -> None:
        root = build_root.copy(ROOT)
        photo = (root / "img/photo.png").read_bytes()
        save(root / "img/fête & été.png", photo)
        write(root, "Text.", image="/img/fête & été.png", permalink="/été/")
        head = head_of(build_root(ROOT), "posts/new")
        assert head.one("og:url") == f"{BASE}%C3%A9t%C3%A9/"
        image = head.one("og:image")
        assert image == f"{BASE}_images/f%C3%AAte%20%26%20%C3%A9t%C3%A9.png"


class TestText:
    @pytest.mark.parametrize("builder", ["html", "dirhtml"])
    def test_markup_in_it_is_data(self, build_root: BuildRoot, builder: str) -> None:
        head = head_of(build_root(ROOT, builder), "posts/quotes")
        title = "Tom & “Jerry” </script> <b>\N{RIGHT SINGLE QUOTATION MARK}s"
        assert head.one("og:title") == head.data["headline"] == title
        assert head.one("description") == "Less < more & “so” on."
        tags = ["R&D", '"quoted" </script>']
        assert head.tags["article:tag"] == head.data["keywords"] == tags
        assert not head.page.xpath("//head//b")
        [script] = head.page.xpath("//script[@type='application/ld+json']")
        assert not {"<", ">", "&"} & {*script.text}

    @pytest.mark.parametrize(
        ("keys", "text", "expected"),
        [
            ({}, "The *first* `paragraph`.\n\nAnother.", "The first paragraph."),
            ({"description": "Said."}, "Text.", "Said."),
            ({"excerpt": "In lists."}, "Text.", "In lists."),
            ({"excerpt": "In lists.", "description": "Said."}, "Text.", "Said."),
            ({"description": ""}, "Text.", "Text."),
            ({"description": "null"}, "Text.", "Text."),
            ({"excerpt": "2"}, "Text.\n\nMore.", "Text. More."),
            ({}, "![A photo](../img/photo.png)\n\nThe text.", "The text."),
            ({}, "A note[^1].\n\n[^1]: Below.", "A note."),
            ({"title": "No text"}, "## A heading", None),
        ],
    )
    def test_the_description(
        self,
        build_root: BuildRoot,
        keys: dict[str, str],
        text: str,
        expected: str | None,
    ) -> None:
        root = build_root.copy(ROOT)
        name = write(root, text, **keys)
        head = head_of(build_root(ROOT), name)
        assert head.one("description") == head.one("og:description") == expected
        assert head.data.get("description") == expected

    def test_what_the_author_says_is_said_once(self, build_root: BuildRoot) -> None:
        root = build_root.copy(ROOT)
        said = {
            "description": "By hand.",
            '"property=og:title"': "Another title",
            '"property=og:image"': "https://img.example/own.png",
        }
        lines = "".join(f'\n    {key}: "{value}"' for key, value in said.items())
        write(root, "Text.", image="/img/photo.png", myst=f"\n  html_meta:{lines}")
        head = head_of(build_root(ROOT), "posts/new")
        assert head.one("description") == head.one("og:description") == "By hand."
        assert head.one("og:title") == "Another title"
        assert head.one("og:image") == "https://img.example/own.png"
        # The size of ours is not that of theirs.
        assert head.one("og:image:width") is None

    @pytest.mark.parametrize(
        ("site", "own", "language", "locale"),
        [
            ("en", None, "en", "en_US"),
            ("pt_BR", None, "pt-BR", "pt_BR"),
            ("en", "de", "de", "de_DE"),
            ("en", "zh-TW", "zh-TW", "zh_TW"),
            ("en", "null", "en", "en_US"),
        ],
    )
    def test_its_language(
        self,
        build_root: BuildRoot,
        site: str,
        own: str | None,
        language: str,
        locale: str,
    ) -> None:
        root = build_root.copy(ROOT)
        write(root, "Text.", **({} if own is None else {"lang": own}))
        head = head_of(build_root(ROOT, language=site), "posts/new")
        assert head.data["inLanguage"] == language
        assert head.one("og:locale") == locale


class TestSite:
    """What else machines look for on each page or beside them."""

    @pytest.mark.parametrize("builder", ["html", "dirhtml"])
    def test_feeds_are_found(self, build_root: BuildRoot, builder: str) -> None:
        app = build_root(ROOT, builder)
        for name in ("posts/named", "index", "blog/archive"):
            path = app.builder.get_output_path(name)
            page = head_of(app, name).page
            found = page.xpath("//head/link[@rel='alternate'][@type]")
            kinds = {link.get("type") for link in found}
            assert "application/atom+xml" in kinds
            for link in found:
                assert link.get("title")
                href = link.get("href").removeprefix(BASE)
                local = path.parent / href
                assert local.is_file() or (app.outdir / href).is_file(), href

    def test_robots_are_told_of_the_sitemap(self, build_root: BuildRoot) -> None:
        app = build_root(ROOT)
        robots = (app.outdir / "robots.txt").read_text().splitlines()
        assert robots[:2] == ["User-agent: *", "Allow: /"]
        assert f"Sitemap: {BASE}sitemap.xml" in robots
        urls = (app.outdir / "sitemap.xml").read_text("utf-8")
        assert head_of(app, "posts/named").one("og:url") in urls  # type: ignore[operator]

    def test_pages_have_the_site_s_icon(self, build_root: BuildRoot) -> None:
        app = build_root(ROOT)
        [icon] = head_of(app, "posts/named").page.xpath("//link[@rel='icon']/@href")
        path = app.builder.get_output_path("posts/named")
        assert (path.parent / icon.partition("?")[0]).is_file()
