"""Two builds of one folder take turns, and a killed one holds nothing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import permalink_blog.urls
from conftest import PROJECT, snapshot
from site_tools.fresh_builds import differences
from site_tools.sites import clean_environ

EXTENSIONS = Path(permalink_blog.urls.__file__).parents[2]
WAITING = "another build writes to"
SLOW = """
import multiprocessing, os, time
from pathlib import Path

def stop(app, docname, source):
    flag = os.environ.get("FLAG")
    if docname == "plain" and flag:
        # As some extensions do: it lives on when its parent is killed.
        fork = multiprocessing.get_context("fork")
        fork.Process(target=time.sleep, args=(60,)).start()
        Path(flag + ".reached").touch()
        while not Path(flag).exists():
            time.sleep(0.02)

def setup(app):
    app.connect("source-read", stop)
"""


class Builds:
    """Builds of one project, as several terminals start them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.flag = folder, folder / "flag"
        self.reached = folder / "flag.reached"
        shutil.copytree(PROJECT / "tests/roots/test-permalinks", folder / "source")
        with (folder / "source/conf.py").open("a") as conf:
            conf.write(SLOW)

    def start(self, out: str, doctrees: str, **environ: str) -> subprocess.Popen[str]:
        folders = [self.folder / name for name in (doctrees, "source", out)]
        arguments = [*("-q", "-b", "html", "-d"), *map(str, folders)]
        return subprocess.Popen(
            [sys.executable, "-m", "sphinx", *arguments],
            env=clean_environ(PYTHONPATH=str(EXTENSIONS), **environ),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def start_slow(self) -> subprocess.Popen[str]:
        """Start a build that stops in the middle, until the flag is there."""
        process = self.start("out", "doctrees", FLAG=str(self.flag))
        while not self.reached.exists():
            assert process.poll() is None, process.communicate()[0]
        return process


@pytest.fixture
def builds(tmp_path: Path) -> Builds:
    return Builds(tmp_path)


@pytest.mark.parametrize(
    ("out", "doctrees", "shared"),
    [
        ("out", "doctrees", "doctrees"),
        pytest.param("out", "others", "out", marks=pytest.mark.slow),
    ],
)
def test_the_second_waits_for_the_first(
    builds: Builds, out: str, doctrees: str, shared: str
) -> None:
    first = builds.start_slow()
    source = builds.folder / "source/index.md"
    source.write_text(source.read_text("utf-8") + "\nMore text.\n", "utf-8")
    second = builds.start(out, doctrees)
    assert second.stdout is not None
    said = second.stdout.readline()
    assert said.startswith(f"{WAITING} {builds.folder / shared}: waiting until"), said
    assert second.poll() is None
    builds.flag.touch()
    assert second.wait() == 0, second.stdout.read()
    os.killpg(first.pid, signal.SIGKILL)  # what it has started, and waits for
    first.wait()
    assert builds.start("clean", "clean-doctrees").wait() == 0
    clean = snapshot(builds.folder / "clean")
    assert not differences(snapshot(builds.folder / out), clean)


def test_others_do_not_wait_and_a_killed_build_holds_nothing(builds: Builds) -> None:
    first = builds.start_slow()
    for out, doctrees in (("other", "others"), ("out", "doctrees")):
        second = builds.start(out, doctrees)
        said, _ = second.communicate(timeout=300)
        assert (second.returncode, said) == (0, "")
        if out == "other":
            first.kill()
            first.wait()
    os.killpg(first.pid, signal.SIGKILL)  # what it has started
