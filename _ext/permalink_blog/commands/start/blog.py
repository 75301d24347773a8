"""The files of a new blog, as pure functions of what its author answered."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from permalink_blog.commands.new.text import Post, front_matter, write_yaml
from permalink_blog.urls.url_list import anchor_file
from permalink_blog.urls.url_list.file import HEADER, URL_LIST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the author says of a new blog.

    :param title: on one line, as are all of these
    :param url: where the site is read, with a slash at the end; "" if not known yet
    :param language: as Sphinx has it: ``en``, ``pt_BR``
    :param requirement: line of ``requirements.txt`` that installs this package
    """

    title: str
    author: str
    copyright: str
    url: str
    language: str
    requirement: str


_TEMPLATES = {
    "conf.py": "conf.py",
    "requirements.txt": "requirements.txt",
    "Makefile": "Makefile",
    "gitignore": ".gitignore",
    "readthedocs.yaml": ".readthedocs.yaml",
    "pages.yml": ".github/workflows/pages.yml",
}
"""Template, without its suffix ``.in``, to the file that it becomes."""

_PLACEHOLDER = re.compile(r"@([a-z_]+)@")


def project_files(answers: Answers) -> dict[str, str]:
    """Return the files that make a folder a blog, without pages and posts.

    :returns: path with ``/`` to text
    """
    values = {
        "title": python_string(answers.title),
        "author": python_string(answers.author),
        "copyright": python_string(answers.copyright),
        "language": python_string(answers.language),
        "url": python_string(answers.url),
        "requirement": answers.requirement,
    }
    found = {path: render(name, values) for name, path in _TEMPLATES.items()}
    lists = {str(URL_LIST): HEADER, str(anchor_file.ANCHORS): anchor_file.HEADER}
    return {**found, **lists}


def pages(answers: Answers) -> Iterator[tuple[str, str]]:
    """Yield the landing page, the page about the author, and the README."""
    for name, title in (("index.md", answers.title), ("about.md", "About")):
        head = write_yaml({"title": title}).rstrip("\n")
        yield name, render(name, {"front_matter": head})
    title = markdown_text(answers.title)
    yield "README.md", render("README.md", {"title_markdown": title})


def posts(date: datetime, *, has_notebook: bool) -> Iterator[tuple[str, str]]:
    """Yield the first posts: path and text.

    :param date: of the posts, in the time zone of the site
    :param has_notebook: a Jupyter notebook is one of them
    """
    post = Post(title="First post", date=date, tags=("notes",))
    text = front_matter(post, "first-post") + render("first-post.md", {})
    yield _path(date, "first-post.md"), text
    if has_notebook:
        post = Post(title="First notebook", date=date, tags=("notes",))
        lines = front_matter(post, "first-notebook").strip().splitlines(keepends=True)
        head = json.dumps(lines, ensure_ascii=False)
        text = render("first-notebook.ipynb", {"front_matter_json": head})
        yield _path(date, "first-notebook.ipynb"), text


def _path(date: datetime, name: str) -> str:
    return f"posts/{date:%Y}/{date:%Y-%m-%d}-{name}"


def render(name: str, values: Mapping[str, str]) -> str:
    """Fill in a template; values are not searched for further placeholders.

    :param values: placeholder to text, in the syntax of the file
    """
    template = files("permalink_blog.commands.start").joinpath(
        "templates", f"{name}.in"
    )
    text = template.read_text(encoding="utf-8")
    return _PLACEHOLDER.sub(lambda match: values[match[1]], text)


def python_string(text: str) -> str:
    """Return a text as a literal of Python, with only printable characters.

    Invisible characters are escaped, such as those that change the direction of text.

    :param text: of an answer
    """
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{"".join(x if x.isprintable() else _escape(x) for x in quoted)}"'


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def markdown_text(text: str) -> str:
    """Return a text with all markup escaped (CommonMark, 2.4).

    :param text: of an answer
    """
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)
