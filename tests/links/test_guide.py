"""What the guide says about links is so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from site_tools.flat_images import flat_png

if TYPE_CHECKING:
    from pathlib import Path

    from tests.links.conftest import BuildPage


@pytest.fixture
def guide(project_dir: Path) -> str:
    return (project_dir / "guide" / "links.md").read_text(encoding="utf-8")


def rows(guide: str, header: str) -> list[list[str]]:
    """Give the cells of a table, without its two head lines."""
    table = guide[guide.index(header) :].split("\n\n")[0].splitlines()[2:]
    cells = [re.split(r"(?<!\\)\|", row)[1:-1] for row in table]
    return [[cell.strip().strip("`").replace("\\|", "|") for cell in c] for c in cells]


def part(guide: str, heading: str) -> str:
    """Give a section."""
    return guide[guide.index(f"## {heading}\n") :].split("\n## ")[0]


def test_links(build_page: BuildPage, guide: str) -> None:
    table = rows(guide, "| you write |")
    assert len(table) >= 15
    page = build_page("\n\n".join(link for link, _ in table))
    assert page.hrefs == [href for _, href in table]
    assert page.warnings == []


def test_images(build_page: BuildPage, srcdir: Path, guide: str) -> None:
    text = part(guide, "Images")
    settings: dict[str, Any] = {}
    exec(re.findall(r"```python\n(.*?)```", text, re.DOTALL)[0], settings)
    del settings["__builtins__"]
    (srcdir / "public/assets").mkdir(parents=True)
    (srcdir / "public/assets/river.png").write_bytes(flat_png(3, 2))
    table = [image for (image,) in rows(text, "| you write |")]
    assert len(table) == 8
    html_image = {"myst_enable_extensions": ["html_image"]}
    page = build_page("\n\n".join(table), **settings, **html_image)
    assert page.warnings == []
    found = [(image["src"], image["alt"]) for image in page.body.select("img")]
    assert found == [("_images/river.png", "A river")] * len(table)
    assert (page.app.outdir / "assets/river.png").is_file()


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
    text = re.sub(r"\((redirects|sharing)\.md\)", "(about.md)", guide)
    page = build_page(text, myst_enable_extensions=["deflist"])
    assert page.warnings == []
    assert page.hrefs == ["about-us/", "about-us/"]
    assert page.body.get_text().count("{% post_url 2018-08-01-summer %}") >= 5
