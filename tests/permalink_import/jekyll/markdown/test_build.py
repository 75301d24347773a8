"""What texts become is built without a warning, and shows what Jekyll's pages show."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup, Comment
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_escape_sequences

from site_tools.jekyll import ask_jekyll_texts, needs_jekyll
from site_tools.markup import CONFIG, DATA, EXAMPLES, FRONT_MATTER, INCLUDES, POSTS

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import Tag

_QUOTES = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014", "''\"\"--")


@pytest.fixture(scope="module")
def built(rootdir: Path, tmp_path_factory: pytest.TempPathFactory) -> SphinxTestApp:
    """Build a site with each example as a post."""
    srcdir = tmp_path_factory.mktemp("markup") / "site"
    shutil.copytree(rootdir / "test-blog-import-markup", srcdir)
    for number, example in enumerate(EXAMPLES):
        text = f"---\ntitle: Post {number}\ndate: 2018-08-01\n---\n\n{example.myst}"
        post = srcdir / f"posts/2018/2018-08-01-{number}.md"
        post.write_text(text, encoding="utf-8")
    app = SphinxTestApp(srcdir=srcdir)
    app.build()
    app.cleanup()
    return app


def test_no_example_has_a_warning(built: SphinxTestApp) -> None:
    assert strip_escape_sequences(built.warning.getvalue()) == ""


@needs_jekyll
def test_the_pages_show_the_words_of_jekyll(built: SphinxTestApp) -> None:
    answers = ask_jekyll_texts(
        [example.jekyll for example in EXAMPLES],
        config=CONFIG,
        data=DATA,
        includes=INCLUDES,
        posts=[f"{name}.md" for name in POSTS],
        front_matter=FRONT_MATTER,
    )
    ours, theirs = [], []
    for number, (example, answer) in enumerate(zip(EXAMPLES, answers, strict=True)):
        if example.same_words:
            path = built.outdir / f"posts/2018/2018-08-01-{number}.html"
            soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
            section = soup.select_one("div.body > section")
            assert section
            section.h1.extract()  # type: ignore[union-attr]
            ours.append((example.jekyll, words(section)))
            html = answer.get("html", answer.get("error"))
            theirs.append((example.jekyll, words(BeautifulSoup(html, "html.parser"))))
    different = [pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]]
    assert different == []


def words(body: Tag) -> list[str]:
    """Give the words that a reader sees, and what is a list, table, code or heading."""
    found = []
    for node in body.descendants:
        if isinstance(node, Comment):
            continue
        if node.name in {"ul", "ol", "li", "table", "tr", "pre", "blockquote", "del"}:
            found.append(f"<{node.name}>")
        elif node.name and re.fullmatch("h[1-6]", node.name):
            found.append("<h>")
        elif node.name is None and "headerlink" not in node.parent.get("class", ()):
            found += re.findall(r"\w+|[^\w\s]", str(node).translate(_QUOTES))
    return found
