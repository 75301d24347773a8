"""The guide says what the code does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from guide_tables import ARCHITECTURE, REFERENCE, TABLES, renewed

from conftest import refusal
from permalink_blog.urls.paths import Layout, locate, parse_permalink
from permalink_blog.urls.pattern import PLACEHOLDERS, STYLES, PostValues
from permalink_blog.urls.redirect_sources import FROM_KEYS, TO_KEY

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

#: How the names of our configuration values begin; ABlog's are told in its manual.
OURS = (
    *("permalink_", "video_embeds_", "jekyll_"),
    *("blog_page_size", "blog_parts", "blog_feed_labels", "blog_feed_also_at"),
    "blog_excerpt_separator",
    *("blog_related_count", "blog_books_", "blog_preview", "blog_checks_"),
    *("blog_citations", "blog_orcids", "blog_license"),
    *("blog_metadata_", "mathml_formulas_", "on_demand_"),
    *("blog_trust_authors", "blog_frame_hosts"),
)


@pytest.fixture
def guide(project_dir: Path) -> str:
    return (project_dir / "guide/permalinks.md").read_text(encoding="utf-8")


def rows(text: str, header: str) -> list[list[str]]:
    """Give the cells of a table, without its two head lines."""
    table = text[text.index(header) :].split("\n\n")[0]
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in table.splitlines()[2:]
    ]


@pytest.mark.parametrize("page", sorted(TABLES.keys() - {ARCHITECTURE, REFERENCE}))
def test_tables_are_made_of_the_codes_data(project_dir: Path, page: str) -> None:
    text = (project_dir / page).read_text(encoding="utf-8")
    assert renewed(text, page) == text
    for name in PLACEHOLDERS if "permalinks" in page else STYLES:
        assert f"{name}`" in text


@pytest.mark.parametrize(("column", "folders"), [(1, False), (2, True)])
def test_permalinks(guide: str, column: int, *, folders: bool) -> None:
    table = rows(guide, "| `permalink:` |")
    assert table
    for cells in table:
        permalink = parse_permalink(cells[0].strip("`"), PostValues())
        location = locate(permalink, Layout(folders=folders))
        assert f"`{location.file}`" == cells[column]


def test_messages(guide: str, build_root: BuildRoot) -> None:
    """The example is what a build says, but for the names and the cut."""
    (example,) = re.findall(r"```text\n(posts/a\.md.*?)```", guide, re.DOTALL)
    app = build_root("permalinks")
    for docname, permalink in (("a", "/what?/"), ("b", "plain")):
        text = f"---\ntitle: x\npermalink: {permalink}\n---\n\n# X\n"
        (app.srcdir / f"{docname}.md").write_text(text)
    said = refusal(build_root("permalinks"))
    said = said.replace("a.md:", "posts/a.md:").replace("b.md:3", "posts/b.md:2")
    said = said.replace("'plain'", "'about'").replace("plain.md", "about.md")
    for line in example.splitlines():
        assert line.rstrip("…") in said


def test_configuration_values(project_dir: Path, build_root: BuildRoot) -> None:
    text = (project_dir / "guide/reference.md").read_text(encoding="utf-8")
    told = {row[0].strip("`"): row[1].strip("`") for row in rows(text, "| value |")}
    extensions = [
        "myst_parser",
        "permalink_blog.urls",
        "permalink_blog.video",
        "permalink_blog.frontmatter",
    ]
    extensions += [
        "permalink_blog.links",
        "permalink_blog.incremental",
        "permalink_blog.archives",
        "permalink_blog.feeds",
        "permalink_blog.related",
        "permalink_blog.citations",
        "permalink_blog.page_parts",
    ]
    extensions += [
        "permalink_blog.books",
        "permalink_blog.metadata",
        "permalink_blog.formulas",
        "permalink_blog.comments",
    ]
    extensions += [
        "permalink_blog.preview",
        "permalink_blog.checks",
        "permalink_blog.safe_reading",
    ]
    config = build_root("permalinks", "dummy", extensions=extensions).config
    ours = {
        value.name: repr(value.default if hasattr(value, "default") else value.value)
        for value in config
        if value.name.startswith(OURS) and value.name not in config._raw_config
    } | {"permalink_spellings": "True"}  # set in the root's conf.py
    assert told == ours


def test_redirect_keys(project_dir: Path) -> None:
    text = (project_dir / "guide/redirects.md").read_text(encoding="utf-8")
    assert {row[0].strip("`") for row in rows(text, "| key |")} == {*FROM_KEYS, TO_KEY}


def test_redirects_example(project_dir: Path, build_root: BuildRoot) -> None:
    """The mapping of the guide, on a root of its own, leads where it says."""
    text = (project_dir / "guide/redirects.md").read_text(encoding="utf-8")
    (example,) = re.findall(
        r"```python\n(permalink_redirects = .*?)```", text, re.DOTALL
    )
    settings: dict[str, dict[str, str]] = {}
    exec(example, settings)
    redirects = settings["permalink_redirects"]
    app = build_root("permalinks", permalink_redirects=redirects)
    files = {redirect.file for redirect in app.builder.plan.redirects}
    assert files == {
        "news/index.html",
        "cv.html",
        "old/post/index.html",
        "code/index.html",
    }
