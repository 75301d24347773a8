"""Rules: pages as e-readers take them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from permalink_blog.books.xhtml import clean_page, parse_page, serialize_page

FRAME = (
    '<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
    'xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">'
    "<head><title>T</title></head><body>{}</body></html>"
)


def cleaned(body: str) -> str:
    """The body, as it is in the book."""
    root, _fixed = parse_page(FRAME.format(body).encode())
    clean_page(root)
    data = serialize_page(root)
    again, fixed = parse_page(data)
    assert not fixed
    assert not clean_page(again)
    assert serialize_page(again) == data
    text = data.decode()
    return text[text.index("<body>") + 6 : text.index("</body>")]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a<br>b&nbsp;c", "a<br/>b\N{NO-BREAK SPACE}c"),
        ("<p>one<p>two", "<p>one</p><p>two</p>"),
        ("a<script>b()</script>c", "ac"),
        ("<b onclick='x()' id=i>b</b>", '<b id="i">b</b>'),
        ("<p id=a></p><p id=a>b</p>", '<p id="a"></p><p>b</p>'),
        (
            '<iframe src="//maps.example/?a=1&b=2" title="Map"></iframe>!',
            '<a href="https://maps.example/?a=1&amp;b=2">Map</a>!',
        ),
        ("<iframe srcdoc='x'></iframe>!", "!"),
        (
            '<video poster="p.png"><source src="https://a.example/v.mp4"></video>',
            '<a href="https://a.example/v.mp4">https://a.example/v.mp4</a>',
        ),
        (
            '<img src="https://a.example/i.png" alt="I">',
            '<a href="https://a.example/i.png">I</a>',
        ),
        (
            '<a href="/x"><img src="https://a.example/i.png" alt="I"></a>',
            '<a href="/x"><span>I</span></a>',
        ),
        ("<a href='javascript:x()'>x</a>", "<a>x</a>"),
        ("<o:p>Word</o:p> <p @click='x'>y</p>", "Word <p>y</p>"),
        ("<!-- a -- b -->c", "c"),
    ],
)
def test_raw_html(raw: str, expected: str) -> None:
    assert cleaned(raw) == expected


def test_what_is_well_formed_stays() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0"/></svg>'
    )
    root, fixed = parse_page(FRAME.format(svg).encode())
    assert not fixed
    assert not clean_page(root)


def test_formulas_keep_their_namespace_in_a_page_that_is_fixed() -> None:
    math = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>'
    root, fixed = parse_page(FRAME.format(f"<br>{math}").encode())
    assert fixed
    assert root.xpath(
        "//m:math/m:mi", namespaces={"m": "http://www.w3.org/1998/Math/MathML"}
    )


PIECES = """\
<p>|</p>|<br>|<a href=x>|</a>|<b|>|&amp|&x;|<img src=//e.x/y|<script>|</script>|<svg>|
<math>|<!--|<x:y z:w=v>|<iframe src='http://a.b/'| id=i| on=1|"|]]>|&#1;|&#xb"""


@given(st.lists(st.one_of(st.text(), st.sampled_from(PIECES.split("|")))))
def test_any_text_becomes_xml(pieces: list[str]) -> None:
    body = "".join(pieces).encode("utf-8", errors="ignore")
    root, _fixed = parse_page(FRAME.encode().replace(b"{}", body))
    clean_page(root)
    again = etree.fromstring(serialize_page(root))
    names = {etree.QName(e).localname for e in again.iter(etree.Element)}
    assert not names & {"script", "iframe"}
