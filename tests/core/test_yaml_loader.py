"""YAML is the same to libyaml as it is to PyYAML, where it is asked."""

from __future__ import annotations

import pytest
import yaml  # type: ignore[import-untyped]
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from permalink_blog.core.front_matter_source import prepare_front_matter
from permalink_blog.core.untrusted.yaml_limits import TOO_DEEP
from permalink_blog.core.yaml_loader import loader_for
from permalink_blog.core.yaml_nodes import YamlProblem
from permalink_blog.frontmatter.entries import read_entries

PIECES = (
    *("a", "key", ": ", ":", "\n", "\n  ", "- ", "  ", "'", '"', "#", " #", "\\u0041"),
    *("&x ", "*x", "<<: ", "!!str ", "{", "}", "[", "]", ",", "?", "|", "|-", ">", "%"),
    *("~", "null", "yes", "=", "1:20", "0o7", "012", "1e3", "2018-01-01", "2018-02-30"),
    *("@", "`", "---", "...", "\r\n", "\t", "\x85", "\ufeff", "\x00", "é", "😀"),
)


def read(text: str, loader: type) -> object:
    try:
        return yaml.load(text, Loader=loader)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return None


@settings(max_examples=500)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_it_reads_the_same(text: str) -> None:
    loader = loader_for(text)
    assume(loader is not yaml.SafeLoader)
    data = read(text, loader)
    if isinstance(data, dict):
        assert repr(data) == repr(read(text, yaml.SafeLoader))


@pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="PyYAML without libyaml")
def test_it_is_libyaml_for_what_people_write() -> None:
    assert loader_for("title: Café 😀\ntags: a b\n") is yaml.CSafeLoader
    assert loader_for("a" * 4000) is yaml.CSafeLoader
    assert loader_for("a" * 4001) is yaml.SafeLoader


@pytest.mark.parametrize(
    "text", ["a:\tb", "a: !", "\ufeffa: b", "a: b\u2028", "a: |#", "a: >-2# b"]
)
def test_it_is_pyyaml_where_they_differ(text: str) -> None:
    assert loader_for(text) is yaml.SafeLoader


@pytest.mark.parametrize("nested", ["[", "- ", "? ", "{a: "])
def test_deep_yaml_does_not_end_python(nested: str) -> None:
    block = f"a:\n  {nested * 100_000}x\n"
    assert loader_for(block) is yaml.SafeLoader
    text = f"---\n{block}---\n"
    assert read_entries(text) == ()
    problem = YamlProblem(TOO_DEEP, 2, is_too_large=True)
    assert prepare_front_matter(text) == ("\n" * text.count("\n"), (problem,))


def test_it_is_pyyaml_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert loader_for("a: b") is yaml.SafeLoader
