"""Diagrams of classes follow the modules that they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_tools.edits import save
from site_tools.fresh_builds import build, differences, snapshot

if TYPE_CHECKING:
    from pathlib import Path

CONF = """
import sys

sys.path.insert(0, r"{code}")
extensions = ["sphinx.ext.inheritance_diagram", "permalink_blog.urls"]
graphviz_dot = "no-such-program"  # then pages have the code of diagrams
html_theme = "alabaster"
"""
CODE = "class Base:\n    pass\n\n\nclass Derived(Base):\n    pass\n"


@pytest.mark.slow
def test_a_changed_module(tmp_path: Path) -> None:
    """In processes of their own, as a module is imported once in each."""
    source, code = tmp_path / "source", tmp_path / "code"
    save(source / "conf.py", CONF.format(code=code))
    save(source / "index.rst", "Home\n====\n\n.. inheritance-diagram:: shown.Derived\n")

    def built(name: str) -> dict[str, bytes]:
        doctrees = str(tmp_path / f"{name}-doctrees")
        arguments = ["-q", "-d", doctrees, str(source), str(tmp_path / name)]
        result = build(arguments, tmp_path / "log", PYTHONDONTWRITEBYTECODE="1")
        assert result.status == 0, result.said
        return snapshot(tmp_path / name)

    for base in ("Base", "Other"):
        save(code / "shown.py", CODE.replace("Base", base))
        found = built("incremental")
        assert f"shown.{base}".encode() in found["index.html"]
        assert not differences(found, built(f"clean-{base}"))
