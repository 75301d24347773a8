"""Citations on pages, in metadata and in feeds, from a real build."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from site_tools.small_blogs import warned

if TYPE_CHECKING:
    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot, SharedBuild

ROOT = "citations"
ATOM = "{http://www.w3.org/2005/Atom}"
DOI = "10.5281/ZENODO.7_(a)"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
ORCID = "https://orcid.org/0000-0002-1825-0097"


@pytest.fixture
def app(shared_build: SharedBuild) -> SphinxTestApp:
    """Build the blog with alabaster."""
    return shared_build(ROOT)


def page(app: SphinxTestApp, name: str) -> BeautifulSoup:
    """Return the page of a post."""
    html = (app.outdir / f"posts/{name}.html").read_text(encoding="utf-8")
    return BeautifulSoup(html, "html.parser")


def tags(soup: BeautifulSoup) -> dict[str, list[str]]:
    """Return the contents of the tags for reference managers."""
    found: dict[str, list[str]] = {}
    for tag in soup.find_all("meta"):
        if str(tag.get("name", "")).startswith("citation_"):
            found.setdefault(str(tag["name"]), []).append(str(tag["content"]))
    return found


def linked_data(soup: BeautifulSoup) -> dict[str, object]:
    """Return the JSON-LD of a page."""
    (script,) = soup.find_all("script", type="application/ld+json")
    data: dict[str, object] = json.loads(script.string or "")
    return data


def test_reference_managers_read_a_post(app: SphinxTestApp) -> None:
    assert tags(page(app, "engine")) == {
        "citation_title": ["Notes on the “Engine” & 100 % of <it>"],
        "citation_author": ["Ada Lovelace", "Charles Babbage"],
        "citation_author_orcid": [ORCID, "https://orcid.org/0000-0001-5109-3700"],
        "citation_publication_date": ["2018/08/01"],
        "citation_journal_title": ["Notes & Sketches"],
        "citation_doi": [DOI],
        "citation_language": ["en"],
        "citation_keywords": ["engines; mathematics"],
        "citation_fulltext_html_url": ["https://example.org/posts/engine.html"],
    }


def test_the_box_has_the_doi_bibtex_and_cff(app: SphinxTestApp) -> None:
    box = page(app, "engine").select_one(".blog-part--cite")
    assert box
    assert [a["href"] for a in box.select("a")] == [f"https://doi.org/{DOI}"] * 2
    entry, file = (each.get_text() for each in box.select("pre"))
    assert entry.startswith("@misc{lovelace2018notes,\n")
    assert r"{{Notes on the “Engine” \& 100 \% of <it>}}" in entry
    assert file.startswith("cff-version: 1.2.0\n")


def test_a_post_that_asks_for_it_is_cited_by_its_url(app: SphinxTestApp) -> None:
    """Its day is that of the site's time zone; its author the site's."""
    soup = page(app, "asked")
    found = tags(soup)
    assert found["citation_publication_date"] == ["2018/08/04"]
    assert found["citation_author"] == ["The Editors"]
    assert found["citation_language"] == ["de"]
    box = soup.select_one(".blog-part--cite")
    assert box
    assert "The Editors (2018). The Sketch. Notes & Sketches." in box.get_text()
    assert [a["href"] for a in box.select("a")] == [
        "https://example.org/posts/asked.html"
    ]


@pytest.mark.parametrize("name", ["plain", "hidden", "wrong", "draft"])
def test_other_posts_have_none_of_it(app: SphinxTestApp, name: str) -> None:
    soup = page(app, name)
    assert not tags(soup)
    assert not soup.select(".blog-part--cite")


def test_wrong_values_are_reported_with_their_lines(app: SphinxTestApp) -> None:
    text = warned(app)
    assert (
        "wrong.md:4: WARNING: doi: 'zenodo.8' is no DOI, and is not used; write" in text
    )
    assert (
        "wrong.md:5: WARNING: cite: 'perhaps' is not used; write true or false" in text
    )
    assert text.count("WARNING") == 2


def test_search_engines_have_doi_orcid_and_license(app: SphinxTestApp) -> None:
    data = linked_data(page(app, "engine"))
    assert data["license"] == LICENSE
    assert data["identifier"] == {
        "@type": "PropertyValue",
        "propertyID": "DOI",
        "value": DOI,
        "url": f"https://doi.org/{DOI}",
    }
    authors = data["author"]
    assert isinstance(authors, list)
    assert authors[0]["sameAs"] == ORCID
    plain = linked_data(page(app, "plain"))
    assert "identifier" not in plain
    assert plain["license"] == LICENSE


def test_the_feed_has_what_archives_of_science_blogs_ask_for(
    app: SphinxTestApp,
) -> None:
    """Rogue Scholar's guidelines 1 to 4 and 6, as far as a feed can say it.

    The full text of each post, its title, authors and date, a URL that is a page of its
    own, the license, and recommended: DOI, description, language, date of change.
    """
    feed = etree.fromstring((app.outdir / "blog/atom.xml").read_bytes())
    (license_link,) = feed.findall(f"{ATOM}link[@rel='license']")
    assert license_link.get("href") == LICENSE
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 5
    for entry in entries:
        for name in ("id", "title", "published", "updated", "summary", "content"):
            assert entry.findtext(f"{ATOM}{name}"), name
        url = entry.find(f"{ATOM}link[@rel='alternate']").get("href")
        assert (app.outdir / url.removeprefix("https://example.org/")).is_file()
    engine = entries[-1]
    names = [each.text for each in engine.iter(f"{ATOM}name")]
    assert names == ["Ada Lovelace", "Charles Babbage"]
    # A page of their own goes before the ORCID iD.
    assert [each.text for each in engine.iter(f"{ATOM}uri")] == [
        "https://ada.example/",
        "https://orcid.org/0000-0001-5109-3700",
    ]
    related = [x.get("href") for x in engine.findall(f"{ATOM}link[@rel='related']")]
    assert related == [f"https://doi.org/{DOI}"]


def test_all_posts_are_cited_if_the_site_says_so(build_root: BuildRoot) -> None:
    """With the theme of this package, which shows the box in its own place."""
    app = build_root(ROOT, blog_citations=True, html_theme="permalink_blog")
    for name, count in (("plain", 1), ("engine", 1), ("hidden", 0), ("draft", 0)):
        assert len(page(app, name).select(".blog-part--cite")) == count, name


def test_wrong_settings_are_reported_and_not_used(build_root: BuildRoot) -> None:
    app = build_root(
        ROOT,
        blog_citations="all",
        blog_orcids={"ada": "0000-0002-1825-0098"},
        blog_license="CC BY",
    )
    text = warned(app)
    assert "conf.py: blog_citations: 'all' is unknown; 'doi' is used. Write" in text
    assert "conf.py: blog_orcids: '0000-0002-1825-0098' of 'ada' is no ORCID" in text
    assert "conf.py: blog_license: 'CC BY' is no URL of a license" in text
    soup = page(app, "engine")
    assert "citation_author_orcid" not in tags(soup)
    assert "license" not in linked_data(soup)
