"""Other paths for pages with invalid permalinks, in a build that goes on."""

from __future__ import annotations

from itertools import count
from types import MappingProxyType
from typing import TYPE_CHECKING

from permalink_blog.urls.collisions import Claim, Claims
from permalink_blog.urls.paths import Location, Permalink, locate
from permalink_blog.urls.table import PermalinkTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from permalink_blog.core.errors import PermalinkProblem
    from permalink_blog.urls.paths import Layout
    from permalink_blog.urls.record import BuildRecord


def settled_pages(pages: Mapping[str, Location], last: BuildRecord) -> frozenset[str]:
    """Return the pages whose file is the one of the last build.

    :param pages: pagename to location
    :param last: record of the last build
    """
    return frozenset(
        name
        for name, location in pages.items()
        if last.pages.get(name) == location.file
    )


def without_problems(
    table: PermalinkTable,
    problems: Iterable[PermalinkProblem],
    pages: Mapping[str, Location],
    places: Callable[[str], Iterable[Location]],
) -> PermalinkTable:
    """Move the pages with an invalid or taken permalink to another path.

    :param problems: of the plan
    :param pages: pagename to location, of all pages that are known
    :param places: yields the locations that a page may have instead, the best one first
    :returns: the table without problems
    """
    refused = {problem.pagename for problem in problems} & pages.keys()
    claims = Claims()
    for name in sorted(pages.keys() - refused):
        claims.add(Claim(pages[name].file, name))
    locations = dict(table.locations)
    for name in sorted(refused):
        claimed = ((place, Claim(place.file, name)) for place in places(name))
        place, claim = next(x for x in claimed if claims.conflict(x[1]) is None)
        claims.add(claim)
        locations[name] = place
    return PermalinkTable(MappingProxyType(locations), ())


def places_of(
    pagename: str, last: BuildRecord, source: Location | None, layout: Layout
) -> Iterator[Location]:
    """Yield where a page may be: as before, where Sphinx has it, and beside that.

    :param source: where Sphinx alone has it, if that is in the output folder
    """
    if pagename in last.pages and pagename in last.uris:
        yield Location(last.pages[pagename], last.uris[pagename])
    if source is not None:
        yield source
    for number in count(2):
        yield locate(Permalink(f"{pagename}-{number}"), layout)
