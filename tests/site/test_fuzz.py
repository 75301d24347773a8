"""Whatever files are among the posts: the others are published, and nothing is lost.

``make fuzz`` looks at ten thousand posts; CONTRIBUTING.md says how to go on from a
failure.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from site_tools.examples import chunks, examples
from site_tools.hostile_builds import Batch, Workshop
from site_tools.hostile_posts import (
    ATTACKS,
    MOVING_POSTS,
    POSTS,
    REFUSABLE_KEYS,
    HostilePost,
    huge_posts,
)
from site_tools.sites import PROJECT
from site_tools.slow import slow

CASES = int(os.environ.get("FUZZ_CASES", "200"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))
FILES = os.environ.get("FUZZ_POSTS", "").split()

BATCH = 100  # posts of a build: enough for Sphinx to read and write with workers
CHUNK = 500  # posts of a test, so that tests can run side by side
QUICK = 30  # posts of "make test"
MOVING = CASES // 4
ATTACKING = CASES // 2
HUGE = max(1, CASES // 500)
HUGE_SIZE = 1 << (20 if CASES >= 1000 else 15)  # a megabyte takes seconds to read

#: Builder, and processes of the first build.
WAYS = [("html", 1), ("dirhtml", 2), ("html", 2), ("dirhtml", 1)]


def quick_first(count: int) -> list[object]:
    """Return chunks of examples; all but the first, a small one, are slow."""
    first = min(QUICK, count)
    others = chunks(count - first, CHUNK)
    return [(0, first), *(slow(start + first, size) for start, size in others)]


def check(
    tmp_path: Path,
    posts: list[HostilePost],
    turn: int,
    *,
    refusable: bool = False,
    attacks: bool = False,
) -> None:
    """Build posts together.

    :param turn: chooses the way
    :param refusable: whether the build may be refused for some of them
    :param attacks: whether to look for what they may not have
    """
    builder, parallel = WAYS[turn % len(WAYS)]
    workshop = Workshop.in_folder(tmp_path / builder, builder)
    batch = Batch(workshop, posts, parallel, refusable=refusable, attacks=attacks)
    broken = batch.run()
    assert broken is None, f"FUZZ_SEED={SEED}: {broken}"


class TestAnyPost:
    __test__ = not FILES

    @pytest.mark.parametrize(("first", "count"), quick_first(CASES - MOVING - HUGE))
    def test_any_file(self, tmp_path: Path, first: int, count: int) -> None:
        posts = examples(POSTS, count, SEED + first)
        for start in range(0, count, BATCH):
            check(tmp_path, posts[start : start + BATCH], (first + start) // BATCH)

    @pytest.mark.slow
    @pytest.mark.parametrize(("first", "count"), chunks(MOVING, CHUNK))
    def test_any_permalink(self, tmp_path: Path, first: int, count: int) -> None:
        posts = examples(MOVING_POSTS, count, SEED + first)
        for start in range(0, count, BATCH):
            batch = posts[start : start + BATCH]
            check(tmp_path, batch, (first + start) // BATCH, refusable=True)

    @pytest.mark.parametrize(("first", "count"), quick_first(ATTACKING))
    def test_any_attack(self, tmp_path: Path, first: int, count: int) -> None:
        posts = examples(ATTACKS, count, SEED + first)
        for start in range(0, count, BATCH):
            batch = posts[start : start + BATCH]
            check(tmp_path, batch, (first + start) // BATCH, attacks=True)

    @pytest.mark.slow
    @pytest.mark.parametrize("number", range(HUGE))
    def test_any_huge_value(self, tmp_path: Path, number: int) -> None:
        # Of several, since hypothesis begins with the simplest.
        post = examples(huge_posts(HUGE_SIZE), 5, SEED + number)[-1]
        check(tmp_path, [post], number)


class TestFile:
    """``FUZZ_POSTS=test-artifacts/fuzz/….md``: what a failure left."""

    __test__ = bool(FILES)

    @pytest.mark.parametrize("file", FILES)
    @pytest.mark.parametrize("turn", range(len(WAYS)))
    def test_file(self, tmp_path: Path, file: str, turn: int) -> None:
        content = (PROJECT / file).read_bytes()
        refusable = any(key.encode() in content for key in REFUSABLE_KEYS)
        start = Path(file).name[:11] if Path(file).name[4:5] == "-" else ""
        check(tmp_path, [HostilePost(start, content)], turn, refusable=refusable)
