"""Tables of contents that stay pickled until somebody looks at them."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from docutils import nodes

from permalink_blog.upstream.sphinx.lazy_tocs import LightTocs

if TYPE_CHECKING:
    from conftest import BuildRoot


def toc(text: str) -> nodes.bullet_list:
    return nodes.bullet_list("", nodes.list_item("", nodes.Text(text)))


def test_they_are_what_was_kept() -> None:
    tocs = pickle.loads(pickle.dumps(LightTocs({"a": toc("A"), "b": toc("B")})))
    assert [*tocs] == ["a", "b"]
    assert len(tocs) == 2
    assert "a" in tocs
    assert "c" not in tocs
    assert {name: found.astext() for name, found in tocs.items()} == {
        "a": "A",
        "b": "B",
    }
    assert tocs["a"] is tocs["a"]
    assert tocs.pop("a").astext() == "A"
    assert "a" not in tocs


def test_what_is_changed_in_one_stays() -> None:
    tocs = pickle.loads(pickle.dumps(LightTocs({"a": toc("A"), "b": toc("B")})))
    tocs["a"]["secnumber"] = (1,)
    tocs["b"] = toc("C")
    again = pickle.loads(pickle.dumps(tocs))
    assert again["a"]["secnumber"] == (1,)
    assert again["b"].astext() == "C"


def test_a_build_leaves_alone_those_that_it_does_not_show(
    build_root: BuildRoot,
) -> None:
    build_root("blog-scaling")
    app = build_root("blog-scaling")
    assert isinstance(app.env.tocs, LightTocs)
    kept = app.env.tocs._tocs
    assert {type(kept[name]) for name in kept if name.startswith("posts/")} == {bytes}
    assert app.env.tocs["posts/a"].astext()


def test_a_digest_is_known_without_unpickling() -> None:
    tocs = LightTocs({"a": toc("A"), "b": toc("B")})
    digests = {name: tocs.digest(name) for name in tocs}
    assert digests["a"] != digests["b"]
    again = pickle.loads(pickle.dumps(tocs))
    assert {name: again.digest(name) for name in again} == digests
    assert {type(kept) for kept in again._tocs.values()} == {bytes}
    again["a"]["secnumber"] = (1,)
    assert again.digest("a") != digests["a"]
    again["b"] = toc("A")
    assert again.digest("b") == digests["a"]
    last = pickle.loads(pickle.dumps(again))
    assert last.digest("a") == again.digest("a")
