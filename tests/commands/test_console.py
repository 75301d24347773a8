"""The console command: its subcommands, their help and their exit codes."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from permalink_blog.commands.console import COMMANDS, main
from permalink_blog.core.version import __version__
from site_tools.edits import save
from site_tools.sites import PROJECT, clean_environ


def run(
    folder: Path, *arguments: str, lacking: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own.

    :param lacking: import name of a package that is as if it was not installed
    """
    code = "import runpy, sys\n"
    if lacking:
        save(folder / "lacking/finder.py", _FINDER.format(name=lacking))
        code += f"sys.path.insert(0, {str(folder / 'lacking')!r})\nimport finder\n"
    code += "runpy.run_module('permalink_blog', run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        env=clean_environ(PYTHONPATH=str(PROJECT / "_ext")),
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=300,
    )


_FINDER = """\
import sys


class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)


sys.meta_path.insert(0, Finder())
"""


def test_the_entry_point_is_the_module() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    assert [*project["scripts"]] == ["permalink-blog"]
    module, _, function = project["scripts"]["permalink-blog"].partition(":")
    assert getattr(import_module(module), function) is main


def test_help_lists_all_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0
    said = capsys.readouterr().out
    rows = re.findall(r"^  ([a-z-]+)  +(\S.*)$", said, re.MULTILINE)
    assert dict(rows).items() >= {k: x.summary for k, x in COMMANDS.items()}.items()


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_each_command(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([name, "--help"])
    assert end.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith(f"usage: permalink-blog {name} ")
    assert "Exit code: 0 " in said


@pytest.mark.parametrize("name", COMMANDS)
def test_the_guide_has_all_options(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    guide = (PROJECT / "guide/commands.md").read_text("utf-8")
    assert re.findall(r"^## `(.+)`$", guide, re.MULTILINE) == [*COMMANDS]
    section = guide.partition(f"\n## `{name}`\n")[2].partition("\n## ")[0]
    with pytest.raises(SystemExit):
        main([name, "--help"])
    said = capsys.readouterr().out
    options = {*re.findall(r"--[a-z][a-z-]+", said)} - {"--help"}
    rows = re.findall(r"^\| (`--.+?) \|", section, re.MULTILINE)
    assert {*re.findall(r"--[a-z][a-z-]+", " ".join(rows))} == options


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_output_that_nobody_reads(tmp_path: Path, unbuffered: str) -> None:
    start = ["start", "blog", "--title", "A", "--author", "B"]
    started = subprocess.Popen(
        [sys.executable, "-m", "permalink_blog", *start],
        cwd=tmp_path,
        env=clean_environ(
            PYTHONPATH=str(PROJECT / "_ext"), PYTHONUNBUFFERED=unbuffered
        ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert started.stdout
    assert started.stderr
    started.stdout.close()  # as "head" does
    assert started.wait(timeout=300) == 1
    assert started.stderr.read() == ""
    assert (tmp_path / "blog/conf.py").is_file()


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"permalink-blog {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["nwe"], "invalid choice: 'nwe'"),
        (["--titel"], "required: COMMAND"),
        *[([name, "x", "--no-such-option"], "--no-such-option") for name in COMMANDS],
    ],
)
def test_wrong_use(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("usage: permalink-blog ")
    assert message in said.err


@pytest.mark.parametrize("name", ["new", "check", "preview"])
def test_a_folder_that_is_no_site(tmp_path: Path, name: str) -> None:
    more = ["A title"] if name == "new" else []
    done = run(tmp_path, name, *more)
    assert (done.returncode, done.stdout) == (2, "")
    assert "conf.py is not there" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [
        ("import", "liquid", "python-liquid, or"),
        ("preview", "sphinx_autobuild", "sphinx-autobuild, or"),
    ],
)
def test_a_package_that_is_missing(
    tmp_path: Path, name: str, module: str, extra: str
) -> None:
    save(tmp_path / "conf.py", "")
    save(tmp_path / "old/_config.yml", "title: Old\n")
    more = ["old"] if name == "import" else []
    done = run(tmp_path, name, *more, lacking=module)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.startswith(f"{name}: ")
    assert f"pip install {extra}" in done.stderr


def test_check(tmp_path: Path) -> None:
    save(tmp_path / "conf.py", "html_theme = 'basic'\n")
    save(tmp_path / "index.rst", "Title\n=====\n")
    done = run(tmp_path, "check", "--jobs", "1")
    assert (done.returncode, done.stdout) == (0, "No mistakes found.\n"), done.stderr
    save(tmp_path / "index.rst", "Title\n====\n")
    for _ in range(2):  # what was reported once is reported again
        done = run(tmp_path, "check", "--jobs", "1", "--", "-D", "language=en")
        assert done.returncode == 1
        assert "index.rst:2: WARNING: Title underline" in done.stderr
    assert {x.name for x in (tmp_path / "_build").iterdir()} == {"check", "doctrees"}
    save(tmp_path / "conf.py", "raise ValueError\n")
    assert run(tmp_path, "check").returncode == 1


def test_check_removes_what_a_build_has_made_and_nothing_else(tmp_path: Path) -> None:
    save(tmp_path / "conf.py", "html_theme = 'basic'\n")
    save(tmp_path / "index.rst", "Title\n=====\n")
    save(tmp_path / "mine/check/notes.txt", "precious\n")
    done = run(tmp_path, "check", "--build-dir", "mine")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"check: {Path('mine', 'check')}: not written by")
    assert done.stderr.count("\n") == 1
    assert (tmp_path / "mine/check/notes.txt").read_text("utf-8") == "precious\n"
    assert run(tmp_path, "check").returncode == 0
    save(tmp_path / "_build/check/left.html", "from the last check\n")
    assert run(tmp_path, "check").returncode == 0
    assert not (tmp_path / "_build/check/left.html").exists()
