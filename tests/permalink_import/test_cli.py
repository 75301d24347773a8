"""The command line, as a user runs it, on a real old site."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING, TypeAlias

import pytest

from permalink_import.cli import main
from permalink_import.generators import find_generator
from permalink_import.model import ImportFailedError
from permalink_import.progress import show_progress
from site_tools.old_sites import NewSite

if TYPE_CHECKING:
    from pathlib import Path

Completed: TypeAlias = "subprocess.CompletedProcess[str]"

POST = "---\ntitle: Summer\npermalink: /summer/\n---\n\nHot.\n"


@pytest.fixture
def site(tmp_path: Path) -> NewSite:
    """Make a small site of Jekyll's, and a new one beside it."""
    site = NewSite(tmp_path)
    (site.root / "_config.yml").write_text("title: Anna's\n")
    (site.root / "_posts").mkdir()
    (site.root / "_posts/2018-08-01-summer.md").write_text(POST)
    return site


def environ(ext: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ext)}


def run(folder: Path, ext: Path, *arguments: str) -> Completed:
    """Run the command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "permalink_import", *arguments],
        cwd=folder,
        env=environ(ext),
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=300,
    )


def test_an_import(site: NewSite, project_dir: Path) -> None:
    ext = project_dir / "_ext"
    arguments = ("../old", "--report", "_build/said.txt")
    done = run(site.folder, ext, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    said, last = done.stdout.split("\nAll places")
    assert said.startswith("Jekyll: 1 post, 0 pages, 0 drafts, 0 files.\n1 are new, 0")
    assert last == " are in _build/said.txt.\n"
    assert site.read("_build/said.txt") == said
    assert site.read("posts/2018/2018-08-01-summer.md") == POST
    assert 'project = "Anna\'s"' in site.read("conf.py")
    assert "/summer/" in site.read("published-urls.txt").splitlines()


def test_a_dry_run(
    site: NewSite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(site.folder)
    before = site.snapshot()
    assert main(["../old", "--report", "_build/said.txt", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Nothing is written.")
    assert "\nTo be written:\n  posts/2018/2018-08-01-summer.md (new)\n" in said
    assert site.snapshot() == before


@pytest.mark.parametrize(
    "force", [["posts/2018"], ["{}/posts/2018/2018-08-01-summer.md"], []]
)
def test_force(
    site: NewSite, force: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site.root.parent)
    file = "posts/2018/2018-08-01-summer.md"
    assert main(["old", "--into", "new"]) == 0
    site.write(file, "Mine.\n")
    assert main(["old", "--into", "new"]) == 0
    assert site.read(file) == "Mine.\n"
    paths = [path.format(site.folder) for path in force]
    assert main(["old", "--into", "new", "--force", *paths]) == 0
    assert site.read(file) == POST


def test_a_sitemap(
    site: NewSite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(site.folder)
    (site.root / "urls.txt").write_text("https://old.example/2009/\n/?p=7\n")
    assert main(["../old", "--sitemap", "../old/urls.txt"]) == 1
    assert "../old/urls.txt:2: /?p=7 (static" in capsys.readouterr().out
    assert "/2009/" in site.read("published-urls.txt").splitlines()
    assert main(["../old", "--sitemap", "gone.xml"]) == 2
    assert "import: gone.xml: No such file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["gone"], "gone is no folder; name the one that has the old site's sources"),
        (["."], ". has neither _config.yml or _posts (Jekyll), hugo.toml or config.t"),
        (
            ["../old", "--into", "gone"],
            "gone is no folder; name the one that has conf.py",
        ),
        (["../old", "--into", "../old/_posts"], "../old/_posts is in the old site"),
        (["../old", "--into", "../old"], "../old is in the old site"),
        (["../old", "--report", "conf.py/x"], "conf.py/x is not written: "),
    ],
)
def test_what_cannot_be_done(
    site: NewSite,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(site.folder)
    before = {path.name for path in site.root.rglob("*")}
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith(f"import: {message}")
    assert {path.name for path in site.root.rglob("*")} == before


@pytest.mark.parametrize(
    ("files", "generator"),
    [
        (["_config.yml"], "jekyll"),
        (["_config.toml"], "jekyll"),
        (["_posts/2018-08-01-a.md"], "jekyll"),
        (["hugo.toml"], "hugo"),
        (["config.yaml", "content/a.md"], "hugo"),
        (["config/_default/hugo.toml", "content/a.md"], "hugo"),
        (["pelicanconf.py", "content/a.md"], "pelican"),
        (["_config.yml", "config.toml", "content/a.md"], "jekyll"),
        (["config.yaml"], None),
        (["content/a.md"], None),
        (["_config.yml", "pelicanconf.py"], None),
    ],
)
def test_generators(tmp_path: Path, files: list[str], generator: str | None) -> None:
    for file in files:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).touch()
    if generator:
        assert find_generator(tmp_path) == generator
    else:
        with pytest.raises(ImportFailedError, match="--generator"):
            find_generator(tmp_path)


def test_progress_is_shown_in_a_terminal(site: NewSite, project_dir: Path) -> None:
    ours, theirs = pty.openpty()
    names = ("NO_COLOR", "NO_COLOUR")
    settings = {
        k: v for k, v in environ(project_dir / "_ext").items() if k not in names
    }
    command = [sys.executable, "-m", "permalink_import", "../old"]
    process = subprocess.Popen(
        command,
        cwd=site.folder,
        env={**settings, "TERM": "xterm"},
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    said = b""
    try:
        while part := os.read(ours, 4096):
            said += part
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    assert process.wait(60) == 0
    assert b"writing files... " in said
    assert b"[100%]" in said
    assert b"1 are new" in said


def test_progress_is_shown_without_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter([0.0, 1.0, 3.0, 3.0, 5.0, 6.5, 6.5])
    monkeypatch.setattr("permalink_import.progress.monotonic", lambda: next(clock))
    assert [*show_progress("abcd", 4, "converting")] == [*"abcd"]
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "converting: 1 of 4\nconverting: 3 of 4\n"
