"""What Jekyll publishes besides pages and files, and the titles that it makes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
import yaml

from permalink_blog.core.untrusted.paths import name_problem
from permalink_import.jekyll import pandoc, read
from permalink_import.model import silent
from site_tools.jekyll import needs_jekyll
from site_tools.jekyll_sites import Answer, ask_about_site

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import ReadSite
    from permalink_import.model import ImportedDocument, OldSite

HEADER = "---\n---\n"
NAME = "_posts/2018-08-01-grey-heron.md"


def title(document: ImportedDocument) -> object:
    found = yaml.safe_load(document.front_matter) or {}
    return found.get("title")


def reasons(site: OldSite) -> str:
    return " ".join(found.reason for found in site.findings)


@pytest.mark.parametrize(
    ("config", "has_map"),
    [
        ("", True),
        ("sass: {sourcemap: always}\n", True),
        ("sass: {sourcemap: never}\n", False),
        ("sass: {sourcemap: development}\n", False),
    ],
)
def test_maps_of_style_sheets_are_listed(
    read_site: ReadSite, config: str, has_map: bool
) -> None:
    site = read_site({"css/main.scss": f"{HEADER}body {{}}\n", "a.scss": "b"}, config)
    assert ("/css/main.css.map" in site.urls) is has_map
    assert {"/css/main.css", "/a.scss"} <= {*site.urls}
    assert "/a.css.map" not in site.urls
    named = ["/css/main.css", *(["/css/main.css.map"] if has_map else [])]
    assert [found.what for found in site.findings] == named


def test_the_map_is_copied_from_the_built_site(read_site: ReadSite) -> None:
    files = {"main.scss": HEADER, "_site/main.css": "", "_site/main.css.map": "{}"}
    site = read_site({**files})
    assert {x.target for x in site.assets} == {"public/main.css", "public/main.css.map"}


def test_redirects_are_listed_as_json(read_site: ReadSite) -> None:
    plugin = "plugins: [jekyll-redirect-from]\nurl: https://example.org\n"
    files: dict[str, str | bytes] = {
        NAME: "---\ntitle: x\nredirect_from: [/old/, older]\n---\n\nText.\n",
        "gone.md": "---\nredirect_to: /a/\n---\n",
        "away.md": "---\nredirect_to: https://example.com/\n---\n",
    }
    site = read_site(files, f"{plugin}permalink: /:title/\n")
    (asset,) = site.assets
    assert (asset.target, asset.url) == ("public/redirects.json", "/redirects.json")
    assert json.loads(asset.content or b"") == {
        "/old/": "https://example.org/grey-heron/",
        "/older": "https://example.org/grey-heron/",
        "/gone/": "https://example.org/a/",
        "/away/": "https://example.com/",
    }
    assert "/redirects.json" in site.urls
    for config in ("", f"{plugin}redirect_from: {{json: false}}\n"):
        assert "/redirects.json" not in read_site(files, config).urls
    own = read_site({**files, "redirects.json": "{}"}, plugin).assets
    assert [x.source for x in own] == ["redirects.json"]


@pytest.mark.parametrize("has_pandoc", [True, False])
@pytest.mark.parametrize(
    ("config", "is_raw"), [("", True), ("plugins: [jekyll-textile-converter]\n", False)]
)
def test_textile_without_its_plugin_is_published_as_it_is(
    read_site: ReadSite,
    monkeypatch: pytest.MonkeyPatch,
    has_pandoc: bool,
    config: str,
    is_raw: bool,
) -> None:
    made = (lambda _text, _suffix: "Text.") if has_pandoc else (lambda *_: None)
    monkeypatch.setattr("permalink_import.jekyll.texts.to_markdown", made)
    site = read_site({"b.textile": f"{HEADER}Text.\n"}, config)
    assert "/b.html" in site.urls
    assert ("/b.textile" in site.urls) is is_raw
    leads = {"/b.textile": "/b.html"} if has_pandoc and is_raw else {}
    assert site.redirects == leads


def test_markdown_that_a_plugin_made_a_page_of_is_there_too(
    read_site: ReadSite,
) -> None:
    plugins = "plugins: [jekyll-optional-front-matter, jekyll-readme-index]\n"
    files: dict[str, str | bytes] = {
        "docs/x.md": "# X\n\nText.\n",
        "docs/README.md": "# Docs\n",
        "docs/a/README.md": "A\n",
        "docs/a/index.html": "<p>",
        "LICENSE.md": "L\n",
    }
    site = read_site(files, plugins)
    assert {x.source: x.url for x in site.documents} == {
        "docs/x.md": "/docs/x.html",
        "docs/README.md": "/docs/",
    }
    assert site.redirects == {
        "/docs/x.md": "/docs/x.html",
        "/docs/README.md": "/docs/",
    }
    assert {"/docs/a/README.md", "/LICENSE.md"} <= {x.url for x in site.assets}
    only = "optional_front_matter: {remove_originals: true}\n"
    only += "readme_index: {enabled: false}\n"
    assert read_site(files, plugins + only).redirects == {}


def test_a_list_at_the_url_of_the_archive_is_reported(read_site: ReadSite) -> None:
    text = f"{HEADER}{{% for p in site.posts %}}{{{{ p.title }}}}{{% endfor %}}\n"
    site = read_site({"blog/index.html": text, NAME: f"{HEADER}Text.\n"})
    assert "/blog/" in site.urls
    assert [(x.source, x.what) for x in site.findings] == [
        ("blog/index.html", "/blog/ → /blog.html")
    ]


def test_drafts_that_were_published_are_reported(read_site: ReadSite) -> None:
    files: dict[str, str | bytes] = {"_drafts/a.md": "Text.\n"}
    assert "show_drafts" in reasons(read_site(files, "show_drafts: true\n"))
    assert not read_site(files).findings


def test_files_that_the_build_makes_anew_are_listed(read_site: ReadSite) -> None:
    files: dict[str, str | bytes] = {"404.html": "x", "sitemap.xml": "x", "a.txt": "x"}
    assert {"/404.html", "/sitemap.xml", "/a.txt"} == {*read_site(files).urls}
    plugin = "plugins: [jekyll-sitemap]\n"
    assert {"/robots.txt", "/sitemap.xml"} <= {*read_site({}, plugin).urls}


# -- Titles ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "shown", "is_reported"),
    [
        ("What <code>x</code> is &amp; does", "What x is & does", True),
        ("1 &lt; 2 &copy; a&nbsp;b", "1 < 2 © a b", False),
        ("A<br/>B", "AB", True),
        ("Vec<T> & a < b", "Vec<T> & a < b", False),
    ],
)
def test_a_title_is_what_readers_saw(
    read_site: ReadSite, written: str, shown: str, is_reported: bool
) -> None:
    site = read_site({NAME: f'---\ntitle: "{written}"\n---\n\nText.\n'})
    assert title(site.documents[0]) == shown
    assert ("markup" in reasons(site)) is is_reported


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Words.\n\n## Later\n", "X Y"),
        ("\n  <!-- a -->\n## First\n", None),
        ("First\n-----\n\nWords.\n", None),
        ("Words.\n", "X Y"),
    ],
)
def test_a_page_is_named_by_the_heading_it_begins_with(
    read_site: ReadSite, body: str, expected: str | None
) -> None:
    assert title(read_site({"x-y.md": f"{HEADER}{body}"}).documents[0]) == expected


def test_a_name_that_a_build_refuses_is_changed(read_site: ReadSite) -> None:
    files: dict[str, str | bytes] = {
        '_posts/2018-08-01-"a"-b.md': HEADER,
        '_drafts/"c".md': HEADER,
        'x"/"d".md': HEADER,
        ".hidden/e.md": HEADER,
    }
    site = read_site(files, "include: [.hidden]\n")
    assert len(site.documents) == len(files)
    for document in site.documents:
        assert name_problem(document.target) is None
        assert "/." not in document.target
    assert '"a" B' in map(title, site.documents)


@needs_jekyll
@pytest.mark.system
def test_jekyll_has_these_urls_and_titles(tmp_path: Path) -> None:
    texts = {
        "2018-08-01-notes-on-knots.md": "Words.\n\n### Reef knot\n\nText.\n",
        "2018-08-02-two-tops.md": "Words.\n\n# One\n\nText.\n\n# Two\n",
        "2018-08-03-from-include.md": "{% include head.md %}\n",
        '2018-08-04-it\'s "quoted".md': "Text.\n",
        "2018-08-05-c++ & c#.html": "<h2>A</h2>\n",
        "2018-08-06-日本語.md": "> ## A\n",
        "2018-08-07-plain.textile": "h2. A\n",
    }
    files = {
        "_config.yml": "title: x\ncollections: {boats: {output: true}}\n",
        "_includes/head.md": "## Head\n",
        "_boats/grey-heron.md": f"{HEADER}Text.\n",
        "a/main.scss": f"{HEADER}a {{ b {{ c: d }} }}\n",
        "b.textile": f"{HEADER}Text.\n",
        "c.txt": f"{HEADER}Text.\n",
        **{f"_posts/{name}": f"---\nx: y\n---\n{x}" for name, x in texts.items()},
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    answer = Answer.parse(ask_about_site(tmp_path))
    site = read(tmp_path, silent)
    listed = {unquote(url) for url in site.urls}
    assert {f"/{file}" for file in answer.files} <= listed
    here = {x.source: title(x) for x in site.documents}
    for there in (*answer.posts, *answer.pages):
        if there.source not in here:
            assert there.source.endswith(".textile")
            assert pandoc.to_markdown("x", ".textile") is None
        elif here[there.source] is not None:
            assert here[there.source] == there.title
        else:
            assert texts[there.source.removeprefix("_posts/")] == "> ## A\n"
