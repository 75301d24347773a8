"""Everything that prints a URL agrees with where the pages are."""

from __future__ import annotations

import json
import shutil
import zlib
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from lxml import etree, html

from conftest import refusal, snapshot
from site_tools.links import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

Change = Callable[[Path], object]

ROOT = "agreement"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"


def feed_urls(path: Path) -> Iterator[str]:
    for element in etree.parse(str(path)).iter(f"{ATOM}link", f"{ATOM}id"):
        yield element.get("href") or element.text
    for content in etree.parse(str(path)).iter(f"{ATOM}content"):
        tree = html.fragment_fromstring(content.text, create_parent="div")
        yield from (link for _, _, link, _ in tree.iterlinks())


def inventory_urls(path: Path, base: str) -> Iterator[str]:
    lines = path.read_bytes().split(b"\n", 4)
    for line in zlib.decompress(lines[4]).decode().splitlines():
        name, _, _, uri, *_ = line.split(" ")
        if name.endswith("modindex"):
            continue  # Sphinx names its module index whether there is one or not
        yield urljoin(base, uri.removesuffix("$") + (name if uri.endswith("$") else ""))


def search_urls(outdir: Path, page: str) -> Iterator[str]:
    text = (outdir / "searchindex.js").read_text("utf-8")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    for uri in index["docnames"]:
        yield urljoin(page, uri + "")  # docName + LINK_SUFFIX, as searchtools.js does
    for titles in index["alltitles"].values():
        for number, anchor in titles:
            uri = index["docnames"][number]
            yield urljoin(page, uri + (f"#{anchor}" if anchor else ""))


def all_urls(app: SphinxTestApp, base: str) -> dict[str, set[str]]:
    """Give every URL that the output has outside of HTML, by the file it is in."""
    outdir = app.outdir
    found = {
        path.relative_to(outdir).as_posix(): set(feed_urls(path))
        for path in outdir.rglob("atom.xml")
    }
    search = urljoin(base, app.builder.get_target_uri("search"))
    sitemap = etree.parse(str(outdir / "sitemap.xml"))
    found["sitemap.xml"] = {str(loc.text) for loc in sitemap.iter(f"{SITEMAP}loc")}
    found["objects.inv"] = set(inventory_urls(outdir / "objects.inv", base))
    found["searchindex.js"] = set(search_urls(outdir, search))
    lines = (outdir / "_redirects").read_text("utf-8").splitlines()
    found["_redirects"] = {
        urljoin(base, url) for line in lines for url in line.split()[:2]
    }
    robots = (outdir / "robots.txt").read_text("utf-8")
    found["robots.txt"] = {robots.split("Sitemap: ")[1].strip()}
    return found


def assert_agreement(app: SphinxTestApp, base: str) -> None:
    site = Site(app.outdir, base)
    assert site.broken() == []
    for file, urls in all_urls(app, base).items():
        assert urls, file
        assert all(url.startswith(("https:", "http:")) for url in urls), (file, urls)
        broken = {
            url: why for url in urls if (why := site.why_broken("index.html", url))
        }
        assert not broken, file
    listed = all_urls(app, base)["sitemap.xml"]
    assert f"{base}caf%C3%A9/" in listed
    assert all(url.startswith(base) for url in listed)
    for url in listed:
        target = site.target("index.html", url)
        assert target is not None
        page = html.parse(str(app.outdir / target.path))
        assert page.xpath("//link[@rel='canonical']/@href") == [url], target.path
        assert page.xpath("//meta[@property='og:url']/@content") in ([], [url])
        assert not page.xpath("//meta[@http-equiv='refresh']"), target.path


#: Each value of each setting is in one of the quick tests.
QUICK = ((1, "", "html"), (2, "en/latest/", "dirhtml"))


@pytest.mark.parametrize(
    ("parallel", "prefix", "builder"),
    [
        pytest.param(*case, marks=() if case in QUICK else pytest.mark.slow)
        for case in product((1, 2), ("", "en/latest/"), ("html", "dirhtml"))
    ],
)
def test_agreement(
    build_root: BuildRoot, builder: str, prefix: str, parallel: int, tmp_path: Path
) -> None:
    base = f"https://example.org/{prefix}"
    settings = {
        "html_baseurl": base,
        "blog_baseurl": base,
        "notfound_urls_prefix": f"/{prefix}",
        "ogp_site_url": base,
        # ABlog does not read in parallel; Sphinx says so
        "suppress_warnings": ["app.not_parallel"] if parallel > 1 else [],
    }
    app = build_root(ROOT, builder, parallel=parallel, **settings)
    warnings = app.warning.getvalue()
    assert "WARNING" not in warnings or parallel > 1, warnings
    assert_agreement(app, base)

    moved = app.srcdir / "posts/first.md"
    text = moved.read_text("utf-8").replace("first-post", "/moved/first.html")
    moved.write_text(text, encoding="utf-8")
    (app.srcdir / "posts/2018/2018-08-01-styled.md").unlink()
    index = app.srcdir / "index.md"
    text = index.read_text("utf-8")
    text = text.replace(", {doc}`posts/2018/2018-08-01-styled`", "")
    index.write_text(text, encoding="utf-8")
    app = build_root(ROOT, builder, parallel=parallel, **settings)
    assert_agreement(app, base)

    incremental = snapshot(app.outdir)
    app.outdir.rename(tmp_path / "incremental")
    (app.doctreedir / "environment.pickle").unlink()
    clean = snapshot(build_root(ROOT, builder, parallel=parallel, **settings).outdir)
    assert clean.keys() == incremental.keys()
    different = {file for file in clean if clean[file] != incremental[file]}
    assert different == set()


def write(name: str, text: str) -> Change:
    def change(srcdir: Path) -> None:
        (srcdir / name).write_text(text, encoding="utf-8")

    return change


def replace(name: str, old: str, new: str) -> Change:
    def change(srcdir: Path) -> None:
        text = (srcdir / name).read_text("utf-8")
        assert old in text
        (srcdir / name).write_text(text.replace(old, new), encoding="utf-8")

    return change


def remove(name: str) -> Change:
    return lambda srcdir: (srcdir / name).unlink()


CHANGES = {
    "change a permalink": replace("posts/first.md", "first-post", "/other/first/"),
    "add a permalink": replace(
        "index.md", "# Home", "---\npermalink: /\n---\n\n# Home"
    ),
    "remove a permalink": replace("page.md", "permalink: /some/page.html\n", ""),
    "change a redirect": replace("posts/first.md", "/2020/first/", "/2020/1/"),
    "add a redirect": replace("posts/cafe.md", "redirect: was/cafe", "aliases: /cafe"),
    "remove redirects": replace("page.md", "aliases: [old-page, /older/page/]\n", ""),
    "a redirect becomes a page": replace("moved.md", "redirect_to", "was_redirect_to"),
    "add a post": write(
        "posts/new.md",
        "---\npermalink: new\ndate: 2022-02-02\ntags: apple new\n---\n\n# New\n\nA.\n",
    ),
    "change a post's title": replace("posts/new.md", "# New", "# Newer"),
    "change a post's text": replace(
        "posts/first.md", "## Further", "More.\n\n## Further"
    ),
    "change a post's tags": replace("posts/new.md", "apple new", "pear"),
    "change a post's date": replace("posts/new.md", "2022-02-02", "2019-02-02"),
    "a post becomes a draft": replace("posts/new.md", "tags: pear", "draft: true"),
    "remove a post": remove("posts/new.md"),
    "change the style": replace("conf.py", '"pretty"', '"ordinal"'),
    "change the site's redirects": replace("conf.py", "/from/conf", "/from/here"),
}


@pytest.mark.slow
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_an_incremental_build_equals_a_clean_one(
    build_root: BuildRoot, builder: str, tmp_path: Path
) -> None:
    app = build_root(ROOT, builder)
    for name, change in CHANGES.items():
        change(app.srcdir)
        app = build_root(ROOT, builder)
        assert app.warning.getvalue() == "", name
        copy = tmp_path / "clean" / ROOT
        shutil.rmtree(copy.parent, ignore_errors=True)
        shutil.copytree(app.srcdir, copy, ignore=shutil.ignore_patterns("_build"))
        clean = snapshot(build_root(f"clean/{ROOT}", builder).outdir)
        incremental = snapshot(app.outdir)
        assert clean.keys() == incremental.keys(), name
        different = {file for file in clean if clean[file] != incremental[file]}
        assert different == set(), name


@pytest.mark.parametrize(
    "builder", ["html", pytest.param("dirhtml", marks=pytest.mark.slow)]
)
def test_a_refused_build_leaves_the_next_one_right(
    build_root: BuildRoot, builder: str, tmp_path: Path
) -> None:
    app = build_root(ROOT, builder)
    before = snapshot(app.outdir)
    replace("posts/first.md", "# The first", "# Renamed")(app.srcdir)
    replace("posts/cafe.md", "permalink: /caf\u00e9/", "permalink: /new/")(app.srcdir)
    replace("page.md", "/some/page.html", "/what?/")(app.srcdir)
    said = refusal(build_root(ROOT, builder))
    assert "page.md:2: ERROR: permalink: '/what?/' has a '?'" in said
    assert "Traceback" not in said
    assert snapshot(app.outdir) == before
    replace("page.md", "/what?/", "/some/page.html")(app.srcdir)
    replace("page.md", "/caf%C3%A9/", "/new/")(app.srcdir)
    replace("conf.py", "/caf%C3%A9/", "/new/")(app.srcdir)
    app = build_root(ROOT, builder)
    assert app.warning.getvalue() == ""
    incremental = snapshot(app.outdir)
    copy = tmp_path / "clean" / ROOT
    shutil.copytree(app.srcdir, copy, ignore=shutil.ignore_patterns("_build"))
    assert snapshot(build_root(f"clean/{ROOT}", builder).outdir) == incremental
