"""Archives, which have no source, in toctrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.domains.std import StandardDomain

from site_tools.written_sites import BLOG, WrittenSite, written_site

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

HOME = """\
# Home

```{toctree}
Everything <blog>
/blog/archive
blog/tag
blog/tag/cats
blog/2020
blog/drafts
about
genindex
```
"""
REST = "Rest\n====\n\n.. toctree::\n   :numbered:\n\n   blog/tag/cats\n   about\n"
EXTENSIONS = [("myst_parser", *BLOG), ("myst_parser", "permalink_blog.directives")]


def post(day: int, tags: str) -> str:
    """Return a post."""
    head = f"blogpost: true\ndate: 2020-01-{day:02}\ntags: {tags}"
    return f"---\n{head}\n---\n\n# Post {day}\n\nText.\n"


def files() -> dict[str, str]:
    """Return the sources of a blog."""
    return {
        "index.md": HOME,
        "rest.rst": REST,
        "about.md": "# About\n",
        "a.md": post(1, "cats"),
        "b.md": post(2, "dogs"),
    }


def entries(site: WrittenSite, file: str, builder: str) -> dict[str, str]:
    """Return the toctree in the text of a page: link to text."""
    links = site.page(file, builder).select("[role=main] .toctree-wrapper a")
    return {str(link["href"]): link.text for link in links}


@pytest.mark.parametrize("extensions", EXTENSIONS, ids=["all", "stock"])
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_archives(
    build_root: BuildRoot, tmp_path: Path, builder: str, extensions: tuple[str, ...]
) -> None:
    site = written_site(build_root, tmp_path, files(), extensions=extensions)
    assert site.warnings(builder) == []
    suffix = ".html" if builder == "html" else "/"
    assert entries(site, "index.html", builder) == {
        f"blog{suffix}": "Everything",
        f"blog/archive{suffix}": "Archives",
        f"blog/tag{suffix}": "Tags",
        f"blog/tag/cats{suffix}": "cats",
        f"blog/2020{suffix}": "2020",
        f"blog/drafts{suffix}": "Drafts",
        f"about{suffix}": "1. About",
        f"genindex{suffix}": "Index",
    }
    for link in entries(site, "index.html", builder):
        assert site.has(link if builder == "html" else f"{link}index.html", builder)
    rest = "rest.html" if builder == "html" else "rest/index.html"
    assert list(entries(site, rest, builder).values()) == ["cats", "1. About"]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_any_edit(build_root: BuildRoot, tmp_path: Path, builder: str) -> None:
    """An archive and its entry come and go with its posts."""
    site = written_site(build_root, tmp_path, files())
    site.build(builder)
    site.write({"a.md": post(1, "birds")})
    missing = "toctree contains reference to nonexisting document 'blog/tag/cats'"
    found = site.warnings(builder)
    assert sorted(line.split(":")[0] for line in found) == ["index.md", "rest.rst"]
    assert all(missing in line for line in found)
    assert "cats" not in entries(site, "index.html", builder).values()
    assert site.differences(builder) == []
    site.write({"b.md": post(2, "cats")})
    assert site.warnings(builder) == []
    assert "cats" in entries(site, "index.html", builder).values()
    assert site.differences(builder) == []


def test_a_document_in_the_place_of_an_archive(
    build_root: BuildRoot, tmp_path: Path
) -> None:
    site = written_site(build_root, tmp_path, files())
    site.build()
    site.write({"blog/tag/cats.md": "# All about cats\n"})
    assert (
        "1. All about cats"
        in entries((site.build(), site)[1], "index.html", "html").values()
    )
    assert site.differences() == []
    (site.folder / "blog/tag/cats.md").unlink()
    site.build()
    assert "cats" in entries(site, "index.html", "html").values()
    assert site.differences() == []


@pytest.mark.parametrize("builder", ["latex", "text", "singlehtml", "epub"])
def test_builders_without_archives(
    build_root: BuildRoot, tmp_path: Path, builder: str
) -> None:
    texts = {**files(), "index.md": HOME.replace("genindex\n", "")}
    site = written_site(build_root, tmp_path, texts)
    found = site.warnings(builder)
    assert not [line for line in found if "toctree" in line or "blog/" in line], found


def test_other_projects_of_the_process(build_root: BuildRoot, tmp_path: Path) -> None:
    site = written_site(build_root, tmp_path, files())
    site.build()
    assert "blog" not in StandardDomain._virtual_doc_names
    assert type(StandardDomain._virtual_doc_names) is dict


def test_an_archive_that_is_none(build_root: BuildRoot, tmp_path: Path) -> None:
    """One message, with the line, however many pages have the entry."""
    text = "# Home\n\n```{toctree}\nblog/tga\nabout\nnowhere\n```\n"
    site = written_site(build_root, tmp_path, {**files(), "index.md": text})
    message = "WARNING: toctree contains reference to nonexisting document"
    assert site.warnings() == [
        f"index.md:3: {message} 'nowhere' [toc.not_readable]",
        f"index.md:3: {message} 'blog/tga' [toc.not_readable]",
    ]
