"""A blog of somebody's own, from the built wheel in a fresh environment.

The commands are those of the guide's tutorial, word for word; only the place to install
from is the wheel, and the versions are the pinned ones.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tarfile
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import pytest

from permalink_blog.core.version import __version__
from site_tools.git import git
from site_tools.links import Site
from site_tools.makes import make_environ
from site_tools.sites import PROJECT, clean_environ
from site_tools.tutorials import PLACE, commands_below, run_commands

pytestmark = pytest.mark.slow

if shutil.which("make") is None:
    pytest.skip("no make", allow_module_level=True)

TUTORIAL = (PROJECT / "guide/start.md").read_text("utf-8")
README = (PROJECT / "README.md").read_text("utf-8")
#: With these a new blog builds without warnings; others are installed by their users.
THEMES = ("pydata_sphinx_theme", "alabaster", "furo", "shibuya", "sphinx_rtd_theme")


def build_package(target: Path, *, source: Path = PROJECT) -> list[Path]:
    """Build sdist and wheel of a source folder."""
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(target)],
        cwd=source,
        env=clean_environ(),
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return [*target.glob("*.tar.gz"), *target.glob("*.whl")]


def pins(*names: str) -> str:
    """Return pinned versions as constraints, which have neither hashes nor extras."""
    text = "".join((PROJECT / name).read_text("utf-8") for name in names)
    found = re.findall(r"^([\w.-]+)(?:\[.*?\])?(==[^\\\n]+)", text, re.MULTILINE)
    return "".join(f"{name}{rest.strip()}\n" for name, rest in found)


class Shell:
    """Runs the commands of a person, one block after another, in one environment."""

    def __init__(self, folder: Path, constraints: Path) -> None:
        self.folder = folder
        python = Path(sys.executable).parent
        path = f"{python}{os.pathsep}{os.environ['PATH']}"
        self.environ = make_environ(PATH=path, PIP_CONSTRAINT=str(constraints))
        self._environment = "true"

    def run(self, commands: str) -> str:
        """Run commands, all of which must succeed; return what they printed."""
        commands = f"{self._environment}\n{commands}"
        return run_commands(commands, self.folder, self.environ, seconds=600)

    def activate(self, environment: Path, folder: Path) -> None:
        """Have the environment and the folder of the last block in further ones."""
        self._environment = f". {environment}/bin/activate"
        self.folder = folder

    def preview(self) -> str:
        """Run ``make livehtml`` until the landing page is there, and return that."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = f"{self._environment}\nexec make livehtml PORT={port}"
        process = subprocess.Popen(
            ["bash", "-euc", command],
            cwd=self.folder,
            env=self.environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            end = time.monotonic() + 120
            while time.monotonic() < end:
                assert process.poll() is None
                try:
                    url = f"http://127.0.0.1:{port}/"
                    with urllib.request.urlopen(url, timeout=10) as answer:
                        text: str = answer.read().decode()
                except (OSError, urllib.error.URLError):
                    text = ""
                if "First post" in text:
                    return text
                time.sleep(0.5)
            return ""
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def test_the_readme_begins_with_the_tutorial() -> None:
    """Its commands are those of the first two steps."""
    of_readme = commands_below(README)["Start your own blog"]
    steps = commands_below(TUTORIAL)
    assert of_readme == steps["Install"] + steps["Write the files"]


def test_the_tutorial_from_the_wheel(tmp_path: Path) -> None:
    _sdist, wheel = build_package(tmp_path / "dist")
    constraints = tmp_path / "constraints.txt"
    constraints.write_text(pins("requirements-dev.txt"))
    work = tmp_path / "work"
    work.mkdir()
    shell = Shell(work, constraints)
    steps = commands_below(TUTORIAL)
    assert [*steps] == [
        *("Install", "Write the files", "Write a post", "Publish", "Update"),
        "Without make",
    ]
    began = time.monotonic()
    install = steps["Install"].replace(PLACE, wheel.as_uri())
    assert wheel.as_uri() in install
    said = shell.run(install + steps["Write the files"])
    assert time.monotonic() - began < 300  # 60 s on an idle machine
    assert "build succeeded.\n" in said
    assert "WARNING: " not in said.partition("Running Sphinx")[2]
    blog = work / "my-blog"
    shell.activate(work / "blog-env", blog)
    requirements = (blog / "requirements.txt").read_text("utf-8")
    assert f"sphinx-permalink-blog[all] @ {wheel.as_uri()}\n" in requirements
    assert f" {__version__}\n" in shell.run("permalink-blog --version")
    shell.run('python -c "import myst_nb, liquid, math_core, fastjsonschema"')

    said = shell.run(steps["Write a post"])
    assert re.fullmatch(r"posts/\S+-my-second-post\.md\nNo mistakes found\.\n", said)
    said = shell.run(steps["Publish"])
    [(answered, recorded)] = re.findall(r"\.txt: (\d+) of (\d+) URLs answered", said)
    assert answered == recorded != "0"
    out = blog / "_build/html"
    assert Site(out).broken() == []
    assert "My second post" in (out / "index.html").read_text("utf-8")
    assert shell.preview()
    shell.run(steps["Update"])
    shell.run(steps["Without make"])

    shell.run("pip install -q furo shibuya sphinx-rtd-theme")
    broken = {}
    for theme in THEMES:
        done = shell.run(
            "sphinx-build -q -b html -W --keep-going -d _build/d "
            f"-D html_theme={theme} . _build/{theme} && echo built || true"
        )
        page = blog / f"_build/{theme}/first-post.html"
        is_there = page.exists() and "This is the first post" in page.read_text("utf-8")
        if done != "built\n" or not is_there:
            broken[theme] = done
    assert broken == {}


def test_wheel_and_sdist_have_all_files(tmp_path: Path) -> None:
    """What Git has of the packages is in both; the sdist makes the same wheel."""
    tracked = git(PROJECT, "ls-files", "-z", "--", "_ext").split("\0")
    expected = {name.removeprefix("_ext/") for name in tracked if name}
    sdist, wheel = build_package(tmp_path / "dist")
    with zipfile.ZipFile(wheel) as file:
        names = {x for x in file.namelist() if ".dist-info/" not in x}
    assert names == expected
    for suffix in (".mo", ".css", ".js", ".html", ".schema.json", ".in"):
        assert any(name.endswith(suffix) for name in names), suffix
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    [unpacked] = tmp_path.glob("sphinx_permalink_blog-*/")
    for name in ("README.md", "LICENSE", "CHANGELOG.md", "pyproject.toml", "PKG-INFO"):
        assert (unpacked / name).is_file(), name
    again = build_package(tmp_path / "again", source=unpacked)[-1]
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(again) as other:
        assert one.namelist() == other.namelist()
        assert [x.CRC for x in one.infolist()] == [x.CRC for x in other.infolist()]
