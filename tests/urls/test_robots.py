"""``sitemap`` and ``robots`` in front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from permalink_blog.urls.robots import is_listed, robots_directives
from permalink_blog.urls.url_list.output import OutputFolderPages
from site_tools.written_sites import WrittenSite, written_site

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot


@pytest.mark.parametrize(
    ("metadata", "listed", "robots"),
    [
        ({}, True, ()),
        ({"sitemap": "False"}, False, ()),
        ({"sitemap": "no"}, False, ()),
        ({"sitemap": "True"}, True, ()),
        ({"sitemap": "null"}, True, ()),
        ({"sitemap": '{"lastmod": "2020-01-01"}'}, True, ()),
        ({"robots": "noindex"}, False, ("noindex",)),
        ({"robots": "NoIndex , nofollow"}, False, ("NoIndex", "nofollow")),
        ({"robots": '["noindex", "nofollow"]'}, False, ("noindex", "nofollow")),
        ({"robots": "none"}, False, ("none",)),
        ({"robots": "nofollow, max-snippet:20"}, True, ("nofollow", "max-snippet:20")),
        ({"robots": "null"}, True, ()),
        ({"robots": '{"googlebot": "noindex"}'}, True, ()),
    ],
)
def test_rules(
    metadata: dict[str, str], *, listed: bool, robots: tuple[str, ...]
) -> None:
    assert is_listed(metadata) is listed
    assert robots_directives(metadata) == robots


def sitemap(site: WrittenSite) -> set[str]:
    text = (site.folder / "_build/html/sitemap.xml").read_text("utf-8")
    lines = [line for line in text.splitlines() if "<loc>" in line]
    return {line.partition(".org/")[2].partition("<")[0] for line in lines}


def meta(site: WrittenSite, file: str) -> list[str]:
    return [x["content"] for x in site.page(file).select("meta[name=robots]")]


def test_a_site(build_root: BuildRoot, tmp_path: Path) -> None:
    post = "---\ndate: 2020-01-01\npermalink: /hidden/\n{}---\n\n# Hidden\n\nText.\n"
    files = {
        "thanks.md": "---\nsitemap: false\n---\n\n# Thanks\n",
        "robots.md": "---\nrobots: noindex, nofollow\n---\n\n# Robots\n",
        "meta.md": "---\nmyst:\n  html_meta:\n    robots: noindex\n---\n\n# Meta\n",
        "field.rst": ":robots: noindex\n\nField\n=====\n",
        "typo.md": '---\ntitle: Typo\nrobots: "no-index"\n---\n\n# Typo\n',
        "posts/hidden.md": post.format("robots: noindex\n"),
    }
    conf = 'blog_post_pattern = ["posts/*.md"]\n'
    site = written_site(build_root, tmp_path, files, conf=conf)
    warnings = site.warnings()
    assert len(warnings) == 1, warnings
    [warning] = warnings
    assert warning == (
        "typo.md:3: WARNING: robots: 'no-index' is not a directive of search engines; "
        "did you mean 'noindex'? [permalinks.robots]"
    )
    listed = sitemap(site)
    assert {"index.html", "typo.html", "blog.html"} <= listed
    hidden = {"thanks.html", "robots.html", "meta.html", "field.html", "hidden/"}
    assert not listed & hidden
    assert meta(site, "index.html") == meta(site, "thanks.html") == []
    assert meta(site, "robots.html") == ["noindex, nofollow"]
    assert meta(site, "meta.html") == meta(site, "field.html") == ["noindex"]
    # They are published all the same: in feeds, in archives, in the list of URLs.
    assert "/hidden/" in (site.folder / "_build/html/blog/atom.xml").read_text()
    assert site.page("blog.html").select_one("a[href='hidden/']")
    published = OutputFolderPages.of(site.folder / "_build/html").published()
    assert {"/thanks.html", "/robots.html", "/hidden/"} <= published
    # The key comes and goes.
    site.write({"thanks.md": "# Thanks\n", "posts/hidden.md": post.format("")})
    assert site.differences() == []
    assert meta(site, "robots.html") == ["noindex, nofollow"]
    assert {"thanks.html", "hidden/"} <= sitemap(site)
