"""Imports of hostile old sites, and what must hold in each of them."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from permalink_blog.core.untrusted.paths import is_git_folder
from site_tools.hostile_builds import BrokenInvariantError, listening
from site_tools.hostile_old_sites import OUTSIDE, PORT, HostileOldSite, OldFile
from site_tools.hostile_posts import SECRET
from site_tools.moving import fresh_project
from site_tools.sites import PROJECT, clean_environ

if TYPE_CHECKING:
    from pathlib import Path

ARTIFACTS = PROJECT / "test-artifacts" / "fuzz-sites"
SECONDS = 300
"""Of the clock, for an import or a build on a machine that is busy."""
MEMORY = 1_500_000
"""Kilobytes that an import may have at most."""

# An import with small limits, whose programs and connections are noted.
_IMPORT = """
import os, resource, sys
from permalink_import import limits
from permalink_import.cli import main

limits.TEXT_SECONDS, limits.SETTING_SECONDS, limits.SITE_SECONDS = 5, 1, 60
note = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
RUNS = ("os.system", "os.exec", "os.posix_spawn", "subprocess.Popen", "os.startfile")
KNOWN = ("pandoc", "git")

def audit(event, arguments):
    if event in RUNS:
        program = str(arguments[0])
        if os.path.basename(program) not in KNOWN:
            os.write(note, f"runs {program}\\n".encode("utf-8", "backslashreplace"))
    elif event in ("socket.connect", "socket.getaddrinfo"):
        os.write(note, f"{event} {arguments!r}\\n".encode("utf-8", "backslashreplace"))

sys.addaudithook(audit)
code = main(sys.argv[2:])
print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
sys.exit(code)
"""
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x9b]")


@dataclass(frozen=True)
class HostileImport:
    """An old site that is imported into a project beside it.

    :param folder: for all of it
    :param site: the old site
    """

    folder: Path
    site: HostileOldSite

    def complaint(self, *, build: bool) -> str | None:
        """Import the site; return which invariant does not hold.

        :param build: whether the project is built afterwards
        """
        shutil.rmtree(self.folder, ignore_errors=True)
        outside, project = self.folder / "outside", self.folder / "blog"
        outside.mkdir(parents=True)
        (outside / "secret.txt").write_text(f"{SECRET}\n")
        (outside / "secret.md").write_text(f"---\ntitle: {SECRET}\n---\n{SECRET}\n")
        fresh_project(project)
        with listening() as (port, asked):
            self._lay_out(outside, port)
            before = _contents(outside)
            try:
                self._import(project)
                _check_project(project)
                if build:
                    self._build(project)
                if _contents(outside) != before:
                    raise BrokenInvariantError("outside", "something was written there")
                if asked:
                    raise BrokenInvariantError("network", "\n".join(asked))
            except BrokenInvariantError as broken:
                kept = _keep(self.site, self.folder / "old")
                return f"{broken.complaint.kind}: {broken.complaint.text}\nof: {kept}"
        return None

    def _lay_out(self, outside: Path, port: int) -> None:
        old = self.folder / "old"
        old.mkdir()
        for file in self.site.files:
            _write(old, file, outside=str(outside), port=port)

    def _import(self, project: Path) -> None:
        note = self.folder / "note.txt"
        names = [str(x) for x in (note, self.folder / "old", "--into", project)]
        done = self._run(["-c", _IMPORT, *names, "--generator", self.site.generator])
        said = done.stdout + done.stderr
        if done.returncode not in {0, 1, 2} or "Traceback" in said:
            raise BrokenInvariantError("import", f"code {done.returncode}:\n{said}")
        if SECRET in said or (found := _UNPRINTABLE.search(said)):
            what = SECRET if SECRET in said else repr(found and found[0])
            raise BrokenInvariantError("report", f"has {what}:\n{said!r}")
        if noted := note.read_text("utf-8"):
            raise BrokenInvariantError("program", noted)
        *_, peak = re.findall(r"^peak (\d+)$", done.stdout, re.MULTILINE)
        if int(peak) > MEMORY:
            raise BrokenInvariantError("memory", f"{peak} kB:\n{said}")
        if done.returncode == 2 and list(project.rglob("posts")):
            raise BrokenInvariantError("import", f"failed, and wrote posts:\n{said}")

    def _build(self, project: Path) -> None:
        folders = ["-d", "_build/doctrees", ".", "_build/html"]
        built = self._run(["-m", "sphinx", "-q", "--no-color", *folders], project)
        said = built.stdout + built.stderr
        if built.returncode or "Traceback" in said or "Exception occurred" in said:
            raise BrokenInvariantError("build", f"code {built.returncode}:\n{said}")
        _check_project(project)

    def _run(
        self, arguments: list[str], cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        try:
            return subprocess.run(
                [sys.executable, *arguments],
                cwd=cwd or self.folder,
                env=clean_environ(PYTHONPATH=str(PROJECT / "_ext"), CANARY=SECRET),
                capture_output=True,
                check=False,
                encoding="utf-8",
                errors="backslashreplace",
                timeout=SECONDS,
            )
        except subprocess.TimeoutExpired as error:
            raise BrokenInvariantError("time", f"more than {SECONDS} s") from error


def _write(old: Path, file: OldFile, *, outside: str, port: int) -> None:
    """Write a file of an old site, unless another one is in its way."""

    def filled(text: str) -> str:
        return text.replace(OUTSIDE, outside).replace(PORT, str(port))

    path = old / file.path
    if any(x.is_symlink() or x.is_file() for x in path.parents) or path.is_symlink():
        return
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if file.link:
        path.symlink_to(filled(file.link))
        return
    content = file.content.replace(OUTSIDE.encode(), outside.encode())
    path.write_bytes(content.replace(PORT.encode(), str(port).encode()))


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(x): x.read_bytes() for x in folder.rglob("*") if x.is_file()}


def _check_project(project: Path) -> None:
    """Find what no old site may bring."""
    for path in sorted(project.rglob("*")):
        name = path.relative_to(project)
        if name.parts[0] == "_ext":
            continue
        if path.is_symlink():
            raise BrokenInvariantError("link", f"{name} is a symbolic link")
        if any(map(is_git_folder, name.parts)):
            raise BrokenInvariantError("git", f"{name} is imported")
        if path.is_dir():
            inside = {x.name.casefold() for x in path.iterdir()}
            if {"head", "objects", "refs"} <= inside:
                raise BrokenInvariantError("git", f"{name} is a repository")
        elif SECRET.encode() in path.read_bytes():
            raise BrokenInvariantError("secret", f"{name} has what was hidden")


def _keep(site: HostileOldSite, old: Path) -> str:
    """Copy an old site to where people find it."""
    name = hashlib.sha256(repr(site).encode()).hexdigest()[:12]
    target = ARTIFACTS / f"{site.generator}-{name}"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(old, target, symlinks=True)
    return str(target.relative_to(PROJECT))
