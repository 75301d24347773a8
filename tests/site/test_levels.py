"""Each test has one level, whatever it reaches its builds and programs through."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from permalink_blog.urls.url_list.history import find_past
from site_tools.levels import uses
from site_tools.sites import PROJECT, clean_environ

if TYPE_CHECKING:
    from pathlib import Path

TESTS = """\
from __future__ import annotations

import subprocess
import sys
from functools import partial

import pytest
from site_tools.chromium import needs_chromium
from site_tools.git import git
from sphinx.testing.util import SphinxTestApp

run = partial(subprocess.run, check=True)


@pytest.fixture
def repository(tmp_path):
    git(tmp_path, "init")


@pytest.fixture
def site(make_app):
    return make_app()


class Helper:
    def start(self):
        return [run(["git"]) for _ in "a"]


def test_unit():
    pass

def test_build_fixture(site):
    pass

def test_build_class():
    SphinxTestApp()

def test_system_fixture(repository):
    pass

def test_system_helper():
    Helper()

@pytest.mark.usefixtures("site")
def test_system_of_two():
    run(["git"])

@pytest.mark.browser
@pytest.mark.smoke
def test_browser_smoke():
    pass

@pytest.mark.browser
def test_browser_slow():
    pass

@pytest.mark.unit
def test_unit_hidden():
    getattr(subprocess, "run")([sys.executable, "-c", ""])
"""
TWO = """\
import pytest

@pytest.mark.build
@pytest.mark.unit
def test_two():
    pass
"""
CONFTEST = """\
import pytest


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items):
    collected = [*items]
    yield
    for item in collected:
        markers = sorted(mark.name for mark in item.iter_markers())
        print("markers of", item.name, *markers)
"""


def run(folder: Path, *options: str, tests: str) -> subprocess.CompletedProcess[str]:
    """Run some tests with the plugin, in a process of their own."""
    (folder / "tests").mkdir()
    (folder / "tests/test_these.py").write_text(tests)
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-s", "--import-mode=importlib"]
    command += ["-p", "sphinx.testing.fixtures", "-p", "site_tools.levels"]
    return subprocess.run(
        [*command, *options],
        cwd=folder,
        env=clean_environ(PYTHONPATH=str(PROJECT / "tests")),
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def test_the_level_is_the_highest_of_what_a_test_uses(tmp_path: Path) -> None:
    done = run(tmp_path, "-k", "test_unit", tests=TESTS)
    found = re.findall(r"markers of (\w+) (.*)", done.stdout)
    marked = {name: names.split() for name, names in found}
    assert marked == {
        "test_unit": ["unit"],
        "test_build_fixture": ["build"],
        "test_build_class": ["build"],
        "test_system_fixture": ["system"],
        "test_system_helper": ["system"],
        "test_system_of_two": ["system", "usefixtures"],
        "test_browser_smoke": ["browser", "smoke"],
        "test_browser_slow": ["browser", "slow"],
        "test_unit_hidden": ["unit"],
    }
    assert "1 error" in done.stdout
    assert f"this unit test started the program {sys.executable}" in done.stdout


def test_a_test_with_two_levels_is_refused(tmp_path: Path) -> None:
    done = run(tmp_path, tests=TWO)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "::test_two: mark it as one of unit, build, system, browser" in done.stderr


def asks_git(project_dir: Path) -> None:
    find_past(project_dir, ["a"])


def test_what_the_extensions_start_is_not_seen() -> None:
    """Their imports are many: a test that needs it has a marker, or fails."""
    assert set(uses(run)) == {"subprocess"}
    assert set(uses(asks_git)) == set()
