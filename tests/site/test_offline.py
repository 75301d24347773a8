"""A build asks nobody for anything: it works where there is no network at all."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from site_tools.sites import PROJECT, clean_environ

if TYPE_CHECKING:
    from pathlib import Path

# A network namespace of its own, with nothing in it, not even the loopback interface.
ISOLATED = ["unshare", "--map-root-user", "--net"]


def _can_isolate() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*ISOLATED, "true"], capture_output=True).returncode == 0


needs_isolation = pytest.mark.skipif(
    not _can_isolate(), reason="no network namespace can be made here"
)


@needs_isolation
def test_there_is_no_network_in_there() -> None:
    ask = "import socket; socket.create_connection(('127.0.0.1', 9), timeout=5)"
    done = subprocess.run(
        [*ISOLATED, sys.executable, "-c", ask],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert "Network is unreachable" in done.stderr


@needs_isolation
@pytest.mark.slow
@pytest.mark.parametrize("builder", ["html", "epub"])
def test_the_site_builds_without_a_network(tmp_path: Path, builder: str) -> None:
    folders = ["-d", str(tmp_path / "doctrees"), str(PROJECT), str(tmp_path / "out")]
    done = subprocess.run(
        [
            *(*ISOLATED, sys.executable, "-m", "sphinx"),
            *("-W", "-q", "-b", builder, "-j", "auto"),
            *folders,
        ],
        cwd=PROJECT,
        env=clean_environ(),
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
