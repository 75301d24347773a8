"""MyST-NB is loaded by sites that have a notebook, and by no others."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from permalink_blog.notebooks.search import find_notebook, is_text_notebook
from site_tools.edits import save
from site_tools.slow import slow

if TYPE_CHECKING:
    from pathlib import Path

CONF = """\
import sys
extensions = ["permalink_blog.notebooks", "permalink_blog.frontmatter"]
exclude_patterns = ["_build"]
html_theme = "basic"
nb_execution_mode = "off"
def tell(app, exception):
    print("LOADED", "myst_nb" in sys.modules, "sqlalchemy" in sys.modules)

def setup(app):
    app.connect("build-finished", tell)
"""
NOTEBOOK = (
    '{"cells": [{"cell_type": "markdown", "metadata": {}, "id": "a", "source": "# N"}],'
    ' "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
)
TEXT = "---\nfile_format: mystnb\n---\n\n# Text\n\n```{code-cell}\n1\n```\n"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("file_format: mystnb", True),
        ("file_format: 'mystnb'", True),
        ("jupytext:\n  text_representation:\n    format_name: myst", True),
        ('jupytext: {"text_representation": {"format_name": "myst"}}', True),
        ('"file\\u005fformat": mystnb', True),
        ("title: mystnbs", False),
        ("jupytext:\n  text_representation:\n    format_name: markdown", False),
        ("title: x", False),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_text_notebooks(head: str, expected: bool, ends: str) -> None:
    text = f"---\n{head}\n---\n\nfile_format: mystnb\n".replace("\n", ends)
    assert is_text_notebook(text) is expected
    assert is_text_notebook(f"\ufeff{text}") is expected
    assert not is_text_notebook(head)


def test_what_is_remembered_is_looked_at_again_when_it_changes(tmp_path: Path) -> None:
    memory = tmp_path / "memory.json"

    def find(**patterns: list[str]) -> str | None:
        chosen = {"include": ["**"], "exclude": [], **patterns}
        return find_notebook(tmp_path / "site", memory=memory, **chosen)

    save(tmp_path / "site/a.md", "# A\n")
    assert find() is None
    save(tmp_path / "site/b.md", TEXT)
    assert find() == "b.md"
    assert find(exclude=["b.md"]) is None
    save(memory, b"no json")
    assert find() == "b.md"
    save(tmp_path / "site/b.md", "# B\n")
    assert find() is None
    save(tmp_path / "site/c/d.ipynb", NOTEBOOK)
    assert find() == "c/d.ipynb"
    assert find(include=["a.md"]) is None


def build(root: Path) -> str:
    command = [sys.executable, "-m", "sphinx", "-b", "html", ".", "_build/html"]
    done = subprocess.run(
        command, cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("name", "content"), [slow("n.ipynb", NOTEBOOK), ("t.md", TEXT)]
)
def test_sites_with_and_without(tmp_path: Path, name: str, content: str) -> None:
    save(tmp_path / "conf.py", f"import sys; sys.path[:0] = {sys.path!r}\n{CONF}")
    save(tmp_path / "index.md", "---\norphan: true\n---\n\n# Home\n")
    assert "LOADED False False" in build(tmp_path)
    assert "LOADED False False" in build(tmp_path)
    save(tmp_path / name, content)
    assert "LOADED True True" in build(tmp_path)
    page = tmp_path / f"_build/html/{name.partition('.')[0]}.html"
    assert "<h1>" in page.read_text(encoding="utf-8")
    # Cells have a style of their own, which pages without any do not load.
    assert ("mystnb." in page.read_text("utf-8")) is ("code-cell" in content)
    home = (tmp_path / "_build/html/index.html").read_text(encoding="utf-8")
    assert "mystnb." not in home
    said = build(tmp_path)
    assert "updating environment: 0 added, 0 changed" in said
    assert "LOADED True False" in said  # what runs notebooks is not needed
    (tmp_path / name).unlink()
    build(tmp_path)  # reads the old environment, which has settings of MyST-NB in it
    assert "LOADED False False" in build(tmp_path)
