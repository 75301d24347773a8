"""Imports an old site into a fresh copy of this project, as its owner would."""

from __future__ import annotations

import fcntl
import json
import re
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from site_tools.sites import PROJECT, clean_environ

INDEX = """\
# Notes

Written elsewhere, read here.
"""

_FINDING = re.compile(r"  (?P<file>.+?)(:\d+)?: .* \[(?P<type>[\w.]+)\]")
_WARNING = re.compile(r"(?P<file>[^:]+):\d+: WARNING: .* \[(?P<type>[\w.]+)\]")


@dataclass(frozen=True)
class Ran:
    """A command that ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str

    @property
    def said(self) -> str:
        """All that it printed, for the message of a failed test."""
        return f"{self.stdout}\n{self.stderr}"


@dataclass(frozen=True)
class Move:
    """An old site that was imported and built here.

    :param imported: the first import
    :param built: the build after it
    :param again: a second import after that
    :param kept: whether the second one left all files as they were
    """

    folder: str
    imported: Ran
    built: Ran
    again: Ran
    kept: bool

    @property
    def project(self) -> Path:
        """The folder that has ``conf.py``."""
        return Path(self.folder)

    @property
    def output(self) -> Path:
        """The folder of the built site."""
        return self.project / "_build" / "html"

    @property
    def findings(self) -> set[tuple[str, str]]:
        """File and type of each finding that the build counted, for imported files."""
        _, head, told = self.built.stdout.partition("\nWarnings in imported")
        lines = told.split("\n")
        matches = [m for line in lines[1:] if (m := _FINDING.fullmatch(line))]
        found = {(match["file"], match["type"]) for match in matches}
        assert not head or lines[0].endswith(f": {len(found)}"), told
        return found

    @property
    def warnings(self) -> set[tuple[str, str]]:
        """File and type of each warning of the build; all of a line without these."""
        lines = self.built.stderr.replace(f"{self.folder}/", "").splitlines()
        matches = [(line, _WARNING.fullmatch(line)) for line in lines]
        return {(m["file"], m["type"]) if m else (line, "") for line, m in matches}


def fresh_project(folder: Path) -> Path:
    """Make a project as this one is, without its own posts and guide.

    :param folder: is made
    """
    folder.mkdir(parents=True)
    for name in ("_templates", "_static"):
        shutil.copytree(PROJECT / name, folder / name)
    for name in ("conf.py", "about.md"):
        shutil.copy(PROJECT / name, folder / name)
    (folder / "_ext").symlink_to(PROJECT / "_ext", target_is_directory=True)
    (folder / "index.md").write_text(INDEX, encoding="utf-8")
    return folder


def run(arguments: list[str], *, cwd: Path) -> Ran:
    """Run a module of Python in a project's folder."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=cwd,
        env=clean_environ(PYTHONPATH=str(PROJECT / "_ext")),
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=300,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def run_import(site: Path, project: Path, *options: str) -> Ran:
    """Import a site into a project."""
    arguments = ["permalink_import", str(site), "--into", str(project), *options]
    return run(arguments, cwd=project.parent)


def contents(folder: Path) -> dict[str, bytes]:
    """Give all files of a project, but for its code and its output."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in paths}
    return {
        name: path.read_bytes()
        for name, path in names.items()
        if not name.startswith(("_ext/", "_build/"))
    }


def move_once(shared: Path, name: str, site: Path) -> Move:
    """Move a site here, unless another worker of the same test run has done so.

    :param shared: a folder of this test run, the same for all its workers
    """
    record = shared / f"{name}.json"
    shared.mkdir(parents=True, exist_ok=True)
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # ends with the file, however the process does
        if not record.exists():
            move = _move(site, fresh_project(shared / name / "blog"))
            record.write_text(json.dumps(asdict(move)), encoding="utf-8")
    told = json.loads(record.read_text("utf-8"))
    return Move(
        told["folder"],
        imported=Ran(**told["imported"]),
        built=Ran(**told["built"]),
        again=Ran(**told["again"]),
        kept=told["kept"],
    )


def _move(site: Path, project: Path) -> Move:
    # The project has a page of this name, too; the old site's is wanted.
    imported = run_import(site, project, "--force", "about.md")
    before = contents(project)
    strict = ["-T", "-n", "--no-color"]
    folders = ["-d", "_build/doctrees", ".", "_build/html"]
    built = run(["sphinx", "-b", "html", *strict, *folders], cwd=project)
    again = run_import(site, project)
    kept = contents(project) == before
    return Move(str(project), imported, built, again, kept)
