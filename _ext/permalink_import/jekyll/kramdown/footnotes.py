"""The numbers and labels of footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils.nodes import fully_normalize_name

from permalink_import.jekyll.kramdown.parsing.tree import ElementKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from permalink_import.jekyll.kramdown.parsing.document import KramdownDocument


def numbered_footnotes(document: KramdownDocument) -> Iterator[tuple[str, int]]:
    """Yield the footnotes that are referred to, in the order in which they are."""
    number = document.options.footnote_start
    seen: set[str] = set()
    contents = [document.root]
    while contents:
        for element in contents.pop(0).walk():
            if element.kind is ElementKind.FOOTNOTE and element.value not in seen:
                seen.add(element.value)
                yield element.value, number
                number += 1
                contents.append(document.definitions.footnotes[element.value].content)


def footnote_labels(numbers: dict[str, int], ids: Iterable[str]) -> dict[str, str]:
    """Return labels that keep the numbers of footnotes.

    A label of digits is the number itself; others are counted as they are referred to,
    and leave out those numbers. None is an id of the text, since docutils has one name
    for both.

    :param numbers: kramdown's number of each footnote, from 1, by its name
    :param ids: of the headings and elements of the text
    :return: the label to write for each name
    """
    names = {fully_normalize_name(name) for name in ids}
    if any(fully_normalize_name(label) in names for label in numbers):
        return {name: str(number) for name, number in numbers.items()}
    taken = {int(name) for name in numbers if name.isdecimal()}
    automatic = 1
    for name, number in numbers.items():
        if name.isdecimal():
            is_same = name == str(number)
        else:
            while automatic in taken:
                automatic += 1
            is_same = automatic == number
            automatic += 1
        if not is_same:
            return {name: str(number) for name, number in numbers.items()}
    return {name: name for name in numbers}
