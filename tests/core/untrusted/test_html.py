"""Raw HTML: what is left of it runs nothing, and what is harmless stays as it was."""

from __future__ import annotations

import time

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from permalink_blog.core.untrusted.html import allowed_value, clean
from permalink_blog.core.untrusted.html_names import ATTRIBUTES, TAGS
from permalink_blog.core.untrusted.urls import scheme_of

YOUTUBE = (
    '<iframe width="560" height="315" src="https://www.youtube.com/embed/2rgD5AJsAbE" '
    'frameborder="0" allow="autoplay; encrypted-media" allowfullscreen></iframe>'
)
VIMEO = (
    '<div style="padding:56.25% 0 0 0;position:relative;">'
    '<iframe src="https://player.vimeo.com/video/1?h=2" style="position:absolute;top:0;'
    'left:0;width:100%;height:100%;" frameborder="0" allow="autoplay; fullscreen" '
    "allowfullscreen></iframe></div>"
)
HARMLESS = [
    "a <b>c</b> &amp; d&nbsp;e &lt;f&gt;",
    "<p class='a b' id=c lang=de title=\"d > e\">f</p>",
    "<!-- more -->",
    "<a href=/b/ rel=me target=_blank>c</a><a name='d'></a>",
    "<img src='a.png' alt='' width=3 loading=lazy><br/>",
    "<table border=1><tbody><tr><td colspan=2 align=center>a</td></tr></tbody></table>",
    "<details open><summary>a</summary><p>b</p></details>",
    "<video controls src='a.mp4'><track src='a.vtt'></video>",
    YOUTUBE,
    VIMEO,
    '<input type="checkbox" class="task-list-item-checkbox" disabled="disabled">',
    "<span style='color: red; font-weight: bold'>a</span>",
    '<svg viewBox="0 0 1 1" aria-hidden="true"><path d="M0 0"></path></svg>',
    "<ruby>a<rt>b</rt></ruby><kbd>c</kbd><center><font color=red>d</font></center>",
]


@pytest.mark.parametrize("html", HARMLESS)
def test_what_is_harmless_stays_as_it_is(html: str) -> None:
    assert clean([html]).pieces == (html,)
    assert clean([html]).removed == ()
    assert clean(["x", html, "y"]).pieces == ("x", html, "y")


@pytest.mark.parametrize(
    ("html", "left", "removed"),
    [
        ("<script>alert(1)</script>a", "a", "<script>"),
        ("<SCRIPT/src=x>a", "", "<script>"),
        ("<style>*{color:red}</style>a", "a", "<style>"),
        ("<b onclick='x()'>a</b>", "<b>a</b>", '"onclick" of <b>'),
        ("<b OnClick=x()>a</b>", "<b>a</b>", '"onclick" of <b>'),
        ("<b data-server='x'>a</b>", "<b>a</b>", '"data-server" of <b>'),
        ("<a href='javascript:x'>a</a>", "<a>a</a>", "javascript"),
        ("<a href=' java\nscript:x'>a</a>", "<a>a</a>", "script:x"),
        ("<a href='&#106;avascript:x'>a</a>", "<a>a</a>", "javascript"),
        ("<a href='data:text/html,x'>a</a>", "<a>a</a>", "data:"),
        ("<img src='data:text/html,x' alt=a>", '<img alt="a">', "data:"),
        ("<iframe src='https://evil.example/'></iframe>a", "a", "evil.example"),
        ("<iframe srcdoc='<script>x</script>'></iframe>a", "a", '"srcdoc"'),
        ("<iframe src='https://www.youtube.com@evil.example/'></iframe>", "", "evil"),
        ("<iframe src='https://www.youtube.com.evil.example/'></iframe>", "", "evil"),
        ("<iframe src='https://www.youtube.com:1/'></iframe>", "", "youtube"),
        (r"<iframe src='https:\\evil.example\www.youtube.com/'></iframe>", "", "evil"),
        ("<form action=x><input type=password></form>", "<input>", "<form>"),
        ("<object data=x>a</object>b", "b", "<object>"),
        ("<base href=x>a", "a", "<base>"),
        ("<meta http-equiv=refresh content='0;x'>a", "a", "<meta>"),
        ("<link rel=stylesheet href=x>a", "a", "<link>"),
        ("<p style='position:fixed;top:0'>a</p>", "<p>a</p>", "position:fixed"),
        ("<p style='position:absolute'>a</p>", "<p>a</p>", "position:absolute"),
        ("<p style='background:url(x)'>a</p>", "<p>a</p>", "url(x)"),
        ("<p style='color:red;behavior:x'>a</p>", '<p style="color:red">a</p>', "beh"),
        ("<p style='width:expression(x)'>a</p>", "<p>a</p>", "expression"),
        (r"<p style='col\6fr:red'>a</p>", "<p>a</p>", "style="),
        ("<svg><script>x</script></svg>", "<svg></svg>", "<script>"),
        ("<svg><a href=x></a><use href=x /></svg>", None, "<use>"),
        ("<math><mi>x</mi></math>a", "a", "<math>"),
        ("<!--><script>x</script>-->", "--&gt;", "<script>"),
        ("<x-other-content>a", "a", ""),
    ],
)
def test_what_is_left_out(html: str, left: str | None, removed: str) -> None:
    found = clean([html])
    assert left is None or found.pieces == (left,)
    assert removed in " ".join(found.removed)


@pytest.mark.parametrize(
    ("pieces", "expected", "end"),
    [
        (["<div>", "</div>"], ("<div>", "</div>"), ""),
        (["<div class=a>"], ('<div class="a">',), "</div>"),
        (["</div></div></body>"], ("",), ""),
        (["<b>", "</b></div>"], ("<b>", "</b>"), ""),
        (["<i onx=1>", "</i>"], ("<i>", "</i>"), ""),
        (["<div>", "<script>a</script>", "</div>"], ("<div>", "", "</div>"), ""),
        (["<script>", "</script>"], None, ""),
        (["<table>", "</table>"], None, ""),
    ],
)
def test_pieces_are_cleaned_together(
    pieces: list[str], expected: tuple[str, ...] | None, end: str
) -> None:
    found = clean(pieces)
    assert len(found.pieces) == len(pieces)
    assert expected is None or (found.pieces, found.end) == (expected, end)
    assert is_harmless("".join((*found.pieces, found.end)))


def test_an_owner_may_allow_a_frame() -> None:
    html = "<iframe src='https://map.example/x'></iframe>"
    assert clean([html]).pieces == ("",)
    assert clean([html], frozenset({"map.example"})).pieces == (html,)


@pytest.mark.parametrize(
    "unit", ["<div>", "<b><p>", "<ul><li><font>", "<x y='", "<!--", "<table><td>", "a"]
)
def test_hostile_html_takes_bounded_time(unit: str) -> None:
    for size in (100_000, 3_000_000):
        start = time.process_time()
        clean([unit * (size // len(unit))])
        assert time.process_time() - start < 5


#: Attributes that are URLs (HTML Living Standard, "Attributes"), and former ones.
_URLS = frozenset(
    {"action", "background", "cite", "data", "formaction", "href", "icon", "longdesc"}
    | {"manifest", "ping", "poster", "src", "srcset", "usemap", "xlink:href", "lowsrc"}
)


def is_harmless(html: str) -> bool:
    """Return whether two other parsers find nothing in HTML that may run."""
    for parser in ("html.parser", "lxml"):
        for element in BeautifulSoup(html, parser).find_all():
            if element.name not in TAGS | {"html", "body", "head"}:
                return False
            for name, value in element.attrs.items():
                text = value if isinstance(value, str) else " ".join(value)
                if name.lower().startswith(("on", "data-", "srcdoc")):
                    return False
                if name in _URLS and scheme_of(text) in {"javascript", "vbscript"}:
                    return False
    return True


_NAMES = st.sampled_from(
    [
        *(*sorted(TAGS), "script", "style", "math", "mtext", "mglyph", "title", "xmp"),
        *("textarea", "noscript", "template", "form", "select", "option", "frameset"),
        *("plaintext", "annotation-xml", "foreignObject", "x-other-content", "SCRIPT"),
        *("noembed", "image"),
    ]
)
_KEYS = st.sampled_from(
    [
        *sorted({x for names in ATTRIBUTES.values() for x in names}),
        *(
            "onclick",
            "ONLOAD",
            "style",
            "srcdoc",
            "data-url",
            "formaction",
            "/",
            "=",
            '"',
        ),
    ]
)
_VALUES = st.sampled_from(
    [
        *(
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "a.png",
        ),
        *("&#x6a;avascript:alert(1)", "data:text/html,<script>alert(1)</script>", "x"),
        *("</script><script>alert(1)</script>", "--><script>alert(1)</script>", "'"),
        *("position:fixed", "color:red", "https://www.youtube.com/embed/a", '"', "`"),
        *("//evil.example", "\x01javascript:alert(1)", "<!--", "]]>", "\0", ">", "<"),
    ]
)
_TAG = st.builds(
    lambda slash, name, key, quote, value, end: (
        f"<{slash}{name} {key}={quote}{value}{quote}{end}"
    ),
    *(st.sampled_from(["", "", "/"]), _NAMES, _KEYS),
    *(st.sampled_from(['"', "'", ""]), _VALUES, st.sampled_from([">", "/>", "", " "])),
)
_PIECES = st.lists(
    st.lists(
        _TAG
        | _VALUES
        | st.sampled_from(
            ["<!--", "-->", "--!>", "<![CDATA[", "]]>", "<?x", "<!x>", "&lt;"]
        )
        | st.text(alphabet="<>/!-='\" ab&;\n", max_size=8),
        max_size=6,
    ).map("".join),
    min_size=1,
    max_size=4,
)


@given(_PIECES)
def test_any_html_is_harmless(pieces: list[str]) -> None:
    found = clean(pieces)
    assert len(found.pieces) == len(pieces)
    whole = "<p>between</p>".join(found.pieces) + "<p>between</p>" + found.end
    assert is_harmless(whole), whole
    # It is so once more, and as a page around it would have it.
    again = clean([whole])
    assert is_harmless("".join(again.pieces) + again.end)
    for around in ("<div>{}</div>", "<td>{}</td>", "<p>{}</p>", "<li>{}"):
        assert is_harmless(around.format(whole))


@given(_PIECES)
def test_nothing_closes_what_is_around_it(pieces: list[str]) -> None:
    found = clean(pieces)
    whole = "".join(found.pieces) + found.end
    page = lxml_html.document_fromstring(
        f"<html><body><main><section id='around'>{whole}</section>"
        "<footer id='after'></footer></main></body></html>"
    )
    [after] = page.xpath("//footer[@id='after']")
    assert after.getparent().tag == "main"


@given(_NAMES, _KEYS, _VALUES)
def test_a_value_that_is_allowed_is_allowed_again(
    tag: str, key: str, value: str
) -> None:
    left = allowed_value(tag, key, value)
    assert left is None or allowed_value(tag, key, left) == left
