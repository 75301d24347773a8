"""Builds of a root with the documents that a test writes."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp
    from tests.conftest import BuildRoot


@dataclass(frozen=True, slots=True)
class Built:
    """A build, and what it left for each document."""

    app: SphinxTestApp

    def metadata(self, docname: str) -> dict[str, Any]:
        return self.app.env.metadata[docname]

    def post(self, docname: str) -> dict[str, Any]:
        (post,) = self.app.env.ablog_posts[docname]
        return post

    def is_post(self, docname: str) -> bool:
        return docname in self.app.env.ablog_posts

    def page(self, pagename: str) -> str:
        path = self.app.outdir / f"{pagename}.html"
        return path.read_text(encoding="utf-8")

    @property
    def warnings(self) -> str:
        return self.app.warning.getvalue()


class BuildBlog(Protocol):
    """Builds documents in a root: the blog, or ``root``."""

    def __call__(
        self,
        documents: Mapping[str, str],
        builder: str = "dummy",
        *,
        root: str = "frontmatter-blog",
        **confoverrides: Any,
    ) -> Built: ...


@pytest.fixture
def build_blog(build_root: BuildRoot, rootdir: Path, tmp_path: Path) -> BuildBlog:
    def build(
        documents: Mapping[str, str],
        builder: str = "dummy",
        *,
        root: str = "frontmatter-blog",
        **confoverrides: Any,
    ) -> Built:
        srcdir = tmp_path / root
        if not srcdir.exists():
            shutil.copytree(rootdir / f"test-{root}", srcdir)
        for name, text in documents.items():
            path = srcdir / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return Built(build_root(root, builder, **confoverrides))

    return build
