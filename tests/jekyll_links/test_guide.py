"""What the guide says about links is so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.jekyll_links.conftest import BuildPage


@pytest.fixture
def guide(project_dir: Path) -> str:
    return (project_dir / "guide" / "links.md").read_text(encoding="utf-8")


def rows(guide: str, header: str) -> list[list[str]]:
    """Give the cells of a table, without its two head lines."""
    table = guide[guide.index(header) :].split("\n\n")[0].splitlines()[2:]
    cells = [re.split(r"(?<!\\)\|", row)[1:-1] for row in table]
    return [[cell.strip().strip("`").replace("\\|", "|") for cell in c] for c in cells]


def test_links(build_page: BuildPage, guide: str) -> None:
    table = rows(guide, "| you write |")
    assert len(table) >= 15
    page = build_page("\n\n".join(link for link, _ in table))
    assert page.hrefs == [href for _, href in table]
    assert page.warnings == []


def test_example(guide: str, rootdir: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    post = rootdir / "test-jekyll-links" / "posts" / "2018" / "summer.md"
    assert post.read_text(encoding="utf-8").startswith(example)


def test_warnings(build_page: BuildPage, srcdir: Path, guide: str) -> None:
    (srcdir / "posts" / "2018-09-01-lyon.md").write_text("# Lyon\n")
    page = build_page(
        "[a](/nothing) [b](/summer#nothing) [c]({% post_url 2018-09-01-lyon %})"
    )
    named = [warning for warning, _ in rows(guide, "| warning |")]
    found = [re.findall(r"\[(jekyll_links\.\w+)\]", w)[-1] for w in page.warnings]
    assert sorted(found) == sorted(named)


def test_guide_is_left_alone(build_page: BuildPage, guide: str) -> None:
    """All that looks like Liquid there is code."""
    text = guide.replace("(redirects.md)", "(about.md)")
    page = build_page(text, myst_enable_extensions=["deflist"])
    assert page.warnings == []
    assert page.hrefs == ["about-us/"]
    assert page.body.get_text().count("{% post_url 2018-08-01-summer %}") >= 5
