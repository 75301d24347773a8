"""The book for e-readers, as it is written."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from site_tools.epub import Epub, epub_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import BuildRoot

    Book = Callable[..., Epub]

WEB = "https://example.org/blog-site/"
CHAPTERS = [
    (1, "Fish & chips", "epub-title.xhtml"),
    (1, "Welcome", "index.xhtml"),
    (1, "2019", "epub-part-2019.xhtml"),
    (2, "Zebra & co", "posts/zebra.xhtml"),
    (3, "A section", "posts/zebra.xhtml#a-section"),
    (1, "2020", "epub-part-2020.xhtml"),
    (2, "Ελληνικά", "posts/ελληνικά.xhtml"),
    (1, "2021", "epub-part-2021.xhtml"),
    (2, "Mango", "posts/mango.xhtml"),
    (3, "Part one", "posts/parts/one.xhtml"),
    (2, "Apple", "posts/apple.xhtml"),
    (3, "A section", "posts/apple.xhtml#a-section"),
]


def test_the_posts_are_its_chapters_oldest_first(book: Book) -> None:
    epub = book()
    assert epub.nav() == CHAPTERS
    files = [uri for _depth, _text, uri in CHAPTERS if "#" not in uri]
    assert [name for name in epub.spine if name not in epub.hidden] == files
    assert epub.hidden == []
    assert set(epub.pages) == {*files, "nav.xhtml"}


def test_the_root_document_lists_them_and_nothing_twice(book: Book) -> None:
    links = list(book().links("index.xhtml"))
    titles = ["Zebra & co", "Ελληνικά", "Mango", "Apple"]
    assert [text for text in links if text in titles] == titles
    assert "Not yet" not in links
    assert "About" not in links


def test_other_pages_and_no_parts_if_asked_for(book: Book) -> None:
    epub = book(blog_books_include=["guide/index", "about"], blog_books_parts=False)
    assert [text for depth, text, _uri in epub.nav() if depth == 1] == [
        *("Fish & chips", "Welcome", "Guide", "About"),
        *("Zebra & co", "Ελληνικά", "Mango", "Apple"),
    ]
    assert (2, "A page of the guide", "guide/page.xhtml") in epub.nav()


def test_a_chapter_says_when_it_was_written_and_of_what(book: Book) -> None:
    epub = book()
    for name, line in {
        "posts/zebra.xhtml": "Zebra & co 5 March 2019 · zoo · animals, stripes A video",
        "posts/mango.xhtml": "Mango 10 January 2021 · A guest The middle",
        "posts/ελληνικά.xhtml": "Ελληνικά 2 February 2020 Κείμενο",
    }.items():
        assert line in epub.text(name)


def test_videos_and_players_are_links_with_titles(book: Book) -> None:
    epub = book()
    zebra, apple = epub.links("posts/zebra.xhtml"), epub.links("posts/apple.xhtml")
    assert zebra["Our talk"] == "https://www.youtube.com/watch?v=2rgD5AJsAbE"
    assert apple["A map of the town"] == "https://maps.example/embed?x=1&y=2"


def test_links_stay_in_the_book_or_lead_to_the_web(book: Book) -> None:
    epub = book()
    zebra = epub.links("posts/zebra.xhtml")
    assert zebra["apple"] == "apple.xhtml#a-section"
    assert zebra["Mango"] == "mango.xhtml"
    assert epub.links("posts/ελληνικά.xhtml")["μῆλο"] == "apple.xhtml"
    assert zebra["A page of the guide"] == f"{WEB}guide/page.html"
    assert zebra["these"] == f"{WEB}blog/tag/animals.html"
    assert zebra["Tags"] == f"{WEB}blog/tag.html"
    assert epub.links("index.xhtml")["guide"] == f"{WEB}guide/index.html"


def test_links_to_the_web_are_those_of_its_builder(book: Book) -> None:
    epub = book(blog_books_website="dirhtml", blog_books_include=[])
    assert epub.links("index.xhtml")["guide"] == f"{WEB}guide/"


def test_raw_html_is_fixed(book: Book) -> None:
    epub = book()
    links = epub.links("posts/apple.xhtml")
    assert links["A photo"] == "https://elsewhere.example/photo.png"
    assert links["An old drawing"] == "https://example.org/assets/old.png"
    assert links["other"] == f"{WEB}posts/other.html#there"
    assert "nowhere" not in links
    text = epub.text("posts/apple.xhtml")
    assert "onetwo three bold" in text  # between them: <br/>, and a no-break space


def test_it_has_the_files_it_shows_and_no_others(book: Book) -> None:
    names = book().names
    for name in ("drawing.svg", "dot.png"):
        assert f"_images/{name}" in names
    for name in ("book.css", "more.css", "paper.png", "blog-books.css"):
        assert f"_static/{name}" in names
    for name in ("_static/site.css", "_static/unused.png"):
        assert name not in names


def test_it_tells_readers_which_pages_have_formulas(book: Book) -> None:
    epub = book()
    assert epub.properties["posts/mango.xhtml"] == "mathml"
    assert epub.properties["posts/zebra.xhtml"] == ""


def test_it_says_what_it_is(book: Book) -> None:
    epub = book()
    assert epub.metadata("title") == "Fish & chips"
    assert epub.metadata("creator") == "The cook"
    assert epub.metadata("language") == "en"
    assert epub.metadata("identifier") == WEB
    assert epub.metadata("description") == "Food <and> more"
    assert epub.metadata("date") == "2021-06-01T00:00:00Z"
    title = epub.text("epub-title.xhtml")
    assert "Fish & chips Food <and> more The cook 2019\N{EN DASH}2021" in title


def test_without_a_url_links_out_of_the_book_are_text(book: Book) -> None:
    epub = book(html_baseurl="", blog_baseurl="")
    assert "guide" not in epub.links("index.xhtml")
    assert "The guide is on the web" in epub.text("index.xhtml")


def test_the_same_posts_are_the_same_bytes(
    build_root: BuildRoot, tmp_path_factory: pytest.TempPathFactory
) -> None:
    first = epub_of(build_root("blog-books", "epub").outdir)
    app = build_root("blog-books", "epub", force_all=True)
    for path in app.srcdir.rglob("*.md"):
        os.utime(path, (1, 1))
    assert epub_of(app.outdir) == first
    assert epub_of(build_root("blog-books", "epub", parallel=2).outdir) == first


def test_source_date_epoch(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    epub = book()
    assert epub.metadata("date") == "2001-09-09T01:46:40Z"
    assert {info.date_time for info in epub.zip.infolist()} == {(2001, 9, 9, 1, 46, 40)}


def test_a_pattern_that_names_nothing_is_told(build_root: BuildRoot) -> None:
    app = build_root("blog-books", "epub", blog_books_include=["abuot"])
    assert "blog_books_include: no document is named 'abuot'" in app.warning.getvalue()


def test_a_website_of_no_builder_is_told(build_root: BuildRoot) -> None:
    app = build_root("blog-books", "epub", blog_books_website="pdf")
    assert "blog_books_website: 'pdf' is not a builder" in app.warning.getvalue()


@pytest.mark.parametrize("builder", ["epub", "latex"])
def test_a_blog_without_posts_is_a_book_of_its_first_page(
    build_root: BuildRoot, builder: str
) -> None:
    app = build_root("blog-books", builder, blog_post_pattern=["none/*.md"])
    assert "Traceback" not in app.warning.getvalue()
    assert app.statuscode == 0
