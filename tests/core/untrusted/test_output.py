"""HTML of writers and templates: what somebody forgot to escape is shown as text."""

from __future__ import annotations

import time
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from permalink_blog.core.untrusted.html_names import FRAME_HOSTS
from permalink_blog.core.untrusted.output import defuse, may_run, restore, show_active
from permalink_blog.core.untrusted.urls import scheme_of

PLAYER = '<iframe src="https://www.youtube-nocookie.com/embed/x"></iframe>'
USUAL = [
    "",
    "<p>one = two, script: x, a &lt;script&gt; &#160;&#39;</p>",
    '<a class="reference external" href="https://e.example/?a=1&amp;b=2#c">x</a>',
    '<img alt="&lt;script&gt;" src="../_images/a.png" />',
    '<svg viewBox="0 0 1 1"><title>An icon</title><path d="M0 0"></path></svg>',
    "<!-- a comment --><pre>on = off\nonclick = 3</pre>",
    '<input type="checkbox" disabled="disabled"><math><mi>x</mi></math>',
    PLAYER,
    '<iframe src="../lite/index.html"></iframe>',
    '<p title="javascript: what it is">x</p>',
]


@pytest.mark.parametrize("html", USUAL)
def test_what_is_usual_stays(html: str) -> None:
    assert show_active(html, frame_hosts=FRAME_HOSTS).html == html
    assert show_active(html, frame_hosts=FRAME_HOSTS).shown == ()


@pytest.mark.parametrize(
    ("html", "left", "shown"),
    [
        ("<p><script>x</script></p>", "<p>&lt;script>x</script></p>", "<script>"),
        ("<img src=x OnError=x()>", "&lt;img src=x OnError=x()>", '"onerror" of <img>'),
        ("<a href='&#106;avascript:x'>", "&lt;a href='&#106;avascript:x'>", "script"),
        ("<a href='java\nscript:x'>", "&lt;a href='java\nscript:x'>", "script"),
        ("<object data=x></object>", "&lt;object data=x></object>", "<object>"),
        ("<iframe src='//evil.example/'>", "&lt;iframe src='//evil.example/'>", "evil"),
        ("<iframe srcdoc=x></iframe>", "&lt;iframe srcdoc=x></iframe>", "srcdoc"),
        ("<meta http-equiv=refresh>", "&lt;meta http-equiv=refresh>", "<meta>"),
        ("<set attributename=href to=x>", "&lt;set attributename=href to=x>", "<set>"),
        ("<p>a<textarea></p>", "<p>a&lt;textarea></p>", "without an end"),
        ("<p>a<!-- </p>", "<p>a&lt;!-- </p>", "without an end"),
        ("<p>a<b title='</p>", "<p>a&lt;b title='</p>", "without an end"),
        # The text of what is shown as text has tags.
        (
            "<script><img onload=x></script>",
            "&lt;script>&lt;img onload=x></script>",
            "onload",
        ),
        (
            "<svg><style><img onload=x></style></svg>",
            "<svg><style>&lt;img onload=x></style></svg>",
            "onload",
        ),
    ],
)
def test_what_runs_is_shown_as_text(html: str, left: str, shown: str) -> None:
    found = show_active(html, frame_hosts=FRAME_HOSTS)
    assert found.html == left
    assert shown in " ".join(found.shown)


def test_many_tags_take_nothing_else_away() -> None:
    page = f"<p>a</p>{'<script>x</script>' * 50}<p>b</p>"
    found = show_active(page, frame_hosts=FRAME_HOSTS)
    assert found.html == page.replace("<script>", "&lt;script>")


def test_what_an_extension_made_itself_stays() -> None:
    config = '<script type="text/x-config">{"a": "<b onclick=x>"}</script>'
    page = f"<p>a</p>{config}<script>x</script>"
    found = show_active(page, known=[config], frame_hosts=FRAME_HOSTS)
    assert found.html == f"<p>a</p>{config}&lt;script>x</script>"


_PARTS = st.sampled_from(
    [
        *("<script>", "</script>", "<img src=x onerror=pwn()>", "<style>", "</style>"),
        *("<svg>", "</svg>", "<math>", "<title>", "</title>", "<textarea>", "<!--"),
        *("-->", "<a href='javascript:pwn()'>", "</a>", "<b title='", "'>", '"', "<"),
        *(
            "<iframe src=//evil.example>",
            "</iframe>",
            "<p onclick=pwn()",
            ">",
            "x",
            " ",
        ),
        *("<xmp>", "</xmp>", "<noscript>", "<![CDATA[", "]]>", "<plaintext>", "&#60;"),
        *("<object data=x>", "<base href=//evil.example>", "<template>", "</template>"),
    ]
)


@given(st.lists(_PARTS, max_size=8).map("".join))
def test_nothing_runs(html: str) -> None:
    left = show_active(html, frame_hosts=FRAME_HOSTS).html
    page = f"<html><body><div>{left}</div><p id=after></p></body></html>"
    root = lxml_html.document_fromstring(page)
    assert root.xpath("//p[@id='after']"), left
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag not in {"script", "object", "base", "plaintext"}, left
        for name, value in element.attrib.items():
            assert not name.startswith("on"), left
            assert name == "title" or scheme_of(value) != "javascript", left


@pytest.mark.parametrize("unit", ["<script>", '<a "', "<!--", "<b onx=1>", "<p>", "x<"])
def test_it_takes_bounded_time(unit: str) -> None:
    start = time.process_time()
    show_active(unit * (400_000 // len(unit)), frame_hosts=FRAME_HOSTS)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A title", False),
        ("a < b & c > d", False),
        ("The <video> element", False),
        ("<b>Fish</b> & chips", False),
        ("What onclick= does", False),
        ("<script>pwn()</script>", True),
        ("The <script> element", True),
        ('x" onmouseover="pwn()', True),
        ("x' onmouseover='pwn()", True),
        ('x" href="javascript:pwn()', True),
        ('x" style="position: fixed', True),
        ("<img src=x onerror=pwn()>", True),
        ("</title><x onclick=pwn()>", True),
        ("<a href=javascript:pwn()>", True),
        ("<b title='", True),
    ],
)
def test_which_texts_may_run(text: str, expected: bool) -> None:
    assert may_run(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "The <script> element",
        "<script>pwn()</script>",
        "<img src=x onerror=pwn()>",
        'x" onmouseover="pwn()',
        "x' style='position: fixed'",
        '" href="javascript:pwn()',
        "</title><x onclick=pwn()>",
        "<!-- a",
    ],
)
def test_a_text_that_was_defused(text: str) -> None:
    assert may_run(text)
    defused = defuse(text)
    assert defused.replace("\u2060", "") == text
    for page in ("<p>{}</p>", '<p title="{}">x</p>', "<p title='{}'>x</p>"):
        (root,) = lxml_html.fragments_fromstring(page.format(defused))
        for element in root.iter():
            assert element.tag == "p"
            assert not [
                name
                for name in element.attrib
                if name.startswith("on") and name.isascii()
            ]
            assert not {"style", "href", "src"} & set(element.attrib)


@given(st.text(alphabet="<>/'\"=abcdefxyz \u2060&", max_size=30))
def test_what_is_escaped_is_as_it_was_written(text: str) -> None:
    assert restore(escape(defuse(text)).replace("\u2060=", "=")) == (
        escape(text).replace("&lt;\u2060", "&lt;").replace("\u2060=", "=")
    )


def test_what_a_template_writes_stays() -> None:
    """A text that is the same as markup of a page takes nothing from it."""
    page = '<div class="body"><script src="a.js"></script></div>'
    assert restore(page) == page
    assert restore("a \u2060 b") == "a \u2060 b"
