"""A facade: the player is behind it, and the page asks nobody for anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_tools.pages import parsed

if TYPE_CHECKING:
    from conftest import BuildRoot

PLAYER = "https://www.youtube-nocookie.com/embed/any_way-02?start=43&rel=0&list=PL9"
WATCH = "https://www.youtube.com/watch?v=any_way-02&list=PL9&t=43s"
TITLE = 'R&D, "live"'


def test_a_facade_is_a_link_with_the_player_behind_it(build_root: BuildRoot) -> None:
    app = build_root("video-iframes")
    html = parsed(app.outdir / "index.html")
    facades = html.select("span.video-embed.video-facade")
    assert len(facades) == len(html.select("iframe.video-embed")) == 14
    for facade in facades:
        link, template = facade.find_all(recursive=False)
        [iframe] = template.find_all(recursive=False)
        # Named by the text: the drawing has none.
        assert link.get_text(" ", strip=True).endswith(iframe["title"])
        assert link.svg["aria-hidden"] == "true"
        assert "id" not in iframe.attrs
    # Links to a pasted id find it.
    assert html.select("#the-talk.video-facade a")
    [other] = [each for each in facades if each.iframe["src"] == PLAYER]
    assert other.a["href"] == WATCH
    assert other.select_one(".video-facade-title").get_text() == TITLE
    assert other.select_one(".video-facade-source").get_text() == "Play from YouTube"
    assert (other.svg["width"], other.svg["height"]) == ("320", "240")


def test_pages_without_videos_load_no_script(build_root: BuildRoot) -> None:
    app = build_root("video-blog")
    post = (app.outdir / "post.html").read_text()
    assert post.count("video-embeds.js") == 1
    for name in ("index.html", "blog.html", "blog/tag/talks.html", "search.html"):
        assert "video-embeds.js" not in (app.outdir / name).read_text(), name


def test_it_can_be_switched_off(build_root: BuildRoot) -> None:
    app = build_root("video-iframes", video_embeds_facade=False)
    text = (app.outdir / "index.html").read_text()
    assert "video-facade" not in text
    assert "video-embeds.js" not in text
    # It is a matter of writing: no document is read for it.
    app = build_root("video-iframes")
    assert "0 added, 0 changed, 0 removed" in app.status.getvalue()
    assert "video-facade" in (app.outdir / "index.html").read_text()
