"""Pages that list posts lead to the lists here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from permalink_import.jekyll.listings import words_beside

if TYPE_CHECKING:
    from conftest import ReadSite

POSTS = {
    f"_posts/2018-08-{day:02}-x.md": f"---\ntags: [Open Science, t{day}]\n---\nText.\n"
    for day in range(1, 6)
} | {"_posts/2019-01-01-other.md": "---\ncategory: News\n---\nText.\n"}
LOOP = "{% for post in site.posts %}<a>{{ post.title }}</a>{% endfor %}"
PROSE = "Words that somebody wrote here. " * 20


@pytest.mark.parametrize(
    ("name", "text", "target"),
    [
        ("archive.html", LOOP, "/blog.html"),
        ("a.md", "{% assign y = site.posts | group_by_exp: 'p', 'p' %}" + LOOP, None),
        (
            "a.md",
            LOOP.replace("post.title", "post.date | date: '%Y'"),
            "/blog/archive.html",
        ),
        (
            "a.md",
            "{% for tag in site.tags %}{{ tag[0] }}{% endfor %}",
            "/blog/tag.html",
        ),
        (
            "a.md",
            "{% for c in site.categories %}{{ c[0] }}{% endfor %}",
            "/blog/category.html",
        ),
        (
            "a.md",
            "{% for p in site.categories.News %}{{ p.title }}{% endfor %}",
            "/blog/category/news.html",
        ),
        (
            "a.md",
            "{% for p in site.tags['Open Science'] %}x{% endfor %}",
            "/blog/tag/open-science.html",
        ),
        ("a.md", "{% for p in site.tags.nothing %}x{% endfor %}", "/blog.html"),
    ],
)
def test_a_list_leads_to_the_same_here(
    read_site: ReadSite, name: str, text: str, target: str | None
) -> None:
    site = read_site({**POSTS, name: f"---\ntitle: All\n---\n\n{text}\n"})
    url = f"/{name.partition('.')[0]}.html"
    assert site.redirects == {url: target or "/blog/archive.html"}
    assert [found.source for found in site.findings] == [name]
    assert url in site.urls


def test_a_layout_may_have_the_list(read_site: ReadSite) -> None:
    site = read_site(
        {
            **POSTS,
            "tag/science.md": "---\nlayout: tag\ntag: Open Science\n---\n",
            "about.md": "---\nlayout: default\n---\nHello.\n",
            "_layouts/tag.html": "---\nlayout: default\n---\n"
            "{% for p in site.tags[page.tag] %}{{ p.title }}{% endfor %}",
            "_layouts/default.html": f"{{{{ content }}}}{LOOP}",
            "_layouts/post.html": "---\nlayout: default\n---\n{{ content }}",
            "_posts/2018-01-01-a.md": "---\nlayout: post\n---\nText.\n",
        }
    )
    assert site.redirects == {"/tag/science.html": "/blog/tag/open-science.html"}
    assert "about.md" in [page.source for page in site.documents]


def test_layouts_of_themes_are_known(read_site: ReadSite) -> None:
    files = {
        "index.md": "---\nlayout: home\n---\n",
        "tags.md": "---\nlayout: tags\n---\n",
    }
    site = read_site({**POSTS, **files}, "theme: minima\n")
    assert site.redirects == {"/tags.html": "/blog/tag.html"}
    assert {"index.md", "tags.md"} <= {found.source for found in site.findings}


def test_a_page_with_words_of_its_own_stays_a_page(read_site: ReadSite) -> None:
    text = f"---\n---\n\n{PROSE}\n\n{LOOP}\n"
    index = text.replace("---\n", "---\npermalink: /\n", 1)
    site = read_site({**POSTS, "about.md": text, "index.md": index})
    assert site.redirects == {}
    pages = {page.source: page for page in site.documents}
    assert pages["about.md"].url == "/about.html"
    matter = yaml.safe_load(pages["index.md"].front_matter)
    assert not matter or matter.get("permalink") is None
    assert (pages["index.md"].url, "/" in site.urls) == (None, True)
    assert any("landing page here is index.md" in x.reason for x in site.findings)


def test_words_are_counted_without_markup() -> None:
    assert words_beside("<h1>Two words</h1>{% if x %}a b c{% endif %}" + LOOP) == 2


def test_pages_of_lists(read_site: ReadSite) -> None:
    index = {
        "blog/index.html": f"---\n---\n{LOOP.replace('site.posts', 'paginator.posts')}"
    }
    config = "plugins: [jekyll-paginate]\npaginate: 2\npaginate_path: /blog/page:num/\n"
    site = read_site({**POSTS, **index}, config)
    assert site.redirects == {
        "/blog/page2/": "/blog.html",
        "/blog/page3/": "/blog.html",
    }


def test_a_list_above_its_pages_is_theirs(read_site: ReadSite) -> None:
    index = {"index.html": f"---\n---\n{LOOP.replace('site.posts', 'paginator.posts')}"}
    config = "plugins: [jekyll-paginate]\npaginate: 2\npaginate_path: /blog/:num/\n"
    site = read_site({**POSTS, **index}, config)
    assert site.redirects.keys() == {"/blog/2/", "/blog/3/"}


def test_pages_of_lists_of_the_second_version(read_site: ReadSite) -> None:
    config = """\
plugins: [jekyll-paginate-v2]
pagination: {enabled: true, per_page: 2, permalink: "/page/:num/"}
autopages: {enabled: true, collections: {enabled: false}}
"""
    index = "---\nlayout: home\npagination: {enabled: true}\n---\n"
    site = read_site({**POSTS, "index.html": index}, config)
    leads = site.redirects
    assert leads["/page/3/"] == "/blog.html"
    assert "/page/4/" not in leads
    assert leads["/tag/open-science/page/3/"] == "/blog/tag/open-science.html"
    assert leads["/category/news/"] == "/blog/category/news.html"


def test_archives(read_site: ReadSite) -> None:
    config = """\
plugins: [jekyll-archives]
jekyll-archives:
  enabled: [year, month, tags]
  permalinks: {tag: "/topics/:name/"}
"""
    leads = read_site(POSTS, config).redirects
    assert leads["/2018/"] == "/blog/2018.html"
    assert leads["/2019/01/"] == "/blog/2019.html"
    assert leads["/topics/open-science/"] == "/blog/tag/open-science.html"
    assert not any("news" in path for path in leads)


def test_feeds(read_site: ReadSite) -> None:
    config = """\
url: https://example.org
feed: {path: rss.xml, categories: [News], tags: true}
"""
    gemfile = 'group :jekyll_plugins do\n  gem "jekyll-feed", "~> 0.12"\nend\n'
    site = read_site({**POSTS, "Gemfile": gemfile}, config)
    assert site.feeds == ("/rss.xml",)
    assert site.redirects["/feed/News.xml"] == "/blog/category/news/atom.xml"
    assert site.redirects["/feed/by_tag/t1.xml"] == "/blog/tag/t1/atom.xml"
    outside = read_site({**POSTS, "Gemfile": 'gem "jekyll-feed"\n'}, config)
    assert outside.feeds == ()


def test_a_blank_home_page_is_replaced(read_site: ReadSite) -> None:
    site = read_site({"index.md": "---\nlayout: home\n---\n", **POSTS})
    (found,) = site.findings
    assert "home page lists posts" in found.reason
    assert "index.md" not in {each.source for each in site.documents}
    assert "/" in site.urls
