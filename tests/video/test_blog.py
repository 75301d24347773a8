"""ABlog: a post has its players, its excerpts and feeds have links."""

from __future__ import annotations

from typing import TYPE_CHECKING

import feedparser
import pytest
from bs4 import BeautifulSoup

from site_tools.pages import parsed

if TYPE_CHECKING:
    from conftest import BuildRoot

LINKS = {
    "https://www.youtube.com/watch?v=excerpt1&t=5s": "Video: A post",
    "https://www.youtube.com/watch?v=feed2": "Video: Binder & co.",
    "https://vimeo.com/303": "Video: Binder & co.",
    "https://www.youtube.com/watch?v=written4": "Video: Binder & co.",
}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_feed_has_links(build_root: BuildRoot, builder: str) -> None:
    app = build_root("video-blog", builder)
    assert app.warning.getvalue() == ""
    feed = feedparser.parse((app.outdir / "blog" / "atom.xml").read_bytes())
    (entry,) = feed.entries
    content = BeautifulSoup(entry.content[0].value, "html.parser")
    assert not content.select("iframe")
    links = {a["href"]: a.get_text() for a in content.select(".video-link a")}
    assert links == LINKS
    assert not content.select("p[align] p")


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_post_has_players(build_root: BuildRoot, builder: str) -> None:
    app = build_root("video-blog", builder)
    name = "post.html" if builder == "html" else "post/index.html"
    html = parsed(app.outdir / name)
    assert len(html.select("iframe.video-embed")) == len(LINKS)
    assert not html.select(".video-link")


def test_excerpts_have_no_player(build_root: BuildRoot) -> None:
    app = build_root("video-blog")
    lists = [app.outdir / "index.html", app.outdir / "blog" / "tag" / "talks.html"]
    for path in lists:
        html = parsed(path)
        assert "Our talk:" in html.get_text()
        assert not html.select("iframe")
