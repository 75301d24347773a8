"""Measure whether a build costs the same for each post, at any number of them.

``python -m benchmarks.scale`` builds blogs that are large in one way at two sizes, and
divides what the larger one costs for each post, tag or megabyte by what the smaller one
does: 1 is linear, and twice the sizes' ratio would be quadratic. It takes an hour.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import forms
from benchmarks.contenders import CONTENDERS, REPOSITORY
from benchmarks.corpus import post
from benchmarks.measure import RunFailedError, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.corpus import Post

LIMIT = 1.5
"""Of a ratio: more is not linear. Sorting, and caches of the machine, take a little."""
CLEAR = 0.5
"""Seconds that a build of a size takes at least longer than one of nothing, or its cost
for each unit is a matter of chance."""
_MEGABYTE = 1_000_000  # bytes
_SHORT = 3  # paragraphs, where it is the number of posts or labels that counts
_OWN = CONTENDERS["ours"]
_REVISED = "\nA sentence that was added.\n"


def short(number: int) -> Post:
    """Make a post of a few paragraphs."""
    whole = post(number)
    body = "\n\n".join(whole.body.split("\n\n")[:_SHORT])
    return replace(whole, body=f"{body}\n")


def many_posts(count: int) -> Iterator[Post]:
    """Give posts as in the other measurements."""
    return map(post, range(count))


def own_tags(count: int) -> Iterator[Post]:
    """Give posts with a tag each that no other has."""
    for number in range(count):
        yield replace(short(number), tags=(f"own{number}",))


def many_tags(count: int) -> Iterator[Post]:
    """Give posts with five tags each that no other has."""
    for number in range(count // 5):
        tags = tuple(f"tag{5 * number + i}" for i in range(5))
        yield replace(short(number), tags=tags)


def one_title(count: int) -> Iterator[Post]:
    """Give posts with one title."""
    for number in range(count):
        yield replace(short(number), title="Notes")


def large_post(megabytes: float) -> Iterator[Post]:
    """Give one post with the text of many, and short ones beside it."""
    text: list[str] = []
    length = number = 0
    while length < megabytes * _MEGABYTE:
        text.append(post(number).body)
        length += len(text[-1])
        number += 1
    yield replace(post(0), body="\n".join(text))


@dataclass(frozen=True)
class Way:
    """A way in which a blog is large.

    :param unit: what is counted
    :param sizes: numbers of units, the smaller first
    :param posts: gives the posts of a size
    :param slow: whether it takes many minutes
    """

    name: str
    unit: str
    sizes: tuple[float, float]
    posts: Callable[..., Iterator[Post]]


WAYS = {
    way.name: way
    for way in (
        Way("posts", "post", (5_000, 20_000), many_posts),
        Way("tags", "tag", (1_250, 5_000), many_tags),
        Way("own-tags", "post", (1_000, 4_000), own_tags),
        Way("one-title", "post", (125, 500), one_title),
        Way("large-post", "MB", (1.25, 5), large_post),
    )
}


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a blog of one size takes.

    :ivar full: seconds of a full build
    :ivar edit: seconds of a build after an edit of one post
    :ivar memory: bytes at the peak of a full build
    :ivar output: bytes of the site
    :ivar environment: bytes that Sphinx keeps of it
    """

    full: float
    edit: float
    memory: float
    output: float
    environment: float


FIELDS = ("full", "edit", "memory", "output", "environment")


def measure(posts: Iterator[Post], folder: Path, *, memory: bool) -> Cost:
    """Build a blog, and again after an edit.

    :param folder: which is not there yet
    :param memory: whether to sample it, which slows the full build a little
    :raises RunFailedError: if a build fails
    """
    _OWN.lay_out(folder, 0)
    path = folder
    for each in posts:
        name, text = forms.sphinx(each)
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    log = folder.with_suffix(".log")
    full = run(_OWN.command, folder, log=log, memory=memory, timeout=4 * 3600)
    if path != folder:
        with path.open("a", encoding="utf-8") as file:
            file.write(_REVISED)
    edit = run(_OWN.command, folder, log=log)
    files = [x for x in (folder / "out").rglob("*") if x.is_file()]
    pickle = folder / "doctrees" / "environment.pickle"
    return Cost(
        full=full.seconds,
        edit=edit.seconds,
        memory=full.peak_pss or full.peak_rss,
        output=sum(x.stat().st_size for x in files),
        environment=pickle.stat().st_size,
    )


def ratio(base: float, small: float, large: float, sizes: tuple[float, float]) -> float:
    """Compare what a unit costs in a large blog with what it does in a small one.

    :param base: the cost of a blog with nothing in it, which both have in common
    :param small: the cost of the small one
    :param large: of the large one
    :param sizes: of both, in units
    :returns: 1 if the cost is linear, the ratio of the sizes if it is quadratic
    """
    first, second = sizes
    of_small = max(small - base, 1e-9) / first
    return (large - base) / second / of_small


def _log(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def compare(way: Way, base: Cost, scratch: Path, *, divide: float) -> list[str]:
    """Measure one way at both sizes, and print a line.

    :param base: of a blog of nothing
    :param divide: sizes by this
    :returns: what is not linear
    """
    small, large = (size / divide for size in way.sizes)
    sizes = tuple(x if way.unit == "MB" else int(x) for x in (small, large))
    costs = []
    for size in sizes:
        _log(f"{way.name}: {size:g} of {way.unit}")
        made = measure(way.posts(size), scratch / f"{way.name}-{size:g}", memory=True)
        costs.append(made)
    found = {}
    for name in FIELDS:
        nothing, few, many = (getattr(x, name) for x in (base, *costs))
        found[name] = ratio(nothing, few, many, (sizes[0], sizes[1]))
    first, second = (f"{size:g}" for size in sizes)
    cells = [f"{found[name]:.2f}" for name in FIELDS]
    print(f"| {way.name} | {first} → {second} | {' | '.join(cells)} |", flush=True)
    wrong = []
    for name in FIELDS:
        growth = getattr(costs[0], name) - getattr(base, name)
        if name in ("full", "edit") and growth < CLEAR:
            continue  # too little to tell
        if found[name] > LIMIT:
            wrong.append(f"{way.name}, {name}: {found[name]:.2f} > {LIMIT}")
    return wrong


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; return the exit code."""
    parser = argparse.ArgumentParser("python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=WAYS, default=[*WAYS])
    parser.add_argument("--divide", type=float, default=1, help="the sizes by this")
    parser.add_argument("--scratch", type=Path, default=REPOSITORY / "_build" / "bench")
    asked = parser.parse_args(arguments)
    asked.scratch.mkdir(parents=True, exist_ok=True)
    wrong: list[str] = []
    print("| | sizes | full build | edit | memory | output | environment |")
    print("|---|---|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory(dir=asked.scratch) as folder:
        try:
            base = measure(iter(()), Path(folder, "base"), memory=True)
            for name in asked.only:
                way = WAYS[name]
                wrong += compare(way, base, Path(folder), divide=asked.divide)
        except RunFailedError as error:
            _log(f"{error}\n{error.log}")
            return 1
    for sentence in wrong:
        _log(f"not linear: {sentence}")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
