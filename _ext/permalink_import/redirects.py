"""Redirects of the old site that no document asks for, as a CSV file."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from permalink_blog.core.errors import InvalidPermalinkError
from permalink_blog.urls.paths import parse_permalink
from permalink_blog.urls.pattern import PostValues
from permalink_blog.urls.redirects import parse_target
from permalink_blog.urls.variants import bare_key
from permalink_import.files import REDIRECTS
from permalink_import.model import Finding, Outcome, Topic
from permalink_import.pieces import ImportedFile

if TYPE_CHECKING:
    from collections.abc import Mapping


_NO_REDIRECT = (
    "No redirect is written for these lists of the old site. Nothing needs to be done "
    "where a page has the URL"
)
_HEADER = "# Old URLs and where they lead. Written by make import; edit it if you like."


def plan_redirects(
    redirects: Mapping[str, str], pages: Mapping[str, str]
) -> tuple[ImportedFile | None, list[Finding]]:
    """Make the file of redirects.

    :param redirects: path of the old site to a path or URL
    :param pages: what the spellings of a URL have in common
        (:func:`permalink_blog.urls.variants.bare_key`), to the file of the page there
    :returns: the file, if there is a redirect; and those that cannot be
    """
    rows: list[tuple[str, str]] = []
    findings: list[Finding] = []
    for old, new in sorted(redirects.items()):
        if reason := _problem(old, new, pages):
            findings.append(
                Finding(
                    outcome=Outcome.LEFT,
                    source=REDIRECTS,
                    line=0,
                    what=f"{old} → {new} ({reason})",
                    reason=_NO_REDIRECT,
                    topic=Topic.REPLACED if bare_key(old) in pages else Topic.MISSING,
                )
            )
        else:
            rows.append((old, new))
    if not rows:
        return None, findings
    text = io.StringIO()
    text.write(f"{_HEADER}\n")
    csv.writer(text, lineterminator="\n").writerows(rows)
    content = text.getvalue().encode()
    piece = ImportedFile(source="", target=REDIRECTS, read=lambda: content)
    return piece, findings


def _problem(old: str, new: str, pages: Mapping[str, str]) -> str:
    """Return why a redirect is impossible; "" if it is possible."""
    if file := pages.get(bare_key(old)):
        return f"{file} has this URL"
    try:
        parse_permalink(old, PostValues())
        parse_target(new)
    except InvalidPermalinkError as error:
        return f"{error.reason}; {error.remedy}"
    return ""
