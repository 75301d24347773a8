"""``extensions = ["permalink_blog"]``: everything that a blog needs."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

import permalink_blog
from permalink_blog.defaults import DEFAULTS
from permalink_blog.parts import PARTS
from site_tools.sites import PROJECT, clean_environ

CONF = """\
extensions = ["permalink_blog"]
project = "A blog of mine"
copyright = "me"
html_baseurl = "https://example.org/"
html_theme = "alabaster"
"""
POST = """\
---
title: Hello
date: 2018-08-01
tags: greetings
permalink: /2018/08/hello/
---

The first paragraph, with $x^2$.

The second.
"""


def build(folder: Path, more: str = "", *options: str) -> Path:
    """Build a blog of one post; return its output folder."""
    (folder / "posts").mkdir(parents=True)
    (folder / "conf.py").write_text(CONF + more)
    (folder / "index.md").write_text("# Home\n\n```{toctree}\n:glob:\nposts/*\n```\n")
    (folder / "posts/hello.md").write_text(POST)
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", *options, "-d", "trees", ".", "out"],
        cwd=folder,
        env=clean_environ(PYTHONPATH=str(PROJECT / "_ext")),
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "out"


def test_it_makes_a_blog(tmp_path: Path) -> None:
    out = build(tmp_path)
    page = (out / "2018/08/hello/index.html").read_text("utf-8")
    assert "<math" in page
    assert "The second." in (out / "blog/atom.xml").read_text("utf-8")  # the whole post
    assert ">A blog of mine<" in (out / "blog/atom.xml").read_text("utf-8")
    archive = (out / "blog/tag/greetings.html").read_text("utf-8")
    assert "The first paragraph" in archive
    assert "2018/08/hello/" in (out / "sitemap.xml").read_text("utf-8")


def test_what_conf_py_says_goes_before_what_suits_a_blog(tmp_path: Path) -> None:
    out = build(tmp_path, "blog_feed_fulltext = False\nblog_archive_titles = True\n")
    assert "The second." not in (out / "blog/atom.xml").read_text("utf-8")
    archive = (out / "blog/tag/greetings.html").read_text("utf-8")
    assert "The first paragraph" not in archive


def test_so_does_what_the_command_says(tmp_path: Path) -> None:
    out = build(tmp_path, "", "-D", "blog_title=Another")
    assert ">Another<" in (out / "blog/atom.xml").read_text("utf-8")


def test_every_extension_of_ours_is_a_part_or_loaded_by_one() -> None:
    package = Path(permalink_blog.__file__).parent
    names = {
        f"permalink_blog.{path.parent.name}"
        for path in package.glob("*/__init__.py")
        if re.search(r"^def setup\(app", path.read_text("utf-8"), re.MULTILINE)
    }
    assert names == {x for x in PARTS if x.startswith("permalink_blog.")}


@pytest.mark.parametrize("name", PARTS)
def test_parts_are_modules(name: str) -> None:
    assert importlib.util.find_spec(name) is not None


def test_defaults_are_settings(tmp_path: Path) -> None:
    """A name that no extension knows would be no setting at all."""
    more = f"""
def setup(app):
    app.connect("builder-inited", lambda app: [app.config[x] for x in {[*DEFAULTS]!r}])
"""
    build(tmp_path, more)
