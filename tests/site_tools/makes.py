"""Run the commands of the Makefile as someone types them.

The tests may themselves be run by make, with variables and with coverage. A make that a
test runs has neither: what it does must not depend on how the tests were started.
"""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
from typing import TYPE_CHECKING

from site_tools.sites import PROJECT, clean_environ

if TYPE_CHECKING:
    from pathlib import Path

_MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")
#: What the Makefile takes from the environment unless it is set on the command line.
VARIABLES = frozenset(re.findall(r"\$\(([A-Z_]+)\)", _MAKEFILE))


def make_environ(**changes: str) -> dict[str, str]:
    """Return the environment variables for a make, with nothing of an outer one.

    :param changes: variables to set besides
    """
    environ = {
        name: value
        for name, value in clean_environ().items()
        if name not in VARIABLES and not name.startswith(("COVERAGE", "PYTHONPATH"))
    }
    return {**environ, **changes}


def run_make(
    folder: Path, *arguments: str, **environ: str
) -> subprocess.CompletedProcess[str]:
    """Run make in a folder, without a network, and return what it printed.

    :param arguments: targets, variables and options
    :param environ: changes to the environment variables
    """
    return subprocess.run(
        ["make", *arguments],
        cwd=folder,
        env={**make_environ(PIP_NO_INDEX="1", PYTHON=sys.executable), **environ},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=300,
    )


def make_own_environment(venv: Path) -> Path:
    """Make a virtual environment with all packages of the one that we run in."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    [site_packages] = venv.glob("lib/python*/site-packages")
    (site_packages / "ours.pth").write_text(sysconfig.get_path("purelib"))
    return venv
