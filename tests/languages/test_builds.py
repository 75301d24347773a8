"""Blogs in German and Japanese, with ABlog's look and with this site's."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pydata_sphinx_theme
import pytest
import sphinx
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup
from lxml import etree

from conftest import snapshot
from permalink_blog.languages import LOCALE
from site_tools.edits import save
from site_tools.fresh_builds import build, differences
from site_tools.small_blogs import edit, pages, stamps, warned, written

if TYPE_CHECKING:
    from bs4 import Tag

    from conftest import BuildRoot

ROOT = "blog-languages"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
STOCK = [
    "myst_parser",
    "permalink_blog.frontmatter",
    "ablog",
    "permalink_blog.languages",
]


class Words(NamedTuple):
    """What a German and a Japanese find."""

    march: str
    march_day: str
    update: str
    tagged: str
    page_2: str
    lead: str
    all_posts: str
    next: str
    related: str
    minutes: str

    @property
    def second(self) -> str:
        """The title of the second page of a tag."""
        return f"{self.tagged} \N{EN DASH} {self.page_2}"


WORDS = {
    "de": Words(
        march="5. März 2018",
        march_day="5. März",
        update="Aktualisiert am 3. Februar 2020",
        tagged="Beiträge mit dem Schlagwort apple",
        page_2="Seite 2",
        lead="4 Beiträge mit dem Schlagwort apple, 2018\N{EN DASH}2019",
        all_posts="Alle Beiträge",
        next="Weiter",
        related="Verwandte Beiträge",
        minutes="1 Min. Lesezeit",
    ),
    "ja": Words(
        march="2018年3月5日",
        march_day="3月5日",
        update="更新日: 2020年2月3日",
        tagged="タグ: apple",
        page_2="2 ページ",
        lead="4 件の投稿（タグ: apple）、2018\N{EN DASH}2019 年",  # noqa: RUF001
        all_posts="すべての 投稿",
        next="次へ",
        related="関連する投稿",
        minutes="1 分で読めます",
    ),
}


@pytest.fixture(params=sorted(WORDS))
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def parse(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf-8"), "lxml")


def text(tag: Tag | None) -> str:
    assert tag is not None
    return re.sub(r"\s+", " ", tag.get_text()).strip()


class TestABlogsLook:
    """Alabaster, and ABlog's templates."""

    def test_dates_and_texts(self, build_root: BuildRoot, language: str) -> None:
        words = WORDS[language]
        app = build_root(ROOT, language=language)
        assert not warned(app)
        post = parse(app.outdir / "posts/march.html")
        assert post.html is not None
        assert post.html["lang"] == language
        assert text(post.select_one(".update .admonition-title")) == words.update
        assert words.march in text(post.select_one(".ablog__postcard"))
        archive = parse(app.outdir / "blog/tag/apple.html")
        assert text(archive.h1) == words.tagged
        assert text(archive.select_one(".ablog-archive-lead")) == words.lead
        assert text(archive.select_one(".ablog-pager__next")) == words.next
        second = parse(app.outdir / "blog/tag/apple/page/2.html")
        assert text(second.h1) == words.second
        assert text(parse(app.outdir / "blog.html").h1) == words.all_posts
        years = [text(a) for a in parse(app.outdir / "blog/archive.html").select("h2")]
        assert all("2018" in year or "2019" in year for year in years)

    def test_lists_and_references(self, build_root: BuildRoot, language: str) -> None:
        app = build_root(ROOT, language=language)
        names = [text(a) for a in parse(app.outdir / "index.html").select("p > a")]
        assert (
            names[-4:]
            == {
                "de": ["Beiträge", "Entwürfe", "Schlagwörter", "Languages: Feed"],
                "ja": ["投稿", "下書き", "タグ", "Languages のフィード"],
            }[language]
        )
        june = {"de": "10. Juni", "ja": "6月10日"}[language]
        listed = parse(app.outdir / "index.html").select_one(".postlist")
        assert text(listed) == f"{june} - June"

    def test_feeds(self, build_root: BuildRoot, language: str) -> None:
        app = build_root(ROOT, language=language)
        feed = (app.outdir / "blog/tag/apple/atom.xml").read_text("utf-8")
        assert f'<title type="text">Languages - {WORDS[language].tagged}<' in feed
        assert f'xml:lang="{language}"' in feed
        assert "<published>2018-03-05T00:00:00+00:00<" in feed

    @pytest.mark.parametrize("builder", ["html", "text"])
    def test_updates_of_drafts(
        self, build_root: BuildRoot, language: str, builder: str
    ) -> None:
        app = build_root(ROOT, builder, language=language)
        [path] = (app.outdir / "posts").glob("draft.*")
        assert WORDS[language].update in path.read_text("utf-8")

    def test_without_blog_scaling(self, build_root: BuildRoot, language: str) -> None:
        app = build_root(ROOT, language=language, extensions=STOCK)
        words = WORDS[language]
        assert text(parse(app.outdir / "blog/tag/apple.html").h1) == words.tagged
        assert words.march in text(parse(app.outdir / "blog/2018.html"))
        post = parse(app.outdir / "posts/march.html")
        assert text(post.select_one(".update .admonition-title")) == words.update

    def test_english_is_as_it_was(self, build_root: BuildRoot) -> None:
        app = build_root(ROOT)
        assert text(parse(app.outdir / "blog.html").h1) == "All Posts"
        post = text(parse(app.outdir / "posts/march.html"))
        assert "05 March 2018" in post
        assert "Updated on 03 February 2020" in post

    def test_a_format_of_conf_py_goes_first(self, build_root: BuildRoot) -> None:
        app = build_root(ROOT, language="de", post_date_format="%Y/%m/%d")
        assert "2018/03/05" in text(parse(app.outdir / "posts/march.html"))

    def test_another_language_is_an_incremental_build(
        self, build_root: BuildRoot
    ) -> None:
        app = build_root(ROOT)
        build_root(ROOT, language="de")
        incremental = snapshot(app.outdir)
        shutil.rmtree(app.outdir.parent)
        clean = snapshot(build_root(ROOT, language="de").outdir)
        found = differences(incremental, clean)
        assert not found, "\n".join(found)


class TestPostsInAnotherLanguage:
    def test_the_text_has_its_language_and_the_page_the_site_s(
        self, build_root: BuildRoot
    ) -> None:
        app = build_root(ROOT)
        page = parse(app.outdir / "posts/summer.html")
        assert page.html is not None
        assert page.html["lang"] == "en"
        [marked] = page.select("[lang]:not(html)")
        assert marked.name == "section"
        assert marked["lang"] == "fr"
        assert text(marked.h1).startswith("Un été")
        assert not parse(app.outdir / "posts/march.html").select("[lang]:not(html)")

    def test_lists_say_it_of_titles_and_excerpts(self, build_root: BuildRoot) -> None:
        app = build_root(ROOT)
        for name in ("blog", "blog/tag/apple", "blog/tag"):
            for path in app.outdir.glob(f"{name}*/**/*.html"):
                for link in parse(path).select(".body a[href*='summer.html']"):
                    whole = link.find_parent("p", class_="ablog-post-expand")
                    assert whole or link.get("lang") == "fr", path
        found = [
            part
            for path in sorted(app.outdir.glob("blog/tag/apple/page/*.html"))
            for part in parse(path).select("div[lang=fr] .ablog-post-excerpt")
        ]
        first = parse(app.outdir / "blog/tag/apple.html")
        found += first.select("div[lang=fr] .ablog-post-excerpt")
        assert [text(part) for part in found] == ["Une phrase."]

    def test_the_feed_has_it_in_the_content(self, build_root: BuildRoot) -> None:
        app = build_root(ROOT, blog_feed_fulltext=True)
        feed = (app.outdir / "blog/atom.xml").read_text("utf-8")
        assert re.search(r'&lt;section[^&]* lang="fr"', feed)
        root = etree.fromstring(feed.encode())
        languages = {
            entry.findtext("{*}title"): entry.get(XML_LANG)
            for entry in root.findall("{*}entry")
        }
        assert languages.pop("Un été") == "fr"
        assert {*languages.values()} == {None}
        items = json.loads((app.outdir / "blog/feed.json").read_text("utf-8"))["items"]
        assert [x.get("language") for x in items].count("fr") == 1

    def test_the_language_of_the_site_needs_no_mark(
        self, build_root: BuildRoot
    ) -> None:
        app = build_root(ROOT, language="fr")
        page = parse(app.outdir / "posts/summer.html")
        assert not page.select("[lang]:not(html)")

    def test_any_document_can_say_it(self, build_root: BuildRoot) -> None:
        srcdir = build_root(ROOT, "dummy").srcdir
        save(srcdir / "about.md", "---\nlocale: de_AT\n---\n\nOhne Titel.\n")
        app = build_root(ROOT)
        [marked] = parse(app.outdir / "about.html").select("[lang]:not(html)")
        assert marked["lang"] == "de-AT"
        assert text(marked) == "Ohne Titel."

    def test_what_is_no_language_is_told(self, build_root: BuildRoot) -> None:
        srcdir = build_root(ROOT, "dummy").srcdir
        edit(srcdir / "posts/summer.md", "lang: fr", "lang: no")
        app = build_root(ROOT)
        [line] = [x for x in warned(app).splitlines() if "blog_languages.lang" in x]
        assert "posts/summer.md:5: WARNING: lang: 'False': expected" in line
        assert not parse(app.outdir / "posts/summer.html").select("[lang]:not(html)")
        quiet = build_root(ROOT, suppress_warnings=["blog_languages.lang"])
        assert not warned(quiet)

    def test_an_edit_of_it_is_followed(self, build_root: BuildRoot) -> None:
        app = build_root(ROOT)
        edit(app.srcdir / "posts/summer.md", "lang: fr", "locale: de")
        before = stamps(app.outdir)
        build_root(ROOT)
        found = pages(written(before, app.outdir))
        assert {"posts/summer", "blog", "blog/tag/apple"} <= found
        incremental = snapshot(app.outdir)
        shutil.rmtree(app.outdir.parent)
        clean = snapshot(build_root(ROOT).outdir)
        found_ = differences(incremental, clean)
        assert not found_, "\n".join(found_)


SITE_FILES = ("_templates", "_static", "conf.py")


@pytest.fixture(scope="module", params=sorted(WORDS))
def site(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    rootdir: Path,
    project_dir: Path,
) -> tuple[str, Path]:
    """The same posts with this site's settings and look."""
    folder = tmp_path_factory.mktemp(str(request.param))
    source = folder / "source"
    shutil.copytree(rootdir / f"test-{ROOT}", source)
    for name in SITE_FILES:
        found = project_dir / name
        copy: Any = shutil.copytree if found.is_dir() else shutil.copy
        copy(found, source / name)
    (source / "_ext").symlink_to(project_dir / "_ext")
    arguments = ["-q", "-W", "-D", f"language={request.param}"]
    arguments += ["-D", "blog_page_size=2", str(source), str(folder / "site")]
    built = build(arguments, folder / "said.txt")
    assert built.status == 0, built.said
    return str(request.param), folder / "site"


class TestThisSitesLook:
    """The site's own templates and theme."""

    def test_a_post(self, site: tuple[str, Path]) -> None:
        language, outdir = site
        words = WORDS[language]
        page = parse(outdir / "posts/march.html")
        meta = page.select_one(".blog-meta--post")
        assert words.minutes in text(meta)
        assert meta is not None
        assert text(meta.time) == words.march
        assert meta.time is not None
        assert meta.time["datetime"] == "2018-03-05"
        assert text(page.select_one("#blog-related")) == words.related
        assert text(page.select_one(".blog-prev-next__label")) == words.next

    def test_an_archive(self, site: tuple[str, Path]) -> None:
        language, outdir = site
        page = parse(outdir / "blog/tag/apple/page/2.html")
        words = WORDS[language]
        assert text(page.h1) == words.second
        assert text(page.title).startswith(text(page.h1))

    def test_lists_know_the_language_of_a_post(self, site: tuple[str, Path]) -> None:
        _language, outdir = site
        for name in ("index", "blog/archive", "posts/june", "posts/march"):
            links = parse(outdir / f"{name}.html").select("a[href*='summer.html']")
            assert links, name
            for link in links:
                assert link.get("lang") == "fr" or link.select("[lang=fr]"), name

    def test_no_english_is_left(self, site: tuple[str, Path]) -> None:
        """None of what can be translated, in what is seen and in what is heard."""
        language, outdir = site
        english = translated(language) - {"Languages"}  # the title of this blog
        assert {"Search", "On this page", "Latest posts", "Next"} <= english
        for path in sorted(outdir.rglob("*.html")):
            if "_static" in path.parts:
                continue
            page = parse(path)
            for tag in page.select("article section[id], script, style"):
                tag.decompose()
            seen = {" ".join(piece.split()) for piece in page.stripped_strings}
            for name in ("aria-label", "title", "placeholder", "alt"):
                seen |= {str(tag[name]) for tag in page.select(f"[{name}]")}
            assert seen & english == set(), path


def translated(language: str) -> set[str]:
    """Give the texts that someone has in another form for a language."""
    theme = Path(pydata_sphinx_theme.__file__).parent
    found: dict[str, str] = {}
    for folder in (Path(sphinx.__file__).parent / "locale", theme / "locale", LOCALE):
        with (folder / language / "LC_MESSAGES/sphinx.po").open("rb") as file:
            catalog = read_po(file, locale=language)
        found |= {str(m.id): str(m.string) for m in catalog if m.id and m.string}
    return found.keys() - found.values()  # "Archive" is German, too
