"""The plan of a build's URLs, checked before the first page is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from permalink_blog.core.errors import PermalinkProblem
from permalink_blog.urls.collisions import Claim, Claims
from permalink_blog.urls.redirect_plan import RedirectPlanner
from permalink_blog.urls.table import claim_of, find_collisions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from sphinx.environment import BuildEnvironment

    from permalink_blog.urls.paths import Layout, Location
    from permalink_blog.urls.redirects import Redirect
    from permalink_blog.urls.table import PermalinkTable


@dataclass(frozen=True)
class UrlPlan:
    """The files of the documents and the redirects.

    :param documents: docname to location
    :param redirects: from old URLs, and from documents that are redirects themselves
    :param by_host: redirects from paths that no file can have, for the host to make
    :param skipped: what is wrong with redirects that are not made
    :param generated: pages without a source whose places have been checked
    :param taken: files of other extensions that are no pages, and what asks for each
    :param make_claims: gives :attr:`page_claims`
    """

    documents: Mapping[str, Location]
    redirects: tuple[Redirect, ...]
    by_host: tuple[Redirect, ...] = ()
    skipped: tuple[PermalinkProblem, ...] = ()
    generated: frozenset[str] = frozenset()
    taken: Mapping[str, str] = field(default_factory=dict)
    make_claims: Callable[[], Claims] = Claims

    @cached_property
    def claims(self) -> Claims:
        """The places of the documents that ask for one, and of redirects."""
        claims = self.make_claims()
        for redirect in self.redirects:
            claims.add(Claim(redirect.file, "a redirect"))
        return claims

    @cached_property
    def page_claims(self) -> Claims:
        """The places of the documents that ask for one, and of files that are taken."""
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
) -> tuple[UrlPlan, list[PermalinkProblem]]:
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
    redirects = RedirectPlanner(env, layout, pages, claims).plan()
    problems = [*table.problems, *collisions, *redirects.problems]

    def asked() -> Claims:
        claims = Claims()
        for pagename in documents.keys() & table.locations.keys():
            claims.add(claim_of(env, pagename, pages[pagename]))
        _claim_files(taken, claims)
        return claims

    generated = frozenset(pages.keys() - documents)
    plan = UrlPlan(
        *(documents, redirects.made, redirects.by_host, redirects.skipped),
        *(generated, taken, asked),
    )
    return plan, problems


def _claim_files(files: Mapping[str, str], claims: Claims) -> list[PermalinkProblem]:
    problems: list[PermalinkProblem] = []
    for file, key in sorted(files.items()):
        claim = Claim(file, f"a file of {key}")
        if reason := claims.conflict(claim):
            remedy = "leave one of them out"
            problems.append(PermalinkProblem("conf.py", key, file, reason, remedy))
        claims.add(claim)
    return problems
