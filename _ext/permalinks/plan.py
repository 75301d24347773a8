"""What a build will publish, decided and checked before the first page is written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from permalinks.collisions import Claim, Claims
from permalinks.errors import InvalidPermalinkError, Problem
from permalinks.paths import Location
from permalinks.redirect_sources import NoFileError, WrittenRedirect, read_redirects
from permalinks.redirects import Hop, Redirect, index, resolve
from permalinks.table import claim_of, find_collisions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from sphinx.environment import BuildEnvironment

    from permalinks.paths import Layout
    from permalinks.table import PermalinkTable


@dataclass(frozen=True)
class Plan:
    """Where the documents and the redirects go.

    :param documents: docname to location
    :param redirects: from old URLs, and from documents that are redirects themselves
    :param by_host: redirects from paths that no file can have, for the host to make
    :param skipped: what is wrong with redirects that are not made
    :param generated: pages without a source whose places have been checked
    :param taken: files of other extensions that are no pages, and what asks for each
    :param make_claims: gives :attr:`claims`
    """

    documents: Mapping[str, Location]
    redirects: tuple[Redirect, ...]
    by_host: tuple[Redirect, ...] = ()
    skipped: tuple[Problem, ...] = ()
    generated: frozenset[str] = frozenset()
    taken: Mapping[str, str] = field(default_factory=dict)
    make_claims: Callable[[], Claims] = Claims

    @cached_property
    def claims(self) -> Claims:
        """The places of the documents that ask for one, and of redirects."""
        return self.make_claims()

    @cached_property
    def files(self) -> Mapping[str, str]:
        """The documents' files, by docname."""
        return {name: location.file for name, location in self.documents.items()}

    @cached_property
    def uris(self) -> Mapping[str, str]:
        """The documents' URIs, by docname."""
        return {name: location.uri for name, location in self.documents.items()}

    @cached_property
    def redirect_files(self) -> frozenset[str]:
        """The files of all redirects."""
        return frozenset(redirect.file for redirect in self.redirects)


def make_plan(
    env: BuildEnvironment,
    table: PermalinkTable,
    layout: Layout,
    pages: Mapping[str, Location],
    *,
    extra: Iterable[str] = (),
    taken: Mapping[str, str] = MappingProxyType({}),
    settled: AbstractSet[str] = frozenset(),
) -> tuple[Plan, list[Problem]]:
    """Decide where everything goes.

    :param pages: pagename to location, of the documents and the generated pages that
        are known before writing
    :param extra: files that Sphinx copies, of ``html_extra_path``
    :param taken: as :attr:`Plan.taken`
    :param settled: pages that go before others at one place
    :returns: the plan, and everything that is wrong with it
    """
    claims, collisions = find_collisions(env, table, pages, extra, settled)
    collisions += _claim_files(taken, claims)
    documents = {name: pages[name] for name in sorted(env.all_docs)}
    redirects = _RedirectPlanner(env, layout, pages, claims).plan()
    problems = [*table.problems, *collisions, *redirects.problems]

    def asked() -> Claims:
        claims = Claims()
        for pagename in documents.keys() & table.locations.keys():
            claims.add(claim_of(env, pagename, pages[pagename]))
        for redirect in redirects.made:
            claims.add(Claim(redirect.file, "a redirect"))
        _claim_files(taken, claims)
        return claims

    generated = frozenset(pages.keys() - documents)
    plan = Plan(
        *(documents, redirects.made, redirects.by_host, redirects.skipped),
        *(generated, taken, asked),
    )
    return plan, problems


def _claim_files(files: Mapping[str, str], claims: Claims) -> list[Problem]:
    problems: list[Problem] = []
    for file, key in sorted(files.items()):
        claim = Claim(file, f"a file of {key}")
        if reason := claims.conflict(claim):
            remedy = "leave one of them out"
            problems.append(Problem("conf.py", key, file, reason, remedy))
        claims.add(claim)
    return problems


@dataclass(frozen=True, slots=True)
class _Redirects:
    made: tuple[Redirect, ...]
    by_host: tuple[Redirect, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[Problem, ...]


class _RedirectPlanner:
    """Decides where redirects go.

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
        self._problems: list[Problem] = []
        self._skipped: list[Problem] = []

    def plan(self) -> _Redirects:
        """Read all redirects, and follow each to where it ends."""
        by_host = self._env.config.permalink_host_redirects
        for wish in read_redirects(self._env, self._pages):
            try:
                self._add(wish, wish.hop(self._layout, by_host=by_host))
            except InvalidPermalinkError as error:
                self._report(wish, error)
        hops = self._hops
        with_file = [hop for hop in hops.values() if hop.source.file]
        urls = index(self._pages.values() if hops else (), with_file)
        made: list[Redirect] = []
        for place, hop in hops.items():
            wish = self._written[place]
            try:
                redirect = resolve(hop, hops, urls)
            except InvalidPermalinkError as error:
                self._report(wish, error)
            else:
                made.append(replace(redirect, docname=wish.docname, key=wish.key))
        return _Redirects(
            tuple(sorted(redirect for redirect in made if redirect.file)),
            tuple(sorted(redirect for redirect in made if not redirect.file)),
            tuple(self._problems),
            tuple(sorted(set(self._skipped))),
        )

    def _add(self, wish: WrittenRedirect, hop: Hop) -> None:
        file = hop.source.file
        place = file or f"//{hop.source.uri}"
        if (known := self._hops.get(place)) and known.target == hop.target:
            return  # written twice, as redirect_from and in aliases, say
        if not isinstance(wish.source, Location):
            if wish.docname and file == self._pages[wish.docname].file:
                return  # the page answers there itself
            self._claim(wish, file, self._written.get(place))
        self._hops[place], self._written[place] = hop, wish

    def _claim(
        self, wish: WrittenRedirect, file: str, other: WrittenRedirect | None
    ) -> None:
        """Claim the file of a redirect; without one, the other redirect is in the way.

        :raises InvalidPermalinkError: if something is
        """
        reason: str | None = None
        if file:
            claim = Claim(file, f"the redirect {wish.text!r}")
            if not (reason := self._claims.conflict(claim)):
                self._claims.add(claim)
        elif other is not None:
            reason = f"is also where the redirect {other.text!r} goes"
        if reason:
            raise InvalidPermalinkError(reason, remedy="leave one of them out")

    def _report(self, wish: WrittenRedirect, error: InvalidPermalinkError) -> None:
        if wish.is_directive or isinstance(error, NoFileError):
            reason = f"{error.reason}, and is skipped"
            self._skipped.append(wish.problem(self._env, reason, error.remedy))
        else:
            problem = wish.problem(self._env, error.reason, error.remedy)
            self._problems.append(problem)
