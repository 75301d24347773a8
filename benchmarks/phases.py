"""The phases of a measurement: full, nothing changed, one post edited; and checks."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks.corpus import post
from benchmarks.measure import Run, RunFailedError, run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from benchmarks.contenders import Contender

PHASES = ("full", "no-op", "edit")


class WrongResultError(Exception):
    """A build ended well, but what it wrote is not the blog; the message says how."""


@dataclass
class Result:
    """What was measured of one contender with one number of posts.

    :ivar runs: by phase; one for each repetition
    :ivar memory: the full build whose memory was sampled
    :ivar environment: bytes of Sphinx's ``environment.pickle``, where there is one
    :ivar error: why it was given up, or empty
    """

    contender: Contender
    posts: int
    runs: dict[str, list[Run]] = field(default_factory=dict)
    memory: Run | None = None
    environment: int | None = None
    error: str = ""


def check_pages(out: Path, numbers: Sequence[int], revisions: dict[int, int]) -> None:
    """Check that each post has one page, with its text as last written.

    A page is known by its post's slug, in the file's name or its folder's: each
    generator has an address of its own for it.

    :param out: the generator's output
    :param numbers: of the posts
    :param revisions: of those that are not the first
    :raises WrongResultError: at the first post of which that is not so
    """
    pages: dict[str, list[Path]] = {}
    for path in out.rglob("*.html"):
        name = path.parent.name if path.name == "index.html" else path.stem
        pages.setdefault(name, []).append(path)
    for number in numbers:
        expected = post(number, revision=revisions.get(number, 0))
        named = pages.get(expected.slug, [])
        found = [each for each in named if expected.marker in each.read_text("utf-8")]
        if len(found) != 1:  # others of that name lead to it, from an old address
            msg = (
                f"{len(found)} pages instead of one of {expected.slug} "
                f'have the text "{expected.marker}"'
            )
            raise WrongResultError(msg)


class Project:
    """A contender's project on disk, and its measurements so far."""

    def __init__(self, contender: Contender, folder: Path, posts: int) -> None:
        self.contender = contender
        self.folder = folder
        self.result = Result(contender, posts)
        self.revisions: dict[int, int] = {}
        contender.lay_out(folder, posts)

    def build(self, *, memory: bool = False) -> Run:
        """Build, and check all pages."""
        log = self.folder.with_suffix(".log")
        done = run(self.contender.command, self.folder, log=log, memory=memory)
        numbers = range(self.result.posts)
        check_pages(self.folder / "out", numbers, self.revisions)
        return done

    def clear(self) -> None:
        """Remove what builds wrote, so that the next one is full."""
        for name in ("out", *self.contender.leftovers):
            path = self.folder / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def warm_up(self) -> None:
        """Measure memory, in a full build that fills the system's file caches too."""
        self.clear()
        self.result.memory = self.build(memory=True)
        pickle = self.folder / "doctrees" / "environment.pickle"
        self.result.environment = pickle.stat().st_size if pickle.exists() else None

    def repeat(self, number: int) -> None:
        """Measure each phase once; ``number`` is the post to edit."""
        self.clear()
        for phase in PHASES:
            if phase == "edit":
                self.revisions[number] = self.revisions.get(number, 0) + 1
                revision = self.revisions[number]
                self.contender.write_post(self.folder, number, revision=revision)
            self.result.runs.setdefault(phase, []).append(self.build())


def measure(
    contenders: Sequence[Contender],
    *,
    posts: int,
    repeat: int,
    scratch: Path,
    log: Callable[[str], None],
) -> list[Result]:
    """Measure contenders side by side.

    They take turns: a machine that slows down meanwhile slows all of them. One that
    fails has an ``error``, and the others go on.

    :param posts: how many
    :param repeat: how many times each phase is measured
    :param scratch: folder for the projects, which must not be there; removed
    :param log: called with each step
    """
    scratch.mkdir()
    projects = [Project(each, scratch / each.name, posts) for each in contenders]
    for turn in range(repeat + 1):
        for project in projects:
            if project.result.error:
                continue
            name = project.contender.name
            log(f"{posts} posts, {turn or 'warm-up'}: {name}")
            try:
                if turn:
                    project.repeat(turn * posts // (repeat + 1))
                else:
                    project.warm_up()
            except (RunFailedError, WrongResultError) as error:
                project.result.error = str(error)
                log(f"{name} failed: {error}\n{getattr(error, 'log', '')}".rstrip())
    shutil.rmtree(scratch)
    return [project.result for project in projects]
