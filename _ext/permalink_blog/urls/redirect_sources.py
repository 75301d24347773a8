"""The redirects in front matter, in ``conf.py`` or in a file.

The front matter keys are those of jekyll-redirect-from (``redirect_from``,
``redirect_to``), Hugo (``aliases``) and ABlog (``redirect``).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx.errors import ConfigError

from permalink_blog.core.errors import (
    InvalidPermalinkError,
    OutsideError,
    PermalinkProblem,
)
from permalink_blog.core.stored_front_matter import front_matter_of
from permalink_blog.core.values import (
    as_single_value,
    field_value,
    labels,
    split_commas,
    trim,
)
from permalink_blog.urls.paths import Location, host_path, locate, parse_old_path
from permalink_blog.urls.redirects import Hop, RedirectTarget, parse_target
from permalink_blog.urls.requests import PermalinkRequest, problem_with

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from sphinx.environment import BuildEnvironment

    from permalink_blog.urls.paths import Layout


ABLOG_KEY = "redirect"
FROM_KEYS = ("redirect_from", "aliases", ABLOG_KEY)
TO_KEY = "redirect_to"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRedirect:
    """A redirect as it is declared.

    :param source: the old path, or the place of the document that says so
    :param target: where it leads, or the place of the document that says so
    :param docname: of that document
    :param key: front matter key, or config value
    :param where: file and line, if it is in no document
    :param tail: the anchor of the target, if that is a part of the document
    """

    source: str | Location
    target: str | Location
    docname: str | None = None
    key: str = "permalink_redirects"
    where: str = "conf.py"
    tail: str = ""

    @property
    def text(self) -> str:
        """Return the redirect as its author wrote it: "source -> target"."""
        written = (self.source, self.target)
        return " -> ".join(str(x) for x in written if not isinstance(x, Location))

    def problem(
        self, env: BuildEnvironment, reason: str, remedy: str
    ) -> PermalinkProblem:
        """Return a problem of this redirect, with the place where it is written.

        :param reason: clause that follows the value
        :param remedy: in the imperative
        """
        if self.docname is None:
            return PermalinkProblem(self.where, self.key, self.text, reason, remedy)
        request = PermalinkRequest(self.text, self.key)
        return problem_with(env, self.docname, request, reason=reason, remedy=remedy)

    def hop(self, layout: Layout, *, by_host: bool = False) -> Hop:
        """Return where it is and where it leads.

        :param by_host: the host answers old paths that no file can have; such a source
            has no file
        :raises NoFileError: for an old path that no file can have
        :raises InvalidPermalinkError: for another path or a target that is invalid
        """
        source, target = self.source, self.target
        if not isinstance(source, Location):
            source = _old_location(source, layout, by_host=by_host)
        if isinstance(target, Location):
            return Hop(source, RedirectTarget(target.uri, self.tail))
        if not isinstance(target, str):
            raise InvalidPermalinkError("is not text", remedy="write a path or a URL")
        return Hop(source, parse_target(target))


class NoFileError(InvalidPermalinkError):
    """The path of a redirect cannot be that of a file."""


def _old_location(text: object, layout: Layout, *, by_host: bool) -> Location:
    """Return where an old path is; without a file, if only the host can answer there.

    :raises NoFileError: if it is nowhere
    """
    if not isinstance(text, str):
        raise NoFileError("is not text", remedy="write a path, such as /about/")
    try:
        return locate(parse_old_path(text), layout)
    except OutsideError:
        raise
    except InvalidPermalinkError as error:
        if error.is_path and by_host:
            return Location("", host_path(text))
        host = ", or set permalink_host_redirects = True" if error.is_path else ""
        raise NoFileError(error.reason, remedy=f"{error.remedy}{host}") from error


def read_redirects(
    env: BuildEnvironment, pages: Mapping[str, Location]
) -> Iterator[WrittenRedirect]:
    """Collect all redirects that somebody wrote.

    :param pages: docname to location, of all documents
    :raises ConfigError: if ``permalink_redirects`` names a file that cannot be read
    """
    for docname in sorted(env.all_docs):
        page = pages[docname]
        front_matter = front_matter_of(env, docname)
        for key in FROM_KEYS:
            for text in old_paths(front_matter, key):
                yield WrittenRedirect(
                    source=text, target=page, docname=docname, key=key
                )
        known = {path.strip("/") for path in old_paths(front_matter, ABLOG_KEY)}
        yield from _of_directives(env, docname, page, known)
        for text in old_paths(front_matter, TO_KEY)[:1]:  # a page has one end
            yield WrittenRedirect(source=page, target=text, docname=docname, key=TO_KEY)
    for redirect in site_redirects(env.config.permalink_redirects, Path(env.srcdir)):
        # A target may be a docname, too: it follows the document when that moves.
        target = (
            pages.get(str(redirect.target)) if redirect.target in env.all_docs else None
        )
        yield replace(redirect, target=target) if target else redirect


def old_paths(front_matter: Mapping[str, str], key: str) -> tuple[str, ...]:
    """Return the paths or targets that a key of front matter lists.

    :param front_matter: texts by key
    :param key: such as ``redirect_from``
    """
    split = split_commas if key == ABLOG_KEY else as_single_value
    return labels(field_value(front_matter, key), split, tidy=trim)


def _of_directives(
    env: BuildEnvironment, docname: str, page: Location, known: AbstractSet[str]
) -> Iterator[WrittenRedirect]:
    """Yield what the ``post`` directives of a document ask for.

    :param known: the paths in its front matter, without slashes around: ABlog notes
        these as well
    """
    posts: dict[str, list[dict[str, Any]]] = getattr(env, "ablog_posts", {})
    for post in posts.get(docname, ()):
        tail = f"#{quote(post['section'])}" if post["section"] else ""
        for text in post["redirect"]:
            if text.strip("/") in known:
                continue
            yield WrittenRedirect(
                source=text,
                target=page,
                docname=docname,
                key=ABLOG_KEY,
                tail=tail,
            )


def site_redirects(
    redirects: Mapping[str, str] | str, srcdir: Path
) -> Iterator[WrittenRedirect]:
    """Read ``permalink_redirects``.

    :param redirects: a mapping, or the name of a file in ``srcdir``
    :raises ConfigError: if the file cannot be read
    """
    if not isinstance(redirects, str):
        for source, target in redirects.items():
            yield WrittenRedirect(source=source, target=target)
        return
    path = srcdir / redirects
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        msg = f"permalink_redirects: cannot read {redirects}: {error}"
        raise ConfigError(msg) from error
    rows = csv.reader(lines) if path.suffix == ".csv" else map(str.split, lines)
    for number, row in enumerate(rows, start=1):
        cells = [cell.strip() for cell in row]
        is_header = number == 1 and not any("/" in cell for cell in cells)
        if any(cells) and not cells[0].startswith("#") and not is_header:
            source, target = (*cells, "")[:2]
            where = f"{redirects}:{number}"
            yield WrittenRedirect(source=source, target=target, where=where)
