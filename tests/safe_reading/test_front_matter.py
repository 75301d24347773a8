"""Links of front matter that are scripts are ignored, and words are words."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from docutils.utils import new_document

from permalink_blog.safe_reading.front_matter import drop_scripts

SCRIPT = "javascript:pwn()"


def left(values: dict[str, str]) -> dict[str, str]:
    config: Any = SimpleNamespace(blog_trust_authors=False)
    env: Any = SimpleNamespace(docname="a", metadata={"a": values})
    app: Any = SimpleNamespace(config=config, env=env)
    drop_scripts(app, new_document("a"))
    return values


@pytest.mark.parametrize(
    "key",
    ["github_url", "external_link", "canonical_link", "src", "Repo", "context_url"],
)
@pytest.mark.parametrize("value", [SCRIPT, "java\nscript:pwn()", " VBScript:pwn"])
def test_a_link_that_is_a_script_is_ignored(key: str, value: str) -> None:
    assert left({key: value, "title": "A"}) == {"title": "A"}


@pytest.mark.parametrize(
    "values",
    [
        {"title": SCRIPT},
        {"tags": SCRIPT},
        {"page_title": "JavaScript: The Good Parts"},
        {"github_url": "https://github.com/a/b"},
    ],
)
def test_words_stay(values: dict[str, str]) -> None:
    assert left(dict(values)) == values
