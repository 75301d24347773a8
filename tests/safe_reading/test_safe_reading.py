"""What cannot be read is told with file and line, and the rest is published."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import sphinx
from bs4 import BeautifulSoup

from permalink_blog.safe_reading import parser
from permalink_blog.safe_reading.encoding import find_problems
from site_tools.small_blogs import warned

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

ROOT = "safe-reading"
SOURCES = {
    "latin": b"# Caf\xe9\n\nText.\n",
    "nul": b"# A\n\nA \0 character.\n",
    "utf16": "# Caf\u00e9\n".encode("utf-16"),
    "link": b"# Link\n\nBefore [a *link*](/%00) after.\n\nMore.\n",
    "directive": b"# D\n\nBefore.\n\n```{fails}\nWritten.\n```\n\nAfter.\n",
    "nested": b"# N\n\n> Before.\n>\n> ```{fails}\n> Written.\n> ```\n>\n> After.\n",
    "folder": b"# F\n\nText ![The words](../source), <img src='.' alt='others'>\n",
    "files": b"# F\n\nText {download}`the folder <../source>` and {download}`.`.\n",
    "mark": "# M\n\nIs it � or ?\n".encode(),
    "bom": b"\xef\xbb\xbf---\ntitle: T\n---\n\n# B\n\nText.\n",
    "including": b"# I\n\n```{include} latin.txt\n```\n",
    "latin.txt": b"Caf\xe9\n",
}


@pytest.fixture
def built(build_root: BuildRoot, rootdir: Path, tmp_path: Path) -> SphinxTestApp:
    srcdir = shutil.copytree(rootdir / f"test-{ROOT}", tmp_path / ROOT)
    for name, content in SOURCES.items():
        path = srcdir / (name if "." in name else f"{name}.md")
        path.write_bytes(content.replace(b"../source", b"../" + ROOT.encode()))
    return build_root(ROOT)


def text_of(app: SphinxTestApp, name: str) -> str:
    html = (app.outdir / f"{name}.html").read_text("utf-8")
    body = BeautifulSoup(html, "html.parser").select_one("section")
    assert body is not None
    return " ".join(body.get_text().split())


def test_what_is_told_and_what_is_published(built: SphinxTestApp) -> None:
    said = warned(built)
    assert "Traceback" not in said
    assert "cannot copy" not in said

    def told(place: str, text: str) -> bool:
        return any(place in line and text in line for line in said.splitlines() if line)

    # Sphinx 8 decodes before permalink_blog.safe_reading is asked, and tells of it
    # itself.
    sphinx_tells = sphinx.version_info < (9,)
    words = "undecodable" if sphinx_tells else "the byte 0xE9 is not UTF-8"
    assert told("latin.md:1:", words)
    assert told("nul.md:3:", "NUL character")
    assert told("utf16.md:1:", "the byte 0xFF is not UTF-8")
    # What Python says of it differs between its versions.
    assert told("link.md:3:", "'a link' cannot be read (ValueError: ")
    assert told("directive.md:5:", "RuntimeError: it fails")
    assert told("nested.md:5:", "RuntimeError: it fails")
    assert told("folder.md:3:", "this is a folder")
    assert told("files.md:3:", "download '.': this is a folder")
    assert told("including.md:3:", "latin.txt")
    assert "mark.md" not in said
    assert "bom.md" not in said
    assert "Text." in text_of(built, "latin")
    assert "Before a link after. More." in text_of(built, "link")
    assert "Before. Written. After." in text_of(built, "directive")
    assert "Before. Written. After." in text_of(built, "nested")
    assert "Text the folder and .." in text_of(built, "files")
    assert "Text The words, others" in text_of(built, "folder")


def test_front_matter_outlives_a_text_that_cannot_be_parsed(
    build_root: BuildRoot,
    rootdir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    srcdir = shutil.copytree(rootdir / f"test-{ROOT}", tmp_path / ROOT)
    (srcdir / "a.md").write_text("---\nkey: kept\n---\n\nIt breaks.\n")
    (srcdir / "b.md").write_text("# B\n\nText.\n")
    create = parser.create_md_parser

    def create_md_parser(*args):  # as one whose plugin has a bug
        made = create(*args)
        render = made.render

        def broken(text):
            if "breaks" in text:
                raise IndexError("list index out of range")
            return render(text)

        made.render = broken
        return made

    monkeypatch.setattr(parser, "create_md_parser", create_md_parser)
    app = build_root(ROOT)
    said = warned(app)
    assert "a.md:1: WARNING: the text cannot be read (IndexError: list index" in said
    assert app.env.metadata["a"]["key"] == "kept"
    assert "Text." in text_of(app, "b")


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"", []),
        (b"a\nb", []),
        (b"\xff", [1]),
        (b"a\n\xff", [2]),
        (b"a\r\n\r\n\xff\0", [3, 3]),
        (b"a\rb\0", [2]),
        ("a\n\u2028\x0c\x1c\n".encode() + b"\xff", [3]),
        (b"\0\n\xff", [2, 1]),
    ],
)
def test_lines(content: bytes, lines: list[int]) -> None:
    assert [problem.line for problem in find_problems(content)] == lines


def test_a_project_without_it_in_the_same_process(build_root: BuildRoot) -> None:
    build_root(ROOT)
    app = build_root("blog-scaling-alone", extensions=["myst_parser"])
    assert app.statuscode == 0
    assert (app.outdir / "index.html").is_file()
