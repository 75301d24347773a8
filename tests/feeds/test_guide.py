"""The guide says what the code does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup

from permalink_blog.feeds.collect import HEADERS
from permalink_blog.feeds.ids import is_iri

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from conftest import BuildRoot

    CheckAtom = Callable[[bytes], Any]

ROOT = "blog-feeds-stock"
BASE = "https://example.org/en/latest/"


@pytest.fixture
def guide(project_dir: Path) -> str:
    return (project_dir / "guide/feeds.md").read_text(encoding="utf-8")


def example(guide: str, language: str, about: str = "") -> str:
    texts = re.findall(
        rf"^```{re.escape(language)}\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL
    )
    [text] = [text for text in texts if about in text]
    return str(text)


def test_files(build_root: BuildRoot, guide: str) -> None:
    root = build_root.copy(ROOT)
    text = "---\ndate: 2021-01-01\ntags: python\ncategory: talks\n---\n\n# A\n\nText.\n"
    (root / "posts/a.md").write_text(text)
    app = build_root(ROOT)
    files = re.findall(r"`(blog/[\w/]+\.(?:xml|json))`", guide)
    assert len(files) == 6
    for file in files:
        assert (app.outdir / file).is_file(), file


def test_a_moved_post(build_root: BuildRoot, check_atom: CheckAtom, guide: str) -> None:
    root = build_root.copy(ROOT)
    (root / "posts/moved.md").write_text(example(guide, "markdown"))
    app = build_root(ROOT)
    assert app.warning.getvalue() == ""
    data = check_atom((app.outdir / "blog/atom.xml").read_bytes())
    [entry] = [e for e in data.entries if e.title == "Summer conferences"]
    assert entry.id == "https://old.example/?p=123"
    assert entry.link == f"{BASE}posts/moved.html"


def test_the_ids_of_others_can_be_kept(guide: str) -> None:
    table = guide[guide.index("| from |") :].split("\n\n")[0]
    ids = re.findall(r"`([^`]+)`", table)
    assert len(ids) == 5
    assert all(is_iri(text) for text in ids)


def test_old_feeds(build_root: BuildRoot, guide: str) -> None:
    root = build_root.copy(ROOT)
    text = "---\ndate: 2021-01-01\ntags: python\n---\n\n# A\n\nText.\n"
    (root / "posts/a.md").write_text(text)
    settings: dict[str, Any] = {}
    exec(example(guide, "python", "blog_feed_also_at"), settings)
    copies = settings["blog_feed_also_at"]
    table = guide[guide.index("| from | feeds were at |") :].split("\n\n")[0]
    paths = re.findall(r"`(/[^`]+)`", table)
    assert len(paths) == 10
    assert {*copies} <= {*paths}
    others = dict.fromkeys(paths, "blog/atom.xml")
    app = build_root(ROOT, blog_feed_also_at={**others, **copies})
    assert app.warning.getvalue() == ""
    for old in paths:
        file = f"{old}index.html" if old.endswith("/") else old
        feed = copies.get(old, "blog/atom.xml")
        content = (app.outdir / file.lstrip("/")).read_bytes()
        assert content == (app.outdir / feed).read_bytes()


def test_settings(build_root: BuildRoot, guide: str) -> None:
    table = guide[guide.index("| value |") :].split("\n\n")[0]
    names = set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE))
    settings: dict[str, object] = {}
    exec(example(guide, "python", "blog_feed_labels"), settings)
    del settings["__builtins__"]
    app = build_root(ROOT, **settings)
    assert app.warning.getvalue() == ""
    assert names == {n for n in app.config.values if n.startswith("blog_feed_")} | {
        "blog_baseurl"
    }
    listed = re.findall(r'`"(\w+)"`', table)
    assert sorted(listed) == sorted(HEADERS)
    assert app.config.values["blog_feed_labels"].default == listed[:2]
    assert (app.outdir / "blog/category/news/feed.json").is_file()
    assert not (app.outdir / "blog/tag/apple").exists()


def test_the_template(build_root: BuildRoot, guide: str) -> None:
    root = build_root.copy(ROOT)
    (root / "_templates").mkdir()
    layout = (
        '{% extends "!layout.html" %}{% block extrahead %}'
        + example(guide, "html+jinja")
        + "{% endblock %}"
    )
    (root / "_templates/layout.html").write_text(layout)
    app = build_root(ROOT, "dirhtml", templates_path=["_templates"])
    text = (app.outdir / "blog/tag/apple/index.html").read_text()
    page = BeautifulSoup(text, "html.parser")
    links = page.select('head link[rel=alternate][title*="Fish & <b>chips"]')
    found = [
        (link["type"], urljoin(f"{BASE}blog/tag/apple/", str(link["href"])))
        for link in links
    ]
    assert set(found) == {
        ("application/atom+xml", f"{BASE}blog/atom.xml"),
        ("application/feed+json", f"{BASE}blog/feed.json"),
        ("application/atom+xml", f"{BASE}blog/tag/apple/atom.xml"),
        ("application/feed+json", f"{BASE}blog/tag/apple/feed.json"),
    }


def test_the_references(build_root: BuildRoot, guide: str) -> None:
    root = build_root.copy(ROOT)
    references = re.findall(r"`` (\{ref\}`[^`]+`) ``", guide)
    assert len(references) == 2
    (root / "index.md").write_text("# Home\n\n" + "\n\n".join(references) + "\n")
    (root / "parts.md").write_text("---\norphan: true\n---\n\n# Parts\n")
    app = build_root(ROOT)
    page = BeautifulSoup((app.outdir / "index.html").read_text(), "html.parser")
    links = page.select("p a[href='blog/atom.xml']")
    assert [link.get_text() for link in links] == [
        "Fish & <b>chips</b> Feed",
        "subscribe",
    ]
