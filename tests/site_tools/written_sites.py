"""Sites whose few sources stand in the test that builds them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup

from site_tools.edits import save
from site_tools.fresh_builds import differences, snapshot
from site_tools.small_blogs import warned

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

BLOG = (
    "ablog",
    "permalink_blog.posts",
    "permalink_blog.incremental",
    "permalink_blog.archives",
    "permalink_blog.feeds",
    "permalink_blog.urls",
)
"""What a published ABlog site adds, beside its own parsers."""

_NAME = "written"
_CONF = """\
project = author = copyright = "Case"
extensions = {extensions}
html_baseurl = blog_baseurl = "https://example.org/"
suppress_warnings = ["toc.not_included"]
html_theme = "alabaster"
"""


@dataclass
class WrittenSite:
    """A site whose sources a test writes.

    :param build_root: the fixture
    :param folder: of its sources
    """

    build_root: Callable[..., SphinxTestApp]
    folder: Path

    def write(self, files: Mapping[str, str]) -> None:
        """Write sources; each is newer than all builds before."""
        for name, text in files.items():
            save(self.folder / name, text)

    def build(self, builder: str = "html", **settings: Any) -> SphinxTestApp:
        """Build the site, on top of the last build if there is one."""
        return self.build_root(_NAME, builder, **settings)

    def warnings(self, builder: str = "html", **settings: Any) -> list[str]:
        """Build the site and return its warnings, with relative paths."""
        app = self.build(builder, **settings)
        return warned(app).replace(f"{app.srcdir}/", "").splitlines()

    def page(self, file: str, builder: str = "html") -> BeautifulSoup:
        """Return a page of the last build."""
        path = self.folder / "_build" / builder / file
        return BeautifulSoup(path.read_text("utf-8"), "lxml")

    def has(self, file: str, builder: str = "html") -> bool:
        """Return whether the last build has a file."""
        return (self.folder / "_build" / builder / file).is_file()

    def differences(self, builder: str = "html", **settings: Any) -> list[str]:
        """Build on top of the last build and anew, and return how the two differ."""
        old = snapshot(self.build(builder, **settings).outdir)
        shutil.rmtree(self.folder / "_build")
        return differences(old, snapshot(self.build(builder, **settings).outdir))


def written_site(
    build_root: Callable[..., SphinxTestApp],
    tmp_path: Path,
    files: Mapping[str, str],
    *,
    extensions: tuple[str, ...] = ("myst_parser", *BLOG),
    conf: str = "",
) -> WrittenSite:
    """Write a site.

    :param files: name to text, besides ``conf.py``; a home page is added
    :param conf: more of ``conf.py``
    """
    site = WrittenSite(build_root, tmp_path / _NAME)
    text = _CONF.format(extensions=list(extensions)) + conf
    site.write({"conf.py": text, "index.md": "# Home\n", **files})
    return site
