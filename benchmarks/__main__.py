"""Measure this site beside other generators, on the same posts in the same run.

Without options: all contenders that are installed, at 200, 1,000 and 4,000 posts.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.contenders import CONTENDERS, REPOSITORY
from benchmarks.live import measure_live
from benchmarks.phases import measure
from benchmarks.plot import svg
from benchmarks.report import (
    QUICK_LIMITS,
    QUICK_POSTS,
    broken,
    document,
    merged,
    table,
)

if TYPE_CHECKING:
    from benchmarks.phases import Result

SCRATCH = REPOSITORY / "_build" / "bench"
ROUNDS = 3
"""At most, of the quick variant: further ones while a limit is broken."""

QUICK = ("ours", "ours-theme", "stock")
LIVE = ("ours-theme",)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def _log(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _compare(arguments: argparse.Namespace, scratch: Path) -> int:
    """Measure, report, and give the exit code."""
    names = arguments.only or (QUICK if arguments.quick else tuple(CONTENDERS))
    chosen = [CONTENDERS[name] for name in names]
    present = [contender for contender in chosen if contender.version()]
    skipped = {each.name: "not installed" for each in chosen if each not in present}
    sizes = [QUICK_POSTS] if arguments.quick else arguments.sizes
    wrong: list[str] = []
    results: list[Result] = []
    # A limit that is broken in the first round only was broken by the machine.
    for _ in range(ROUNDS if arguments.quick else 1):
        measured = [
            result
            for posts in sizes
            for result in measure(
                present,
                posts=posts,
                repeat=arguments.repeat,
                scratch=scratch / f"{posts}",
                log=_log,
            )
        ]
        results = merged([*results, *measured])
        made = document(results, skipped=skipped, repeat=arguments.repeat)
        wrong = broken(made, QUICK_POSTS, QUICK_LIMITS) if arguments.quick else []
        if not wrong or made["failed"]:
            break
    print(table(made))
    if arguments.json:
        arguments.json.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    if arguments.svg:
        arguments.svg.write_text(svg(made), encoding="utf-8")
    for sentence in wrong:
        _log(f"too slow or too large: {sentence}")
    return 1 if wrong or made["failed"] else 0


def _live(arguments: argparse.Namespace, scratch: Path) -> int:
    """Measure from a save to the browser, and give the exit code."""
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        _log(f"skipped: none of {', '.join(CHROMIUM)} is installed")
        return 1
    for name in arguments.only or LIVE:
        seconds = measure_live(
            CONTENDERS[name],
            posts=arguments.posts,
            repeat=arguments.repeat,
            scratch=scratch,
            chromium=chromium,
        )
        listed = ", ".join(f"{each:.2f}" for each in seconds)
        print(f"{name}, {arguments.posts} posts, save to reload:", end=" ")
        print(f"{median(seconds):.2f} s (each: {listed})")
    return 0


def _plot(arguments: argparse.Namespace, _: Path) -> int:
    """Draw what an earlier run wrote."""
    made = json.loads(arguments.json.read_text(encoding="utf-8"))
    arguments.svg.write_text(svg(made), encoding="utf-8")
    return 0


def _lay_out(arguments: argparse.Namespace, _: Path) -> int:
    """Make a contender's project without building it."""
    if arguments.folder.exists() and any(arguments.folder.iterdir()):
        _log(f"{arguments.folder} is not empty")
        return 1
    contender = CONTENDERS[arguments.contender]
    contender.lay_out(arguments.folder, arguments.posts)
    print(" ".join(contender.command))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.set_defaults(action=_compare)
    add = parser.add_argument
    add("--sizes", type=int, nargs="+", default=[200, 1000, 4000], help="of posts")
    add("--repeat", type=int, default=3, help="times each phase; the median counts")
    add("--only", nargs="+", choices=CONTENDERS, help="these contenders")
    add("--quick", action="store_true", help="100 posts; fails past the limits")
    add("--json", type=Path, help="file for all figures")
    add("--svg", type=Path, help="file for the plot")
    add("--scratch", type=Path, default=SCRATCH, help="folder to work in")
    add("--live", dest="action", action="store_const", const=_live)
    add("--posts", type=int, default=1000, help="for --live")
    commands = parser.add_subparsers()
    layout = commands.add_parser("layout", help="make a contender's project")
    layout.set_defaults(action=_lay_out)
    layout.add_argument("contender", choices=CONTENDERS)
    layout.add_argument("folder", type=Path)
    layout.add_argument("--posts", type=int, default=1000)
    plot = commands.add_parser("plot", help="draw what --json wrote")
    plot.set_defaults(action=_plot)
    plot.add_argument("json", type=Path)
    plot.add_argument("svg", type=Path)
    return parser


def main() -> int:
    """Run from the command line; return the exit code."""
    arguments = _parser().parse_args()
    arguments.scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=arguments.scratch) as scratch:
        code: int = arguments.action(arguments, Path(scratch))
        return code


if __name__ == "__main__":
    raise SystemExit(main())
