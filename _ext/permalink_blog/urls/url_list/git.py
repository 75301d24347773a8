"""The Git history of a folder: changes of its documents, and old revisions."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from permalink_blog.urls.url_list.documents import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO


_PATTERNS = tuple(f"*{suffix}" for suffix in SUFFIXES)
_OPTIONS = ("--raw", "-z", "-M", "--no-abbrev", "--no-color", "--relative")
# Along the main line: what a merge brought in was published then.
_LOG = (
    *("-c", "log.diffMerges=first-parent", "-c", "log.showSignature=false"),
    *("log", "--first-parent", "-m", *_OPTIONS, "--date=short"),
    "--format=tformat:%x01%H%x02%cd%x02%D",
)
_MORE_ENVIRON = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",  # a partial clone stays as it is: no network
}
_TOO_LONG = "git takes too long"
_SOON = 10  # seconds, for a question without the history


class HistoryError(Exception):
    """The history is unavailable; the message has the reason."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit, by its short name and its day; both "" for what is not committed."""

    name: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class FileChange:
    """What a commit did to a file; paths are relative to the source folder.

    :param old: path and id of the content before, ``None`` for a new file
    :param new: path and id of the content after, ``None`` for a removed file; without
        an id for a file that is not committed
    """

    commit: Commit
    old: tuple[str, str] | None
    new: tuple[str, str] | None


def git_output(folder: Path, *arguments: str) -> str:
    """Return what git prints in a folder; "" if it fails or is not installed."""
    try:
        return _git(folder, time.monotonic() + _SOON, *arguments).strip()
    except (HistoryError, OSError):
        return ""


def _git(source: Path, end: float, *arguments: str) -> str:
    """Run git, and give what it prints.

    :raises HistoryError: if it fails, or cannot be run
    """
    try:
        done = subprocess.run(  # noqa: S603 - fixed arguments
            ("git", "-C", str(source), *arguments),  # noqa: S607 - the user's own git
            env={**os.environ, **_MORE_ENVIRON},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=max(0.0, end - time.monotonic()),
        )
    except FileNotFoundError as error:
        raise HistoryError("git is not installed") from error
    except subprocess.TimeoutExpired as error:
        raise HistoryError(_TOO_LONG) from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        said = said.removeprefix("fatal: ")  # of git, but for us it is not
        raise HistoryError(said or f"git ends with {done.returncode}")
    return os.fsdecode(done.stdout)


def list_changes(source: Path, end: float) -> tuple[list[FileChange], bool]:
    """List all changes of documents, the newest first.

    :param source: the source folder; paths are relative to it
    :param end: by the monotonic clock, when to give up
    :returns: the changes, and whether older ones are cut off, as in a shallow clone
    :raises HistoryError: if there is no git, or no repository
    """
    log = _git(source, end, *_LOG, "--", *_PATTERNS)
    diff = _git(source, end, "diff", *_OPTIONS, "HEAD", "--", *_PATTERNS)
    changes = list(parse_changes(diff))
    changes += parse_changes(log)
    return changes, "\x02grafted" in log


def parse_changes(text: str) -> Iterator[FileChange]:
    r"""Read what ``git diff --raw -z`` or the log of such changes prints.

    Its parts end with NUL: ``\x01`` and a commit; or ``:`` with modes, ids and status,
    and then a path, or two of a renamed file.

    :param text: all that Git printed
    """
    commit = Commit()
    parts = iter(text.split("\0"))
    for part in parts:
        head = part.lstrip("\n")
        if head.startswith("\x01"):
            name, day, _ = head[1:].split("\x02")
            commit = Commit(name[:9], day)
        elif head.startswith(":"):
            _, _, old_id, new_id, status = head.split(" ")
            path = next(parts, "")
            new_path = next(parts, "") if status[0] in "RC" else path
            blank = new_id.strip("0") == ""
            yield FileChange(
                commit,
                old=None if status[0] in "AC" else (path, old_id),
                new=None if status[0] == "D" else (new_path, "" if blank else new_id),
            )


class Revisions:
    """The content of old revisions, from ``git cat-file --batch``."""

    def __init__(self, requests: IO[bytes], answers: IO[bytes], end: float) -> None:
        self._requests = requests
        self._answers = answers
        self._end = end

    def text(self, identity: str) -> str:
        """Return the content of a file; "" if the repository does not have it.

        :param identity: id of the blob
        :raises HistoryError: if time is up
        """
        if time.monotonic() > self._end:
            raise HistoryError(_TOO_LONG)
        self._requests.write(identity.encode() + b"\n")
        self._requests.flush()
        head = self._answers.readline().split()
        if len(head) != 3:  # "… missing", as in a partial clone; or git is gone
            return ""
        content = self._answers.read(int(head[2]) + 1)[:-1]
        return content.decode("utf-8-sig", errors="replace")


@contextmanager
def open_revisions(source: Path, end: float) -> Iterator[Revisions]:
    """Start the process that gives old revisions, and end it.

    :param end: by the monotonic clock, when to give up
    """
    with subprocess.Popen(  # noqa: S603 - fixed arguments
        ("git", "-C", str(source), "cat-file", "--batch"),  # noqa: S607
        env={**os.environ, **_MORE_ENVIRON},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        alarm = threading.Timer(max(0.0, end - time.monotonic()), process.kill)
        alarm.start()
        try:
            assert process.stdin is not None  # noqa: S101 - it is a pipe
            assert process.stdout is not None  # noqa: S101 - it is a pipe
            yield Revisions(process.stdin, process.stdout, end)
        finally:
            alarm.cancel()
            process.kill()
