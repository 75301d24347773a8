"""Which files a browser would run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.core.untrusted.files import _active_svg, active_content

if TYPE_CHECKING:
    from pathlib import Path

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">{}</svg>'


@pytest.mark.parametrize(
    "inside",
    [
        "",
        "<path d='M0 0'/><!-- <script> -->",
        "<style>path { fill: red }</style>",
        "<a x:href='https://example.org/'><text>a</text></a>",
        "<image x:href='data:image/png;base64,AA'/>",
        "<use x:href='#a'/>",
        "<animate attributeName='cx' to='3'/>",
        "<title>on click</title>",
    ],
)
def test_a_drawing_is_none_of_them(inside: str) -> None:
    assert _active_svg(SVG.format(inside).encode()) is None


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<SCRIPT>alert(1)</SCRIPT>", "<script>"),
        ("<x:script>alert(1)</x:script>", "<script>"),
        ("<foreignObject/>", "<foreignobject>"),
        ("<html xmlns='http://www.w3.org/1999/xhtml'/>", "<html>"),
        ("<g onload='alert(1)'/>", "event"),
        ("<g ONLOAD='alert(1)'/>", "event"),
        ("<a href='javascript:alert(1)'/>", "link"),
        ("<a x:href=' java&#10;script:alert(1)'/>", "link"),
        ("<a href='data:text/html,x'/>", "link"),
        ("<set attributeName='href' to='javascript:alert(1)'/>", "<set>"),
        ("<animate attributeName='xlink:href' values='x'/>", "<animate>"),
        ("<?xml-stylesheet href='a'?>", "style sheet"),
        ("<g>", "invalid XML"),
    ],
)
def test_what_runs(inside: str, reason: str) -> None:
    found = _active_svg(SVG.format(inside).encode())
    assert found is not None
    assert reason in found


def test_what_is_around_it() -> None:
    before = "<?xml-stylesheet href='javascript:alert(1)'?>"
    assert _active_svg(before.encode() + SVG.format("").encode())
    entity = '<!DOCTYPE svg [<!ENTITY a "<script/>">]>'
    assert _active_svg((entity + SVG.format("&a;")).encode())
    assert _active_svg(b"") == "is an SVG with invalid XML"


@given(st.binary())
def test_any_bytes(content: bytes) -> None:
    _active_svg(content)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.html", True),
        ("a.HTM", True),
        ("a.xml", True),
        ("a.png", False),
        ("a.pdf", False),
        ("a.zip", False),
        ("a", False),
        ("nowhere.svg", False),
    ],
)
def test_by_name(tmp_path: Path, name: str, expected: bool) -> None:
    assert bool(active_content(tmp_path / name)) == expected


GPX = '<gpx xmlns="http://www.topografix.com/GPX/1/1"><name>A walk</name>{}</gpx>'
XHTML = '<x:script xmlns:x="http://www.w3.org/1999/&#120;html">pwn()</x:script>'


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.gpx", GPX.format(XHTML), "<script>"),
        ("a.rss", f'<?xml version="1.0"?>{GPX.format(XHTML)}', "<script>"),
        ("a.bin", f" \n{GPX.format(XHTML)}", "<script>"),
        ("a.mml", '<math xmlns="http://www.w3.org/1998/Math/MathML"/>', "<math>"),
        ("a.kml", '<?xml-stylesheet href="a.css"?><kml/>', "style sheet"),
        ("a.kml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "entities"),
        ("a.atom", "<feed><script>", "is invalid XML"),
        ("a", "<!DOCTYPE html><p>x", "is an HTML page"),
        ("a.foo", "\n <SCRIPT>pwn()</SCRIPT>", "is an HTML page"),
        ("a.png", "<!-- --><b onclick=pwn()>", "is an HTML page"),
        ("a.html", "", "page of its own"),
        ("a.php", "", "program of a server"),
        ("a.PHP.png", "", "program of a server"),
        ("a.jsp", "", "program of a server"),
    ],
)
def test_what_runs_in_other_files(
    tmp_path: Path, name: str, content: str, reason: str
) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    assert reason in str(active_content(path))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_encodings_hide_nothing(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.gpx"
    path.write_text(GPX.format(XHTML), encoding)
    assert active_content(path) is not None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("walk.gpx", f'<?xml version="1.0"?>{GPX.format("<trk/>")}'),
        ("a.txt", "<script> is an element"),
        ("a.py", "print('<script>')"),
        ("a.tar.gz", "\x1f\x8b<html>"),
        ("a.v1.2.zip", "PK"),
        ("photo.php-conference.jpg", "\xff\xd8"),
    ],
)
def test_other_files_run_nothing(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    assert active_content(path) is None
