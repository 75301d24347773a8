"""``permalink-blog due``: print which posts are published next, and when."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from permalink_blog.urls.url_list.file import FINDINGS, FINE, UNUSABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from permalink_blog.posts.schedule import ScheduledPost

_BUILT = Path("_build/html")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    :param arguments: of the command line; those of the process by default
    :returns: the exit code: 0 if a build would publish a post, 1 if not, 2 for an
        error
    """
    given = _parser().parse_args(arguments)
    # Only now: --help needs no Sphinx.
    from permalink_blog.core.store import STORE, Store
    from permalink_blog.core.timezone import today_in
    from permalink_blog.posts.schedule import read_schedule

    schedule = read_schedule(Store(given.outdir / STORE))
    if schedule is None:
        print(f"{given.outdir} has no completed build: build the site.")
        return FINE
    try:
        today = today_in(schedule.zone)
    except ValueError:
        message = f"{schedule.zone} is no time zone here; install tzdata"
        print(f"due: {message}", file=sys.stderr)
        return UNUSABLE
    due = schedule.due(today)
    if due:
        print(f"Due on {today} ({schedule.zone}), and not published yet:")
        _print(due)
    if later := schedule.posts[len(due) :]:
        print(f"Next (days in {schedule.zone}):")
        _print(later)
    if not schedule.posts:
        print("No post is scheduled.")
    return FINE if due else FINDINGS


def _print(posts: Iterable[ScheduledPost]) -> None:
    for post in posts:
        print(f"  {post.day}  {post.title}  ({post.source})")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="permalink-blog due",
        description="Print the posts of the future and their days. "
        'For jobs that run each day: "permalink-blog due && make html" builds only '
        "when there is something to publish.",
        epilog="Exit code: 0 a post is due that the last build did not publish, or "
        "there is no build; 1 nothing is due; 2 error.",
    )
    parser.add_argument(
        "outdir",
        type=Path,
        nargs="?",
        default=_BUILT,
        help=f"output folder of the last build (default: {_BUILT})",
    )
    return parser
