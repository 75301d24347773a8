"""Disks that are full or cannot be written to, for a while.

Where nothing can be mounted, as in most containers, what needs it is skipped.
"""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FILLER = ".filler"


def _mount(*arguments: str) -> None:
    try:
        subprocess.run(["mount", *arguments], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("nothing can be mounted here: run as root, on a machine of its own")


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[None]:
    """Put a disk of its own at an empty folder.

    :param size: bytes
    """
    _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def filled(folder: Path, *, free: int) -> Iterator[None]:
    """Fill a disk.

    :param free: bytes that are left
    """
    disk = os.statvfs(folder)
    blocks = disk.f_bavail - free // disk.f_frsize
    filler = folder / _FILLER
    filler.write_bytes(bytes(blocks * disk.f_frsize))
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let nobody write to a folder; root may do so whatever its permissions are."""
    if os.geteuid():
        folder.chmod(0o555)
        try:
            yield
        finally:
            folder.chmod(0o755)
        return
    _mount("--bind", str(folder), str(folder))
    try:
        _mount("-o", "remount,bind,ro", str(folder))
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
