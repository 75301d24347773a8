"""Numbers that pages show of other pages are those of a clean build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_tools.written_sites import written_site

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
