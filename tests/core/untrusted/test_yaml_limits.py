"""YAML that is too large is found before it is large."""

from __future__ import annotations

import time

import pytest
import yaml  # type: ignore[import-untyped]
from hypothesis import given

from permalink_blog.core.front_matter_source import prepare_front_matter
from permalink_blog.core.untrusted.yaml_limits import YamlTooLargeError, check_yaml
from site_tools.any_yaml import KEY_NAMES, fields

BOMB = "a0: &a0 [lol]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
)
MERGE_BOMB = "a0: &a0 {x: lol}\n" + "".join(
    f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 30)
)
TOO_LARGE = {
    "aliases": (BOMB + "title: *a9\n", "with its aliases"),
    "aliases of mappings": (
        "a0: &a0 {k: lol}\n"
        + "".join(
            f"a{n}: &a{n} {{b: *a{n - 1}, c: *a{n - 1}}}\n" for n in range(1, 40)
        ),
        "with its aliases",
    ),
    "merges": (MERGE_BOMB, "with its aliases"),
    "a long text, often": (
        f"a: &a {'x' * 10_000}\nb: [{', '.join(['*a'] * 1000)}]\n",
        "with its aliases",
    ),
    "lists": (f"title: {'[' * 5000}{']' * 5000}\n", "in each other"),
    "mappings": (f"title: {'{a: ' * 51}x{'}' * 51}\n", "in each other"),
    "blocks": (
        "title:\n" + "".join(f"{' ' * n}- \n" for n in range(1, 60)),
        "in each other",
    ),
    "itself": ("title: &a [*a]\n", "an alias within its own value"),
}


@pytest.mark.parametrize("name", TOO_LARGE)
def test_what_is_too_large(name: str) -> None:
    text, problem = TOO_LARGE[name]
    start = time.process_time()
    source, (found,) = prepare_front_matter(f"---\n{text}---\nText.\n")
    assert time.process_time() - start < 5
    assert found.is_too_large
    assert problem in found.message
    assert 2 <= found.line <= 2 + text.count("\n")
    assert source.strip() == "Text."
    assert source.count("\n") == text.count("\n") + 3  # lines keep their numbers


@pytest.mark.parametrize(
    "text",
    [
        "tags: &tags [a, b]\ncategories: *tags\n",
        f"title: {'x' * 1_000_000}\n",
        f"a: {'[' * 49}{']' * 49}\n",
        f"a: '{'9' * 3000}'\n",
        "a: &a {x: 1}\nb: {<<: *a, y: 2}\n",
        "",
    ],
)
def test_what_is_not(text: str) -> None:
    check_yaml(yaml.compose(text, Loader=yaml.SafeLoader))


@given(fields(KEY_NAMES))
def test_any_yaml_is_measured(text: str) -> None:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError):
        return
    try:
        check_yaml(root)
    except YamlTooLargeError as error:
        found = error.line
    else:
        found = 0
    assert 0 <= found <= text.count("\n")
