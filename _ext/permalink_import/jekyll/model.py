"""Values that several steps of Jekyll's reader share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from permalink_import.jekyll.planning import PlannedText
    from permalink_import.jekyll.special import Ids
    from permalink_import.model import Finding, ImportedAsset


@dataclass(slots=True)
class Sorted:
    """What the texts of a site are.

    :param redirects: URL of a page that lists posts, to the page here
    :param listings: the same pages, for what comes after their first one
    :param lists: URL of each of these pages to its file
    :param feeds: URL of a feed, to what it has for ids
    :param urls: of what the build here makes itself
    """

    documents: list[PlannedText] = field(default_factory=list)
    assets: dict[str, ImportedAsset] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    listings: list[Listing] = field(default_factory=list)
    lists: dict[str, str] = field(default_factory=dict)
    feeds: dict[str, Ids] = field(default_factory=dict)
    urls: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


class Listing(NamedTuple):
    """A page of the old site that lists posts.

    :param url: of its first page
    :param options: ``pagination`` of its front matter, for jekyll-paginate-v2
    """

    url: str
    options: Mapping[str, Any]
