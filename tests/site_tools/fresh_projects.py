"""Projects of somebody's own, to which the guide's "Add to your site" is applied."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from site_tools.sites import PROJECT, clean_environ

if TYPE_CHECKING:
    from pathlib import Path

GUIDE = (PROJECT / "guide/add-to-your-site.md").read_text(encoding="utf-8")
_ABLOG = "from ablog.commands import ablog_main; ablog_main()"  # its script, anywhere
_BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)


def _blocks(language: str) -> list[str]:
    return [text for name, text in _BLOCKS if name == language]


PERMALINKS, BLOG, COPIED = _blocks("python")
INSTALL, PACKAGES = _blocks("sh")
(POST,) = _blocks("markdown")


def quickstart(folder: Path, python: str = sys.executable) -> None:
    """Start a project with ``sphinx-quickstart``."""
    folder.mkdir()
    options = [
        "-m",
        "sphinx.cmd.quickstart",
        "--quiet",
        "--project=Mine",
        "--author=Me",
        "--no-makefile",
        ".",
    ]
    _run(folder, python, *options)


def ablog_start(folder: Path, python: str = sys.executable) -> None:
    """Start a project with ``ablog start``, which asks its questions."""
    folder.mkdir()
    answers = {
        "Root path": ".",
        "Project name": "Mine",
        "Author name": "Me",
        "Base URL": "https://example.org/",
    }
    given = "".join(f"{answer}\n" for answer in answers.values())
    said = _run(folder, python, "-c", _ABLOG, "start", answers=given)
    assert [said.count(f"> {question}") for question in answers] == [1] * len(
        answers
    ), said


def add(folder: Path, conf: str) -> None:
    """Add what the guide says to a project: lines of ``conf.py``, and a post."""
    with (folder / "conf.py").open("a", encoding="utf-8") as file:
        file.write(f"\n{conf}")
    (folder / "posts").mkdir()
    (folder / "posts/hello.md").write_text(POST, encoding="utf-8")
    index = folder / "index.rst"
    toctree = "\n.. toctree::\n\n   posts/hello\n"
    index.write_text(index.read_text("utf-8") + toctree, encoding="utf-8")


def copy_extensions(folder: Path) -> None:
    """Copy ``_ext`` into a project."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PROJECT / "_ext", folder / "_ext", ignore=ignore)


def build(folder: Path, builder: str, python: str = sys.executable) -> Path:
    """Build a project, in which nothing is to be told; give the output folder."""
    out = folder / "_build" / builder
    _run(folder, python, "-m", "sphinx", "-W", "-b", builder, ".", str(out))
    return out


def _run(folder: Path, python: str, *arguments: str, answers: str = "") -> str:
    done = subprocess.run(
        [python, *arguments],
        cwd=folder,
        env=clean_environ(),
        input=answers,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout
