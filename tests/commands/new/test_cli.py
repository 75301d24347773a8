"""The command, in a process of its own and in this one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
import yaml

from permalink_blog.commands.new.cli import main
from permalink_blog.core.store import STORE, Store
from permalink_blog.urls.record import BuildRecord, put_record
from site_tools.edits import save
from site_tools.sites import PROJECT, clean_environ

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

CONF = """
permalink_timezone = "Pacific/Kiritimati"
permalink_redirects = {"/from-conf/": "/x"}
permalink_pages = {"404": "/not-here.html"}
permalink_style = {"notes/**": "/n-:title/", "**": "pretty"}
html_extra_path = ["extra"]
exclude_patterns = ["_build"]
blog_path = "journal"
"""


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    save(tmp_path / "conf.py", CONF)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def new(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run the command, which must succeed, and give what it printed."""
    assert main(arguments) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out.rstrip("\n")


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


def test_a_post(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--tags", "python jupyter", "--category", "data science")
    name = new(capsys, "My title", *arguments)
    today = datetime.now(ZoneInfo("Pacific/Kiritimati"))  # first of all into a day
    assert name == f"posts/{today:%Y}/{today:%Y-%m-%d}-my-title.md"
    text = (source / name).read_text("utf-8")
    head = r"---\ntitle: My title\ndate: \S+ \S+ \+1400\npermalink: my-title\n"
    tail = r"category: data science\ntags: \[python, jupyter\]\n---\n\n"
    assert re.fullmatch(head + tail, text)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("a b", ["a", "b"]),
        ("open science, python", ["open science", "python"]),
        (" a  a ,", ["a a"]),
        ("2018 yes", ["2018", "yes"]),
        ("", None),
        ("-x", ["-x"]),
    ],
)
def test_tags(
    source: Path,
    capsys: pytest.CaptureFixture[str],
    tags: str,
    expected: list[str] | None,
) -> None:
    text = (source / new(capsys, "T", f"--tags={tags}")).read_text("utf-8")
    assert yaml.safe_load(text.strip("-\n")).get("tags") == expected


def test_the_permalink_is_free(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    documents = {
        "posts/a.md": "permalink: /Permalink/",
        "posts/b.md": "redirect_from: [/redirect-from.html, /old/]",
        "posts/2018-08-01-styled.md": "title: x",
        "notes/2018-08-01-b.md": "title: x",
        "own-path.md": "title: x",
    }
    for name, line in documents.items():
        save(source / name, f"---\n{line}\n---\n\n# A\n")
    save(source / "_build/left-out.md", "---\npermalink: left-out\n---\n")
    save(source / "published-urls.txt", "# all\n/published/\n/caf%C3%A9.html\n")
    store = Store(source / "_build/dirhtml" / STORE)
    assets, made = frozenset({"asset.txt"}), {"made/index.html": "*"}
    put_record(store, BuildRecord({"x": "a-page.html"}, assets=assets, made=made))
    store.commit()
    save(source / "extra/humans.html", "x")
    for title in (
        *("Permalink", "Redirect from", "old", "own path", "n-b", "Published", "Café"),
        *("From conf", "Not here", "humans", "Journal", "a page", "made", "search"),
        *("index", "genindex", "404", "con"),
    ):
        assert new(capsys, title).endswith("-2.md"), title
        assert new(capsys, title).endswith("-3.md"), title
    assert new(capsys, "Left out").endswith("-left-out.md")


def test_no_file_is_overwritten(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = source / new(capsys, "Hello")
    text = first.read_text("utf-8").replace("permalink: hello", "permalink: /other/")
    save(first, text)
    assert new(capsys, "Hello").endswith("-hello-2.md")
    assert first.read_text("utf-8") == text
    first.rename(first.with_suffix(".rst"))  # the same document, in another format
    (first.with_name(first.stem + "-2.md")).unlink()
    assert new(capsys, "Hello").endswith("-hello-2.md")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["  \n "], 'it needs a title: make new TITLE="My first post"'),
        (["T", "--source=nowhere"], "nowhere/conf.py is not there: name its folder"),
        (["T", "--folder=../out"], "--folder ../out: it is outside the source folder"),
        (["T", "--folder=/tmp/out"], "is outside the source folder"),
        (["T", "--folder=conf.py"], "conf.py"),
    ],
)
def test_refusals(
    source: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    before = sorted(source.rglob("*"))
    said = refused(capsys, *arguments)
    assert said.startswith("new post: ")
    assert message in said
    assert sorted(source.rglob("*")) == before


@pytest.mark.parametrize(
    ("conf", "message"),
    [
        ("x = (", "conf.py: There is a syntax error in your configuration file"),
        ("1 / 0", "ZeroDivisionError"),
        (
            "permalink_timezone = 'Mars'",
            "permalink_timezone: 'Mars' names no time zone",
        ),
        ("permalink_pages = ['/x']", "conf.py: invalid value"),
        ("permalink_style = 5", "conf.py: invalid value"),
        ("permalink_redirects = 'no.txt'", "permalink_redirects: cannot read no.txt"),
    ],
)
def test_a_configuration_that_cannot_be(
    source: Path, capsys: pytest.CaptureFixture[str], conf: str, message: str
) -> None:
    save(source / "conf.py", conf)
    assert message in refused(capsys, "T")
    assert not (source / "posts").exists()


def test_a_list_that_cannot_be(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (source / "published-urls.txt").write_bytes(b"\xff")
    assert "published-urls.txt cannot be read" in refused(capsys, "T")


def test_for_those_who_have_the_extensions_only(source: Path) -> None:
    """It is a module, and says what it has written, whatever the terminal can show."""
    environ = clean_environ(PYTHONPATH=str(PROJECT / "_ext"), PYTHONIOENCODING="ascii")
    command = [
        sys.executable,
        "-m",
        "permalink_blog",
        "new",
        "日本 — 🎉",
        "--tags",
        "é",
    ]
    done = subprocess.run(command, env=environ, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    (path,) = (source / "posts").rglob("*.md")
    assert os.fsencode(path.name).decode() in done.stdout.decode("unicode_escape")
    data = yaml.safe_load(path.read_text("utf-8").strip("-\n"))
    assert (data["title"], data["tags"]) == ("日本 — 🎉", ["é"])


def test_a_build_takes_it(
    build_root: BuildRoot, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is a post at its permalink, with its title, date and labels, and no draft."""
    settings = {
        "extensions": [
            "myst_parser",
            "permalink_blog.frontmatter",
            "ablog",
            "permalink_blog.urls",
        ],
        "blog_post_pattern": ["posts/**/*.md"],
    }
    app = build_root("blog-checks")
    title = 'My: "title" & <more> — 日本語'
    for _ in range(2):
        new(capsys, title, "--source", str(app.srcdir), "--tags=a, b c")
    app = build_root("blog-checks", **settings)
    assert app.warning.getvalue() == ""
    posts = sorted(app.env.ablog_posts.items())
    assert len(posts) == 2
    for number, (docname, (post,)) in enumerate(posts):
        assert app.env.metadata[docname]["title"] == title
        assert post["tags"] == ["a", "b c"]
        assert post["date"] <= datetime.now(ZoneInfo("UTC")).replace(tzinfo=None)
        slug = "my-title-more-日本語" + ("-2" if number else "")
        assert app.builder.get_target_uri(docname).endswith(".html")
        assert (app.outdir / f"{slug}.html").is_file()
