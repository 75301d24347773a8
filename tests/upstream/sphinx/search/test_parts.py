"""A search index made in parts is the one that is made at once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, ClassVar

from docutils.core import publish_doctree
from hypothesis import given
from hypothesis import strategies as st
from sphinx.search import IndexBuilder

from permalink_blog.upstream.sphinx.search.parts import SearchParts
from site_tools.edits import save

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from docutils import nodes

    from conftest import BuildRoot

ROOT = "blog-scaling"
WORDS = ["apple", "pear", "cherry", "running", "ran", "Äpfel"]
DOCUMENTS = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join),
    min_size=1,
    max_size=6,
)


class Environment:
    """All of an environment that an index asks: objects, and where it keeps words."""

    version: ClassVar[dict[str, int]] = {"sphinx": 1}
    domains = SimpleNamespace(sorted=list, values=list)

    def __getattr__(self, name: str) -> dict[Any, Any]:
        if not name.startswith("_search_index_"):
            raise AttributeError(name)
        kept: dict[Any, Any] = {}
        setattr(self, name, kept)
        return kept


def indexer() -> Any:
    return IndexBuilder(Environment(), "en", {}, "")  # type: ignore[arg-type]


def document(text: str) -> nodes.document:
    doctree: nodes.document = publish_doctree(
        f"{text}\n=======================\n\n{text}"
    )
    return doctree


def feed(index: Any, number: int, text: str) -> None:
    index.feed(f"d{number}", f"d{number}.md", text, document(text))


@given(texts=DOCUMENTS, cut=st.integers(0, 6), known=st.integers(0, 2))
def test_parts_are_the_whole(texts: list[str], cut: int, known: int) -> None:
    at_once = indexer()
    for number, text in enumerate(texts):
        feed(at_once, number, text)

    main = indexer()
    for number, text in enumerate(texts[:known]):
        feed(main, number, text)  # what was there before, in every worker
    merged = SearchParts(main)
    for begin, end in ((known, max(cut, known)), (max(cut, known), len(texts))):
        worker = indexer()
        for number, text in enumerate(texts[:known]):
            feed(worker, number, text)
        parts = SearchParts(worker)
        parts.begin()
        for number in range(begin, end):
            if number < len(texts):
                feed(worker, number, texts[number])
        merged.merge(parts.end())
    assert main.freeze() == at_once.freeze()


def test_a_site_without_a_search() -> None:
    parts = SearchParts(None)
    assert SearchParts.are_known(None)
    parts.begin()
    assert parts.end() == {}
    parts.merge({})


def test_this_sphinx_is_known() -> None:
    assert SearchParts.are_known(indexer())


def test_another_sphinx_is_not_known() -> None:
    index = indexer()
    index._mapping = []
    assert not SearchParts.are_known(index)
    del index._mapping
    assert not SearchParts.are_known(index)


def test_a_search_index_in_another_form_is_made_in_one_process(
    build_root: BuildRoot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As much as is known is in parallel, and the site is whole."""
    app = build_root(ROOT)
    for number in range(25):
        add_post(app.srcdir, number)
    wanted = build_root(ROOT).outdir.joinpath("searchindex.js").read_bytes()
    app.outdir.rename(app.outdir.with_name("first"))
    monkeypatch.setattr(SearchParts, "are_known", staticmethod(lambda indexer: False))
    found = build_root(ROOT, parallel=2).outdir / "searchindex.js"
    assert found.read_bytes() == wanted


def add_post(srcdir: Path, number: int) -> None:
    words = f"{WORDS[number % 6]} number{number}"
    text = f"---\ndate: 2017-01-01\n---\n\n# Many {words}\n\nText of {words}.\n"
    save(srcdir / f"posts/m{number}.md", text)
