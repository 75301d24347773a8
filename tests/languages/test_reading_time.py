"""How long it takes to read Chinese and Japanese."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from permalink_blog.languages.reading_time import (
    CHARACTERS_PER_MINUTE,
    count_characters,
)
from site_tools.edits import save

if TYPE_CHECKING:
    from conftest import BuildRoot

SENTENCE = "吾輩は猫である。名前はまだ無い。"  # 14 without the stops


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (SENTENCE, 14),
        ("カタカナ", 4),
        ("人々", 2),
        ("中文 and English", 2),
        ("한국어 words", 0),  # has spaces
        ("Ελληνικά, кириллица", 0),
        ("", 0),
    ],
)
def test_characters(text: str, count: int) -> None:
    paragraph = nodes.paragraph("", "", nodes.strong("", text), nodes.Text("."))
    assert count_characters(paragraph) == count


def test_code_is_not_read() -> None:
    block = nodes.literal_block("", SENTENCE)
    assert count_characters(nodes.section("", block)) == 0


def test_minutes(build_root: BuildRoot) -> None:
    srcdir = build_root("blog-languages", "dummy").srcdir
    sentences = CHARACTERS_PER_MINUTE * 4 // 14
    save(srcdir / "posts/cat.md", f"# Cat\n\n{SENTENCE * sentences}\n")
    save(srcdir / "posts/dog.md", "# Dog\n\n" + "words " * 800 + "\n")
    app = build_root("blog-languages", "dummy", myst_words_per_minute=200)
    assert app.env.metadata["posts/cat"]["wordcount"]["minutes"] == 4
    assert app.env.metadata["posts/dog"]["wordcount"]["minutes"] == 4
