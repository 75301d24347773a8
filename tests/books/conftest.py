from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_tools.epub import Epub, epub_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import BuildRoot


@pytest.fixture
def book(build_root: BuildRoot) -> Callable[..., Epub]:
    """Build the book of a root, which is valid and of which nothing was warned."""

    def build(**confoverrides: object) -> Epub:
        app = build_root("blog-books", "epub", **confoverrides)
        assert app.warning.getvalue() == ""
        made = Epub(epub_of(app.outdir))
        assert list(made.problems()) == []
        return made

    return build
