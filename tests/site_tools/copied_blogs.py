"""The blog that is edited, with the ``conf.py`` of a theme or of this site."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from site_tools import edit_values as values
from site_tools import edits
from site_tools.sites import PROJECT

if TYPE_CHECKING:
    from site_tools.edits import Blog


def copy_blog(blog: Blog, theme: str) -> None:
    """Copy the blog, with the ``conf.py`` of a theme."""
    root = PROJECT / "tests/roots/test-blog-any-edit"
    shutil.copytree(root, blog.folder)
    edits.set_inventory(blog, 0)
    conf = (root / "conf.py").read_text("utf-8")
    if theme == "site":
        conf = (PROJECT / "conf.py").read_text("utf-8")
        (blog.folder / "_ext").symlink_to(PROJECT / "_ext")
        for name in ("_static", "_templates"):
            shutil.rmtree(blog.folder / name)
            shutil.copytree(PROJECT / name, blog.folder / name)
    (blog.folder / "conf.py").write_text(conf + values.CONF, "utf-8")
