"""Finding iframes in HTML: where they start and end, and what they say."""

from __future__ import annotations

import time
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.video.iframes import find_iframes

#: Pieces that go wrong together: tags cut short, comments, scripts, declarations.
MARKUP = st.sampled_from(
    [
        *(
            "<iframe",
            "<iframe src=x>",
            "<iframe/>",
            "</iframe>",
            "</iframe",
            "<IFRAME>",
        ),
        *("<div>", "</div>", "<p>", "<br>", "<script>", "</script>", "<a href='", "'>"),
        *("<!--", "-->", "<![", "<!x", "]]>", "<?", "&#", "&amp", ">", "<", '"', "\n"),
    ]
)
HTML = st.lists(MARKUP | st.text(max_size=3), max_size=25).map("".join)

WORDS = st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=8)
NAMES = st.sampled_from(["src", "width", "height", "title", "allow", "data-x"])
VALUES = st.text(st.characters(exclude_categories=["C"]), max_size=12).map(str.strip)


@pytest.mark.parametrize(
    ("html", "attributes"),
    [
        ("<iframe></iframe>", {}),
        ("<iframe src=a width=1>x</iframe>", {"src": "a", "width": "1"}),
        ("<iFrame SRC='a\"b'></IFRAME >", {"src": 'a"b'}),
        ('<iframe\n src="a&amp;b" allowfullscreen/></iframe>', {"src": "a&b"}),
        ('<iframe src="first" src="second"></iframe>', {"src": "first"}),
    ],
)
def test_attributes_are_read_as_browsers_do(
    html: str, attributes: dict[str, str]
) -> None:
    (iframe,) = find_iframes(f"été {html} <p>")
    assert {"allowfullscreen": "", **iframe.attributes} == {
        "allowfullscreen": "",
        **attributes,
    }
    assert (iframe.start, iframe.end) == (4, 4 + len(html))


@pytest.mark.parametrize(
    "html",
    [
        "<iframe src=x>",
        "<iframe src=x></iframe",
        "<iframe src=x <p>",
        "<iframe><iframe></iframe>",
        "<!-- <iframe></iframe> -->",
        "<script>'<iframe></iframe>'</script>",
        "<style><iframe></iframe></style>",
        "&lt;iframe&gt;&lt;/iframe&gt;",
        "<iframes></iframes>",
        "<![x <iframe></iframe>",
        "<textarea><iframe></iframe>",
        "<b title='<iframe></iframe>",
        f"{'<b>' * 300}<iframe></iframe>",
        "</iframe>",
    ],
)
def test_what_is_no_complete_iframe_is_not_found(html: str) -> None:
    assert find_iframes(html) == ()


@pytest.mark.parametrize(
    ("before", "ancestors"),
    [
        ("<div><p>", ("div", "p")),
        ("<div><p></div>", ()),
        ("<div><br><img><hr/>", ("div",)),
        ("</div>", ()),
        ("<div/>", ("div",)),  # the slash means nothing in HTML
        ("<iframe><p></iframe>", ()),
    ],
)
def test_open_elements_around_are_known(
    before: str, ancestors: tuple[str, ...]
) -> None:
    assert find_iframes(before + "<iframe></iframe>")[-1].ancestors == ancestors


def test_content_of_an_iframe_is_text_in_every_python() -> None:
    """``html.parser`` treats it so since Python 3.13.6: the comment hides nothing."""
    html = "<iframe src=1><!-- </iframe><iframe src=2></iframe> -->"
    assert [iframe.attributes["src"] for iframe in find_iframes(html)] == ["1", "2"]


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "<iframe src=",
            '<iframe src="',
            "<iframe ",
            "<iframe",
            "<iframe>",
            "<!-- <iframe",
        ),
        *("<iframe></iframe>", "<iframe src=x></iframe >", "<b><iframe></iframe>"),
        *(
            "<b>",
            "</b>",
            "<iframe><iframe></iframe>",
            "<iframe a='<iframe",
            "<![<iframe",
        ),
        *("<iframe =", "<iframe /", "<textarea><iframe>", "<iframe\n", "</iframe "),
    ],
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = f"<iframe></iframe>{unit * (300_000 // len(unit))}"
    for ending in ("", ">", '">', "</b></iframe>"):
        start = time.process_time()
        find_iframes(text + ending)
        assert time.process_time() - start < 5


@given(HTML)
def test_any_text_is_read_without_an_error(html: str) -> None:
    end = 0
    for iframe in find_iframes(html):
        assert end <= iframe.start < iframe.end
        end = iframe.end
        text = html[iframe.start : iframe.end].lower()
        assert text.startswith("<iframe")
        assert text.endswith(">")
        assert text.count("<iframe") == 1
        assert text.count("</") >= 1


@given(
    before=WORDS,
    after=WORDS,
    attributes=st.dictionaries(NAMES, VALUES),
    quote=st.sampled_from("\"'"),
    space=st.sampled_from([" ", "\n", "\t  "]),
)
def test_what_was_written_is_found(
    before: str, after: str, attributes: dict[str, str], quote: str, space: str
) -> None:
    written = "".join(
        f"{space}{name}={quote}{escape(value)}{quote}"
        for name, value in attributes.items()
    )
    html = f"<iframe{written}></iframe>"
    (iframe,) = find_iframes(before + html + after)
    assert iframe.attributes == attributes
    assert (before + html + after)[iframe.start : iframe.end] == html
