"""The text of a block, written until MyST reads it as kramdown does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.writing.forms import Forms
from permalink_import.jekyll.kramdown.writing.spans import SpanWriter
from permalink_import.jekyll.kramdown.writing.tally import Tally
from permalink_import.markup.shown.events import first_difference, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from permalink_import.jekyll.kramdown.parsing.tree import Element
    from permalink_import.jekyll.kramdown.plan import WritingPlan
    from permalink_import.jekyll.kramdown.writing.tally import RemarkReport
    from permalink_import.markup.shown.events import Item


_MOST_CHANGES = 40


def write_text(
    element: Element,
    wanted: Sequence[Item],
    *,
    read: Callable[[str], Iterable[Item]],
    plan: WritingPlan,
    report: RemarkReport,
    finish: Callable[[str], str] = str,
) -> str | None:
    """Write the text of a block.

    :param wanted: the items of what is to be read
    :param read: reads the text as part of its block
    :param finish: makes the block's lines of the text
    :return: the block; ``None`` if no form was found that means the same
    """
    forms = Forms()
    goal = shown(wanted)
    for _ in range(_MOST_CHANGES):
        tally = Tally()
        writer = SpanWriter(element.raw, forms, plan, tally)
        written = finish(writer.write(element.children))
        found = shown(read(written))
        if found == goal:
            tally.add_to(report)
            return written
        place = first_difference(wanted, found)
        if place is None:
            return None
        if not forms.change(place, wanted):
            if forms.everything:
                return None
            forms.everything = True
    return None
