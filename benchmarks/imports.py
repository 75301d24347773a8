"""Measure how long the import of a blog takes, and whether it grows linearly.

``python -m benchmarks.imports`` writes blogs of 250 and 1,000 posts for each generator
that can be imported, imports each as ``make import`` does, and divides what a post
costs in the larger one by what it costs in the smaller one: 1 is linear, and the sizes'
ratio would be quadratic. Processor time is that of all processes; it depends less on
what else the machine does.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.contenders import REPOSITORY
from benchmarks.measure import RunFailedError, run
from benchmarks.scale import ratio
from benchmarks.source_sites import SITES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.measure import Run

SIZES = (250, 1_000)
"""Posts of the two blogs."""
MOST = 20
"""Seconds that the larger one may take."""
LIMIT = 1.5
"""Of the ratio of processor times: more is not linear. Caches take a little."""


def write_project(folder: Path) -> None:
    """Write a project that imports blogs, with no post of its own.

    :param folder: is made
    """
    folder.mkdir(parents=True)
    for name in ("_templates", "_static"):
        shutil.copytree(REPOSITORY / name, folder / name)
    for name in ("conf.py", "about.md"):
        shutil.copy(REPOSITORY / name, folder / name)
    (folder / "_ext").symlink_to(REPOSITORY / "_ext", target_is_directory=True)
    (folder / "index.md").write_text("# Notes\n", encoding="utf-8")


def measure(generator: str, count: int, folder: Path) -> Run:
    """Return what an import takes.

    :param generator: one of :data:`~benchmarks.source_sites.SITES`
    :param count: posts of the blog
    :param folder: is made; the blog and the project are in it
    :raises RunFailedError: if it fails
    """
    SITES[generator].write(folder / "site", count)
    write_project(folder / "project")
    code = "import sys, permalink_import.cli as c; sys.exit(c.main(sys.argv[1:]) == 2)"
    arguments = [str(folder / "site"), "--into", str(folder / "project")]
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = ['_ext']; {code}"]
    return run([*command, *arguments], REPOSITORY, log=folder / "import.log")


def compare(generator: str, sizes: Sequence[int], scratch: Path) -> bool:
    """Measure the imports of blogs of one generator, and print the results.

    :param sizes: posts of the smaller and of the larger blog
    :returns: whether the larger one takes too long, or more for each post
    :raises RunFailedError: if an import fails
    """
    small, large = sizes
    runs = [measure(generator, x, scratch / f"{generator}-{x}") for x in (0, *sizes)]
    for count, made in zip((0, *sizes), runs, strict=True):
        print(
            f"{generator}, {count} posts: {made.seconds:.1f} s, of processors "
            f"{made.cpu_seconds:.1f} s",
            flush=True,
        )
    base, few, many = (made.cpu_seconds for made in runs)
    found = ratio(base, few, many, (small, large))
    print(f"{generator}, a post of {large} beside one of {small}: {found:.2f}")
    return runs[-1].seconds > MOST or found > LIMIT


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; return the exit code."""
    parser = argparse.ArgumentParser(
        "python -m benchmarks.imports", description=__doc__
    )
    parser.add_argument("--sizes", nargs=2, type=int, default=SIZES, metavar="POSTS")
    parser.add_argument("--only", nargs="+", choices=SITES, default=[*SITES])
    parser.add_argument("--scratch", type=Path, default=REPOSITORY / "_build" / "bench")
    asked = parser.parse_args(arguments)
    asked.scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=asked.scratch) as scratch:
        try:
            failed = [compare(x, asked.sizes, Path(scratch)) for x in asked.only]
        except RunFailedError as error:
            print(f"{error}\n{error.log}", file=sys.stderr)
            return 1
    return int(any(failed))


if __name__ == "__main__":
    raise SystemExit(main())
