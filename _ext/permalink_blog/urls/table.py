"""The permalink table: the location of each document, and all conflicts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from permalink_blog.core.errors import InvalidPermalinkError, PermalinkProblem
from permalink_blog.urls.collisions import Claim, Claims
from permalink_blog.urls.paths import locate, parse_permalink
from permalink_blog.urls.pattern import PostValues
from permalink_blog.urls.requests import post_values, problem_with, requested_permalink

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from sphinx.environment import BuildEnvironment

    from permalink_blog.urls.paths import Layout, Location


@dataclass(frozen=True, slots=True)
class PermalinkTable:
    """The locations of the pages with a permalink.

    :param locations: pagename to location, only for pages that ask for a permalink
    :param problems: what is wrong with those that cannot have it
    """

    locations: Mapping[str, Location]
    problems: tuple[PermalinkProblem, ...]

    @classmethod
    def from_environment(cls, env: BuildEnvironment, layout: Layout) -> PermalinkTable:
        """Derive the table from ``permalink_pages`` and all documents' front matter."""
        locations: dict[str, Location] = {}
        problems: list[PermalinkProblem] = []
        for docname in sorted({*env.all_docs, *env.config.permalink_pages}):
            request = requested_permalink(env, docname)
            if request is None:
                continue
            try:
                # Front matter need not be read again for a text without placeholders.
                has_none = ":" not in request.text
                values = PostValues() if has_none else post_values(env, docname)
                locations[docname] = _place(
                    request.text, values, request.is_style, layout
                )
            except InvalidPermalinkError as error:
                problem = problem_with(
                    env, docname, request, reason=error.reason, remedy=error.remedy
                )
                problems.append(problem)
        return cls(MappingProxyType(locations), tuple(problems))


@cache  # a build makes its table before and after reading, and little is new then
def _place(text: str, values: PostValues, is_style: bool, layout: Layout) -> Location:
    return locate(parse_permalink(text, values, is_style=is_style), layout)


@dataclass(frozen=True, slots=True)
class _LazyPageLabel:
    """Format a page's name only when a message needs it."""

    env: BuildEnvironment
    pagename: str

    def __str__(self) -> str:
        return source_of(self.env, self.pagename)


def claim_of(env: BuildEnvironment, pagename: str, location: Location) -> Claim:
    """Claim the place of a page."""
    return Claim(location.file, _LazyPageLabel(env, pagename))


def find_collisions(
    env: BuildEnvironment,
    table: PermalinkTable,
    pages: Mapping[str, Location],
    extra: Iterable[str] = (),
    settled: AbstractSet[str] = frozenset(),
) -> tuple[Claims, list[PermalinkProblem]]:
    """Find permalinks that take a place twice, or one that is taken.

    :param pages: pagename to location, of all pages that this build is known to make
    :param extra: files that Sphinx copies over whatever is at their places
    :param settled: pages that go before others at one place
    :returns: what all pages claim, and the problems
    """
    claims, copies = Claims(), Claims()
    for file in extra:
        copies.add(Claim(file, "a file of html_extra_path"))
    invalid = {problem.pagename for problem in table.problems}  # they go nowhere
    for pagename in sorted(pages.keys() - table.locations.keys() - invalid):
        claims.add(claim_of(env, pagename, pages[pagename]))
    problems: list[PermalinkProblem] = []
    asking = sorted(pages.keys() & table.locations.keys())
    for pagename in sorted(asking, key=lambda name: name not in settled):
        claim = claim_of(env, pagename, pages[pagename])
        reason, remedy = claims.conflict(claim), "give one of them another permalink"
        if not reason and (reason := copies.conflict(claim)):
            remedy = "give the page another permalink, or the file another name"
        if reason and (request := requested_permalink(env, pagename)):
            problems.append(
                problem_with(env, pagename, request, reason=reason, remedy=remedy)
            )
        claims.add(claim)
    return claims, problems


def source_of(env: BuildEnvironment, pagename: str) -> str:
    """Return the source file of a page for messages, or "the generated page …"."""
    if pagename not in env.all_docs:
        return f"the generated page {pagename!r}"
    return env.doc2path(pagename, base=False).as_posix()
