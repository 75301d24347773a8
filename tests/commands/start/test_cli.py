"""``permalink-blog start``, as it is typed, and the blogs that it writes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from permalink_blog.commands.start.cli import IMPORTED
from permalink_blog.commands.start.questions import AnswerError, language, url
from permalink_import.settings import TEMPLATE
from site_tools.edits import save
from site_tools.sites import PROJECT, clean_environ

if TYPE_CHECKING:
    from pathlib import Path

UGLY = """Anna's "blog" \\ {% raw %} *日本* 🎉 <b>"""


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=clean_environ(PYTHONPATH=str(PROJECT / "_ext")),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=300,
    )


def start(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(folder, "permalink_blog", "start", *arguments)


def sphinx(folder: Path) -> Path:
    """Build a blog with the flags of its workflow; return the output folder."""
    options = ["-b", "html", "-W", "--keep-going", "-d", "_build/doctrees/html"]
    done = run(folder, "sphinx", *options, ".", "_build/html")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "_build/html"


@pytest.mark.build
def test_a_blog_builds_without_warnings(tmp_path: Path) -> None:
    named = ("--title", UGLY, "--author", UGLY, "--language", "de")
    done = start(tmp_path, "my blog", *named, "--url", "https://example.org/b")
    assert done.returncode == 0, done.stderr
    assert "my blog is a blog now" in done.stdout
    blog = tmp_path / "my blog"
    assert len([x for x in blog.rglob("*") if x.is_file()]) == 12
    out = sphinx(blog)
    index = (out / "index.html").read_text("utf-8")
    assert "{% raw %} *日本* 🎉 &lt;b&gt;</title>" in index
    assert 'href="first-post.html"' in index
    assert "https://example.org/b/first-post.html" in (out / "blog/atom.xml").read_text(
        "utf-8"
    )
    done = run(blog, "permalink_blog", "check-urls")
    assert done.stdout.splitlines() == [
        "published-urls.txt: 0 of 0 URLs answered.",
        "published-anchors.txt: 0 of 0 anchors found.",
    ]
    done = run(blog, "permalink_blog", "record-urls")
    assert " URLs added to published-urls.txt" in done.stdout
    assert "/first-post.html\n" in (blog / "published-urls.txt").read_text("utf-8")
    done = run(blog, "permalink_blog", "check-urls")
    assert done.returncode == 0, done.stdout


@pytest.mark.build
def test_a_blog_with_a_notebook_and_no_address(tmp_path: Path) -> None:
    named = ("--title", "T", "--author", "A", "--notebooks")
    assert start(tmp_path, "blog", *named).returncode == 0
    out = sphinx(tmp_path / "blog")
    assert "55" in (out / "first-notebook.html").read_text("utf-8")


def test_what_an_import_replaces_is_what_this_site_has() -> None:
    names = {"title": "project", "url": "html_baseurl"}
    assert {names.get(k, k): v for k, v in IMPORTED.items()}.items() <= TEMPLATE.items()


HOSTILE = '"\nimport os; os.system("touch pwned")  # \'" {{ x }} '


@pytest.mark.build
def test_an_old_site_is_imported(tmp_path: Path) -> None:
    old = tmp_path / "old"
    save(
        old / "_config.yml", f"title: {json.dumps(HOSTILE)}\nurl: https://old.example\n"
    )
    text = "---\ntitle: Summer\n---\n\nWe row.\n"
    save(old / "_posts/2018-08-01-summer.md", text)
    save(old / "about.md", "---\ntitle: About us\npermalink: /about/\n---\n\nUs.\n")
    done = start(tmp_path, "blog", "--from", "old")
    assert done.returncode == 0, done.stderr
    assert "blog/_build/import-report.txt" in done.stdout
    assert ".permalink-blog-" not in done.stdout
    blog = tmp_path / "blog"
    out = sphinx(blog)
    assert "We row." in (out / "2018/08/01/summer.html").read_text("utf-8")
    assert not list(blog.glob("posts/**/*first-post*"))
    assert "Us." in (blog / "about.md").read_text("utf-8")
    conf = (blog / "conf.py").read_text("utf-8")
    assert not [x for x in IMPORTED.values() if x != "en" and x in conf]
    assert "https://old.example/" in conf
    assert not list(tmp_path.rglob("pwned"))
    assert "old site" not in (blog / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["absent", "empty", "broken"])
def test_an_old_site_that_cannot_be_imported(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    save(tmp_path / "broken/_config.yml", "title: [\n")
    before = {x.relative_to(tmp_path) for x in tmp_path.rglob("*")}
    done = start(tmp_path, "blog", "--from", name)
    assert done.returncode == 2
    assert f"start: {name} cannot be imported; nothing is written\n" in done.stderr
    assert "Traceback" not in done.stderr
    assert {x.relative_to(tmp_path) for x in tmp_path.rglob("*")} == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "there is no terminal to ask on; add --title and --author"),
        (["--title", "T"], "there is no terminal to ask on; add --author"),
        (["--title", " \n"], "--title: it is empty; write at least one letter"),
        (["--url", "example.org"], "--url: 'example.org' is not a web address; write"),
        (["--language", "xx"], "--language: 'xx' is not a known language; write a"),
    ],
)
def test_what_cannot_be_used(
    tmp_path: Path, arguments: list[str], message: str
) -> None:
    done = start(tmp_path, "blog", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"start: {message}")
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_empty(tmp_path: Path) -> None:
    save(tmp_path / "blog/conf.py", "mine\n")
    done = start(tmp_path, "blog", "--title", "T", "--author", "A")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "start: blog is not empty (it has conf.py); name a new or an empty folder\n"
    )
    assert [x.name for x in (tmp_path / "blog").iterdir()] == ["conf.py"]
    assert (tmp_path / "blog/conf.py").read_text() == "mine\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("https://example.org", "https://example.org/"),
        (" http://example.org:8000/a/ ", "http://example.org:8000/a/"),
        ("https://例え.jp", "https://例え.jp/"),
        ("ftp://example.org", None),
        ("https:///x", None),
        ("https://[", None),
        ("https://exa mple.org", None),
        ("https://example.org/?a", None),
        ("javascript:alert(1)", None),
    ],
)
def test_addresses(text: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(AnswerError):
            url(text)
    else:
        assert url(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("", "en"), ("pt-br", "pt_BR"), ("DE", "de"), ("ja", "ja")]
)
def test_languages(text: str, expected: str) -> None:
    assert language(text) == expected


pty = pytest.importorskip("pty", reason="no terminals of Unix")


def talk(folder: Path, answers: str) -> tuple[int, str]:
    """Run the command on a terminal, type answers, and return what it said."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "permalink_blog", "start", "blog"],
        cwd=folder,
        env=clean_environ(PYTHONPATH=str(PROJECT / "_ext")),
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        os.write(ours, answers.encode())
        said, _ = process.communicate(timeout=60)
    os.close(theirs)
    os.close(ours)
    return process.returncode, said


def test_questions_on_a_terminal(tmp_path: Path) -> None:
    code, said = talk(tmp_path, "\nAnna's blog\nAnna\nnowhere\n\n\n")
    assert code == 0, said
    assert said.count("> Title of the blog") == 2
    assert "* it is empty" in said
    assert "* 'nowhere' is not a web address" in said
    conf = (tmp_path / "blog/conf.py").read_text("utf-8")
    assert 'project = "Anna\'s blog"\nauthor = "Anna"\n' in conf
    assert 'language = "en"\n' in conf


def test_a_question_that_is_stopped(tmp_path: Path) -> None:
    code, said = talk(tmp_path, "Anna\n\x04")  # Ctrl+D
    assert code == 2, said
    assert "start: stopped; nothing is written" in said
    assert list(tmp_path.iterdir()) == []
