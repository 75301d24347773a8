"""Tags are found where a browser finds them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from permalink_blog.core.untrusted.html_tags import find_tags


def names(html: str) -> list[str]:
    return [f"{'/' * tag.is_end}{tag.name}" for tag in find_tags(html)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("a <B>c</B> d", ["b", "/b"]),
        ("<b/><c />", ["b", "c"]),
        ("<a title='>'>b", ["a"]),
        ('<a title=">" b>c', ["a"]),
        ("<a title=b'>'c>", ["a"]),
        ("<a 'b>c'>d", ["a"]),
        ("<a =b>c", ["a"]),
        ("<a b=>c", ["a"]),
        ("<a b = >c", ["a"]),
        ("<a title='>b", []),
        ("<a b", []),
        ("<a", []),
        ("a < b > c <3 <", []),
        ("<!-- <b> --><c>", ["c"]),
        ("<!--><c>", ["c"]),
        ("<!---><c>", ["c"]),
        ("<!-- <b> --!><c>", ["c"]),
        ("<!-- <b> -- ><c>", []),
        ("<!b><c>", ["c"]),
        ("<?b><c>", ["c"]),
        ("</ b><c>", ["c"]),
        ("</><c>", ["c"]),
        ("<![CDATA[<b>]]><c>", ["c"]),
        ("<script><b></script><c>", ["script", "/script", "c"]),
        ("<script></scripts><b></SCRIPT >", ["script", "/script"]),
        ("<title><b></title>", ["title", "/title"]),
        ("<style><b>", ["style"]),
        ("<plaintext><b></plaintext>", ["plaintext"]),
        ("<svg:b><a:c/>", ["svg:b", "a:c"]),
        ("<b\x00c>", ["b\x00c"]),
    ],
)
def test_tags(html: str, expected: list[str]) -> None:
    assert names(html) == expected


def test_attributes() -> None:
    [tag] = find_tags("<a HREF=b/c title = '&lt;&quot;' x x=1 title=2 y=\"\"/>")
    assert tag.attributes == {"href": "b/c", "title": '<"', "x": "", "y": ""}


def test_places() -> None:
    html = "b<a HREF=b/c title = '&lt;&quot;' x x=1 title=2 y=\"\"/>"
    [tag] = find_tags(html)
    values = {name: html[start:end] for name, (start, end) in tag.places.items()}
    assert values == {"href": "b/c", "title": "'&lt;&quot;'", "x": "", "y": '""'}


@given(st.text(alphabet="<>/!-='\" abi\n"))
def test_any_text(html: str) -> None:
    end = 0
    for tag in find_tags(html):
        assert end <= tag.start < tag.end
        end = tag.end
        assert html[tag.start] == "<"
        assert html[tag.end - 1] == ">"


_ELEMENTS = st.deferred(
    lambda: st.lists(
        st.text(alphabet="xy ")
        | st.builds(
            "<{0} a='>' b=\"{0}\">{1}</{0}>".format,
            st.sampled_from(["b", "i"]),
            _ELEMENTS,
        ),
        max_size=4,
    ).map("".join)
)


@given(_ELEMENTS)
def test_they_are_those_of_a_parser(html: str) -> None:
    root = lxml_html.fromstring(f"<div>{html}</div>")
    starts = [tag.name for tag in find_tags(html) if not tag.is_end]
    assert starts == [element.tag for element in root.iterdescendants()]
