"""The guide says what the code does."""

from __future__ import annotations

import json
import re
from datetime import UTC
from html import unescape
from typing import TYPE_CHECKING

import pytest

from permalink_blog.core.dates import DATE_FORMS, parse_date
from permalink_blog.core.front_matter_source import prepare_front_matter
from permalink_blog.frontmatter.keys import KEYS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.frontmatter.conftest import BuildBlog


@pytest.fixture
def guide(project_dir: Path) -> str:
    return (project_dir / "guide/front-matter.md").read_text(encoding="utf-8")


def table(guide: str, header: str) -> list[list[str]]:
    """Read the rows of the table with a header."""
    rows = guide.split(header, 1)[1].split("\n\n", 1)[0].strip().splitlines()
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[1:]]


def block(guide: str, language: str) -> str:
    """Read the first block of code in a language."""
    match = re.search(rf"^```{language}\n(.*?)^```", guide, re.DOTALL | re.MULTILINE)
    assert match
    return match[1]


def test_keys(guide: str) -> None:
    expected = [
        [", ".join(f"`{name}`" for name in key.names), key.jekyll, key.here]
        for key in KEYS
    ]
    assert table(guide, "| key | in Jekyll | here |") == expected


def test_example(guide: str, build_blog: BuildBlog) -> None:
    built = build_blog({"posts/a.md": block(guide, "markdown")})
    metadata = built.metadata("posts/a")
    expected = json.loads(block(guide, "json"))
    assert {key: metadata.get(key) for key in expected} == expected
    post = built.post("posts/a")
    assert post["title"] == "What I learned at SciPy"
    assert post["category"] == ["data science"]
    assert post["tags"] == ["python", "conferences"]


def test_tags_and_categories(guide: str, build_blog: BuildBlog) -> None:
    rows = table(guide, "| front matter | tags | categories |")
    built = build_blog(
        {
            f"posts/{number}.md": f"---\n{row[0].strip('`')}\n---\n\n# A\n"
            for number, row in enumerate(rows)
        }
    )
    assert built.warnings == ""
    for number, (_, *expected) in enumerate(rows):
        post = built.post(f"posts/{number}")
        assert ["; ".join(post[key]) for key in ("tags", "category")] == expected


def test_dates(guide: str) -> None:
    rows = table(guide, "| `date:` | is |")
    assert {text.strip("`") for text, _ in rows} >= set(DATE_FORMS)
    for text, expected in rows:
        assert str(parse_date(text.strip("`"), UTC)) == expected


@pytest.mark.parametrize("number", [1, 2])
def test_mistakes(guide: str, number: int) -> None:
    part = guide.split("is ignored as a whole")[number - 1]
    rows = table(part, "| written | warning |")
    assert rows
    for written, expected in rows:
        _, (problem,) = prepare_front_matter(f"---\n{written.strip('`')}\n---\n")
        assert problem.message == unescape(expected)
        assert problem.is_ignored == (number == 2)


def test_message(guide: str, build_blog: BuildBlog) -> None:
    text = "---\ntags: a\ndate: 2018-02-30\n---\n\n# A\n"
    built = build_blog({"posts/2018/summer.md": text})
    plain = re.sub(r"\x1b\[[0-9;]*m", "", built.warnings)
    assert plain.strip().endswith(block(guide, "text").strip())


def test_warnings(guide: str, project_dir: Path) -> None:
    package = project_dir / "_ext" / "permalink_blog"
    paths = [
        *(package / "frontmatter").glob("*.py"),
        *(package / "core").glob("front_matter*.py"),
        *(package / "posts").glob("nodes.py"),
    ]
    code = "".join(path.read_text(encoding="utf-8") for path in paths)
    said = re.findall(r'(?:warn|add_problem|Problem)\(\s*"(\w+)"', code)
    rows = table(guide, "| type | about |")
    assert {row[0] for row in rows} == {f"`front_matter.{name}`" for name in said}
