"""The guide says what the code does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import yaml

from permalink_blog.checks import EXCERPT_LENGTH
from permalink_blog.checks.schema import FILE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.checks.conftest import Check


@pytest.fixture
def guide(project_dir: Path) -> str:
    return (project_dir / "guide/checks.md").read_text(encoding="utf-8")


def block(guide: str, language: str, heading: str) -> str:
    """Read the first block of code in a language below a heading."""
    section = guide[guide.index(f"\n## {heading}\n") :]
    found = re.search(rf"^```{language}\n(.*?)^```", section, re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


def test_types(guide: str, project_dir: Path) -> None:
    rows = re.findall(r"^\| `blog_checks\.(\w+)` \|", guide, re.MULTILINE)
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in (project_dir / "_ext/permalink_blog/checks").glob("*.py")
    )
    said = re.findall(r'\bwarn\(\s*"(\w+)"|subtype="(\w+)"', code)
    assert sorted(rows) == sorted({one or other for one, other in said})
    reference = (project_dir / "guide/reference.md").read_text(encoding="utf-8")
    assert {8: "eight kinds of them"}[len(rows)] in reference


def test_messages(guide: str, check: Check) -> None:
    other = "---\ntags: python cat\ndate: 2018-08-01\n---\n\n# Other\n"
    post = block(guide, "markdown", "What is checked")
    said = check({"posts/notes.md": post, "posts/other.md": other})
    assert said == block(guide, "text", "What is checked").splitlines()


def test_settings(guide: str, check: Check) -> None:
    section = guide[guide.index("## What is not a mistake") : guide.index("## In an")]
    settings: dict[str, object] = {}
    for example in re.findall(
        r"^```python\n(.*?)^```", section, re.MULTILINE | re.DOTALL
    ):
        exec(example, settings)
    del settings["__builtins__"]
    text = f"---\ntittle: x\npages: 1\nother: 2\nexcerpt: {'x' * 301}\n"
    text += "date: 2090-01-01\n---\n\n# A\n"
    said = check({"posts/a.md": text}, **settings)
    assert [re.sub(r".*WARNING: |:? .*", "", line) for line in said] == [
        *("other", "excerpt")
    ]
    assert str(EXCERPT_LENGTH) in section
    decoration = re.findall(r"`(<img [^`]*>)`", section)
    assert len(decoration) == 1
    assert check({"posts/a.md": f"# A\n\n{decoration[0]}\n"}, **settings) == []


def test_a_new_post_is_as_it_says(guide: str) -> None:
    data = yaml.safe_load(block(guide, "yaml", "Begin a post").strip("-\n"))
    assert list(data) == ["title", "date", "permalink", "category", "tags"]


def test_where_the_schema_is(guide: str, project_dir: Path) -> None:
    path = FILE.relative_to(project_dir).as_posix()
    assert guide.count(path) == 4
    assert f"](https://example.org/{FILE.name})" not in guide
    conf = (project_dir / "conf.py").read_text(encoding="utf-8")
    assert f'html_extra_path = ["{path}"]' in conf
    assert f'epub_exclude_files = ["{FILE.name}"]' in conf
