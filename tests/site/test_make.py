"""The Makefile, run by the real make, without a network."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import threading
import time
import urllib.request
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
import yaml

from site_tools.fake_tex import write_fake_tex
from site_tools.makes import (
    VARIABLES,
    make_environ,
    make_own_environment,
    run_make,
)
from site_tools.sites import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytest.importorskip("sphinx_autobuild", reason="not all requirements are installed")
if shutil.which("make") is None or shutil.which("git") is None:
    pytest.skip("no make or git", allow_module_level=True)

TESTS = PROJECT / "tests"
#: Targets that others need, and nobody asks for.
INTERNAL = {"environment", "environment-dev", "environment-bench", "python"}
INTERNAL |= {"environment-package"}


class Checkout:
    """A folder with the Makefile, and how to run it there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pip_log = folder / "pip.log"
        # pip writes it when it runs, whoever runs it
        self.environ = {"PIP_LOG": str(self.pip_log)}

    def make(self, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        self.pip_log.unlink(missing_ok=True)
        return run_make(self.folder, *arguments, **{**self.environ, **environ})

    def made(self, *arguments: str, **environ: str) -> str:
        """Run make, which must succeed, and give what it printed."""
        done = self.make(*arguments, **environ)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @property
    def pip_ran(self) -> bool:
        return self.pip_log.exists()


@pytest.fixture
def checkout(tmp_path: Path, project_dir: Path) -> Checkout:
    """A copy of this checkout as a clone of it would be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=project_dir, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this is no git checkout")
    folder = tmp_path / "checkout"
    for name in filter(None, done.stdout.decode().split("\0")):
        if (project_dir / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(project_dir / name, folder / name)
    return Checkout(folder)


CONFTEST = """\
from hypothesis import settings

settings.register_profile("quick")
"""


@pytest.fixture
def little(tmp_path: Path, project_dir: Path) -> Checkout:
    """The Makefile with a site of one page, which nothing needs installing for."""
    folder = tmp_path / "little"
    folder.mkdir()
    shutil.copy(project_dir / "Makefile", folder)
    for name in ("tools", "_ext"):
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(project_dir / name, folder / name, ignore=ignore)
    for name in ("requirements", "requirements-dev"):
        (folder / f"{name}.txt").write_text("# pins\n")
        (folder / f"{name}.in").write_text("# ranges\n")
    (folder / "conf.py").write_text("html_theme = 'basic'\n")
    (folder / "index.rst").write_text("Title\n=====\n")
    (folder / "test_one.py").write_text("def test_one():\n    pass\n")
    (folder / "conftest.py").write_text(CONFTEST)
    checkout = Checkout(folder)
    checkout.environ["PYTHONPATH"] = sysconfig.get_path("purelib")
    return checkout


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """An environment of somebody's own, with the packages of the one we run in."""
    return make_own_environment(tmp_path / "somebody's own")


def contents(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def test_help_tells_of_every_target(little: Checkout) -> None:
    text = little.made("help")
    makefile = (little.folder / "Makefile").read_text("utf-8")
    phony = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    targets = set(" ".join(phony).split()) - INTERNAL
    assert set(re.findall(r"^ +(\S+)  ", text, re.MULTILINE)) == targets
    assert targets >= {"html", "dirhtml", "livehtml", "test", "linkcheck", "lint"}
    assert little.made() == text
    assert not (little.folder / ".venv").exists()


def test_a_make_in_a_test_is_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever make started the tests, its variables and coverage end there."""
    assert {"VENV", "BUILDDIR", "JOBS", "SPHINXOPTS", "PYTESTOPTS"} <= VARIABLES
    assert {"COVERAGE", "PYTESTJOBS", "FROM", "PYTHON"} <= VARIABLES
    of_outer = {"MAKEFLAGS", "MAKELEVEL", "COVERAGE_PROCESS_CONFIG", "PYTEST_VERSION"}
    for name in VARIABLES | of_outer:
        monkeypatch.setenv(name, "outer")
    assert "outer" not in make_environ().values()
    assert make_environ(JOBS="1")["JOBS"] == "1"


def test_every_make_in_a_test_is_alone() -> None:
    texts = {path: path.read_text("utf-8") for path in TESTS.rglob("*.py")}
    starting = {path for path, text in texts.items() if '["make", ' in text}
    assert TESTS / "site_tools/makes.py" in starting
    assert {path for path in starting if "make_environ(" not in texts[path]} == set()


def test_html_builds_this_site_and_says_where(
    checkout: Checkout, environment: Path, tmp_path: Path
) -> None:
    before = contents(environment)
    arguments = ["html", f"VENV={environment}", f"BUILDDIR={tmp_path}/with space"]
    output = checkout.made(*arguments)
    assert checkout.pip_ran
    assert "reading sources" in output
    assert "writing output" in output
    url = urlsplit(output.rstrip().rpartition(" ")[2])
    assert url.scheme == "file"
    assert Path(unquote(url.path)) == tmp_path / "with space" / "html" / "index.html"
    assert Path(unquote(url.path)).is_file()
    assert (tmp_path / "with space" / "doctrees").is_dir()
    assert not (checkout.folder / "_build").exists()
    added = contents(environment) - before
    assert before <= contents(environment)
    assert {name.partition("/")[0] for name in added} == {"checked-for"}

    again = checkout.made(*arguments)
    assert not checkout.pip_ran
    assert "Installing" not in again
    assert "build succeeded" in again


@pytest.mark.slow
def test_an_environment_is_made_once(little: Checkout) -> None:
    venv = little.folder / ".venv"
    output = little.made("html")
    assert "Making the environment .venv" in output
    made_from = venv / "made-from" / "requirements.txt"
    assert made_from.read_text() == "# pins\n"
    (venv / "kept").touch()

    output = little.made("html")
    assert "Making" not in output
    assert "Installing" not in output
    assert not little.pip_ran
    assert (venv / "kept").exists()

    output = little.made("test")
    assert little.pip_ran
    assert "Making" not in output
    assert "1 passed" in output
    assert (venv / "kept").exists()
    little.made("html")
    assert not little.pip_ran

    (little.folder / "requirements.txt").write_text("# other pins\n")
    assert "Making" in little.made("html")
    assert not (venv / "kept").exists()
    assert made_from.read_text() == "# other pins\n"
    assert not (venv / "made-from" / "requirements-dev.txt").exists()


@pytest.mark.slow
def test_an_environment_that_failed_is_made_again(little: Checkout) -> None:
    requirements = little.folder / "requirements.txt"
    requirements.write_text("no-such-package-anywhere==1\n")
    done = little.make("html")
    assert done.returncode != 0
    assert "pip says above why" in done.stderr
    assert "Traceback" not in done.stderr
    requirements.write_text("# pins\n")
    assert "Making" in little.made("html")


@pytest.mark.slow
def test_an_environment_of_somebodys_is_kept(
    little: Checkout, environment: Path
) -> None:
    before = contents(environment)
    little.made("html", f"VENV={environment}")
    (little.folder / "requirements.in").write_text("# other ranges\n")
    assert "Making" not in little.made("html", f"VENV={environment}")
    assert little.pip_ran
    assert before <= contents(environment)


def test_a_folder_that_is_no_environment_is_left_alone(little: Checkout) -> None:
    folder = little.folder / "my work"
    folder.mkdir()
    (folder / "thesis.txt").touch()
    done = little.make("html", "VENV=my work")
    assert done.returncode != 0
    assert "my work is there, but is no environment" in done.stderr
    assert contents(folder) == {"thesis.txt"}


def test_an_old_python_is_told(little: Checkout) -> None:
    old = little.folder / "old-python"
    old.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.18"\n'
        '[ "$1" = --version ] || exit 1\n'
    )
    old.chmod(0o755)
    for python, words in [(str(old), "3.9.18"), ("/no/such/python", "No")]:
        done = little.make("html", f"PYTHON={python}")
        assert done.returncode != 0
        assert f"Python 3.11 or newer is needed, and {python} is not" in done.stderr
        assert words.lower() in (done.stdout + done.stderr).lower()
        assert not (little.folder / ".venv").exists()


@pytest.mark.slow
def test_options_are_passed_on_and_a_failure_is_one(
    little: Checkout, environment: Path
) -> None:
    venv = f"VENV={environment}"
    (little.folder / "index.rst").write_text("Title\n====\n")
    little.made("html", venv)
    done = little.make("html", venv, "SPHINXOPTS=-E -W")
    assert done.returncode != 0
    assert "The site is ready" not in done.stdout
    little.made("dirhtml", venv, "SPHINXOPTS=-D html_title='Two words'")
    html = (little.folder / "_build" / "dirhtml" / "index.html").read_text()
    assert "Two words</title>" in html
    (little.folder / "test_one.py").write_text("def test_one():\n    assert False\n")
    assert little.make("test", venv).returncode != 0


@pytest.mark.slow
def test_as_many_jobs_as_there_are_cores(little: Checkout, environment: Path) -> None:
    with (little.folder / "conf.py").open("a") as conf:
        conf.write("def setup(app):\n    print('jobs:', app.parallel)\n")
    venv = f"VENV={environment}"
    assert f"jobs: {os.cpu_count()}\n" in little.made("html", venv)
    assert "jobs: 1\n" in little.made("dirhtml", venv, "JOBS=1")


BENCHMARKS = """\
import os, sys
print("venv", os.environ["BENCH_VENV"])
print(*sys.argv[1:], sep="|")
sys.exit("too slow" if "--slow" in sys.argv else 0)
"""


@pytest.mark.slow
def test_benchmarks_have_an_environment_of_their_own(
    little: Checkout, environment: Path
) -> None:
    folder = little.folder / "benchmarks"
    folder.mkdir()
    (folder / "__main__.py").write_text(BENCHMARKS)
    (folder / "requirements.txt").write_text("# others\n")
    venv, scratch = f"VENV={environment}", "out put/bench"
    output = little.made("bench-quick", venv, "BUILDDIR=out put", "BENCHOPTS=--a b")
    assert f"venv {scratch}/venv\n--scratch|{scratch}|--quick|--a|b\n" in output
    assert not (little.folder / scratch / "venv").exists()
    output = little.made("bench", venv, "BUILDDIR=out put")
    assert f"Making the environment {scratch}/venv" in output
    results = f"{scratch}/results.json|--svg|guide/images/performance.svg"
    assert f"venv {scratch}/venv\n--scratch|{scratch}|--json|{results}\n" in output
    made_from = little.folder / scratch / "venv" / "made-from" / "benchmarks"
    assert (made_from / "requirements.txt").read_text() == "# others\n"
    assert "Making" not in little.made("bench", venv, "BUILDDIR=out put")
    assert little.make("bench-quick", venv, "BENCHOPTS=--slow").returncode != 0


UGLY = """He said "hi": $(shell touch pwned) `touch pwned` ${HOME} $$ $x 'q' \\ #1 🎉"""


def test_new_writes_a_post_of_what_was_typed(
    little: Checkout, environment: Path
) -> None:
    venv = f"VENV={environment}"
    output = little.made("new", venv, f"TITLE={UGLY}", f"TAGS=a, {UGLY}", "CATEGORY=$x")
    name = output.splitlines()[-1]
    assert re.fullmatch(r"posts/\d{4}/[\d-]{10}-he-said-hi-[a-z0-9-]+\.md", name)
    text = (little.folder / name).read_text("utf-8")
    data = yaml.safe_load(text.strip("-\n"))
    assert (data["title"], data["tags"]) == (UGLY, ["a", UGLY])
    assert data["category"] == "$x"
    assert not list(little.folder.rglob("pwned"))

    output = little.made("new", venv, TITLE=UGLY)  # of the shell's environment
    text = (little.folder / output.splitlines()[-1]).read_text("utf-8")
    assert yaml.safe_load(text.strip("-\n"))["title"] == UGLY
    done = little.make("new", venv)
    assert done.returncode != 0
    assert 'it needs a title: make new TITLE="My first post"' in done.stderr


def test_start_writes_a_blog_of_ones_own(little: Checkout, environment: Path) -> None:
    venv = f"VENV={environment}"
    done = little.make("start", venv)
    assert done.returncode != 0
    assert "Name a new folder: make start DIR=../my-blog" in done.stderr
    options = """STARTOPTS=--title "My blog" --author 'Me'"""
    output = little.made("start", venv, "DIR=../my blog", options)
    assert "../my blog is a blog now" in output
    conf = (little.folder.parent / "my blog/conf.py").read_text("utf-8")
    assert 'project = "My blog"\nauthor = "Me"\n' in conf


def test_check_reports_mistakes_and_leaves_the_site_alone(
    little: Checkout, environment: Path
) -> None:
    venv = f"VENV={environment}"
    assert little.made("check", venv).endswith("No mistakes found.\n")
    (little.folder / "index.rst").write_text("Title\n====\n")
    for _ in range(2):  # what was told once is told again
        done = little.make("check", venv)
        assert done.returncode != 0
        assert f"{little.folder}/index.rst:2: WARNING: Title underline" in done.stderr
        assert "No mistakes" not in done.stdout
    made = contents(little.folder / "_build")
    assert all(name.split("/")[0] in {"check", "doctrees"} for name in made)
    little.made("clean", venv)
    assert contents(little.folder / "_build") == set()


@pytest.mark.slow
def test_clean_removes_what_was_built(little: Checkout, environment: Path) -> None:
    venv = f"VENV={environment}"
    little.made("html", "dirhtml", "linkcheck", venv, "BUILDDIR=out put")
    folder = little.folder / "out put"
    assert {path.name for path in folder.iterdir()} == {
        *("html", "dirhtml", "linkcheck", "doctrees")
    }
    (folder / "mine.txt").touch()
    before = contents(environment)
    little.made("clean", venv, "BUILDDIR=out put")
    assert contents(folder) == {"mine.txt"}
    assert contents(environment) == before


@pytest.fixture
def bookish(little: Checkout, environment: Path, tmp_path: Path) -> Checkout:
    """A little site of which books can be made, and a PATH without TeX."""
    with (little.folder / "conf.py").open("a") as conf:
        conf.write("project = 'Mine'\nauthor = 'Me'\nversion = '1'\n")
        conf.write("copyright = 'me'\nlatex_engine = 'xelatex'\n")
    commands = tmp_path / "commands"
    commands.mkdir()
    for name in ("make", "sh", "rm", "sed", "perl", "uname"):
        if found := shutil.which(name):
            (commands / name).symlink_to(found)
    little.environ["PATH"] = str(commands)
    little.environ["VENV"] = str(environment)
    return little


def test_epub_makes_a_book_and_says_where(bookish: Checkout) -> None:
    output = bookish.made("epub", "BUILDDIR=out put")
    url = urlsplit(output.rstrip().rpartition(" ")[2])
    assert "The book is ready" in output
    assert Path(unquote(url.path)) == bookish.folder / "out put/epub/Mine.epub"
    assert Path(unquote(url.path)).is_file()


def test_latexpdf_says_what_is_missing(bookish: Checkout, tmp_path: Path) -> None:
    done = bookish.make("latexpdf")
    assert done.returncode != 0
    assert "Error 1" in done.stderr
    assert "TeX lacks: xelatex, latexmk, kpsewhich" in done.stderr
    assert "apt-get install texlive-xetex latexmk texlive-binaries" in done.stderr
    assert "fonts-freefont-otf" in done.stderr
    assert not (bookish.folder / "_build").exists()
    commands = tmp_path / "commands"
    write_fake_tex(commands, lacks="fncychap.sty")
    done = bookish.make("latexpdf")
    assert done.returncode != 0
    assert "TeX lacks: fncychap.sty\n" in done.stderr
    assert "apt-get install texlive-latex-extra\n" in done.stderr


def test_latexpdf_typesets_with_tex_and_clean_removes_it(
    bookish: Checkout, tmp_path: Path
) -> None:
    write_fake_tex(tmp_path / "commands")
    output = bookish.made("latexpdf", "BUILDDIR=out put")
    url = urlsplit(output.rstrip().rpartition(" ")[2])
    pdf = bookish.folder / "out put/latex/mine.pdf"
    assert Path(unquote(url.path)) == pdf
    assert "-interaction=nonstopmode" in pdf.read_text()
    bookish.made("epub", "BUILDDIR=out put")
    bookish.made("clean", "BUILDDIR=out put")
    assert contents(bookish.folder / "out put") == set()


class Live:
    """A running ``make livehtml``."""

    def __init__(self, process: subprocess.Popen[str], url: str) -> None:
        self.process = process
        self.url = url
        self.lines: list[str] = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        self.lines += iter(self.process.stdout.readline, "")

    @property
    def output(self) -> str:
        return "".join(self.lines)

    @property
    def builds(self) -> int:
        """How many builds have begun."""
        return self.output.count("Running Sphinx")

    @property
    def failed(self) -> bool:
        """Whether a build failed, and pages are those of an earlier one."""
        return "Sphinx exited with exit code" in self.output

    @property
    def finished(self) -> int:
        return self.output.count("Serving on")

    def get(self, path: str) -> str:
        """Give a page, or nothing while the server or a build is at it."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=10) as response:
                return response.read().decode()
        except (OSError, HTTPException):  # such as IncompleteRead, of half a file
            return ""

    def wait(self, condition: Callable[[], bool], *, seconds: float = 300) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert self.process.poll() is None, self.output
            assert not self.failed, self.output
            assert time.monotonic() < end, self.output
            time.sleep(0.2)

    def assert_quiet(self, *, seconds: float = 4) -> None:
        """No build begins; one would, two seconds after a change."""
        builds = self.builds
        time.sleep(seconds)
        assert self.builds == builds, self.output


@pytest.fixture
def live(checkout: Checkout, environment: Path) -> Iterator[Live]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        ["make", "livehtml", f"VENV={environment}", f"PORT={port}"],
        cwd=checkout.folder,
        env=make_environ(PIP_NO_INDEX="1", PYTHON=sys.executable, PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,  # its group is make, the server and the builds
    )
    try:
        yield Live(process, f"http://127.0.0.1:{port}/")
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.mark.slow
def test_livehtml_rebuilds_on_a_change_and_only_then(
    live: Live, checkout: Checkout
) -> None:
    page = "summer-conferences-2018.html"
    live.wait(lambda: "Summer conference" in live.get(page))
    live.assert_quiet()
    assert live.builds == 1

    post = checkout.folder / "posts" / "2018" / "summer-conferences.md"
    post.write_text(post.read_text("utf-8") + "\nA line about walruses.\n", "utf-8")
    live.wait(lambda: "walruses" in live.get(page))
    live.wait(lambda: live.finished == live.builds)
    live.assert_quiet()
    assert live.builds == 2

    # What tests, editors and other builds write is none of its business ...
    (checkout.folder / "tests" / "new.py").touch()
    (checkout.folder / "posts" / ".summer.md.swp").touch()
    (checkout.folder / "_build" / "dirhtml").mkdir()
    (checkout.folder / "_build" / "dirhtml" / "new.html").touch()
    live.assert_quiet()
    # ... and templates, styles, extensions and settings are.
    for name in ("_templates", "_static", "_ext"):
        builds = live.builds
        (checkout.folder / name / "new.css").write_text("/* */\n")
        live.wait(lambda builds=builds: live.builds > builds)
        live.wait(lambda: live.finished == live.builds)
    live.assert_quiet()
