"""The console command: ``permalink-blog COMMAND``, or ``python -m permalink_blog``."""

from __future__ import annotations

import argparse
import io
import os
import sys
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from permalink_blog.core.extras import missing_package
from permalink_blog.core.version import __version__
from permalink_blog.urls.url_list.file import UNUSABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PROGRAM = "permalink-blog"


@dataclass(frozen=True, slots=True)
class Command:
    """A subcommand.

    :param summary: for ``--help``
    :param target: ``module:function``, as for an entry point. The function takes the
        arguments and returns the exit code. It is loaded when the command is run: the
        importer is a package above this one, and no command loads the packages that
        only another one needs
    """

    summary: str
    target: str

    def load(self) -> Callable[[Sequence[str]], int]:
        """Return the function that runs the command."""
        module, _, function = self.target.partition(":")
        run: Callable[[Sequence[str]], int] = getattr(import_module(module), function)
        return run


_PUBLISHED = "permalink_blog.commands.url_list.cli"

COMMANDS = {
    "start": Command(
        "write a new blog into an empty folder",
        "permalink_blog.commands.start.cli:main",
    ),
    "new": Command(
        "write a post with an unused permalink", "permalink_blog.commands.new.cli:main"
    ),
    "preview": Command(
        "serve the site while you write, and rebuild it on changes",
        "permalink_blog.commands.preview:main",
    ),
    "check": Command(
        "report every mistake in posts, pages, permalinks and links",
        "permalink_blog.commands.check:main",
    ),
    "import": Command(
        "import a Jekyll, Hugo or Pelican site", "permalink_import.cli:main"
    ),
    "due": Command(
        "print the posts of the future, and whether one is due",
        "permalink_blog.commands.due:main",
    ),
    "check-urls": Command(
        "fail if a published URL or anchor is gone", f"{_PUBLISHED}:check_urls"
    ),
    "record-urls": Command(
        "add URLs and anchors of a build, or of an old site, to the lists",
        f"{_PUBLISHED}:record_urls",
    ),
}
"""The subcommands by name, in the order in which a blog meets them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    :param arguments: of the command line; those of the process by default
    :returns: the exit code
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # titles and names may be any text
            stream.reconfigure(errors="backslashreplace")
    given = sys.argv[1:] if arguments is None else [*arguments]
    try:
        try:
            return _run(given)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:  # of "| head", say, which reads no more
        # Python flushes at its end, which would fail once more (docs.python.org:
        # library/signal, "Note on SIGPIPE")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _run(given: Sequence[str]) -> int:
    if not given or given[0] not in COMMANDS:
        _parser().parse_args(given)  # --help, --version, or an error; both end here
    name = given[0]
    try:
        return COMMANDS[name].load()(given[1:])
    except ModuleNotFoundError as error:
        if message := missing_package(error):
            print(f"{name}: {message}", file=sys.stderr)
            return UNUSABLE
        raise


def _parser() -> argparse.ArgumentParser:
    width = max(map(len, COMMANDS))
    rows = (f"  {name:{width}}  {x.summary}" for name, x in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        description="A blog on Sphinx whose URLs never break.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="\n".join(
            [
                "commands:",
                *rows,
                "",
                f"{PROGRAM} COMMAND --help describes one of them.",
                "Exit code: 0 done, 1 something to fix, 2 wrong use, or not done.",
            ]
        ),
        usage=f"{PROGRAM} COMMAND [arguments]",
    )
    parser.add_argument(
        "--version", action="version", version=f"{PROGRAM} {__version__}"
    )
    parser.add_argument(
        "command", choices=list(COMMANDS), metavar="COMMAND", help="see below"
    )
    return parser
