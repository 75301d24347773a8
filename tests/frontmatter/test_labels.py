"""Tags and categories against the answers of Jekyll 4.3."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_tools.jekyll import ask_jekyll, needs_jekyll

if TYPE_CHECKING:
    from tests.frontmatter.conftest import BuildBlog

DATA = Path(__file__).parent / "data"

# Where we differ on purpose: text with commas is split there, a single value is one.
DIFFERENT = {
    "tags: a, b": (["a", "b"], []),
    "categories: a, b": ([], ["a", "b"]),
    "tags: 2018": (["2018"], []),
    "tags: true": (["true"], []),
    "tags: 2018-08-01": (["2018-08-01"], []),
}


def answers(project_dir: Path) -> list[dict[str, Any]]:
    about_permalinks = project_dir / "tests" / "jekyll" / "permalinks.json"
    files = (about_permalinks, DATA / "labels.json")
    cases = [case for file in files for case in json.loads(file.read_text("utf-8"))]
    return [case for case in cases if "error" not in case]


def once(labels: list[str]) -> list[str]:
    """Drop what Jekyll keeps: a label twice, one without text, white space around."""
    return list(dict.fromkeys(filter(None, (label.strip() for label in labels))))


def test_all_cases_in_one_blog(build_blog: BuildBlog, project_dir: Path) -> None:
    cases = answers(project_dir)
    assert len(cases) > 80
    built = build_blog(
        {
            f"posts/case-{number}.md": f"---\n{case['front_matter']}\n---\n\n# Post\n"
            for number, case in enumerate(cases)
        }
    )
    for number, case in enumerate(cases):
        text = case["front_matter"]
        expected = DIFFERENT.get(text, (once(case["tags"]), once(case["categories"])))
        post = built.post(f"posts/case-{number}")
        assert (post["tags"], post["category"]) == expected, text


def test_every_difference_is_one(project_dir: Path) -> None:
    jekyll = {
        c["front_matter"]: (c["tags"], c["categories"]) for c in answers(project_dir)
    }
    for text, ours in DIFFERENT.items():
        assert jekyll[text] != ours


@needs_jekyll
def test_the_answers_are_jekyll_s(project_dir: Path) -> None:
    cases = answers(project_dir)
    name = "2018-08-01-my-first-post.md"
    asked = [{"name": name, "front_matter": case["front_matter"]} for case in cases]
    for case, answer in zip(cases, ask_jekyll(asked), strict=True):
        assert answer["tags"] == case["tags"]
        assert answer["categories"] == case["categories"]


def test_both_keys_are_worth_a_word(build_blog: BuildBlog) -> None:
    built = build_blog({"posts/a.md": "---\ntags: x y\ntag: z\n---\n\n# A\n"})
    assert built.post("posts/a")["tags"] == ["z"]
    assert 'a.md:3: WARNING: tag: \'z\': expected either "tag" or "tags"' in (
        built.warnings
    )
    assert "[front_matter.tags]" in built.warnings
