"""Documents whose URL is another's, too: found before anything is written.

The rules are those of the build (:mod:`permalink_blog.urls.collisions`), which would
refuse the site. Jekyll writes one file over the other, so that the last one is what it
publishes (``Jekyll::Site#each_site_file``): pages, then files, then documents by their
dates.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from permalink_blog.urls.collisions import Claim, Claims
from permalink_import.jekyll.tree import Role
from permalink_import.model import DocumentKind, Finding, Outcome, Topic
from permalink_import.sources.urls import label_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from permalink_import.jekyll.config import JekyllConfig
    from permalink_import.jekyll.planning import PlannedText


_LOST = (
    "Two documents have one URL; that of which Jekyll published the page is imported, "
    "and the other is not. Give one of them another permalink, and import again"
)
_DRAFT = (
    "The permalink of a draft belongs to another page, and is left out. Give the draft "
    "another one before you publish it"
)
GENERATED = (
    *("index.html", "404.html", "search.html", "genindex.html"),
    *(f"blog/{name}.html" for name in ("archive", "author", "category", "drafts")),
    *("blog.html", "blog/tag.html"),
)
"""Pages that the build makes here, whatever posts there are."""


def resolve_conflicts(
    documents: Iterable[PlannedText],
    files: Iterable[tuple[str, str]],
    config: JekyllConfig,
) -> tuple[list[PlannedText], list[Finding]]:
    """Return the documents that can be published together.

    One that Jekyll did not publish is kept without its URL; one that it wrote over is
    left out. Each is reported.

    :param files: output file and source of what is published as it is
    """
    claims = Claims()
    documents = list(documents)
    for name in (*GENERATED, *_archives(documents)):
        claims.add(Claim(name, f"the page {name} that is generated here"))
    pages = [x for x in documents if x.text.file.role is Role.PAGE]
    others = [x for x in documents if x.text.file.role is not Role.PAGE]
    others.sort(key=_order, reverse=True)
    findings: list[Finding] = []
    lost: dict[int, PlannedText | None] = {}

    def claim(each: PlannedText) -> None:
        if each.place is None or each.is_landing:
            return
        own = Claim(each.place.file, config.origin(str(each.text.file)))
        reason = claims.conflict(own)
        if reason is None:
            claims.add(own)
            return
        lost[id(each)] = None if each.url else _without_permalink(each)
        findings.append(_finding(each, reason, config))

    for each in (x for x in others if x.url):
        claim(each)
    for file, source in files:
        if claims.conflict(Claim(file, source)) is None:
            claims.add(Claim(file, source))
    for each in (x for x in reversed(pages) if x.url):
        claim(each)
    for each in (x for x in documents if not x.url):
        claim(each)
    found = [lost.get(id(each), each) for each in documents]
    return [each for each in found if each is not None], findings


def _archives(documents: Iterable[PlannedText]) -> Iterator[str]:
    """Yield the archives of years and labels that posts have here, each once."""
    found: dict[str, None] = {}
    for each in documents:
        if each.kind is not DocumentKind.POST or not each.is_published:
            continue
        if each.when:
            found[f"blog/{each.when.year}.html"] = None
        for kind in ("tag", "category"):
            labels = each.text.tags if kind == "tag" else each.text.categories
            for label in labels:
                found[unquote(label_page(kind, label)).lstrip("/")] = None
    yield from (name for name in found if name not in GENERATED)


def _order(planned: PlannedText) -> tuple[bool, float, str]:
    """Return where Jekyll writes a document: posts by date and path, others later."""
    is_other = planned.text.file.role is Role.ENTRY
    when = planned.when.timestamp() if planned.when else 0.0
    return is_other, when, str(planned.text.file)


def _without_permalink(planned: PlannedText) -> PlannedText:
    return replace(planned, additions={**planned.additions, "permalink": None})


def _finding(each: PlannedText, reason: str, config: JekyllConfig) -> Finding:
    url = each.place.url if each.place else ""
    return Finding(
        outcome=Outcome.FAILED if each.url else Outcome.LEFT,
        source=config.origin(str(each.text.file)),
        line=0,
        what=f"{url} ({reason})",
        reason=_LOST if each.url else _DRAFT,
        topic=None if each.url else Topic.SETTINGS,
    )
