"""Each extension alone, in a project that has no other of ours."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from site_tools.sites import PROJECT, clean_environ

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = PROJECT / "_ext" / "permalink_blog"
EXTENSIONS = sorted(
    path.parent.name
    for path in PACKAGE.glob("*/__init__.py")
    if "def setup(app" in path.read_text(encoding="utf-8")
)
LAYERS = {
    *("core", "upstream", "posts", "frontmatter", "urls"),
    *("directives", "incremental"),
}
NEED_ABLOG = {
    *("posts", "directives", "incremental", "archives", "feeds", "related", "books"),
    *("citations", "page_parts"),
}

CONF = """\
import json
import sys
from pathlib import Path

extensions = ["myst_parser", "permalink_blog.{name}"]
project = copyright = "Alone"
version = "1"
html_baseurl = "https://example.org/"
myst_enable_extensions = ["dollarmath"]
{more}

def note(app, exception):
    names = [name for name in sys.modules if name.startswith(("permalink_", "ablog"))]
    extensions = [name for name in app.extensions if name.startswith("permalink_")]
    data = {{"modules": names, "extensions": extensions}}
    Path(app.srcdir, "loaded.json").write_text(json.dumps(data))


def setup(app):
    app.connect("build-finished", note)
"""

POST = """\
---
date: 2018-08-01
tags: greetings
---

# A post

Hello, [home](index.md) and $x^2$. ![A dot](dot.png)

<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>
"""
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478"
    "9c6360000002000001e221bc330000000049454e44ae426082"
)


def build(folder: Path, name: str) -> dict[str, list[str]]:
    """Build a small project with one of our extensions; return what it has loaded."""
    more = 'html_math_renderer = "mathml"' if name == "formulas" else ""
    (folder / "conf.py").write_text(CONF.format(name=name, more=more))
    (folder / "index.md").write_text("# Home\n\n```{toctree}\npost\n```\n")
    (folder / "post.md").write_text(POST)
    (folder / "dot.png").write_bytes(DOT)
    builder = "epub" if name == "books" else "html"
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "sphinx",
            "-W",
            "-b",
            builder,
            "-d",
            "trees",
            ".",
            "out",
        ],
        cwd=folder,
        env=clean_environ(PYTHONPATH=str(PROJECT / "_ext")),
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    loaded: dict[str, list[str]] = json.loads((folder / "loaded.json").read_text())
    return loaded


def test_there_are_extensions() -> None:
    assert {"urls", "feeds", "archives", "search"} <= {*EXTENSIONS}


@pytest.mark.parametrize("name", EXTENSIONS)
def test_it_builds_and_loads_no_other_feature(tmp_path: Path, name: str) -> None:
    loaded = build(tmp_path, name)
    rooms = {
        x.split(".")[1] for x in loaded["modules"] if x.startswith("permalink_blog.")
    }
    assert name in rooms
    assert rooms <= LAYERS | {name}
    assert f"permalink_blog.{name}" in loaded["extensions"]
    others = {x.split(".")[1] for x in loaded["extensions"]} - {name}
    assert others <= LAYERS
    assert not any(x.startswith("permalink_import") for x in loaded["modules"])
    is_blog = any(x.partition(".")[0] == "ablog" for x in loaded["modules"])
    assert is_blog == (name in NEED_ABLOG)
