"""Differences of what readers see, as lines of the report: one for a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from permalink_import.markup.shown.comparison import (
    ShownDifference,
    first_difference,
    seen,
)
from permalink_import.model import Finding, Outcome, Topic
from permalink_import.settings import CONF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from permalink_import.markup.report import TextReport
    from permalink_import.markup.shown.events import Item


_REASONS = {
    ShownDifference.WORDS: (
        "Texts read differently here. Compare these pages with the old ones, from the "
        "words that are shown, and correct them"
    ),
    ShownDifference.STRUCTURE: (
        "The same words are in other elements here, such as lists or quotations. "
        "Compare these pages with the old ones, and correct them"
    ),
}


@dataclass(slots=True)
class Typography:
    """Whether Sphinx sets a text in another way than the old site: its file, or "".

    :param dashes: it has hyphens or dots that look different
    :param quotes: it has quotation marks or apostrophes
    """

    dashes: str = ""
    quotes: str = ""


def report_difference(
    old: Sequence[Item],
    new: Sequence[Item],
    report: TextReport,
    typography: Typography,
) -> None:
    """Report the first difference of two readings of a text, if there is any.

    :param old: as the old generator read it
    :param new: as Sphinx reads what is written here
    :param typography: gets the text if only its typography differs
    """
    before, after = seen(old), seen(new)
    if before.has_quotes or after.has_quotes:
        typography.quotes = report.source
    found = first_difference(before, after)
    if found is None:
        return
    difference, was, now = found
    if difference is ShownDifference.TYPOGRAPHY:
        typography.dashes = report.source
        return
    report.leave(
        _quoted(was),
        _REASONS[difference],
        detail=f"here: {_quoted(now)}",
        offset=report.place_of(was.split()),
    )


def _quoted(text: str) -> str:
    return f'"{text}"' if text else "nothing"


def typography_finding(
    typography: Typography, generator: str, *, was_smart: bool
) -> tuple[int, Finding] | None:
    """Return what to report of typography: once for the site, with a page as example.

    :param was_smart: the old site curled quotation marks, too
    :returns: as :class:`permalink_import.model.Conversion` has it
    """
    example = typography.dashes or typography.quotes
    if not example:
        return None
    reason = _CURLED if was_smart else _STRAIGHT
    return 0 if typography.dashes else 1, Finding(
        outcome=Outcome.LEFT,
        source=CONF,
        line=0,
        what=f"smartquotes (as in {example})",
        reason=reason.format(generator=generator),
        topic=Topic.TEXT,
    )


_STRAIGHT = (
    "Sphinx curls quotation marks, and makes dashes of hyphens and an ellipsis of "
    "dots; {generator} showed them as they were typed. Set smartquotes = False in "
    "conf.py if they shall stay so"
)
_CURLED = (
    "Which way a quotation mark curls is decided by Sphinx, in the language of the "
    "site, and {generator} may have curled it in the other. Set smartquotes = False in "
    "conf.py to have all of them as they were typed"
)
