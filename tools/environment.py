"""Make sure that a virtual environment holds what the Makefile's commands need.

Usage: ``python tools/environment.py VENV {site,dev,bench,package}``

There are two kinds of environment:

- One that this program made: it is remade, empty, when a requirements file differs
  from what it was made from. ``VENV/made-from/`` holds copies of those files.
- One that was there before: it is never cleared. What ``requirements.in`` asks for
  and it lacks is installed, and ``VENV/checked-for/`` holds copies of the files.

Nothing is installed, and pip is not started, while the copies match.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent

#: What each kind of use installs: pinned into an environment of ours, and as ranges
#: into somebody's own, where a newer Sphinx that will do must stay.
PINNED = {
    "site": ("requirements.txt",),
    "dev": ("requirements.txt", "requirements-dev.txt"),
    "bench": ("benchmarks/requirements.txt",),
    "package": ("requirements-package.txt",),
}
RANGES = {
    "site": ("requirements.in",),
    "dev": ("requirements.in", "requirements-dev.in"),
    "bench": ("benchmarks/requirements.in",),
    "package": ("requirements-package.in",),
}


class EnvironmentUnusableError(Exception):
    """The environment cannot be made or used; the message says what to do."""


class Action(Enum):
    """What has to happen to an environment."""

    NOTHING = "nothing"
    ADD = "add"
    MAKE = "make"


@dataclass(frozen=True, kw_only=True)
class State:
    """What is known of an environment.

    ``wanted`` is the content of each requirements file asked for; ``found`` is that
    of the copies kept in the environment.
    """

    works: bool
    ours: bool
    wanted: dict[str, bytes]
    found: dict[str, bytes]


def decide(state: State) -> Action:
    """Tell what has to happen, from the state alone."""
    if not state.works:
        return Action.MAKE
    changed = {
        name
        for name, content in state.wanted.items()
        if state.found.get(name, content) != content
    }
    missing = state.wanted.keys() - state.found.keys()
    # Without its first file an environment of ours is one whose making was cut short.
    if state.ours and (changed or not state.found):
        return Action.MAKE
    return Action.ADD if changed or missing else Action.NOTHING


def interpreter(venv: Path) -> str:
    """Give the path of an environment's Python."""
    return str(venv / "bin" / "python")


def runs(venv: Path, *arguments: str) -> bool:
    """Tell whether the environment's Python succeeds at something, in silence."""
    command = [interpreter(venv), *arguments]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def works(venv: Path) -> bool:
    """Tell whether the environment's Python starts and is recent enough."""
    check = "import sys; sys.exit(sys.version_info < (3, 11))"
    try:
        return runs(venv, "-c", check)
    except OSError:  # absent, or a link to a Python that is gone
        return False


def read_all(folder: Path, names: tuple[str, ...]) -> dict[str, bytes]:
    """Read those of the named files that are in the folder."""
    paths = {name: folder / name for name in names}
    return {name: path.read_bytes() for name, path in paths.items() if path.is_file()}


def make(venv: Path, *, ours: bool) -> None:
    """Make the environment, empty but for pip."""
    if venv.exists() and not ours and (not venv.is_dir() or any(venv.iterdir())):
        msg = (
            f"{venv} is there, but is no environment with Python 3.11 or newer.\n"
            "It was not made here, so it is left alone. Remove it yourself, or name\n"
            "another place: make html VENV=/another/place"
        )
        raise EnvironmentUnusableError(msg)
    print(f"Making the environment {venv}", flush=True)
    command = [sys.executable, "-m", "venv", "--clear", str(venv)]
    if subprocess.run(command, check=False).returncode:
        shutil.rmtree(venv, ignore_errors=True)  # half made; nobody's work is in it
        msg = f"python -m venv failed, with the interpreter {sys.executable}."
        raise EnvironmentUnusableError(msg)
    (venv / "made-from").mkdir()


def install(venv: Path, files: tuple[str, ...]) -> None:
    """Install what the requirements files ask for and the environment lacks."""
    print(f"Installing {', '.join(files)} into {venv}", flush=True)
    if runs(venv, "-m", "pip", "--version"):
        pip = [interpreter(venv), "-m", "pip"]
    else:  # made with "uv venv", say
        pip = [sys.executable, "-m", "pip", "--python", interpreter(venv)]
    asked = [option for name in files for option in ("-r", str(PROJECT / name))]
    environ = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    command = [*pip, "install", "--quiet", *asked]
    if subprocess.run(command, check=False, env=environ).returncode:
        msg = f"pip says above why it could not install {', '.join(files)}."
        raise EnvironmentUnusableError(msg)


def ensure(venv: Path, use: str) -> None:
    """Make or complete the environment, if it needs that.

    :param venv: the environment's folder, which need not exist
    :param use: ``site`` to build the site, ``dev`` to test it too, ``bench`` for the
        other generators that it is measured beside, ``package`` to build the package
    :raises EnvironmentUnusableError: if that cannot be done
    """
    usable = works(venv)
    ours = (venv / "made-from").is_dir() or not usable
    files = PINNED[use] if ours else RANGES[use]
    copies = venv / ("made-from" if ours else "checked-for")
    wanted = read_all(PROJECT, files)
    found = read_all(copies, files)
    action = decide(State(works=usable, ours=ours, wanted=wanted, found=found))
    if action is Action.NOTHING:
        return
    if action is Action.MAKE:
        make(venv, ours=(venv / "made-from").is_dir())
    install(venv, files)
    try:
        for name, content in wanted.items():
            (copies / name).parent.mkdir(parents=True, exist_ok=True)
            (copies / name).write_bytes(content)
    except OSError as error:  # somebody's own, read-only: pip looks again next time
        print(f"Not noted in {copies}: {error.strerror}", file=sys.stderr)


def main() -> int:
    """Run from the command line; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("venv", type=Path)
    parser.add_argument("use", choices=sorted(PINNED))
    arguments = parser.parse_args()
    try:
        ensure(arguments.venv, arguments.use)
    except EnvironmentUnusableError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
