"""Files that Jekyll makes of others, and all files of a whole site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from permalink_import.jekyll import read
from permalink_import.jekyll.html import one_block, without_blanks
from permalink_import.model import Conversion, Outcome, silent

if TYPE_CHECKING:
    from conftest import ReadSite
    from permalink_import.model import OldSite

SAMPLE = Path(__file__).resolve().parent.parent / "sites/jekyll"
HEADER = "---\n---\n"


def sources(site: OldSite) -> list[str]:
    return [found.source for found in site.findings]


def test_style_sheets_are_taken_as_built(read_site: ReadSite) -> None:
    files: dict[str, str | bytes] = {"css/main.scss": f"{HEADER}body {{}}\n"}
    without = read_site(files)
    assert (without.assets, sources(without)) == ((), ["css/main.scss"] * 2)
    assert without.findings[0].outcome is Outcome.FAILED
    assert without.urls == ("/css/main.css", "/css/main.css.map")
    (asset,) = read_site({**files, "_site/css/main.css": "body {}"}).assets
    assert asset.source == "_site/css/main.css"
    assert (asset.target, asset.url) == ("public/css/main.css", "/css/main.css")


@pytest.mark.parametrize("style", ["date", "none", "/:categories/:title"])
def test_the_page_for_missing_addresses_has_its_url(
    read_site: ReadSite, style: str
) -> None:
    site = read_site({"404.html": f"{HEADER}Gone.\n"}, f"permalink: {style}\n")
    assert site.urls == ("/404.html",)


@pytest.mark.parametrize(
    ("name", "text", "is_told"),
    [
        ("feed.xml", "<rss>{% for p in site.posts %}{% endfor %}", False),
        ("sitemap.xml", "<urlset>{% for p in site.posts %}{% endfor %}", False),
        ("robots.txt", "Sitemap: {{ site.url }}/sitemap.xml", False),
        ("robots.txt", "User-agent: *\nDisallow: /x", False),
        ("404.html", "<p>Gone.", True),
        ("search.json", "[{% for p in site.posts %}{% endfor %}]", True),
        ("old.haml", "%h1 Old", True),
        ("page.html", "<!DOCTYPE html><html></html>", False),
        ("page2.html", "<!DOCTYPE html>{{ x }}", True),
        ("script.js", "let a = '{{ site.url }}';", True),
    ],
)
def test_what_is_no_document(
    read_site: ReadSite, name: str, text: str, is_told: bool
) -> None:
    site = read_site({name: f"{HEADER}{text}\n"})
    assert site.documents == ()
    assert sources(site) == ([name] if is_told else [])


def test_posts_that_pandoc_cannot_read_are_told(read_site: ReadSite) -> None:
    site = read_site({"_posts/2018-08-01-x.haml": f"{HEADER}%h1 Old\n"})
    assert site.documents == ()
    assert "Pandoc" in site.findings[0].reason


def test_files_beside_drafts_are_no_texts(read_site: ReadSite) -> None:
    site = read_site({"_drafts/x/a.png": b"\x89PNG", "_drafts/b.md": "Text.\n"})
    assert [x.source for x in site.documents] == ["_drafts/b.md"]
    (finding,) = site.findings
    assert finding.source == "_drafts/x/a.png"
    assert "UTF-8" not in finding.reason


def test_the_built_site_tells_urls_and_kept_files(read_site: ReadSite) -> None:
    site = read_site(
        {
            "_site/old/index.html": "<p>",
            "_site/wiki/a.html": "<p>",
            "_site/wiki/a.png": "x",
        },
        "keep_files: [wiki]\n",
    )
    assert "/old/" in site.urls
    assert [x.target for x in site.assets] == [
        "public/wiki/a.html",
        "public/wiki/a.png",
    ]


blocks = st.sampled_from(
    [
        *("<p>Text.</p>", "<div>", "</div>", "plain *text*", "    indented", ""),
        *(
            "<pre>",
            "</pre>",
            "a = 1",
            "<a href='x'>link</a>",
            "<!-- note -->",
            "- item",
        ),
        *("<script>", "let x;", "</script>", "> quote", "| a |", "# no heading"),
    ]
)


@given(st.lists(blocks, min_size=1, max_size=12).map("\n".join))
def test_html_is_one_block(body: str) -> None:
    kept = one_block(body)
    assert kept.count("\n") - body.count("\n") in {0, 1}
    text = without_blanks(Conversion(text=kept))
    tokens = MarkdownIt().parse(text)
    expected = ["html_block"] if body.strip() else []
    assert [token.type for token in tokens] == expected


def test_blank_lines_that_are_shown_stay() -> None:
    body = "<pre>a\n\n\nb</pre>\n\n<p>c</p>"
    text = without_blanks(Conversion(text=one_block(body)))
    assert text == "<div><pre>a\n&#10;&#10;b</pre>\n<p>c</p>\n</div>"


def test_nothing_of_a_site_is_dropped() -> None:
    site = read(SAMPLE, silent)
    known = {
        *("_config.yml", "Gemfile", "README.md", "attic/old-page.md"),
        *("downloads/readings.bak", "atom.xml"),
    }
    told = {*known, *sources(site)}
    told |= {document.source for document in site.documents}
    told |= {asset.source for asset in site.assets}
    files = (x.relative_to(SAMPLE).as_posix() for x in SAMPLE.rglob("*") if x.is_file())
    folders = ("_layouts/", "_includes/", "_data/", "_knots/")
    assert [x for x in files if x not in told and not x.startswith(folders)] == []


def test_two_readings_are_the_same() -> None:
    assert read(SAMPLE, silent) == read(SAMPLE, silent)
