"""The guide says what a preview does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from permalink_blog.commands.preview import autobuild_options
from permalink_blog.preview.front_matter import find_problem, lines_around
from permalink_blog.preview.state import WARNINGS

if TYPE_CHECKING:
    from conftest import BuildRoot


@pytest.fixture
def guide(project_dir: Path) -> str:
    return (project_dir / "guide/preview.md").read_text("utf-8")


def test_reasons(guide: str, build_root: BuildRoot) -> None:
    app = build_root("blog-preview", blog_preview=True)
    pages = "".join(path.read_text("utf-8") for path in app.outdir.rglob("*.html"))
    told = re.findall(r"^\| (It[^|]+|There[^|]+) \|", guide, re.MULTILINE)
    assert len(told) == 4
    assert [text for text in told if text not in pages] == []


def test_a_mistake(guide: str) -> None:
    [example] = re.findall(r"^```text\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    lines = re.findall(r"^ +(\d+)  (.*)$", example, re.MULTILINE)
    assert lines[0][0] == "3"
    text = "\n".join(["---", "layout: post", *(line for _, line in lines), "Text"])
    found = find_problem(text)
    assert found
    problem, _start = found
    assert example.startswith(f"posts/2018/summer.md:{problem.line}: {problem.message}")
    around = lines_around(text, problem.line)
    assert [(str(number), line) for number, line in around] == lines


def test_the_command(guide: str, project_dir: Path) -> None:
    """The guide's command is one, and the browser looks where it writes."""
    [command] = re.findall(r"^```sh\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    program, name, *arguments = shlex.split(command)
    assert (program, name) == ("permalink-blog", "preview")
    options = autobuild_options(arguments)
    assert "--allow-host=blog.test" in options
    assert options[-2:] == [".", str(Path("_build/livehtml"))]
    assert options[-4:-2] == ["-D", "html_theme=alabaster"]
    for option in ("blog_preview=1", "-T", str(Path("_build/livehtml", WARNINGS))):
        assert option in options
    script = project_dir / "_ext/permalink_blog/preview/static/blog-preview.js"
    folder, file = WARNINGS.split("/")
    assert f'load("{file}")' in script.read_text("utf-8")
    assert f"`{folder}/${{file}}`" in script.read_text("utf-8")
