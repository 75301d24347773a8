"""The guide's tutorials for a Sphinx site and for a Jekyll blog, word for word.

The tutorial for a new blog has a test of its own, in an empty environment.
"""

from __future__ import annotations

import os
import re
import sys
import sysconfig
from pathlib import Path

import pytest

from site_tools.makes import make_environ
from site_tools.sites import PROJECT
from site_tools.tutorials import PLACE, commands_below, run_commands

pytestmark = pytest.mark.slow

ENVIRONMENT = "python3 -m venv blog-env\n. blog-env/bin/activate\n"


def commands(page: str) -> dict[str, str]:
    """Return the commands below each heading of a page of the guide."""
    return commands_below((PROJECT / "guide" / page).read_text("utf-8"))


class Reader:
    """Runs the commands of a tutorial, in one shell after another.

    The environment has what this one has: the commands that install are checked, and
    not run.
    """

    def __init__(self, folder: Path) -> None:
        self.where = folder
        self._pwd = folder / "pwd"
        scripts = folder / "scripts"
        scripts.mkdir()
        command = scripts / "permalink-blog"
        command.write_text(
            f'#!/bin/sh\nexec "{sys.executable}" -m permalink_blog "$@"\n'
        )
        command.chmod(0o755)
        paths = (str(scripts), sysconfig.get_path("scripts"), os.environ["PATH"])
        self.environ = make_environ(
            PATH=os.pathsep.join(paths), PYTHONPATH=str(PROJECT / "_ext")
        )

    def run(self, commands: str) -> str:
        """Run commands that must succeed; return what they printed."""
        commands = f"{commands}\npwd > '{self._pwd}'"
        printed = run_commands(commands, self.where, self.environ, seconds=300)
        self.where = Path(self._pwd.read_text().strip())
        return printed

    def page(self, name: str) -> str:
        """Return a page that was built."""
        return (self.where / "_build/html" / name).read_text("utf-8")


def test_add_permalinks_to_your_sphinx_site(tmp_path: Path) -> None:
    reader, steps = Reader(tmp_path), commands("first-permalink.md")
    assert steps.pop("Install") == (f'pip install "sphinx-permalink-blog @ {PLACE}"\n')
    assert [*steps] == [
        *("Have a project", "Load the extension", "Give a page an address"),
        *("Record it", "Change the address"),
    ]
    reader.run(steps["Have a project"] + steps["Load the extension"])
    said = reader.run(steps["Give a page an address"])
    assert "WARNING" not in said
    assert "Back to" in reader.page("2018/08/hello/index.html")
    assert 'href="2018/08/hello/"' in reader.page("index.html")
    assert "2 URLs added" in reader.run(steps["Record it"])

    said = reader.run(steps["Change the address"])
    assert "To fix it, add to the page that replaces it" in said
    assert "`redirect_from: /2018/08/hello/`" in said
    assert said.count("An address is gone.") == 1
    assert "published-urls.txt: 2 of 2 URLs answered." in said
    assert "1 URL added" in said
    assert "Back to" in reader.page("greetings/index.html")
    assert "/greetings/" in reader.page("2018/08/hello/index.html")
    assert "WARNING" not in said


def test_move_from_jekyll(tmp_path: Path) -> None:
    reader, steps = Reader(tmp_path), commands("moving-from-jekyll.md")
    install = f'pip install "sphinx-permalink-blog[all] @ {PLACE}"\n'
    assert steps.pop("Install") == ENVIRONMENT + install
    assert [*steps] == ["Have an old blog", "Import", "Check the URLs"]
    reader.run(steps["Have an old blog"])
    said = reader.run(steps["Import"])
    assert "Jekyll: 2 posts, 0 pages, 0 drafts, 1 file.\n" in said
    assert "to look at" not in said  # no entry for a cause
    assert "Kept" not in said
    assert "WARNING" not in said
    first = reader.page("2017/05/02/first-train/index.html")
    assert "It left on Tuesday." in first
    assert "/2017/05/02/first-train/" in reader.page("train/index.html")
    second = reader.page("2018/08/01/to-lisbon/index.html")
    assert "/2017/05/02/first-train/" in second
    urls = (reader.where / "published-urls.txt").read_text("utf-8").splitlines()
    for url in ("/2017/05/02/first-train/", "/2018/08/01/to-lisbon/", "/train/"):
        assert url in urls
    said = reader.run(steps["Check the URLs"])
    [(answered, recorded)] = re.findall(r"\.txt: (\d+) of (\d+) URLs answered", said)
    assert answered == recorded


def test_all_tutorials_are_tested() -> None:
    """The guide's list of tutorials names no other page."""
    index = (PROJECT / "guide/index.md").read_text("utf-8")
    section = index.split("\n## Tutorials\n")[1].split("\n## ")[0]
    assert re.findall(r"\[\]\((.*?)\)", section) == [
        *("start.md", "first-permalink.md", "moving-from-jekyll.md")
    ]
