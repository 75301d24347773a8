"""The guide's page about the list says what the commands do."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from permalink_blog.commands.url_list.cli import (
    check_urls_parser,
    record_urls_parser,
)
from permalink_blog.core.store import STORE, Store
from permalink_blog.urls.record import BuildRecord, put_record
from permalink_blog.urls.url_list.anchor_file import HEADER as ANCHORS_HEADER
from permalink_blog.urls.url_list.anchor_file import read_anchor_list
from permalink_blog.urls.url_list.file import HEADER, read_url_list
from permalink_blog.urls.url_list.output import answering_files
from site_tools.git import git
from site_tools.makes import make_own_environment, run_make

if TYPE_CHECKING:
    from collections.abc import Callable

if shutil.which("make") is None or shutil.which("git") is None:
    pytest.skip("no make or git", allow_module_level=True)

CONF = """\
import sys

sys.path.insert(0, "_ext")
extensions = ["myst_parser", "permalink_blog.urls"]
include_patterns = ["*.md", "posts/*"]
suppress_warnings = ["toc.not_included"]
"""
SUMMER = "---\npermalink: old-name\n---\n\n# Summer\n"
REPORT = "---\ndate: 2018-08-01\npermalink: summer-2018\n---\n\n# Report\n"


@pytest.fixture(scope="module")
def guide() -> str:
    return (Path(__file__).parents[3] / "guide/published-urls.md").read_text("utf-8")


def blocks(guide: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", guide, re.DOTALL)


def commands(guide: str, start: str) -> list[list[str]]:
    """Give the arguments of the commands that begin with some words."""
    lines = [line for block in blocks(guide, "console") for line in block.splitlines()]
    return [shlex.split(x.removeprefix(start)) for x in lines if x.startswith(start)]


@pytest.fixture
def checkout(tmp_path: Path, project_dir: Path) -> Path:
    """A little site with this one's Makefile."""
    folder = tmp_path / "a site"
    (folder / "posts").mkdir(parents=True)
    for name in ("Makefile", "requirements.in", "requirements-dev.in"):
        shutil.copy(project_dir / name, folder)
    for name in ("tools", "_ext"):
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(project_dir / name, folder / name, ignore=ignore)
    (folder / "conf.py").write_text(CONF)
    (folder / "index.md").write_text("# Home\n")
    (folder / "about.md").write_text("# About\n")
    (folder / "posts/summer.md").write_text(SUMMER)
    (folder / "posts/report.md").write_text(REPORT)
    (folder / ".gitignore").write_text("_build\n__pycache__\n")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Begin")
    return folder


@pytest.fixture
def make(
    checkout: Path, tmp_path: Path
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run make there, with an environment in which all is installed."""
    venv = make_own_environment(tmp_path / "an environment")
    (venv / "checked-for").mkdir()
    shutil.copy(checkout / "requirements.in", venv / "checked-for")
    return partial(run_make, checkout, "-s", f"VENV={venv}")


@pytest.mark.slow
def test_the_examples(
    guide: str, checkout: Path, make: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    url_list = checkout / "published-urls.txt"
    shown = blocks(guide, "text")[0]

    # A build alone makes no list, and without one there is nothing to check
    done = make("check-urls", "SPHINXOPTS=-q")
    assert done.stderr.startswith(
        "check-urls: published-urls.txt does not exist; create it with "
    )
    assert done.returncode == 2
    assert not url_list.exists()

    done = make("record-urls", "SPHINXOPTS=-q")
    assert done.returncode == 0, done.stderr
    [recorded] = [x for x in blocks(guide, "console") if "record-urls\n4" in x]
    assert done.stdout.splitlines()[-2:] == recorded.splitlines()[1:]
    assert url_list.read_text() == re.sub("  #.*", "", shown)
    url_list.write_text(shown)
    assert make("check-urls", "SPHINXOPTS=-q").returncode == 0

    git(checkout, "rm", "-q", "posts/summer.md")
    git(checkout, "commit", "-q", "-m", "Remove")
    commit = git(checkout, "rev-parse", "HEAD")[:9]
    report = REPORT.replace("summer-2018", "summer")
    (checkout / "posts/report.md").write_text(report)
    done = make("check-urls", "SPHINXOPTS=-q")
    assert done.returncode == 2  # make's, whatever the command's is
    [failure] = [x for x in blocks(guide, "console") if "$ make check-urls" in x]
    said = done.stdout.replace(commit, "1a2b3c4d5").splitlines()
    assert said[-4:] == failure.splitlines()[1:]
    assert url_list.read_text() == shown

    # The two lines that it tells to write
    report = report.replace(
        "permalink: summer\n",
        "permalink: summer\nredirect_from: [/old-name.html, /summer-2018.html]\n",
    )
    (checkout / "posts/report.md").write_text(report)
    assert make("check-urls", "SPHINXOPTS=-q").returncode == 0
    # Every page of the html builder answers in both spellings, so here as well
    assert make("check-urls", "BUILDER=dirhtml", "SPHINXOPTS=-q").returncode == 0


@pytest.mark.slow
def test_old_sites(
    guide: str, checkout: Path, make: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    url = "https://old.example/blog/a/"
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    (checkout / "old-sitemap.xml").write_text(
        f'<urlset xmlns="{namespace}"><url><loc>{url}</loc></url></urlset>'
    )
    (checkout / "urls-of-the-access-log.txt").write_text("/b/\n")
    site = checkout.parent / "old-blog/_site/c"
    site.mkdir(parents=True)
    (site / "index.html").write_text("<p>")
    found = []
    for arguments in commands(guide, "$ make record-urls FROM="):
        (checkout / "published-urls.txt").unlink(missing_ok=True)
        done = make("record-urls", f"FROM={arguments[0]}", *arguments[1:])
        assert done.returncode == 0, done.stderr
        entries, _ = read_url_list((checkout / "published-urls.txt").read_text(), "")
        found += [entry.path for entry in entries]
    assert found == ["/blog/a/", "/b/", "/c/", "/a/"]
    assert not (checkout / "_build").exists()


def test_the_commands_of_other_sites(guide: str) -> None:
    checks = commands(guide, "$ permalink-blog check-urls")
    records = commands(guide, "$ permalink-blog record-urls")
    assert (len(checks), len(records)) == (1, 2)
    for arguments in checks:
        assert check_urls_parser().parse_args(arguments)
    for arguments in records:
        assert record_urls_parser().parse_args(arguments)


def test_the_table_of_answers(guide: str) -> None:
    rows = re.findall(r"^\| `(/\S+)` \| (.+) \|$", guide, re.MULTILINE)
    assert [row[0] for row in rows] == ["/x", "/x/", "/x.html"]
    for path, files in rows:
        assert answering_files(path) == tuple(re.findall("`(.+?)`", files))


def test_the_list_of_anchors(guide: str) -> None:
    _, shown, advice = blocks(guide, "text")
    anchors, unusable = read_anchor_list(shown, "")
    assert unusable == []
    [line, path, anchor] = re.findall(r"^\S+?:(\d+): (\S+)#(\S+):", advice)[0]
    header = len(ANCHORS_HEADER.splitlines()) + 1
    assert (path, anchor, int(line) - header) in [
        (x.path, x.id, x.line) for x in anchors
    ]


def test_the_header(guide: str) -> None:
    assert blocks(guide, "text")[0].startswith(HEADER)


def test_exit_codes(guide: str, tmp_path: Path, project_dir: Path) -> None:
    """The codes that the guide tells, from the command itself."""
    assert re.search(r"is 0 if all .* 1 if .* 2 if", guide.replace("\n", " "))
    (tmp_path / "html").mkdir()
    store = Store(tmp_path / "html" / STORE)
    put_record(store, BuildRecord())
    store.commit()
    url_list = tmp_path / "published-urls.txt"
    codes = []
    for text in (f"/{STORE}\n", "/gone\n", "gone\n"):
        url_list.write_text(text)
        done = subprocess.run(
            [sys.executable, "-m", "permalink_blog", "check-urls", "html"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(project_dir / "_ext")},
            capture_output=True,
            check=False,
        )
        codes.append(done.returncode)
    assert codes == [0, 1, 2]
