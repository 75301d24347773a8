"""The list of published anchors, in ``check-urls`` and ``record-urls``."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from permalink_blog.urls.url_list.anchor_advice import AnchorAdviser
from permalink_blog.urls.url_list.anchor_file import add_anchors, read_anchor_list
from permalink_blog.urls.url_list.file import FINDINGS, FINE, UNUSABLE
from permalink_blog.urls.url_list.page_anchors import PageAnchors, is_in

if TYPE_CHECKING:
    from pathlib import Path

    from permalink_blog.urls.url_list.anchor_file import RecordedAnchor
    from permalink_blog.urls.url_list.output import OutputFolderPages


def check_anchors(
    text: str, *, name: str, output: OutputFolderPages, source: Path
) -> int:
    """Report the published anchors that no page has, and invalid lines of the list.

    Pages that are gone are left out: the list of URLs has them.

    :param text: of the list of published anchors
    :param name: of its file
    :param output: the build
    :param source: the source folder, whose Git history has what was there
    :returns: the exit code
    """
    pages = PageAnchors(output)
    anchors, unusable = read_anchor_list(text, name)
    for line in unusable:
        print(line)
    missing = _missing(anchors, pages)
    _report(missing, AnchorAdviser(source, pages), name)
    lost = sum(pages.find(anchor.path) is None for anchor in anchors)
    found = len(anchors) - len(missing) - lost
    print(f"{name}: {found} of {_count(len(anchors))} found.")
    return UNUSABLE if unusable else FINDINGS if missing else FINE


def record_anchors(
    text: str, *, name: str, output: OutputFolderPages, source: Path
) -> str:
    """Add the anchors of a build to the list, and report those that it does not have.

    :param text: of the list, "" for a new one
    :returns: the new text
    """
    pages = PageAnchors(output)
    found = {path: ids for path, ids in pages.published() if ids}
    known = {(x.path, x.id) for x in read_anchor_list(text, name)[0]}
    fresh = {
        path: [x for x in ids if (path, x) not in known] for path, ids in found.items()
    }
    added, all_found = sum(map(len, fresh.values())), sum(map(len, found.values()))
    if added or not text:
        text = add_anchors(text, fresh)
    print(f"{_count(added)} added to {name}, {all_found} looked at.")
    missing = _missing(read_anchor_list(text, name)[0], pages)
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        print(f"{_count(len(missing))} of {name} {verb} no longer published:")
        _report(missing, AnchorAdviser(source, pages), name)
    return text


def _missing(anchors: list[RecordedAnchor], pages: PageAnchors) -> list[RecordedAnchor]:
    """Return the anchors of pages that answer, but do not have them.

    A page with none of the anchors that a redirect leads to it with has replaced the
    old one: readers get to its top.
    """
    by_path: dict[str, list[RecordedAnchor]] = {}
    for anchor in anchors:
        by_path.setdefault(anchor.path, []).append(anchor)
    missing: list[RecordedAnchor] = []
    for path, recorded in by_path.items():
        page = pages.find(path)
        if page is None:
            continue
        gone = [anchor for anchor in recorded if not is_in(page, anchor.id)]
        if not page.is_redirected or len(gone) < len(recorded):
            missing += gone
    return sorted(missing, key=attrgetter("line"))


def _report(missing: list[RecordedAnchor], adviser: AnchorAdviser, name: str) -> None:
    for line, advice in adviser.advise(missing):
        print(f"{name}:{line}: {advice}" if line else advice)


def _count(count: int) -> str:
    return f"{count} anchor" if count == 1 else f"{count} anchors"
