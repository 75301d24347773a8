"""Links to other projects follow the inventories of those projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_tools.edits import Blog, set_inventory
from site_tools.written_sites import BLOG, written_site

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

CONF = 'intersphinx_mapping = {"other": ("https://other.example/", "other.inv")}\n'
LINKS = (
    "{ref}`far`",
    "{any}`far`",
    "{py:func}`far.off`",
    "{external:ref}`far`",
    "{external+other:py:func}`far.off`",
    "[](inv:other#far)",
    "[](inv:#far.off)",
    "<project:#far>",
)


@pytest.mark.parametrize("link", LINKS)
def test_a_changed_inventory(build_root: BuildRoot, tmp_path: Path, link: str) -> None:
    extensions = ("myst_parser", "sphinx.ext.intersphinx", *BLOG)
    site = written_site(
        build_root,
        tmp_path,
        {"a.md": f"# A\n\n{link}\n", "b.md": "# B\n"},
        extensions=extensions,
        conf=CONF,
    )
    for version in (0, 1, 2):
        set_inventory(Blog(site.folder), version)
        site.build()
        page = str(site.page("a.html"))
        assert ("other.example" in page) is (version > 0 or "off" not in link)
        before = (site.folder / "_build/html/b.html").stat().st_mtime_ns
        assert site.build()
        assert (site.folder / "_build/html/b.html").stat().st_mtime_ns == before
    set_inventory(Blog(site.folder), 1)
    assert site.differences() == []
    set_inventory(Blog(site.folder), 0)
    assert site.differences() == []
