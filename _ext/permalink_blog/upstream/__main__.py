"""List the run-time changes of other projects: ``python -m permalink_blog.upstream``.

Ends with status 1 if a change does not fit what is installed.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import TYPE_CHECKING

from permalink_blog.upstream.catalog import all_changes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from permalink_blog.upstream.change import UpstreamChange


def main(arguments: Sequence[str] | None = None) -> int:
    """List the changes.

    :param arguments: of the command line; those of the process by default
    :returns: the exit status: 1 if a change does not fit what is installed
    """
    parser = ArgumentParser(
        prog="python -m permalink_blog.upstream",
        description="List what these extensions change in other projects at run time, "
        "and whether it fits what is installed.",
    )
    parser.parse_args(arguments)
    changes = all_changes()
    problems = [change.problem() for change in changes]
    for change, problem in zip(changes, problems, strict=True):
        kind = "correct" if change.correct else "speed"
        print(f"{change.name} ({kind}): {change.why}")
        print(f"    {change.issue}; {_versions(change) or 'any version'}")
        print(f"    {f'does not fit: {problem}' if problem else 'fits'}")
    return int(any(problems))


def table(changes: Sequence[UpstreamChange]) -> Iterator[str]:
    """Yield the lines of a table in Markdown.

    :param changes: one row each
    """
    yield "| name | for | what it does | versions | upstream |"
    yield "|---|---|---|---|---|"
    for change in changes:
        kind = "correct pages" if change.correct else "speed"
        where = change.issue
        where = f"<{where}>" if "://" in where else _issue(where)
        yield (
            f"| `{change.name}` | {kind} | {change.why} | {_versions(change)} "
            f"| {where} |"
        )


def _versions(change: UpstreamChange) -> str:
    return ", ".join(f"{name} {known}" for name, known in change.versions.items())


def _issue(name: str) -> str:
    repository, _, number = name.partition("#")
    return f"[{name}](https://github.com/{repository}/issues/{number})"


if __name__ == "__main__":
    sys.exit(main())
