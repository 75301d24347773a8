"""Cutting videos out of HTML loses nothing and changes nothing else."""

from __future__ import annotations

from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.video.conversion import convert_block, convert_paragraph

VIDEO = '<iframe src="https://www.youtube.com/embed/a"></iframe>'
PIECES = st.sampled_from(
    [
        *(VIDEO, VIDEO.replace("youtube", "example"), VIDEO.replace("</iframe>", "")),
        *("<div>", "</div>", "<p>", "</p>", "<a>", "</a>", "<br>", "<!--", "-->", "&"),
        *(" ", "\n", "text", "\N{GRINNING FACE}", "<script>", "</script>"),
    ]
)


def written(node: nodes.Node) -> str:
    """What a node stands for, without white space."""
    if isinstance(node, (nodes.raw, nodes.Text)):
        return "".join(node.astext().split())
    if isinstance(node, (nodes.paragraph, nodes.section)):
        return "".join(map(written, node.children))
    return "".join(VIDEO.split())


@given(st.lists(PIECES, max_size=12))
def test_a_block_is_the_same_text(pieces: list[str]) -> None:
    html = "".join(pieces)
    section = nodes.section("", nodes.raw("", html, format="html"))
    convert_block(section[0])
    assert written(section) == "".join(html.split())
    raw = [node for node in section.children if isinstance(node, nodes.raw)]
    if len(raw) == len(section.children):
        assert [node.astext() for node in raw] == [html]


@given(st.lists(st.tuples(PIECES, st.booleans()), max_size=12))
def test_a_paragraph_is_the_same_text(pieces: list[tuple[str, bool]]) -> None:
    """Each piece is raw HTML or a text with the same characters, which is no HTML."""
    children = [
        nodes.raw("", piece, format="html") if is_html else nodes.Text(piece)
        for piece, is_html in pieces
    ]
    section = nodes.section("", nodes.paragraph("", "", *children))
    convert_paragraph(section[0])
    html = "".join(piece for piece, _ in pieces)
    assert written(section) == "".join(html.split())
    for child in section.children:
        assert child.children or not isinstance(child, nodes.paragraph) or not pieces
