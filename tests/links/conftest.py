"""Builds a page with links, and tells where they lead."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from bs4 import BeautifulSoup
from sphinx.util.console import strip_escape_sequences

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import Tag
    from sphinx.testing.util import SphinxTestApp
    from tests.conftest import BuildRoot


@dataclass(frozen=True)
class Page:
    """A page of a build."""

    app: SphinxTestApp
    name: str = "page"

    def at(self, name: str) -> Page:
        """Give another page of the same build."""
        return Page(self.app, name)

    @property
    def body(self) -> Tag:
        """What the author wrote, without the theme."""
        path = self.app.builder.get_output_path(self.name)
        html = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        found = html.select_one("div.body")
        assert found
        return found

    @property
    def hrefs(self) -> list[str]:
        return [str(a.get("href")) for a in self.body.select("a:not(.headerlink)")]

    @property
    def warnings(self) -> list[str]:
        """Warnings, with paths from the source folder."""
        text = strip_escape_sequences(self.app.warning.getvalue())
        text = text.replace(f"{self.app.srcdir}/", "")
        return [line for line in text.splitlines() if line]


class BuildPage(Protocol):
    def __call__(
        self, text: str, builder: str = "html", /, **confoverrides: Any
    ) -> Page: ...


@pytest.fixture
def srcdir(rootdir: Path, tmp_path: Path) -> Path:
    """Give the copy of the root of links that ``build_page`` builds."""
    path = tmp_path / "jekyll-links"
    shutil.copytree(rootdir / "test-jekyll-links", path)
    return path


@pytest.fixture
def build_page(build_root: BuildRoot, srcdir: Path) -> BuildPage:
    """Build the root of links with a ``page.md``; again is an incremental build."""

    def build(text: str, builder: str = "html", /, **confoverrides: Any) -> Page:
        path = srcdir / "page.md"
        new = f"# Page\n\n{text}\n"
        if not path.exists() or path.read_text(encoding="utf-8") != new:
            path.write_text(new, encoding="utf-8")
        return Page(build_root("jekyll-links", builder, **confoverrides))

    return build
