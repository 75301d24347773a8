"""Numbers that pages show of other pages are those of a clean build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_tools.written_sites import BLOG, written_site

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

PLAIN = "# Home\n\n```{toctree}\nabout\nother\n```\n"
NUMBERED = PLAIN.replace("about\n", ":numbered:\n\nabout\n")


def test_numbers_in_navigation(build_root: BuildRoot, tmp_path: Path) -> None:
    """They are assigned later than anything else of documents is settled."""
    files = {
        "index.md": PLAIN,
        "about.md": "# About\n",
        "other.md": "# Other\n",
        "posts/walk.md": "---\ndate: 2020-01-01\n---\n\n# A walk\n\nText.\n",
    }
    site = written_site(build_root, tmp_path, files)
    site.build(html_theme="alabaster")
    site.write({"index.md": NUMBERED})
    site.build(html_theme="alabaster")
    assert "2. Other" in site.page("posts/walk.html").text
    site.write({"index.md": NUMBERED.replace("about\nother", "other\nabout")})
    assert site.differences(html_theme="alabaster") == []
    assert "1. Other" in site.page("posts/walk.html").text


ABOUT = """\
# About

(why)=
## Why

```{figure} map.png
:name: map

A map
```
"""
CONF = """\
numfig = True
suppress_warnings += ["image.not_readable"]
templates_path = []  # pydata-sphinx-theme adds to it, also to Sphinx's default
"""
EDITS = {
    "removed": {"index.md": PLAIN},
    "less deep": {"index.md": NUMBERED.replace("numbered:", "numbered: 1")},
    "of fewer": {"index.md": NUMBERED.replace("other\n", "")},
    "moved": {
        "index.md": PLAIN.replace("other\n", ""),
        "about.md": ABOUT + "\n```{toctree}\n:numbered:\n\nother\n```\n",
    },
}
"""Edits after which a document that is not read again has fewer numbers."""


@pytest.mark.parametrize(
    ("theme", "added"),
    [
        ("alabaster", BLOG),
        pytest.param("pydata_sphinx_theme", BLOG, marks=pytest.mark.slow),
        pytest.param("alabaster", ("permalink_blog.urls",), marks=pytest.mark.slow),
    ],
    ids=["alabaster", "pydata", "permalinks alone"],
)
@pytest.mark.parametrize("edit", EDITS)
def test_fewer_numbers(
    build_root: BuildRoot,
    tmp_path: Path,
    *,
    edit: str,
    theme: str,
    added: tuple[str, ...],
) -> None:
    """Sphinx leaves them in the titles and tables of contents that it keeps."""
    files = {
        "index.md": NUMBERED,
        "about.md": ABOUT,
        "other.md": "# Other\n\n## Part\n\n{numref}`map`, {numref}`why`\n",
        "posts/walk.md": "---\ndate: 2020-01-01\n---\n\n# A walk\n\n{numref}`map`\n",
    }
    extensions = ("myst_parser", *added)
    site = written_site(build_root, tmp_path, files, conf=CONF, extensions=extensions)
    site.build(html_theme=theme)
    assert "2. Other" in site.page("index.html").text
    assert "Fig. 1.1" in site.page("posts/walk.html").text
    site.write(EDITS[edit])
    assert site.differences(html_theme=theme) == []
