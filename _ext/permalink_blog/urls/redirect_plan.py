"""The plan of redirects, and the problems of those left out.

A mistake in a document, such as a collision, is a warning, and the redirect is skipped:
nobody who writes a post stops the other posts. Pages take precedence over redirects,
and redirects of ``conf.py`` over those of documents. A mistake in ``conf.py`` is the
owner's, and nothing is written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from permalink_blog.core.errors import InvalidPermalinkError
from permalink_blog.urls.collisions import Claim
from permalink_blog.urls.paths import Location
from permalink_blog.urls.redirect_sources import (
    NoFileError,
    WrittenRedirect,
    read_redirects,
)
from permalink_blog.urls.redirects import CircleError, Hop, Redirect, index, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.environment import BuildEnvironment

    from permalink_blog.core.errors import PermalinkProblem
    from permalink_blog.urls.collisions import Claims
    from permalink_blog.urls.paths import Layout


@dataclass(frozen=True, slots=True)
class PlannedRedirects:
    """The redirects to write, and the problems of the others.

    :param made: those that are pages
    :param by_host: those from paths that no file can have, for the host to make
    :param problems: because of which nothing is written
    :param skipped: what is wrong with redirects that are not made
    """

    made: tuple[Redirect, ...]
    by_host: tuple[Redirect, ...]
    problems: tuple[PermalinkProblem, ...]
    skipped: tuple[PermalinkProblem, ...]


class RedirectPlanner:
    """Resolve the redirects of a site.

    :param pages: pagename to location
    :param claims: of pages; gets those of redirects
    """

    def __init__(
        self,
        env: BuildEnvironment,
        layout: Layout,
        pages: Mapping[str, Location],
        claims: Claims,
    ) -> None:
        self._env, self._layout = env, layout
        self._pages, self._claims = pages, claims
        self._hops: dict[str, Hop] = {}  # by file, or the URI that only the host knows
        self._written: dict[str, WrittenRedirect] = {}
        self._problems: list[PermalinkProblem] = []
        self._skipped: list[PermalinkProblem] = []

    def plan(self) -> PlannedRedirects:
        """Read all redirects, and follow each to where it ends."""
        by_host = self._env.config.permalink_host_redirects
        written = [*read_redirects(self._env, self._pages)]
        for declared in sorted(
            written, key=lambda declared: declared.docname is not None
        ):
            try:
                self._add(declared, declared.hop(self._layout, by_host=by_host))
            except InvalidPermalinkError as error:
                self._report(declared, error)
        made = self._resolve_all()
        return PlannedRedirects(
            tuple(sorted(redirect for redirect in made if redirect.file)),
            tuple(sorted(redirect for redirect in made if not redirect.file)),
            tuple(self._problems),
            tuple(sorted(set(self._skipped))),
        )

    def _add(self, declared: WrittenRedirect, hop: Hop) -> None:
        file = hop.source.file
        place = file or f"//{hop.source.uri}"
        if (known := self._hops.get(place)) and known.target == hop.target:
            return  # written twice, as redirect_from and in aliases, say
        if isinstance(declared.source, Location):
            spellings = self._env.config.permalink_spellings
            hop = replace(hop, every_spelling=spellings)
        else:
            if declared.docname and file == self._pages[declared.docname].file:
                return  # the page answers there itself
            self._claim(declared, file, self._written.get(place))
        self._hops[place], self._written[place] = hop, declared

    def _claim(
        self, declared: WrittenRedirect, file: str, other: WrittenRedirect | None
    ) -> None:
        """Claim the file of a redirect; without one, the other redirect is in the way.

        :raises InvalidPermalinkError: if something is
        """
        reason: str | None = None
        if file:
            claim = Claim(file, f"the redirect {declared.text!r}")
            if not (reason := self._claims.conflict(claim)):
                self._claims.add(claim)
        elif other is not None:
            reason = f"is also where the redirect {other.text!r} goes"
        if reason:
            raise InvalidPermalinkError(reason, remedy="leave one of them out")

    def _resolve_all(self) -> list[Redirect]:
        """Follow each redirect to its end; those of documents in a circle are skipped.

        Without these, others may lead to an end that were in the circle or led into it.
        """
        while True:
            made, circles = self._resolve_each()
            of_documents = {
                place: error
                for place, error in circles.items()
                if error.is_part and self._written[place].docname is not None
            }
            for place, error in (of_documents or circles).items():
                self._report(self._written[place], error)
            if not of_documents:
                return made
            for place in of_documents:
                del self._hops[place]

    def _resolve_each(self) -> tuple[list[Redirect], dict[str, CircleError]]:
        with_file = [hop for hop in self._hops.values() if hop.source.file]
        urls = index(self._pages.values() if self._hops else (), with_file)
        made: list[Redirect] = []
        circles: dict[str, CircleError] = {}
        for place, hop in self._hops.items():
            declared = self._written[place]
            try:
                redirect = resolve(hop, self._hops, urls)
            except CircleError as error:
                circles[place] = error
            else:
                made.append(
                    replace(redirect, docname=declared.docname, key=declared.key)
                )
        return made, circles

    def _report(self, declared: WrittenRedirect, error: InvalidPermalinkError) -> None:
        if declared.docname is not None or isinstance(error, NoFileError):
            reason = f"{error.reason}, and is skipped"
            self._skipped.append(declared.problem(self._env, reason, error.remedy))
        else:
            problem = declared.problem(self._env, error.reason, error.remedy)
            self._problems.append(problem)
