"""Fixtures of tests with formulas."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import feedparser
import pytest
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

CONTENT = "{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}content"


@pytest.fixture
def check_feed() -> Callable[[SphinxTestApp], str]:
    """Give the content of a blog's only post, which both of its feeds have."""

    def check(app: SphinxTestApp) -> str:
        assert app.warning.getvalue() == ""
        atom = (app.outdir / "blog" / "atom.xml").read_bytes()
        content = etree.fromstring(atom).findtext(CONTENT)
        data = feedparser.parse(atom, sanitize_html=False)
        assert not data.bozo
        assert data.entries[0].content[0].value == content
        feed = json.loads((app.outdir / "blog" / "feed.json").read_text())
        assert feed["items"][0]["content_html"] == content
        return str(content)

    return check


@pytest.fixture
def copy_root(rootdir: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Copy a root to where ``build_root`` will build it, and give the copy."""

    def copy(name: str) -> Path:
        return shutil.copytree(rootdir / f"test-{name}", tmp_path / name)

    return copy
