"""Builds in processes of their own, and what two of them made.

A forkserver has Sphinx imported already. A fresh interpreter takes half a second for
that, half of what a build of ten documents takes.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import sys
import zlib
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(
    [
        "ablog",
        "feedgen.feed",
        "lxml.html",
        "myst_parser.sphinx_ext.main",
        "notfound.extension",
        "sphinx.builders.dirhtml",
        "sphinx.cmd.build",
        "sphinx.transforms.post_transforms",
        "sphinx.util.parallel",
    ]
)


@dataclass(frozen=True)
class Built:
    """How a build ended: its exit status, and all that it printed."""

    status: int
    said: str


def build(arguments: Sequence[str], log: Path, **environ: str) -> Built:
    """Run ``sphinx-build``.

    :param arguments: of the command
    :param log: a file for what it prints
    :param environ: changes to the environment's variables; ``WORKING_FOLDER`` is where
        the command is run
    :raises TimeoutError: if it does not end within two minutes
    """
    process = _CONTEXT.Process(target=_build, args=([*arguments], str(log), environ))
    process.start()
    process.join(120)
    if process.exitcode is None:
        process.kill()
        process.join()
        said = log.read_text("utf-8", errors="replace")
        raise TimeoutError(f"a build did not end:\n{said}")
    return Built(process.exitcode, log.read_text("utf-8", errors="replace"))


def _build(arguments: list[str], log: str, environ: Mapping[str, str]) -> None:
    os.environ.update(environ)
    if folder := environ.get("WORKING_FOLDER"):
        os.chdir(folder)
        sys.path.insert(0, "")  # as "python -m sphinx" has it
    to = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(to, stream)
    from sphinx.cmd.build import main

    sys.exit(main([*arguments, "--no-color"]))


def snapshot(outdir: Path) -> dict[str, bytes]:
    """Return all files of an output, but for Sphinx's note that conf.py changed."""
    return {
        path.relative_to(outdir).as_posix(): path.read_bytes()
        for path in outdir.rglob("*")
        if path.is_file() and path.name != ".buildinfo.bak"
    }


def differences(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[str]:
    """Tell how two outputs differ, by file, with the first lines that do.

    :param old: file to content, of the incremental build
    :param new: of the clean one
    """
    found = [f"only incremental: {file}" for file in sorted(old.keys() - new.keys())]
    found += [f"only clean: {file}" for file in sorted(new.keys() - old.keys())]
    for file in sorted(old.keys() & new.keys()):
        if old[file] != new[file]:
            found += [f"{file}:", *_first_difference(old[file], new[file])]
    return found


def _first_difference(*contents: bytes) -> Iterator[str]:
    left, right = (_lines(content) for content in contents)
    for number, (a, b) in enumerate(zip_longest(left, right, fillvalue=""), start=1):
        if a != b:
            same = (i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y)
            start = max(next(same, min(len(a), len(b))) - 40, 0)
            yield f"  {number}: incremental: {a[start : start + 160]}"
            yield f"  {number}: clean:       {b[start : start + 160]}"
            return


def _lines(content: bytes) -> list[str]:
    if content.startswith(b"# Sphinx inventory"):
        *head, compressed = content.split(b"\n", 4)
        content = b"\n".join([*head, zlib.decompress(compressed)])
    return content.decode("utf-8", errors="backslashreplace").split("\n")


def documents_read(said: str) -> int:
    """Return how many documents a build has read.

    :param said: what it printed
    """
    found = re.search(r"(\d+) added, (\d+) changed, \d+ removed", said)
    assert found, said
    return int(found[1]) + int(found[2])
