"""Running a command: its time, its memory with its workers', its failures."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.measure import Run, RunFailedError, run

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 1_000_000
WORKERS = f"""
import subprocess, sys, time
hold = "import time; data = bytearray(60 * {MEGABYTE}); time.sleep(2)"
workers = [subprocess.Popen([sys.executable, "-c", hold]) for _ in range(2)]
for worker in workers:
    worker.wait()
"""


def python(program: str, tmp_path: Path, **options: Any) -> Run:
    """Run a Python program."""
    return run(
        [sys.executable, "-c", program], tmp_path, log=tmp_path / "log", **options
    )


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_memory_is_that_of_all_workers_at_one_time(tmp_path: Path) -> None:
    done = python(WORKERS, tmp_path, memory=True)
    assert done.peak_pss
    assert 120 * MEGABYTE < done.peak_pss < 250 * MEGABYTE
    # of one worker, or of this process, which it was forked from
    assert done.peak_rss > 60 * MEGABYTE
    assert done.seconds > 2


def test_memory_is_sampled_only_where_it_is_asked_for(tmp_path: Path) -> None:
    assert python("pass", tmp_path).peak_pss is None


def test_a_failing_command_is_an_error_that_shows_its_last_lines(
    tmp_path: Path,
) -> None:
    with pytest.raises(RunFailedError, match="ended with 3") as caught:
        python("print('about to fail'); raise SystemExit(3)", tmp_path)
    assert caught.value.log == "about to fail"


def test_an_endless_command_is_ended_with_its_workers(tmp_path: Path) -> None:
    program = "import subprocess; subprocess.run(['sleep', '60'])"
    with pytest.raises(RunFailedError, match="ended with -9"):
        python(program, tmp_path, timeout=0.5)


def test_a_command_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RunFailedError, match="no-such-program does not start"):
        run(["/nowhere/no-such-program"], tmp_path, log=tmp_path / "log")


def test_what_is_measured_keeps_compiled_modules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    python("import sys; raise SystemExit(sys.dont_write_bytecode)", tmp_path)
