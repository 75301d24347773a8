"""Addresses of files are found in HTML, and nothing but them is replaced."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.links.addresses import addresses, replace_addresses

NEW = {"ä b.png": "../x/%C3%A4.png", "b&c.png": "../x/b%26c.png", "d.png": "e,.png"}


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="a b.pdf">', ["a b.pdf"]),
        ("<IMG SRC = a.png>", ["a.png"]),
        ("<area href='&auml;.pdf'>", ["ä.pdf"]),
        ('<img src=" a.png\n">', ["a.png"]),
        ("<video poster=b.png src='a.mp4'>", ["b.png", "a.mp4"]),
        (
            "<audio src='a.mp3'><track src=b.vtt>",
            ["a.mp3", "b.vtt"],
        ),
        (
            "<source srcset='a.png, b.png 2x'>",
            ["a.png", "b.png"],
        ),
        ("<img srcset='a.png,b.png 2x'>", ["a.png,b.png"]),
        (
            "<img srcset=' ,a.png 1x (,) ,, b.png,'>",
            ["a.png", "b.png"],
        ),
        ("<img srcset=',, ,'><img src=''><img src><a>", []),
        ("<img src=a.png src=b.png>", ["a.png"]),
        ("<img data-src=a.png alt='src=b.png'>", []),
        ("<!-- <img src=a.png> --> <b href=a.png>", []),
        ("<textarea><img src=a.png></textarea>", []),
        ("<iframe src=a.html></iframe><link href=a.css>", []),
        ("</a href=a.png> <a href='a.png", []),
    ],
)
def test_what_is_an_address(html: str, expected: list[str]) -> None:
    assert list(addresses(html)) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("x <a  href='ä b.png' >y", 'x <a  href="../x/%C3%A4.png" >y'),
        ("<img src=b&amp;c.png alt=1>", '<img src="../x/b%26c.png" alt=1>'),
        ("<img src=d.png alt='d.png'>", "<img src=\"e,.png\" alt='d.png'>"),
        ("<img srcset='d.png 1x,f.png 2x'>", '<img srcset="e,.png 1x,f.png 2x">'),
        ("<img src=f.png srcset=d.png>d.png", '<img src=f.png srcset="e,.png">d.png'),
        ("<a href=d.png href=d.png>", '<a href="e,.png" href=d.png>'),
        ("<!-- <a href=d.png> -->", "<!-- <a href=d.png> -->"),
    ],
)
def test_what_is_replaced(html: str, expected: str) -> None:
    assert replace_addresses(html, NEW) == expected


def test_a_new_address_cannot_end_its_attribute() -> None:
    html = replace_addresses("<img src=a.png>", {"a.png": '"><script>&'})
    assert html == '<img src="&quot;&gt;&lt;script&gt;&amp;">'


MARKUP = st.lists(
    st.sampled_from(
        [
            *("<img ", "<a ", "src=", "href=", "srcset=", "a.png", "b c", "2x"),
            *("'", '"', ">", " ", ",", "=", "<!--", "-->", "<", "/", "(", ")"),
        ]
    ),
    max_size=25,
).map("".join)


@given(MARKUP)
def test_what_has_no_other_address_stays(html: str) -> None:
    assert replace_addresses(html, {x: x for x in addresses(html)}) == html


@given(MARKUP)
def test_every_address_can_be_replaced(html: str) -> None:
    found = list(addresses(html))
    new = {address: f"x{number}.png" for number, address in enumerate(found)}
    again = list(addresses(replace_addresses(html, new)))
    assert again == [new[address] for address in found]
