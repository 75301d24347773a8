"""The command line: ``permalink-blog start DIR``."""

from __future__ import annotations

import argparse
import ast
import io
import sys
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from permalink_blog.commands.start import questions
from permalink_blog.commands.start.blog import (
    Answers,
    pages,
    posts,
    project_files,
    python_string,
)
from permalink_blog.commands.start.folder import (
    FolderError,
    check_empty,
    filled,
    write_files,
)
from permalink_blog.commands.start.questions import AnswerError, ask
from permalink_blog.commands.start.requirement import installed_requirement
from permalink_blog.urls.url_list.file import FINE, UNUSABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

IMPORTER = "permalink_import.cli"
"""Loaded by name: the importer is a package above this one."""

IMPORTED = {
    "title": "Permalink",
    "author": "The owner of this site",
    "copyright": "the owner of this site",
    "url": "https://example.org/",
    "language": "en",
}
"""What an import replaces in ``conf.py``, if the old site has something better."""

_ABOUT = ("about.*", "_pages/about.*", "content/about.*", "content/pages/about.*")
"""Where old sites have a page about their author."""

_NEXT = """
{folder} is a blog now. To build it:

    cd {folder}
    make html       (without make: sphinx-build -b html . _build/html)
"""
_LOCAL = """
requirements.txt names a place on this machine: {line}
Before a host builds the blog, name a place that it can reach.
"""


class StartError(Exception):
    """No blog can be made; the message says why, and what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    :param arguments: of the command line; those of the process by default
    :returns: the exit code
    """
    given = _parser().parse_args(arguments)
    folder: Path = given.folder
    try:
        check_empty(folder)
        answers = _answers(given)
        with filled(folder) as staging:
            _write(given, answers, staging)
    except (StartError, FolderError) as error:
        print(f"start: {error}", file=sys.stderr)
        return UNUSABLE
    except (KeyboardInterrupt, EOFError):
        print("\nstart: stopped; nothing is written", file=sys.stderr)
        return UNUSABLE
    print(_NEXT.format(folder=folder))
    if installed_requirement().is_local:
        print(_LOCAL.format(line=answers.requirement))
    return FINE


def _answers(given: argparse.Namespace) -> Answers:
    """Return the options, and the answers to questions if there is a terminal.

    :raises StartError: if an option cannot be used, or there is nobody to ask
    """
    rules: dict[str, tuple[Callable[[str], str], str, str]] = {
        "title": (questions.title, "Title of the blog", ""),
        "author": (questions.title, "Your name", ""),
        "url": (questions.url, "Its address, if you know it (https://…)", ""),
        "language": (questions.language, "Language, as a code", "en"),
    }
    found: dict[str, str] = {}
    missing: list[str] = []
    for name, (rule, question, default) in rules.items():
        value: str | None = getattr(given, name)
        try:
            if value is not None:
                found[name] = rule(value)
            elif given.old is not None:
                found[name] = IMPORTED[name]
            elif sys.stdin.isatty():
                found[name] = ask(question, rule, default)
            elif name in {"title", "author"}:
                missing.append(f"--{name}")
            else:
                found[name] = rule(default)
        except AnswerError as error:
            raise StartError(f"--{name}: {error}") from error
    if missing:
        msg = f"there is no terminal to ask on; add {' and '.join(missing)}"
        raise StartError(msg)
    has_author = given.old is None or given.author is not None
    return Answers(
        **found,
        copyright=found["author"] if has_author else IMPORTED["copyright"],
        requirement=installed_requirement().line,
    )


def _write(given: argparse.Namespace, answers: Answers, folder: Path) -> None:
    """Write all files of the blog.

    :raises StartError: if the old site cannot be imported
    :raises OSError: if a file cannot be written
    """
    write_files(folder, project_files(answers))
    if given.old is not None:
        about = dict(pages(answers))["about.md"]
        write_files(folder, {"about.md": about})  # the old site's goes in its place
        _import(given.old, folder, shown_as=given.folder)
        answers = replace(answers, title=_finish_conf(folder / "conf.py", given))
    texts = dict(pages(answers))
    if given.old is None or given.notebooks:
        texts |= dict(posts(datetime.now(UTC), has_notebook=given.notebooks))
    there = {name for name in texts if (folder / name).exists()}  # the old site's
    write_files(folder, {k: v for k, v in texts.items() if k not in there})


def _import(old: Path, folder: Path, *, shown_as: Path) -> None:
    """Import an old site.

    :param shown_as: where *folder* will be, for the report
    :raises StartError: if that cannot be done
    """
    run: Callable[[Sequence[str]], int] = import_module(IMPORTER).main
    report = folder / "_build" / "import-report.txt"
    options = ["--into", str(folder), "--exit-zero", "--keep", "--report", str(report)]
    if any(found for pattern in _ABOUT for found in old.glob(pattern)):
        options += ["--force", "about.md"]
    said = io.StringIO()
    with redirect_stdout(said):
        code = run([str(old), *options])
    if code:
        raise StartError(f"{old} cannot be imported; nothing is written")
    print(said.getvalue().replace(str(folder), str(shown_as)), end="")


def _finish_conf(conf: Path, given: argparse.Namespace) -> str:
    """Replace what the import left in ``conf.py`` by an answer; return the title."""
    text = conf.read_text(encoding="utf-8")
    fallback = [] if given.title else [("project", IMPORTED["title"], "Blog")]
    if given.author is None:
        names = ("author", "copyright")
        fallback += [(name, IMPORTED[name], "The author") for name in names]
    for name, old, new in fallback:
        line = f"{name} = {python_string(old)}\n"
        text = text.replace(line, f"{name} = {python_string(new)}\n")
    if given.url is None:
        text = text.replace(python_string(IMPORTED["url"]), '""')
    conf.write_text(text, encoding="utf-8", newline="\n")
    values = {
        target.id: statement.value
        for statement in ast.parse(text).body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    return str(ast.literal_eval(values["project"]))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="permalink-blog start",
        description="Write a new blog into an empty folder. What no option says is "
        "asked for, if there is a terminal.",
        epilog="Exit code: 0 written, 2 not done, and the folder is as it was.",
    )
    parser.add_argument(
        "folder", type=Path, metavar="DIR", help="a new or an empty folder"
    )
    parser.add_argument("--title", help="of the blog")
    parser.add_argument("--author", help="your name")
    parser.add_argument("--url", help="address of the blog (not known yet)")
    parser.add_argument("--language", metavar="CODE", help="en, de, pt_BR (en)")
    parser.add_argument(
        "--notebooks", action="store_true", help="write a Jupyter notebook as a post"
    )
    parser.add_argument(
        "--from",
        type=Path,
        dest="old",
        metavar="OLD",
        help="import the Jekyll, Hugo or Pelican site in this folder",
    )
    return parser
