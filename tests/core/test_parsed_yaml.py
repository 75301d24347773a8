"""What is parsed once is what MyST would read of the same text."""

from __future__ import annotations

from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.front_matter import front_matter_plugin
from myst_parser.config.main import TopmatterReadError, read_topmatter

from permalink_blog.core.front_matter_source import parse_front_matter
from permalink_blog.core.parsed_yaml import ParsedYaml, parse_yaml, yaml_of
from permalink_blog.frontmatter.entries import entries_of
from permalink_blog.safe_reading.parser import topmatter

LINES = st.sampled_from(
    [
        *("title: x", "title: 'é", "  y'", "tags: [a, b]", "- c", "  - d", "", "  "),
        *("date: 2018-08-01", "date: 2018-02-30", "when: 2018-08-01 10:00:00 +0200"),
        *("a: &a {b: 1}", "<<: *a", "c: *a", "text: |", "text: >+", "  more  ", "#"),
        *("title: y", "yes: no", "1: 0o9", "2018-08-01: x", "? [a]", ": b", "x: !y z"),
        *("x: =", "myst:", "  title_to_header: true", "wrong: a: b", "...", "----"),
    ]
)
SOURCES = st.lists(LINES, max_size=8).map(
    lambda lines: "\n".join(("---", *lines, "---", "", "Text."))
)


def content_of(source: str) -> str | None:
    """Return the front matter as MyST's plugin of markdown-it cuts it out."""
    tokens = MarkdownIt().use(front_matter_plugin).parse(source)
    found = [token.content for token in tokens if token.type == "front_matter"]
    return next(iter(found), None)


def loaded(text: str) -> Any:
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


@given(SOURCES)
def test_values_are_those_that_myst_loads(source: str) -> None:
    prepared = parse_front_matter(source)
    parsed = prepared.yaml
    if parsed is None:
        return
    assert parsed.text == yaml_of(prepared.text)
    if parsed.text == content_of(prepared.text):
        assert repr(parsed.values) == repr(loaded(parsed.text))


@given(SOURCES)
def test_settings_are_those_that_myst_reads(source: str) -> None:
    prepared = parse_front_matter(source)
    try:
        expected = read_topmatter(prepared.text)
    except TopmatterReadError:
        return
    assert repr(topmatter(prepared.text, prepared.yaml)) == repr(expected)


def judged(parsed: ParsedYaml) -> list[tuple[str, int, str]]:
    """Return key, line and value for the schema."""
    found = []
    for entry in entries_of(parsed):
        try:
            value = repr(entry.value)
        except yaml.YAMLError:
            value = "no value"
        found.append((entry.name, entry.line, value))
    return found


@given(SOURCES)
def test_values_do_not_depend_on_who_asks_first(source: str) -> None:
    block = yaml_of(source) or ""
    one, other = parse_yaml(block), parse_yaml(block)
    if one is None or other is None:
        return
    first = judged(one)
    assert repr(one.values) == repr(other.values)
    assert judged(other) == first


@pytest.mark.parametrize("text", ["", "- a", "a: *b", "a: [", "text"])
def test_what_is_no_mapping_is_none(text: str) -> None:
    assert parse_yaml(text) is None


def test_what_needs_no_repair_keeps_its_lines() -> None:
    parsed = parse_front_matter("---\n# x\ntitle: x\n<<: {a: 1}\n---\n").yaml
    assert parsed is not None
    assert [(x.name, x.line) for x in entries_of(parsed)] == [("title", 3)]
    assert parsed.values == {"a": 1, "title": "x"}
    assert [(x.name, x.line) for x in entries_of(parsed)] == [("title", 3)]
