"""An image follows its translation, which Sphinx looks for while it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_tools.edits import Blog, draw_dot
from site_tools.written_sites import written_site

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot


def test_a_translation_comes_and_goes(build_root: BuildRoot, tmp_path: Path) -> None:
    files = {"a.md": "# A\n\n![A dot](images/dot.png)\n"}
    site = written_site(build_root, tmp_path, files, conf="language = 'de'\n")
    blog = Blog(site.folder)
    draw_dot(blog, "images/dot.png", 0)
    site.build()
    draw_dot(blog, "images/dot.de.png", 1)
    assert site.differences() == []
    assert "_images/dot.de.png" in str(site.page("a.html"))
    (site.folder / "images/dot.de.png").unlink()
    assert site.differences() == []
    assert "_images/dot.png" in str(site.page("a.html"))
