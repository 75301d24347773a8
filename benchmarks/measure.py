"""Run a command as a whole process: how long it takes, and how much memory."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SAMPLES_EVERY = 0.05  # seconds; a sample of a large process takes milliseconds
LOG_LINES = 20  # shown of a command that failed
NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"


class RunFailedError(Exception):
    """A command did not start or not end well.

    :ivar log: the last lines that it printed, which may name places of this machine
    """

    def __init__(self, message: str, *, log: str = "") -> None:
        super().__init__(message)
        self.log = log


def environment() -> dict[str, str]:
    """Return the environment variables of what is measured.

    Where Python is forbidden to keep compiled modules, each build would compile ours
    again, but not those that pip has compiled when it installed them.
    """
    return {name: value for name, value in os.environ.items() if name != NO_BYTECODE}


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one run took.

    :ivar seconds: from the start to the end, by the clock on the wall
    :ivar cpu_seconds: of all its processes together
    :ivar peak_rss: bytes; the largest resident set of a single one of its processes
    :ivar peak_pss: bytes, or None where memory was not sampled; the largest sum, over
        the processes running at one moment, of their proportional set sizes. Pages
        that several processes share, as forked workers do, count once in the sum.
    """

    seconds: float
    cpu_seconds: float
    peak_rss: int
    peak_pss: int | None = None


def _session_pss(session: int) -> int:
    """Sum what the processes of a session hold now, in bytes (Linux)."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # "pid (name) state ppid pgrp session ...": a name may hold anything.
            if int(stat.read_text().rpartition(")")[2].split()[3]) != session:
                continue
            rollup = (stat.parent / "smaps_rollup").read_text()
        except OSError:  # it has ended meanwhile
            continue
        total += next(
            (
                int(line.split()[1])
                for line in rollup.splitlines()
                if line[:4] == "Pss:"
            ),
            0,
        )
    return total * 1024


class _MemorySampler(threading.Thread):
    """Notes the largest sum of a session's memory until told to stop."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session = session
        self.peak = 0
        self.ended = threading.Event()

    def run(self) -> None:
        """Sample; started by :meth:`start`."""
        while not self.ended.wait(SAMPLES_EVERY):
            self.peak = max(self.peak, _session_pss(self.session))


def run(
    command: Sequence[str],
    folder: Path,
    *,
    log: Path,
    memory: bool = False,
    timeout: float = 3600,
) -> Run:
    """Run a command to its end.

    :param folder: where it runs
    :param log: file that gets what it prints
    :param memory: sample its memory meanwhile, which slows it a little: its seconds
        are no measurement then
    :param timeout: seconds after which it is ended
    :raises RunFailedError: if it cannot start, is ended, or its exit status is not 0
    """
    with log.open("wb") as output:
        start = time.perf_counter()
        try:
            process = subprocess.Popen(  # noqa: S603
                command,
                cwd=folder,
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # so its workers are known, and end with it
            )
        except OSError as error:
            msg = f"{Path(command[0]).name} does not start: {error.strerror}"
            raise RunFailedError(msg) from error
        sampler = _MemorySampler(process.pid) if memory else None
        timer = threading.Timer(timeout, end_session, [process.pid])
        timer.start()
        if sampler:
            sampler.start()
        try:
            # What wait4 says of its memory is of the process that used the most; it
            # starts at what this program holds, about 30 MB, as it is forked from it.
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
        except BaseException:  # Ctrl+C
            end_session(process.pid)
            raise
        finally:
            timer.cancel()
            if sampler:
                sampler.ended.set()
                sampler.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        msg = f"{Path(command[0]).name} ended with {process.returncode}"
        raise RunFailedError(msg, log=_last_lines(log))
    return Run(
        seconds=seconds,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        peak_rss=usage.ru_maxrss * 1024,
        peak_pss=(sampler.peak or None) if sampler else None,
    )


def end_session(session: int) -> None:
    """End a process started with a session of its own, and its workers."""
    try:
        os.killpg(session, 9)
    except ProcessLookupError:
        return


def _last_lines(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(lines[-LOG_LINES:])
