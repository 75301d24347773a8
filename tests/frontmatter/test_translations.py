"""The translations of texts in front matter are shown wherever the texts are."""

from __future__ import annotations

import gettext
import json
from typing import TYPE_CHECKING

import pytest
import sphinx
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup

from conftest import snapshot
from site_tools.edits import save

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

ROOT = "translated-titles"
NAMED = "posts/2020-01-04-from-the-name"
FIRST = {
    "index": {"Good morning": "Guten Morgen"},
    "posts/plain": {
        "Rock & *roll*": "Felsen & *Rollen* <1>",
        "Loud music.": "Laut.",
        "Drums & *bass*": "Trommeln & *Bass* [1]",
    },
    "posts/twin": {
        "Evening *songs*": "Abend*lieder*",
        "Songs & *more* at night.": "Lieder & *mehr* <nachts>.",
    },
    NAMED: {"From The Name": "Vom Namen"},
}
PLAIN, TWIN, FROM_NAME = "Felsen & *Rollen* <1>", "Abendlieder", "Vom Namen"


@pytest.fixture(autouse=True)
def _fresh_catalogs() -> None:
    # A process keeps what it has read; each build of a site is a process.
    gettext._translations.clear()  # type: ignore[attr-defined]


def translate(srcdir: Path, catalogs: dict[str, dict[str, str]]) -> None:
    gettext._translations.clear()  # type: ignore[attr-defined]
    for docname, messages in catalogs.items():
        entries = [
            f"msgid {json.dumps(key)}\nmsgstr {json.dumps(text, ensure_ascii=False)}\n"
            for key, text in messages.items()
        ]
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
        path = srcdir / f"locale/de/LC_MESSAGES/{docname}.po"
        save(path, "\n".join([head, *entries]))


@pytest.fixture
def build(build_root: BuildRoot, rootdir: Path, tmp_path: Path) -> BuildRoot:
    import shutil

    shutil.copytree(rootdir / f"test-{ROOT}", tmp_path / ROOT)
    translate(tmp_path / ROOT, FIRST)
    return build_root


def page(app: SphinxTestApp, name: str) -> BeautifulSoup:
    path = app.builder.get_output_path(name)
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def texts(soup: BeautifulSoup, selector: str) -> list[str]:
    return [found.text.strip().rstrip("¶") for found in soup.select(selector)]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_everywhere(build: BuildRoot, builder: str) -> None:
    app = build(ROOT, builder)
    assert app.warning.getvalue() == ""
    for name, title in {
        "index": "Guten Morgen",
        "posts/plain": PLAIN,
        "posts/twin": TWIN,
        NAMED: FROM_NAME,
    }.items():
        own = page(app, name)
        assert texts(own, "div.body h1") == [title]
        assert texts(own, "title")[0].startswith(title)
        if name != "index":
            meta = own.select_one('meta[property="og:title"]')
            assert meta
            assert meta["content"] == title
            data = json.loads(texts(own, 'script[type="application/ld+json"]')[0])
            assert data["headline"] == title
    home = page(app, "index")
    assert texts(home, "div.body p a")[:3] == [PLAIN, PLAIN, TWIN]
    assert texts(home, "div.toctree-wrapper a")[:2] == [PLAIN, "A section"]
    assert set(texts(home, "ul.postlist a")) == {PLAIN, TWIN, FROM_NAME}
    for name in ("blog", "blog/2020", "blog/tag/music"):
        assert texts(page(app, name), "h2 a")[-3:] == [FROM_NAME, TWIN, PLAIN]
    plain = page(app, "posts/twin")
    assert {x["title"] for x in plain.select("link.related")} == {PLAIN, FROM_NAME}
    assert texts(page(app, "posts/plain"), ".section a[href*=twin]")[-1:] == [TWIN]
    feed = BeautifulSoup((app.outdir / "blog/atom.xml").read_text("utf-8"), "xml")
    assert texts(feed, "entry > title") == [FROM_NAME, TWIN, PLAIN]
    items = json.loads((app.outdir / "blog/feed.json").read_text("utf-8"))["items"]
    assert [item["title"] for item in items] == [FROM_NAME, TWIN, PLAIN]
    index = (app.outdir / "searchindex.js").read_text(encoding="utf-8")
    found = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))
    titles = found["titles"]
    if sphinx.version_info < (9,):  # they are HTML there
        titles = [BeautifulSoup(title, "lxml").text for title in titles]
    assert {PLAIN, TWIN, FROM_NAME, "Guten Morgen"} <= set(titles)


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_descriptions_and_excerpts(build: BuildRoot, builder: str) -> None:
    app = build(ROOT, builder, blog_feed_fulltext=False)
    assert app.warning.getvalue() == ""
    first, second = "Lieder & *mehr* <nachts>.", "Not translated."
    for name in ("blog", "blog/2020", "blog/tag/music"):
        assert {first, second, "Laut."} <= set(texts(page(app, name), "p"))
    for path in ("blog/atom.xml", "blog/tag/music/atom.xml"):
        feed = BeautifulSoup((app.outdir / path).read_text("utf-8"), "xml")
        contents = [BeautifulSoup(x.text, "lxml") for x in feed.select("content")]
        assert first in [text for found in contents for text in texts(found, "p")]
        assert f"{first} {second}" in texts(feed, "summary")
    items = json.loads((app.outdir / "blog/feed.json").read_text("utf-8"))["items"]
    assert f"{first} {second}" in [item["summary"] for item in items]
    for name, text in {
        "posts/plain": "Trommeln & *Bass* [1]",
        "posts/twin": f"{first} {second}",
    }.items():
        own = page(app, name)
        for meta in own.select('meta[property="og:description"]'):
            assert meta["content"] == text
        data = json.loads(texts(own, 'script[type="application/ld+json"]')[0])
        assert data["description"] == text
        assert "Songs" not in str(own)
        assert "Drums" not in str(own)


@pytest.mark.parametrize("to_header", [False, True])
def test_links_stay_when_a_title_is_translated(
    build: BuildRoot, to_header: bool
) -> None:
    """Ids are made of the original, as Sphinx makes those of translated headings."""
    app = build(ROOT, myst_title_to_header=to_header, language="de")
    ids = [x["id"] for x in page(app, "posts/plain").select("section")]
    titles = texts(page(app, "posts/plain"), "div.body h1")
    assert titles == [PLAIN]
    translate(app.srcdir, {"posts/plain": {}})
    app = build(ROOT, myst_title_to_header=to_header, force_all=True)
    assert texts(page(app, "posts/plain"), "div.body h1") == ["Rock & *roll*"]
    assert [x["id"] for x in page(app, "posts/plain").select("section")] == ids


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_changed_catalog(build: BuildRoot, builder: str) -> None:
    app = build(ROOT, builder)
    for catalogs in (
        {"posts/plain": {"Rock & *roll*": "Neu & schön"}},
        {"posts/plain": {}, NAMED: {"From The Name": "Aus dem Namen"}},
        {"posts/twin": {"Evening *songs*": "Lieder", "Not translated.": "Doch."}},
        {"posts/plain": {"Drums & *bass*": "Trommeln"}, "posts/twin": {}},
    ):
        translate(app.srcdir, catalogs)
        app = build(ROOT, builder)
        incremental = snapshot(app.outdir)
        clean = build(ROOT, builder, force_all=True)
        assert incremental == snapshot(clean.outdir)
    assert texts(page(app, "posts/plain"), "div.body h1") == ["Rock & *roll*"]
    assert "Aus dem Namen" in texts(page(app, "blog"), "h2 a")


def test_what_is_extracted(build: BuildRoot) -> None:
    """Each title once, as it is written, whether it is translated or not."""
    app = build(ROOT, "gettext")
    messages = {}
    for path in sorted(app.outdir.rglob("*.pot")):
        with path.open("rb") as file:
            found = [message.id for message in read_po(file) if message.id]
        messages[path.relative_to(app.outdir).with_suffix("").as_posix()] = found
    assert messages["posts/plain"] == [
        *("Drums & *bass*", "Rock & *roll*", "Loud music.", "A section")
    ]
    assert messages["posts/twin"] == [
        *("Songs & *more* at night.", "Not translated.", "Evening *songs*"),
        "Soft music.",
    ]
    assert messages[NAMED] == ["From The Name", "No music."]
    assert messages["index"][0] == "Good morning"


def test_progress(build: BuildRoot) -> None:
    app = build(ROOT, translation_progress_classes=True)
    classes = {
        name: page(app, name).select("div.body h1")[0].get("class")
        for name in ("index", "posts/plain", "posts/twin")
    }
    assert set(map(str, classes.values())) == {"['translated']"}
