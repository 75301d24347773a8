"""What a document shows and links to: each way leads to files that run nothing."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest
from bs4 import BeautifulSoup

from site_tools.edits import save
from site_tools.hostile_posts import SECRET
from site_tools.hostile_sites import hostile_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_tools.fresh_builds import Built
    from site_tools.hostile_sites import HostileSite

pytest.importorskip("sphinx_design", reason="not all requirements are installed")

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'
EVIL = SVG.format("<script>pwn()</script>")
XHTML = '<gpx><s:script xmlns:s="http://www.w3.org/1999/xhtml">pwn()</s:script></gpx>'
FILES = {
    "evil.svg": EVIL,
    "good.svg": SVG.format("<path d='M0 0'/>"),
    "drawing.svg": SVG.format(""),
    "drawing.en.svg": EVIL,
    "evil.gpx": XHTML,
    "walk.gpx": "<gpx><name>A walk</name></gpx>",
    "evil.php": "<?php system($_GET['x']);",
    "a.shtml.mp4": "<!--#exec cmd='id' -->",
    "clip.mp4": "x",
    "flash.swf": "x",
    normalize("NFD", "évil.svg"): EVIL,
    ".hidden.pdf": "x",
    "talk.pdf": "x",
}
POSTS = {
    "wild.md": "# W\n\n![a](evil.*)\n",
    "kept.md": "# K\n\n![a](good.*) ![b](good.svg) [c](walk.gpx)\n",
    "language.md": "# L\n\n![b](drawing.svg)\n",
    "linked.md": "# L\n\n[x](evil.gpx) {download}`y <evil.php>` [z](evil.svg)\n",
    "embedded.rst": "E\n=\n\n.. image:: /secret.txt\n   :loading: embed\n\n"
    ".. image:: @FOLDER@/secret.txt\n   :loading: embed\n\n"
    ".. image:: good.svg\n   :loading: embed\n",
    "video.md": "# V\n\n![<script>pwn()</script>](https://e.example/x.mp4)\n\n"
    "![<img src=q onerror=pwn()>](clip.mp4)\n\n"
    '![x](https://e.example/"><script>pwn()</script>.mp4)\n',
    "spelled.md": "# S\n\n[x](évil.svg)\n",
    "raw.md": "# R\n\n<figure>\n<img src=evil.svg srcset='ev%69l.svg 2x'>\n"
    "<a href='evil.gpx'>x</a><video src='a.shtml.mp4'></video>\n"
    "<img src='../../secret.txt'><a href='.hidden.pdf'>x</a><img src=out.png>\n"
    "</figure>\n\n"
    "Text <a href='évil.svg'>x</a> <a href='../.git/config'>x</a>\n",
    "kept_raw.md": "# K\n\n<div><img src=good.svg><a href=talk.pdf>x</a></div>\n",
    "flash.md": "# F\n\n![x](https://e.example/x.swf)\n\n![x](flash.swf)\n",
    "toctree.md": "# T\n\n```{toctree}\nEvil <javascript://x%0apwn()>\n"
    "Other <vbscript://x>\nData <data://text/html,x>\nFine <https://e.example/>\n```\n",
    "tube.md": "# P\n\n```{peertube} abc\n:instance: evil.example\n```\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostileSite]:
    with hostile_site(tmp_path_factory.mktemp("files")) as made:
        more = (
            'language = "en"\n'
            'extensions += ["sphinxcontrib.youtube", "permalink_blog.links"]\n'
        )
        made.lay_out(more)
        for name, text in FILES.items():
            save(made.source / "posts" / name, text)
        for name, text in POSTS.items():
            made.post(name, text)
        save(made.source.parent / "outside.png", SECRET)
        (made.source / "posts/out.png").symlink_to(made.source.parent / "outside.png")
        yield made


@pytest.fixture(scope="module")
def built(site: HostileSite) -> Built:
    return site.build_well()


def test_no_file_that_runs_is_published(site: HostileSite, built: Built) -> None:
    files = [path for path in site.output.rglob("*") if path.is_file()]
    assert not [x.name for x in files if x.suffix in {".php", ".swf"}]
    text = {x.name: x.read_text("utf-8", errors="replace") for x in files}
    assert not [x for x in text if x.endswith(("svg", "gpx")) and "pwn" in text[x]]
    names = {"out.png", "a.shtml.mp4", ".hidden.pdf"}
    assert not names & {x.name for x in files}
    assert {"good.svg", "walk.gpx", "clip.mp4", "talk.pdf"} <= text.keys()


@pytest.mark.parametrize(
    "name", ["wild", "language", "linked", "flash", "toctree", "spelled", "raw"]
)
def test_it_is_said(built: Built, name: str) -> None:
    assert f"posts/{name}.md:" in built.said
    assert "No such file" not in built.said


def test_an_embedded_image_reads_nothing(site: HostileSite, built: Built) -> None:
    page = (site.output / "posts/embedded.html").read_text("utf-8")
    assert "base64" not in page
    assert base64.b64encode(SECRET.encode()).decode()[:12] not in page
    assert site.leaks() == []
    assert built.said.count("':loading: embed' is ignored") >= 1


@pytest.mark.parametrize("name", [name.partition(".")[0] for name in POSTS])
def test_pages_run_nothing(site: HostileSite, built: Built, name: str) -> None:
    soup = BeautifulSoup(
        (site.output / f"posts/{name}.html").read_text(), "html.parser"
    )
    assert not [x for x in soup.select("script") if "pwn" in x.get_text()]
    assert not soup.select("[onerror], object, embed, iframe")
    hrefs = [str(x["href"]).lower() for x in soup.select("[href]")]
    assert not [x for x in hrefs if x.startswith(("javascript", "vbscript", "data"))]


def test_files_of_raw_html(site: HostileSite, built: Built) -> None:
    """What may not be published is refused once, with the line of the HTML."""
    said = [x for x in built.said.splitlines() if "posts/raw.md:" in x]
    svg = "it is an SVG with <script>"
    for line, name, reason in (
        (3, "evil.svg", svg),
        (3, "evil.gpx", "it is XML with <script>"),
        (3, "a.shtml.mp4", "it is a program of a server (.shtml)"),
        (3, "out.png", "it leads outside of the source folder"),
        (9, normalize("NFD", "évil.svg"), svg),
    ):
        (warning,) = (x for x in said if f"file 'posts/{name}': {reason}" in x)
        assert f"posts/raw.md:{line}: " in warning
    page = BeautifulSoup((site.output / "posts/raw.html").read_text(), "html.parser")
    assert not page.select(
        "[src*=_downloads], [srcset*=_downloads], [href*=_downloads]"
    )
    kept = BeautifulSoup((site.output / "posts/kept_raw.html").read_text(), "lxml")
    image, link = kept.select("div div img, div div a[href$=pdf]")
    copies = (str(image["src"]), str(link["href"]))
    assert all((site.output / "posts" / copy).is_file() for copy in copies)


def test_what_is_harmless_stays(site: HostileSite, built: Built) -> None:
    toctree = (site.output / "posts/toctree.html").read_text("utf-8")
    assert 'href="https://e.example/"' in toctree
    assert "posts/kept.md:" not in built.said
    assert "posts/kept_raw.md:" not in built.said
    video = (site.output / "posts/video.html").read_text("utf-8")
    assert video.count("<video") == 3
