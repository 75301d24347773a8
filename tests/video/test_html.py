"""Pages: pasted and written videos are players, all other HTML is as it was.

Where it matters what is around a player, it has no facade here.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from sphinxcontrib.youtube.vimeo import vimeo
from sphinxcontrib.youtube.youtube import youtube

from site_tools.pages import parsed

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import BeautifulSoup

    from conftest import BuildRoot

YOUTUBE = "https://www.youtube-nocookie.com/embed/"
VIMEO = "https://player.vimeo.com/video/"


def page(outdir: Path) -> BeautifulSoup:
    return parsed(outdir / "index.html")


def players(outdir: Path) -> dict[str, dict[str, Any]]:
    """Attributes of the players of a page, by the last part of their address."""
    found = page(outdir).select("iframe.video-embed")
    return {iframe["src"].rpartition("/")[2]: iframe.attrs for iframe in found}


@pytest.mark.parametrize("theme", ["alabaster", "furo"])
@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_pasted_iframes_are_players(
    build_root: BuildRoot, builder: str, theme: str
) -> None:
    app = build_root("video-iframes", builder, html_theme=theme)
    assert app.warning.getvalue() == ""
    found = page(app.outdir).select("section iframe")
    assert [iframe["src"] for iframe in found] == [
        YOUTUBE + "plain01",
        YOUTUBE + "any_way-02?start=43&rel=0&list=PL9",
        VIMEO + "303?h=abc&dnt=1#t=5s",
        YOUTUBE + "videoseries?si=x&list=PL404",
        YOUTUBE + "wrapped05",
        YOUTUBE + "centred06",
        YOUTUBE + "first07",
        YOUTUBE + "second08",
        YOUTUBE + "left13",
        YOUTUBE + "right14",
        VIMEO + "909?dnt=1",
        YOUTUBE + "linked10",
        YOUTUBE + "listed11",
        YOUTUBE + "raw12",
    ]
    for iframe in found:
        assert iframe["loading"] == "lazy"
        assert iframe["referrerpolicy"] == "strict-origin-when-cross-origin"
        assert iframe["allowfullscreen"] == ""
        assert iframe["title"]
        assert not iframe.contents
        assert iframe.find_parent("a") is None
    style = app.outdir / "_static" / "video-embeds.css"
    assert ".video-embed" in style.read_text()
    assert page(app.outdir).select('link[href*="_static/video-embeds.css"]')


def test_what_was_pasted_is_kept(build_root: BuildRoot) -> None:
    app = build_root("video-iframes")
    found = players(app.outdir)
    plain = found["plain01"]
    assert (plain["width"], plain["height"]) == ("560", "315")
    assert plain["allow"] == "autoplay; encrypted-media"
    assert plain["title"] == "Video: Plain"
    other = found["any_way-02?start=43&rel=0&list=PL9"]
    assert (other["width"], other["height"]) == ("320", "240")
    assert other["title"] == 'R&D, "live"'
    assert "video-embed-full" in found["303?h=abc&dnt=1#t=5s"]["class"]
    assert "width" not in found["303?h=abc&dnt=1#t=5s"]
    assert found["videoseries?si=x&list=PL404"]["height"] == "400"
    assert "video-embed-fill" in found["909?dnt=1"]["class"]


def test_links_find_a_pasted_video(build_root: BuildRoot) -> None:
    app = build_root("video-iframes", video_embeds_facade=False)
    assert players(app.outdir)["linked10"]["id"] == "the-talk"
    assert page(app.outdir).select('a[href="#the-talk"]')
    assert page(app.outdir).select("#player")  # its own id, as scripts know it


def test_html_around_stays_around(build_root: BuildRoot) -> None:
    html = page(build_root("video-iframes", video_embeds_facade=False).outdir)

    def inside(selector: str) -> list[str]:
        return [iframe["src"] for iframe in html.select(f"{selector} > iframe")]

    assert inside("div.embed-container") == [YOUTUBE + "wrapped05"]
    assert inside('p[align="center"]') == [YOUTUBE + "centred06"]
    assert inside("center") == [YOUTUBE + "first07", YOUTUBE + "second08"]
    assert html.center.get_text(" ", strip=True) == "and"
    # White space shows where iframes are parts of a line: none is added or taken.
    assert html.select_one("div.embed-container").get_text() == ""
    assert html.select_one("div.pair").get_text() == " "
    assert inside('div[style*="56.25%"]') == [VIMEO + "909?dnt=1"]
    assert html.select('script[src="https://player.vimeo.com/api/player.js"]')


def test_other_html_is_untouched(build_root: BuildRoot) -> None:
    converting = build_root("video-untouched")
    assert converting.warning.getvalue() == ""
    html = (converting.outdir / "index.html").read_text()
    assert "video-embed " not in html
    assert "nocookie" not in html
    assert 'class="video-embed' not in html
    source = (converting.srcdir / "index.md").read_text()
    lines = [line for line in source.splitlines() if line.startswith("<")]
    assert len(lines) > 15
    # MyST puts a line in a paragraph if it starts with an inline element; code is
    # highlighted.
    missing = [line for line in lines if line not in html]
    assert missing == ['<iframe src="https://www.youtube.com/embed/code21"></iframe>']
    off = build_root("video-untouched", video_embeds_convert=False)
    assert (off.outdir / "index.html").read_text() == html


def test_paragraphs_are_split(build_root: BuildRoot) -> None:
    app = build_root("video-paragraphs", video_embeds_facade=False)
    assert app.warning.getvalue() == ""
    html = page(app.outdir)
    assert not html.select("p iframe, p div, p p")
    lead = html.select_one("p.lead#here")
    assert lead.decode_contents() == "One <em>talk</em>:"
    assert len(html.select("#here, .lead")) == 1
    assert html.iframe["title"] == "Video: Talks"  # without the HTML in the heading
    flow = [
        sibling.get("src", sibling.get_text()).rpartition("/")[2]
        for sibling in [lead, *lead.find_next_siblings(limit=4)]
    ]
    assert flow == ["One talk:", "between2", "then another", "between3", "and it."]
    assert html.select_one("p img")  # an image without words is no empty paragraph
    assert html.select_one("blockquote iframe")["src"] == YOUTUBE + "quoted4"
    assert html.select_one("td > iframe")["src"] == YOUTUBE + "cell5"


@pytest.mark.parametrize(
    "extensions",
    [
        ["permalink_blog.video"],
        ["sphinxcontrib.youtube", "permalink_blog.video"],
        ["permalink_blog.video", "sphinxcontrib.youtube"],
    ],
)
def test_directives_look_the_same(build_root: BuildRoot, extensions: list[str]) -> None:
    app = build_root(
        "video-directives", extensions=extensions, video_embeds_facade=False
    )
    assert app.warning.getvalue() == ""
    html = page(app.outdir)
    written, pasted = html.select(f'iframe[src="{YOUTUBE}written01?start=43"]')
    assert written.attrs.pop("id") == "written"
    assert written.attrs.pop("title") == "Video: Talks"
    assert pasted.attrs.pop("title") == "Video: Pasted"
    assert written.attrs == pasted.attrs
    other = players(app.outdir)["202?dnt=1"]
    assert set(other["class"]) == {
        "video-embed",
        "video-embed-center",
        "video-embed-4x3",
    }
    assert not html.select(".video_wrapper")


def test_rst_raw_directive_and_role(build_root: BuildRoot) -> None:
    app = build_root("video-directives", video_embeds_facade=False)
    html = page(app.outdir)
    assert "wide" in players(app.outdir)["classed03"]["class"]
    boxed = html.select_one("div.boxed iframe")  # its box cannot be split
    assert boxed["src"] == "https://www.youtube.com/embed/boxed04"
    assert "latex04" not in html.decode()
    role = html.select_one(f'iframe[src="{YOUTUBE}role05"]')
    assert role.find_previous_sibling().decode_contents() == "The role <br/>"
    assert "https://maps.example.org/06" in html.decode()


def test_a_pasted_video_is_the_node_of_the_directive(build_root: BuildRoot) -> None:
    app = build_root("video-directives")
    doctree = app.env.get_doctree("index")
    written, pasted, *_ = doctree.findall(youtube)
    basic = {"ids", "names", "classes", "dupnames", "backrefs", "title"}
    attributes = written.attributes.keys() - basic
    assert attributes >= {"id", "width", "height", "url_parameters", "platform"}
    assert {name: pasted[name] for name in attributes} == {
        name: written[name] for name in attributes
    }
    (vimeo_node,) = doctree.findall(vimeo)
    assert pasted.attributes.keys() >= vimeo_node.attributes.keys()


def test_conversion_can_be_switched_off(build_root: BuildRoot) -> None:
    app = build_root("video-iframes", video_embeds_convert=False)
    assert app.warning.getvalue() == ""
    assert not players(app.outdir)
    assert page(app.outdir).select(
        'iframe[src="https://www.youtube.com/embed/plain01"]'
    )


def test_the_owners_post(build_root: BuildRoot, project_dir: Path) -> None:
    root = build_root("video-blog").srcdir
    shutil.copy(
        project_dir / "posts" / "2018" / "summer-conferences.md", root / "post.md"
    )
    app = build_root("video-blog")
    html = parsed(app.outdir / "post.html")
    assert [iframe["src"] for iframe in html.select("iframe.video-embed")] == [
        YOUTUBE + video for video in ("2rgD5AJsAbE", "X0UX4bW_4w0", "KcC0W5LP9GM")
    ]
    assert html.iframe["title"] == (
        "Video: The Pangeo project demoed their JupyterHub for big-data geoscience"
    )


def test_translation(build_root: BuildRoot) -> None:
    app = build_root("video-translated", video_embeds_facade=False)
    assert app.warning.getvalue() == ""
    inline, block = page(app.outdir).select("iframe")
    assert inline.find_previous_sibling().get_text() == "Davor"
    assert inline.find_next_sibling().get_text() == "danach."
    assert inline["title"] == block["title"] == "Film: Vorträge"


def test_the_message_of_a_split_paragraph_is_whole(build_root: BuildRoot) -> None:
    app = build_root("video-translated", "gettext")
    assert app.warning.getvalue() == ""
    catalogue = (app.outdir / "index.pot").read_text()
    messages = re.findall(r'^msgid "(.+)"$', catalogue, re.MULTILINE)
    assert [message.replace("\\", "") for message in messages] == [
        "Talks",
        'Before <iframe src="https://www.youtube.com/embed/inline1"></iframe> after.',
    ]


def test_a_second_build_has_nothing_to_do(build_root: BuildRoot) -> None:
    first = build_root("video-iframes")
    written = (first.outdir / "index.html").stat().st_mtime_ns
    second = build_root("video-iframes")
    assert "0 added, 0 changed, 0 removed" in second.status.getvalue()
    assert (second.outdir / "index.html").stat().st_mtime_ns == written


def test_parallel_builds_are_the_same(
    rootdir: Path, project_dir: Path, tmp_path: Path
) -> None:
    source = tmp_path / "source"
    shutil.copytree(rootdir / "test-video-iframes", source)
    for number in range(10):  # Sphinx reads fewer documents in one process
        shutil.copy(source / "index.md", source / f"copy{number}.md")
    outputs = []
    for jobs in ("1", "2"):
        out = tmp_path / jobs
        subprocess.run(
            [sys.executable, "-m", "sphinx", "-q", "-j", jobs, source, out],
            check=True,
            env={**os.environ, "PYTHONPATH": str(project_dir / "_ext")},
        )
        outputs.append(
            {page.name: page.read_bytes() for page in sorted(out.glob("*.html"))}
        )
    assert len(outputs[0]) > 10
    assert outputs[0] == outputs[1]
