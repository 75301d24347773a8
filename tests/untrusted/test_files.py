"""Which files a browser would run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from untrusted.files import _active_svg, active_content

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
        ("<g>", "no valid XML"),
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
    assert _active_svg(b"") == "is an SVG that is no valid XML"


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
