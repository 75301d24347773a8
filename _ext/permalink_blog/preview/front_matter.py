"""Invalid front matter, and its replacement until it is fixed.

A page without its front matter has another URL and another title: it would go away
under the browser that shows it. So the last front matter that could be read is put in
the place of a broken one, above the text as it is now.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx.util import get_filetype, logging

from permalink_blog.core.front_matter_bounds import place_front_matter
from permalink_blog.core.front_matter_source import parse_front_matter
from permalink_blog.core.parsed_source import parse_source
from permalink_blog.core.yaml_nodes import FRONT_MATTER, YamlProblem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from permalink_blog.core.parsed_yaml import PreparedSource


logger = logging.getLogger(__name__)

_AROUND = 2  # lines that are shown before and after the one in question


@dataclass(frozen=True, slots=True)
class Broken:
    """Front matter that cannot be read.

    :param line: of the file, from 1
    :param message: what is wrong there, in English
    :param lines: those around it, with their numbers
    :param kept: whether there was another one, which stands in for it
    """

    line: int
    message: str
    lines: tuple[tuple[int, str], ...]
    kept: bool


@dataclass(slots=True)
class Kept:
    """The front matter of documents, in Sphinx's environment.

    :param good: docname to the YAML that could be read last
    :param broken: docname to what is wrong now
    """

    good: dict[str, str] = field(default_factory=dict)
    broken: dict[str, Broken] = field(default_factory=dict)


def kept_of(env: BuildEnvironment) -> Kept:
    """Return what the preview keeps in an environment."""
    if not hasattr(env, "blog_preview"):
        env.blog_preview = Kept()  # type: ignore[attr-defined]
    kept: Kept = env.blog_preview  # type: ignore[attr-defined]
    return kept


# -- The rules ---------------------------------------------------------------------


def find_problem(
    text: str, prepared: PreparedSource | None = None
) -> tuple[YamlProblem, int] | None:
    """Find what is wrong with the front matter of a document that cannot be read.

    :param text: of its file
    :param prepared: what :func:`parse_front_matter` returned for it, if it was called
    :returns: what is wrong, and the index at which the text below begins; ``None`` if
        the front matter can be read, if need be with mistakes, or there is none
    """
    prepared = prepared or parse_front_matter(text)
    ignored = [problem for problem in prepared.problems if problem.is_ignored]
    placed, _ = place_front_matter(text)
    match = FRONT_MATTER.match(placed)
    if not ignored or match is None:
        return None
    below = (placed.find("\n", match.end()) + 1) or len(placed)
    return ignored[0], len(text) - len(placed) + below


def with_other_front_matter(text: str, start: int, good: str) -> str:
    """Return the text of a document below other front matter.

    :param text: of its file
    :param start: index at which the text below the front matter begins
    :param good: YAML; "" for none
    :returns: each line of the text stays where it was, if there is room above it
    """
    lines = text.count("\n", 0, start)
    if not good:
        return "\n" * lines + text[start:]
    blank = "\n" * (lines - good.count("\n") - 2)
    return f"---\n{good}{blank}---\n{text[start:]}"


def lines_around(text: str, line: int) -> tuple[tuple[int, str], ...]:
    """Return a line and those around it, with their numbers.

    :param text: of the document
    :param line: from 1
    """
    first = max(line - _AROUND, 1)
    lines = text.split("\n")[first - 1 : line + _AROUND]
    return tuple(enumerate(lines, start=first))


# -- Reading -----------------------------------------------------------------------


def keep_front_matter(app: Sphinx, docname: str, source: list[str]) -> None:
    """Keep valid front matter, or replace it by the last valid one (``source-read``).

    :param source: list of one item, as Sphinx passes it
    """
    path = app.env.doc2path(docname)
    if get_filetype(app.config.source_suffix, path) == "restructuredtext":
        return  # its "---" is a heading
    kept, text = kept_of(app.env), source[0]
    prepared = parse_source(app.env, text)
    found = find_problem(text, prepared)
    kept.broken.pop(docname, None)
    if found is None:
        match = FRONT_MATTER.match(prepared.text)
        kept.good[docname] = match["yaml"] if match else ""
        return
    problem, start = found
    good = kept.good.get(docname, "")
    kept.broken[docname] = Broken(
        problem.line, problem.message, lines_around(text, problem.line), bool(good)
    )
    source[0] = with_other_front_matter(text, start, good)
    effect = "the last valid front matter is used" if good else "ignored"
    # An error, so that the browser opens it, wherever its page is scrolled to.
    logger.error(
        "invalid front matter: %s; %s",
        problem.message,
        effect,
        location=(docname, problem.line),
        type="blog_preview",
        subtype="front_matter",
    )


def merge_kept(
    app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment
) -> None:
    """Add the front matter that a worker has kept (``env-merge-info``)."""
    ours, theirs, read = kept_of(env), kept_of(other), {*docnames}
    for docname in read:
        ours.broken.pop(docname, None)
    ours.good.update({k: v for k, v in theirs.good.items() if k in read})
    ours.broken.update({k: v for k, v in theirs.broken.items() if k in read})


def forget_removed(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Drop what is kept of documents that are gone (``env-before-read-docs``)."""
    kept = kept_of(env)
    for docname in kept.good.keys() | kept.broken.keys():
        if docname not in env.found_docs:
            kept.good.pop(docname, None)
            kept.broken.pop(docname, None)
