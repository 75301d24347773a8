from __future__ import annotations

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import new_document

from permalink_blog.frontmatter.sections import lacks_title, page_title, place_title


def parse(text: str) -> nodes.document:
    document = new_document("page.rst", get_default_settings(Parser))
    Parser().parse(text, document)
    return document


def test_a_new_section_has_an_id_but_no_name() -> None:
    document = parse("Text.\n\nTitle\n=====\n\nText.\n\nOther\n=====\n")
    (old, _other) = document.findall(nodes.section)
    place_title(document, "The Title")
    (new,) = document.children
    assert isinstance(new, nodes.section)
    assert (new["ids"], new["names"]) == (["the-title"], [])
    assert document.ids["the-title"] is new
    assert document.ids["title"] is old
    assert document.nameids["title"] == "title"
    assert all(child.parent is new for child in new.children)
    assert new.parent is document


def test_an_id_that_is_taken() -> None:
    document = parse("Text.\n\nTitle\n=====\n\nText.\n\nThe Title\n=========\n")
    place_title(document, "The Title")
    sections = list(document.findall(nodes.section))
    assert [section["ids"] for section in sections[1:]] == [["title"], ["the-title"]]
    assert sections[0]["ids"][0] not in ("title", "the-title")


def test_a_generated_section_takes_over_its_twin() -> None:
    document = parse(".. _label:\n\nTitle\n=====\n\nText.\n\nTitle\n=====\n\nMore.\n")
    target, first, twin = document.children
    assert isinstance(first, nodes.section)
    assert isinstance(twin, nodes.section)
    document.remove(target)
    first.line = 1  # as MyST's, from the front matter
    ids = [*first["ids"], *twin["ids"]]
    place_title(document, "Title")
    assert document.children == [first]
    shown = [n.astext() for n in first if not isinstance(n, nodes.system_message)]
    assert shown == ["Title", "Text.", "More."]
    assert first["ids"] == ids
    assert all(document.ids[node_id] is first for node_id in ids)


def test_comments_and_messages_stay_above() -> None:
    document = parse(".. comment\n\nText.\n")
    place_title(document, "Title")
    assert [type(node) for node in document.children] == [nodes.comment, nodes.section]


@pytest.mark.parametrize(
    ("text", "lacks", "title"),
    [
        ("", True, ""),
        ("Text.\n", True, ""),
        ("A\n=\n", False, "A"),
        ("Text.\n\nA *b*\n=====\n", False, "A b"),
        (".. comment\n\nA\n=\n\nB\n=\n", False, "A"),
        ("Text.\n\nA\n=\n\nB\n=\n", True, "A"),
    ],
)
def test_page_title(text: str, title: str, *, lacks: bool) -> None:
    document = parse(text)
    assert (lacks_title(document), page_title(document)) == (lacks, title)
