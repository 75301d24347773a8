"""What a build will publish, decided and checked before the first page is written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from permalinks.collisions import Claim, Claims
from permalinks.errors import InvalidPermalinkError, PermalinkError, Problem
from permalinks.redirect_sources import WrittenRedirect, read_redirects
from permalinks.redirects import Hop, Redirect, index, resolve
from permalinks.table import claim_of, find_collisions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sphinx.environment import BuildEnvironment

    from permalinks.paths import Layout, Location
    from permalinks.table import PermalinkTable


@dataclass(frozen=True)
class Plan:
    """Where the documents and the redirects go.

    :param documents: docname to location
    :param redirects: from old URLs, and from documents that are redirects themselves
    :param generated: pages without a source whose places have been checked
    :param taken: files of other extensions that are no pages, and what asks for each
    :param make_claims: gives :attr:`claims`
    """

    documents: Mapping[str, Location]
    redirects: tuple[Redirect, ...]
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
) -> Plan:
    """Decide where everything goes.

    :param pages: pagename to location, of the documents and the generated pages that
        are known before writing
    :param extra: files that Sphinx copies, of ``html_extra_path``
    :param taken: as :attr:`Plan.taken`
    :raises PermalinkError: naming everything that is wrong
    """
    claims, collisions = find_collisions(env, table, pages, extra)
    collisions += _claim_files(taken, claims)
    documents = {name: pages[name] for name in sorted(env.all_docs)}
    redirects, problems = _plan_redirects(env, layout, pages, claims)
    problems += [*table.problems, *collisions]
    if problems:
        raise PermalinkError(problems)

    def asked() -> Claims:
        claims = Claims()
        for pagename in documents.keys() & table.locations.keys():
            claims.add(claim_of(env, pagename, pages[pagename]))
        for redirect in redirects:
            claims.add(Claim(redirect.file, "a redirect"))
        _claim_files(taken, claims)
        return claims

    generated = frozenset(pages.keys() - documents)
    return Plan(documents, redirects, generated, taken, asked)


def _claim_files(files: Mapping[str, str], claims: Claims) -> list[Problem]:
    problems: list[Problem] = []
    for file, key in sorted(files.items()):
        claim = Claim(file, f"a file of {key}")
        if reason := claims.conflict(claim):
            remedy = "leave one of them out"
            problems.append(Problem("conf.py", key, file, reason, remedy))
        claims.add(claim)
    return problems


def _plan_redirects(
    env: BuildEnvironment,
    layout: Layout,
    pages: Mapping[str, Location],
    claims: Claims,
) -> tuple[tuple[Redirect, ...], list[Problem]]:
    hops: dict[str, Hop] = {}
    written: dict[str, WrittenRedirect] = {}
    problems: list[Problem] = []
    for wish in read_redirects(env, pages):
        try:
            hop = wish.hop(layout)
        except InvalidPermalinkError as error:
            problems.append(wish.problem(env, error.reason, error.remedy))
            continue
        file = hop.source.file
        if (known := hops.get(file)) and known.target == hop.target:
            continue  # written twice, as redirect_from and in aliases, say
        if isinstance(wish.source, str):
            if wish.docname and file == pages[wish.docname].file:
                continue  # the page answers there itself
            claim = Claim(file, f"the redirect {wish.text!r}")
            if reason := claims.conflict(claim):
                problems.append(wish.problem(env, reason, "leave one of them out"))
                continue
            claims.add(claim)
        hops[file], written[file] = hop, wish
    urls = index(pages.values() if hops else (), hops.values())
    redirects = []
    for file, hop in hops.items():
        try:
            redirect = resolve(hop, hops, urls)
            wish = written[file]
            redirects.append(replace(redirect, docname=wish.docname, key=wish.key))
        except InvalidPermalinkError as error:
            problems.append(written[file].problem(env, error.reason, error.remedy))
    return tuple(sorted(redirects)), problems
