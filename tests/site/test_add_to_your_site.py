"""The guide's "Add to your site", followed word for word in a fresh project."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from site_tools.links import Site
from site_tools.sites import PROJECT, clean_environ

if TYPE_CHECKING:
    from pathlib import Path

GUIDE = (PROJECT / "guide/add-to-your-site.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
PERMALINKS, BLOG, FURO = (text for language, text in BLOCKS if language == "python")
(POST,) = (text for language, text in BLOCKS if language == "markdown")
(TEMPLATE,) = (text for language, text in BLOCKS if language == "jinja")


def start(folder: Path, conf: str) -> None:
    """Start a project with ``sphinx-quickstart``, and add what the guide says."""
    command = ["--quiet", "--project=Mine", "--author=Me", "--no-makefile", "."]
    folder.mkdir()
    quickstart = [sys.executable, "-m", "sphinx.cmd.quickstart", *command]
    subprocess.run(quickstart, cwd=folder, check=True, capture_output=True)
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PROJECT / "_ext", folder / "_ext", ignore=ignore)
    with (folder / "conf.py").open("a", encoding="utf-8") as file:
        file.write(conf)
    (folder / "posts").mkdir()
    (folder / "posts/hello.md").write_text(POST, encoding="utf-8")
    index = folder / "index.rst"
    index.write_text(index.read_text("utf-8") + "\n   posts/hello\n", encoding="utf-8")


def build(folder: Path, builder: str) -> Path:
    out = folder / "_build" / builder
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "-b", builder, ".", str(out)],
        cwd=folder,
        env=clean_environ(),
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return out


@pytest.mark.parametrize(
    ("conf", "theme"),
    [
        (PERMALINKS, "alabaster"),
        (BLOG, "alabaster"),
        (BLOG + FURO, "furo"),
    ],
    ids=["permalinks", "blog", "blog with furo"],
)
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_fresh_project(tmp_path: Path, conf: str, theme: str, builder: str) -> None:
    folder = tmp_path / "mine"
    start(folder, f'{conf}\nhtml_theme = "{theme}"\n')
    if theme == "furo":
        (folder / "_templates/page.html").write_text(TEMPLATE)
    out = build(folder, builder)
    page = (out / "2018/08/hello/index.html").read_text("utf-8")
    assert "<h1>Hello" in page
    assert Site(out).broken() == []
    suffix = ".html" if builder == "html" else "/index.html"
    assert (out / f"blog/tag/greetings{suffix}").is_file() == ("ablog" in conf)
