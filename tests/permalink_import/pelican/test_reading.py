"""What is read of a site, what is told, and what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from permalink_blog.core.untrusted.settings import PARSER_KEYS
from permalink_import.model import DocumentKind, Outcome, silent
from permalink_import.pelican import read
from permalink_import.reasons import NO_URL, PLUGIN_TAG
from site_tools.old_sites import converted

if TYPE_CHECKING:
    from pathlib import Path

    from permalink_import.model import OldSite
    from site_tools.old_sites import ConvertedSite

CONFIG = 'SITENAME = "A"\nSITEURL = "https://a.example"\nPATH = "content"\n'
POST = "Title: P\nDate: 2018-08-01\n"


def site(root: Path, files: dict[str, str], config: str = "") -> ConvertedSite:
    for name, text in {"pelicanconf.py": CONFIG + config, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return converted(read(root, silent))


def front_matter(old: OldSite) -> dict[str, object]:
    (document,) = old.documents
    values: dict[str, object] = yaml.safe_load(document.front_matter)
    return values


def test_urls_are_where_files_are(tmp_path: Path) -> None:
    config = "ARTICLE_URL = 'a/{slug}'\nARTICLE_SAVE_AS = 'a/{slug}/index.html'\n"
    old = site(tmp_path, {"content/x.md": f"{POST}\nx\n"}, config)
    assert old.documents[0].url == "/a/p/"
    assert front_matter(old)["permalink"] == "/a/p/"
    assert front_matter(old)["feed_id"] == "tag:a.example,2018-08-01:/a/p"


URLS = {
    "{date:%Y}/{date:%-m}/{slug}.html": "/2018/8/p.html",
    "{category}/{author}/{slug}.html": "/my-folder/bo-berg/p.html",
    "{path}.html": "/My%20Folder/x.md.html",
    "{lang}/{section}/{slug}.html": "/en/s/p.html",
}


@pytest.mark.parametrize("pattern", URLS)
def test_urls_have_placeholders(tmp_path: Path, pattern: str) -> None:
    config = f"ARTICLE_SAVE_AS = ARTICLE_URL = {pattern!r}\nAUTHOR = 'Bo Berg'\n"
    files = {"content/My Folder/x.md": f"{POST}Section: s\n\nx\n"}
    assert site(tmp_path, files, config).documents[0].url == URLS[pattern]


def test_metadata_comes_from_everywhere(tmp_path: Path) -> None:
    config = (
        "FILENAME_METADATA = r'(?P<date>\\d{4}-\\d\\d-\\d\\d)_(?P<slug>.*)'\n"
        "PATH_METADATA = r'(?P<lang>[a-z]{2})/.*'\n"
        "EXTRA_PATH_METADATA = {'de': {'status': 'hidden'}}\n"
        "DEFAULT_METADATA = {'tags': 'x, y'}\nUSE_FOLDER_AS_CATEGORY = False\n"
    )
    old = site(tmp_path, {"content/de/2018-01-02_s.md": "Title: P\n\nx\n"}, config)
    (document,) = old.documents
    assert (document.kind, document.url) == (DocumentKind.PAGE, "/s-de.html")
    found = front_matter(old)
    assert (str(found["date"]), found["lang"]) == ("2018-01-02", "de")
    assert (found["tags"], found["category"]) == (["x", "y"], "misc")


def test_front_matter_says_what_metadata_said(tmp_path: Path) -> None:
    text = (
        "Title: A: b\nDate: 08/01/2018 10:00\nModified: 2018-09-01\n"
        "Tags: open science\nAuthor: Doe, Jane\nTemplate: wide\n"
        "Published: no\nSummary: One\n    two\n"
        "Related: a\n    b\n\nx\n"
    )
    found = front_matter(site(tmp_path, {"content/x.md": text}))
    assert found.pop("feed_id")
    assert {key: str(value) for key, value in found.items()} == {
        "title": "A: b",
        "date": "2018-08-01 10:00:00",
        "modified": "2018-09-01",
        "updated": "2018-09-01",
        "tags": "['open science']",
        "authors": "['Doe, Jane']",
        "template": "wide",
        "pelican_published": "no",
        "summary": "One\ntwo",
        "excerpt": "One\ntwo",
        "related": "['a', 'b']",
        "category": "misc",
        "permalink": "/a-b.html",
    }


def test_restructuredtext_has_a_field_list(tmp_path: Path) -> None:
    text = "T\n=\n\n:date: 2018-08-01\n:tags: open science\n:slug: t_\n\nx\n"
    (document,) = site(tmp_path, {"content/x.rst": text}).documents
    assert document.target == "posts/2018/x.rst"
    assert document.body == "T\n=\n\nx\n"
    assert document.front_matter == (
        ':date: 2018-08-01\n:tags: ["open science"]\n:slug: t_\n:category: misc\n'
        ":permalink: /t\\_.html\n:feed_id: tag\\:a.example,2018-08-01:/t\\_.html\n"
    )


DRAFTS = {
    "Status: draft": None,
    "Status: nosuch": "unknown status",
    "Title:": "(without title)",
    "Date:": "(without date)",
}


@pytest.mark.parametrize("line", DRAFTS)
def test_what_pelican_leaves_out_is_a_draft(tmp_path: Path, line: str) -> None:
    key = line.partition(":")[0]
    others = "".join(x for x in POST.splitlines(True) if not x.startswith(key))
    old = site(tmp_path, {"content/x.md": f"{others}Slug: x\n{line}\n\nx\n"})
    (document,) = old.documents
    assert (document.kind, document.url) == (DocumentKind.DRAFT, None)
    assert front_matter(old)["draft"] is True
    expected = DRAFTS[line]
    found = [f"{x.what} {x.reason}" for x in old.findings]
    assert [expected in x for x in found] == ([True] if expected else [])


def test_a_draft_gets_the_url_that_it_will_have(tmp_path: Path) -> None:
    old = site(tmp_path, {"content/x.md": f"{POST}Status: draft\n\nx\n"})
    found = front_matter(old)
    assert found["permalink"] == "/p.html"
    assert found["redirect_from"] == ["/drafts/p.html"]


FAILED = {
    "content/a.md": (f"{POST}Status: skip\n\nx\n", "with the status skip"),
    "content/b.md": ("Title: P\nDate: someday\n\nx\n", "'someday' is no date"),
    "content/d.md": (f"{POST}Lang: xx\n\nx\n", "asks for 'gone'"),
}


def test_what_cannot_be_imported_is_told(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/latin.md").write_bytes(b"Title: \xfc\n")
    files = {name: text for name, (text, _) in FAILED.items()}
    old = site(tmp_path, files, "ARTICLE_LANG_SAVE_AS = '{gone}.html'\n")
    assert old.documents == ()
    found = {
        x.source: f"{x.what} {x.reason}"
        for x in old.findings
        if x.outcome is Outcome.FAILED
    }
    assert found.keys() == {*FAILED, "content/latin.md"}
    for name, (_, reason) in FAILED.items():
        assert reason in found[name]


def test_a_url_that_no_file_can_have_is_told(tmp_path: Path) -> None:
    text = f"{POST}Save_as: what?.html\n\nx\n"
    old = site(tmp_path, {"content/x.md": text})
    assert "permalink" not in front_matter(old)
    assert old.documents[0].url is None
    assert old.findings[0].reason == NO_URL
    assert "/what%3F.html" in old.urls


def test_extensions_of_other_packages_are_told_once(tmp_path: Path) -> None:
    names = "['markdown.extensions.extra', 'toc(permalink=1)', 'pymdownx.tilde', 'x']"
    files = {"content/a.md": f"{POST}\n~a~\n", "content/b.md": f"{POST}Slug: b\n\nb\n"}
    old = site(tmp_path, files, f"MARKDOWN = {{'extensions': {names}}}\n")
    assert [x.what for x in old.findings] == ["MARKDOWN: tilde, x"]


def test_the_landing_page_stays_the_one_here(tmp_path: Path) -> None:
    text = "Title: Home\nSave_as: index.html\n\nx\n"
    old = site(tmp_path, {"content/pages/home.md": text})
    (document,) = old.documents
    assert (document.target, document.url) == ("pages/home.md", None)
    assert "permalink" not in front_matter(old)
    assert "the landing page here is index.md" in old.findings[0].reason


def test_links_that_lead_nowhere_are_told(tmp_path: Path) -> None:
    text = f"{POST}\n[a]({{filename}}gone.md) `{{filename}}x` ![b](gone.png)\n"
    old = site(tmp_path, {"content/x.md": text})
    assert old.documents[0].body == text.partition("\n\n")[2]
    assert [(x.what, x.line) for x in old.findings] == [
        ("{filename}gone.md", 4),
        ("gone.png", 4),
    ]


def test_output_and_hidden_files_are_no_content(tmp_path: Path) -> None:
    config = "PATH = '.'\nOUTPUT_PATH = 'out/'\n"
    files = {
        "a.md": f"{POST}\nx\n",
        "out/old/index.html": "",
        "out/theme/a.css": "",
        ".venv/b.md": "x",
    }
    old = site(tmp_path, files, config)
    assert [x.source for x in old.documents] == ["a.md"]
    assert "/old/" in old.urls
    assert "/theme/a.css" not in old.urls


def test_two_readings_are_the_same(tmp_path: Path) -> None:
    files = {f"content/{x}.md": f"{POST}Slug: {x}\nTags: {x}\n\nx\n" for x in "cab"}
    assert site(tmp_path, files) == site(tmp_path, files)


@pytest.mark.parametrize(
    ("makefile", "folder"),
    [
        ("INPUTDIR=$(CURDIR)/texts\n", "texts"),
        ("BASEDIR=$(CURDIR)\nINPUTDIR := $(BASEDIR)/texts\n", "texts"),
        ("INPUTDIR = ../texts\n", "content"),
        ("INPUTDIR=$(CURDIR)/gone\n", "content"),
        ("", "content"),
    ],
)
def test_the_folder_may_be_an_argument_of_the_command(
    tmp_path: Path, makefile: str, folder: str
) -> None:
    """``PATH`` is not set then, and Pelican's default is never used."""
    files = {f"{x}/{x}.md": f"{POST}\nx\n" for x in ("texts", "content")}
    (tmp_path / "pelicanconf.py").write_text("SITENAME = 'A'\n")
    for name, text in {**files, "README.md": "# A\n", "Makefile": makefile}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    old = read(tmp_path, silent)
    assert [x.source for x in old.documents] == [f"{folder}/{folder}.md"]
    assert old.findings == ()


TAGS = "{% img /a.png 600 %}\n\n`{% img x %}`\n\n    {% img y %}\n"


@pytest.mark.parametrize(
    ("plugins", "is_told"),
    [
        ("", True),  # all that are installed
        ("PLUGINS = ['liquid_tags.img']", True),
        ("PLUGINS = ['pelican.plugins.jinja2content']", True),
        ("PLUGINS = []", False),
        ("PLUGINS = ['sitemap']", False),
    ],
)
def test_tags_of_plugins_stay_and_are_told(
    tmp_path: Path, plugins: str, *, is_told: bool
) -> None:
    old = site(tmp_path, {"content/x.md": f"{POST}\n{TAGS}"}, plugins)
    assert "{% img /a.png 600 %}" in old.documents[0].body
    found = [(x.line, x.what, x.reason) for x in old.findings]
    assert found == ([(4, "{% img /a.png 600 %}", PLUGIN_TAG)] if is_told else [])


def test_settings_of_other_parsers_are_left_out(tmp_path: Path) -> None:
    keys = "Myst: {enable_extensions: [substitution]}\nHtml_meta: x\nMood: x\n"
    found = front_matter(site(tmp_path, {"content/x.md": f"{POST}{keys}\nx\n"}))
    assert found.keys().isdisjoint(PARSER_KEYS)
    assert found["mood"] == "x"


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("de", 'a\\\\<!-- -->\\\\b \\\\<!-- -->"\n'),
        ("ja", 'a\\\\\\\\b \\\\"\n'),
    ],
)
def test_backslashes_stay_where_sphinx_would_drop_one(
    tmp_path: Path, language: str, written: str
) -> None:
    text = f'{POST}\na\\\\\\\\b \\"\n'
    old = site(tmp_path, {"content/x.md": text}, f'DEFAULT_LANG = "{language}"\n')
    assert old.documents[0].body == written
    assert [x.source for x in old.findings if x.source.endswith(".md")] == []


def test_labels_with_one_slug_are_one_list(tmp_path: Path) -> None:
    """The URLs are those of Pelican 4.12; each name of a label counts as a post."""
    labels = ("Travel", "travel", "TRAVEL!")
    files = {
        f"content/a{number}.md": f"{POST}Category: {label}\nTags: C++, c\n\nx\n"
        for number, label in enumerate(labels)
    }
    old = site(tmp_path, files, "DEFAULT_PAGINATION = 2\n")
    lists = {x for x in old.urls if x.startswith(("/category/", "/tag/"))}
    assert lists == {
        *("/category/travel.html", "/category/travel2.html"),
        *("/tag/c.html", "/tag/c2.html", "/tag/c3.html"),
    }
    assert old.redirects["/category/travel2.html"] == "/blog/category/travel.html"
