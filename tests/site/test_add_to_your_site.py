"""The guide's "Add to your site" with a copy of the folder, in a fresh project."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest

from site_tools.fresh_projects import (
    BLOG,
    COPIED,
    PACKAGES,
    PERMALINKS,
    add,
    build,
    copy_extensions,
    quickstart,
)
from site_tools.links import Site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("conf", "theme"),
    [
        (PERMALINKS, "alabaster"),
        (BLOG, "alabaster"),
        pytest.param(BLOG, "furo", marks=pytest.mark.slow),
    ],
    ids=["permalinks", "blog", "blog with furo"],
)
@pytest.mark.parametrize(
    "builder", ["html", pytest.param("dirhtml", marks=pytest.mark.slow)]
)
def test_a_fresh_project(tmp_path: Path, conf: str, theme: str, builder: str) -> None:
    folder = tmp_path / "mine"
    quickstart(folder)
    copy_extensions(folder)
    add(folder, f'{COPIED}\n{conf}\nhtml_theme = "{theme}"\n')
    out = build(folder, builder)
    page = (out / "2018/08/hello/index.html").read_text("utf-8")
    assert "<h1>Hello" in page
    assert Site(out).broken() == []
    suffix = ".html" if builder == "html" else "/index.html"
    assert (out / f"blog/tag/greetings{suffix}").is_file() == ("ablog" in conf)


def test_what_a_copy_needs(project_dir: Path) -> None:
    """The rest comes with the packages that the guide names."""
    with (project_dir / "pyproject.toml").open("rb") as file:
        needed = tomllib.load(file)["project"]["dependencies"]
    names = {re.split("[<>=]", each)[0] for each in needed}
    command, action, *packages = PACKAGES.split()
    assert (command, action) == ("pip", "install")
    assert set(packages) == names - {
        *("sphinx", "lxml", "markdown-it-py", "PyYAML")  # there, or of the others
    }
