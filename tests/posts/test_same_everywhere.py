"""A post says the same wherever it is shown: its summary, its dates, its URL."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from conftest import snapshot
from site_tools.edits import save
from site_tools.small_blogs import edit, warned

if TYPE_CHECKING:
    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

SCALING = ("permalink_blog.incremental", "permalink_blog.archives")
ROOT = "summaries"
ONE = (
    "As in The second post, A spot and The second post, see The second post, word, a "
    "note and x^2."
)
SUMMARIES = {
    "posts/one": ONE,
    "posts/two": "Text without references.",
    "posts/only": "Seen.",
}
TITLES = {"One": "posts/one", "The second post": "posts/two", "Only": "posts/only"}


def page(app: SphinxTestApp, name: str) -> BeautifulSoup:
    path = app.builder.get_output_path(name)
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def meta(app: SphinxTestApp, name: str, key: str) -> str:
    soup = page(app, name)
    found = soup.select(f'meta[name="{key}"], meta[property="{key}"]')
    assert len(found) == 1
    return str(found[0]["content"])


def data(app: SphinxTestApp, name: str) -> dict[str, str]:
    (script,) = page(app, name).select('script[type="application/ld+json"]')
    found: dict[str, str] = json.loads(script.text)
    return found


def cards(app: SphinxTestApp, name: str) -> dict[str, str]:
    return {
        str(card["name"]): str(card["content"])
        for card in page(app, name).select("meta.card")
    }


def entries(app: SphinxTestApp) -> dict[str, BeautifulSoup]:
    feed = BeautifulSoup((app.outdir / "blog/atom.xml").read_text("utf-8"), "xml")
    return {TITLES[x.title.text]: x for x in feed.select("entry")}


def items(app: SphinxTestApp) -> dict[str, dict[str, str]]:
    feed = json.loads((app.outdir / "blog/feed.json").read_text(encoding="utf-8"))
    return {TITLES[item["title"]]: item for item in feed["items"]}


@pytest.mark.parametrize("parallel", [0, 2])
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_summaries(build_root: BuildRoot, builder: str, parallel: int) -> None:
    app = build_root(ROOT, builder, parallel=parallel)
    assert warned(app) == ""
    assert cards(app, "index") == cards(app, "blog") == SUMMARIES
    for name, summary in SUMMARIES.items():
        for key in ("description", "og:description"):
            assert meta(app, name, key) == summary
        assert data(app, name)["description"] == summary
        assert entries(app)[name].summary.text == summary
        assert items(app)[name]["summary"] == summary


def test_without_blog_scaling(build_root: BuildRoot) -> None:
    """Then nothing is kept, and each asks for the summary itself."""
    app = build_root(ROOT)
    (app.srcdir / "posts/only.md").unlink()
    edit(app.srcdir / "index.md", "\nposts/only", "")
    extensions = [x for x in app.config.extensions if x not in SCALING]
    app = build_root(ROOT, extensions=extensions, templates_path=[])
    for name in ("posts/one", "posts/two"):
        assert meta(app, name, "og:description") == SUMMARIES[name]
        assert entries(app)[name].summary.text == SUMMARIES[name]


EDITS = [
    ("posts/two.md", "title: The second post", "title: Another title"),
    ("posts/two.md", "## A spot", "## Another spot"),
    ("posts/one.md", "word\n  A meaning", "word\n  Another meaning"),
    ("index.md", "posts/two\nposts/one", "posts/one\nposts/two"),
    ("posts/two.md", "permalink: two", "permalink: second"),
]


@pytest.mark.parametrize(("file", "old", "new"), EDITS)
def test_an_incremental_build_is_as_a_clean_one(
    build_root: BuildRoot, file: str, old: str, new: str
) -> None:
    app = build_root(ROOT)
    edit(app.srcdir / file, old, new)
    incremental = snapshot(build_root(ROOT).outdir)
    clean = build_root(ROOT, force_all=True)
    assert incremental == snapshot(clean.outdir)
    assert cards(clean, "index") == cards(clean, "blog")
    assert cards(clean, "index")["posts/one"] == meta(clean, "posts/one", "description")


def test_a_broken_reference_is_told_once(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    edit(app.srcdir / "posts/one.md", "{ref}`spot`", "{ref}`nowhere`")
    app = build_root(ROOT)
    assert warned(app).count("nowhere") == 1


HEADS = {
    "last_modified_at: 2021-02-03": "2021-02-03",
    "updated: 2021-02-03 10:11:12": "2021-02-03T10:11:12+00:00",
    "lastmod: 2021-02-03 10:11:12 +0200": "2021-02-03T08:11:12+00:00",
    "last_modified_at: 2019-01-01": "2020-01-01",  # before it was published
    "last_modified_at: never": "2020-01-01",
}
TEXTS = {
    "```{update} 2021-05-06\nNew.\n```": "2021-05-06",
    "```{update} 2021-05-06\nNew.\n```\n\n```{update} 2021-07-08\n\nX.\n```": (
        "2021-07-08"
    ),
}


class TestDates:
    def dates(self, app: SphinxTestApp, name: str) -> set[str]:
        """Give the date of the last change as each place has it, in one form."""
        sitemap = (app.outdir / "sitemap.xml").read_text(encoding="utf-8")
        uri = app.builder.get_target_uri(name)
        (lastmod,) = re.findall(rf"/{uri}</loc><lastmod>(.*?)<", sitemap)
        found = {
            lastmod,
            meta(app, name, "article:modified_time"),
            data(app, name)["dateModified"],
            entries(app)[name].updated.text,
            items(app)[name]["date_modified"],
        }
        return {x.removesuffix("T00:00:00+00:00") for x in found}

    @pytest.mark.parametrize(("head", "expected"), HEADS.items())
    def test_front_matter(
        self, build_root: BuildRoot, head: str, expected: str
    ) -> None:
        app = build_root(ROOT)
        edit(app.srcdir / "posts/one.md", "title: One", f"title: One\n{head}")
        incremental = build_root(ROOT)
        assert self.dates(incremental, "posts/one") == {expected}
        files = snapshot(incremental.outdir)
        assert files == snapshot(build_root(ROOT, force_all=True).outdir)

    @pytest.mark.parametrize(("text", "expected"), TEXTS.items())
    def test_updates(self, build_root: BuildRoot, text: str, expected: str) -> None:
        app = build_root(ROOT)
        edit(app.srcdir / "posts/two.md", "(spot)=", f"{text}\n\n(spot)=")
        app = build_root(ROOT)
        assert self.dates(app, "posts/two") == {expected}
        files = snapshot(app.outdir)
        assert files == snapshot(build_root(ROOT, force_all=True).outdir)

    def test_a_post_directive(self, build_root: BuildRoot) -> None:
        app = build_root(ROOT)
        text = "# One\n\n```{post} 2020-03-04\n```\n\nText.\n"
        save(app.srcdir / "posts/one.md", text)
        app = build_root(ROOT)
        assert self.dates(app, "posts/one") == {"2020-03-04"}

    def test_another_zone(self, build_root: BuildRoot) -> None:
        app = build_root(ROOT)
        head = "title: One\nupdated: 2021-02-03 10:00"
        edit(app.srcdir / "posts/one.md", "title: One", head)
        app = build_root(ROOT, permalink_timezone="Europe/Berlin")
        assert self.dates(app, "posts/one") == {"2021-02-03T10:00:00+01:00"}

    @pytest.mark.parametrize(
        "extension",
        [
            "permalink_blog.frontmatter",
            "permalink_blog.incremental",
            "permalink_blog.archives",
        ],
    )
    def test_without_others(self, build_root: BuildRoot, extension: str) -> None:
        app = build_root(ROOT)
        head = 'blogpost: "true"\nlast_modified_at: 2021-02-03'
        edit(app.srcdir / "posts/two.md", "title: The second post", head)
        edit(
            app.srcdir / "posts/two.md",
            "Text without",
            "# The second post\n\nText without",
        )
        extensions = [x for x in app.config.extensions if x != extension]
        app = build_root(ROOT, extensions=extensions, templates_path=[])
        assert self.dates(app, "posts/two") == {"2021-02-03"}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("scaling", [True, False])
def test_urls_of_comments(build_root: BuildRoot, builder: str, scaling: bool) -> None:
    """Disqus is told the permalink, and the identifier that ABlog always gave."""
    app = build_root(ROOT, builder)
    extensions = [x for x in app.config.extensions if scaling or x not in SCALING]
    settings = {"disqus_shortname": "somebody", "disqus_pages": True}
    app = build_root(
        ROOT, builder, extensions=extensions, templates_path=[], **settings
    )
    for name, identifier in (
        ("posts/one", "/posts/one/"),
        ("posts/two", "/posts/two/"),
        ("index", "/"),
    ):
        text = app.builder.get_output_path(name).read_text(encoding="utf-8")
        url = f"https://example.org/{app.builder.get_target_uri(name)}"
        assert f'disqus_url = "{url}"' in text
        assert f'disqus_identifier = "{identifier}"' in text
    uri = app.builder.get_target_uri("posts/two")
    assert uri == ("two/" if builder == "dirhtml" else "two.html")
    for name in ("blog", "blog/archive"):
        text = app.builder.get_output_path(name).read_text(encoding="utf-8")
        assert "disqus_identifier" not in text  # ABlog has none below lists
