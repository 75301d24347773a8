"""Builds of a root with the documents that a test writes."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from site_tools.edits import save
from site_tools.small_blogs import warned

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.conftest import BuildRoot

ROOT = "blog-checks"


class Check(Protocol):
    """Writes documents and gives what a build says of them, a line each."""

    def __call__(
        self, documents: Mapping[str, str], builder: str = "dummy", **confoverrides: Any
    ) -> list[str]: ...


@pytest.fixture
def check(build_root: BuildRoot, rootdir: Path, tmp_path: Path) -> Check:
    def build(
        documents: Mapping[str, str], builder: str = "dummy", **confoverrides: Any
    ) -> list[str]:
        srcdir = tmp_path / ROOT
        if not srcdir.exists():
            shutil.copytree(rootdir / f"test-{ROOT}", srcdir)
        for name, text in documents.items():
            save(srcdir / name, text)
        app = build_root(ROOT, builder, **confoverrides)
        lines = warned(app).splitlines()
        return [re.sub(rf"^{re.escape(str(app.srcdir))}/", "", line) for line in lines]

    return build
