"""Whole texts of MyST as items, with what an import of Markdown writes besides.

Those are admonitions, whose titles Sphinx writes, and footnotes, which Sphinx puts at
the end of the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from permalink_import.markup.shown.events import Code, Item
from permalink_import.markup.shown.myst import MystReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token


_DIRECTIVE = re.compile(r"\{(?P<name>[\w-]+)\}[ \t]*(?P<argument>[^\n]*)")
_OPTIONS = re.compile(r"(?::[\w-]+:[^\n]*\n)+\n?")


class ShownPageReader(MystReader):
    """Reads all of a text as Sphinx would.

    :param smart: two hyphens become a dash, as in most languages
    """

    def __init__(self, *, smart: bool = True) -> None:
        super().__init__(footnotes={}, smart=smart, is_external=lambda _: False)

    def page(self, text: str) -> list[Item]:
        """Return the items of a text, its footnotes at the end.

        :param text: MyST without front matter
        """
        return self.of_tokens(
            with_footnotes_last(self.parse_document(text, {}), keep_unused=True)
        )

    def _blocks(self, tokens: Sequence[Token]) -> Iterator[Item]:
        others: list[Token] = []
        for token in tokens:
            if token.type == "colon_fence" and _DIRECTIVE.match(token.info.strip()):
                yield from super()._blocks(others)
                others = []
                yield from self._admonition(token)
            else:
                others.append(token)
        yield from super()._blocks(others)

    def _admonition(self, token: Token) -> Iterator[Item]:
        match = _DIRECTIVE.match(token.info.strip())
        name, argument = (match["name"], match["argument"]) if match else ("", "")
        yield Item(Code.BREAK, "")
        if name == "admonition":
            yield from self.inline_items(argument)
        elif name != "container":
            yield Item(Code.TEXT, name.capitalize())
        yield Item(Code.BREAK, "")
        yield from self._blocks(self.parse(_OPTIONS.sub("", token.content, count=1)))


def with_footnotes_last(tokens: Iterable[Token], *, keep_unused: bool) -> list[Token]:
    """Return tokens with the footnotes at the end, without what surrounds each.

    References to footnotes that there are become nothing; others stay text.

    :param keep_unused: footnotes that nothing refers to are shown, too
    """
    body: list[Token] = []
    notes: dict[str, list[Token]] = {}
    open_notes: list[str] = []
    for token in tokens:
        if token.type == "footnote_reference_open":
            open_notes.append(token.meta["label"])
            notes.setdefault(open_notes[-1], [])
        elif token.type == "footnote_reference_close":
            open_notes.pop()
        else:
            (notes[open_notes[-1]] if open_notes else body).append(token)
    order: dict[str, None] = {}
    _refer(body, notes, order)
    for label in order.copy():
        _follow(label, notes, order)
    if keep_unused:
        for label in notes:
            if label not in order:
                order[label] = None
                _refer(notes[label], notes, order)
    return [*body, *(token for label in order for token in notes[label])]


def _follow(label: str, notes: dict[str, list[Token]], order: dict[str, None]) -> None:
    """Enter the footnotes that a footnote refers to."""
    waiting = [label]
    while waiting:
        known = len(order)
        _refer(notes[waiting.pop()], notes, order)
        waiting += [*order][known:]


def _refer(
    tokens: Iterable[Token], notes: dict[str, list[Token]], order: dict[str, None]
) -> None:
    """Enter the footnotes that tokens refer to, and take the references out."""
    for token in tokens:
        if not token.children:
            continue
        kept = []
        for child in token.children:
            if child.type == "footnote_ref":
                label = child.meta["label"]
                if label in notes:
                    order.setdefault(label)
                    continue
                child = child.copy(type="text", content=f"[^{label}]")
            kept.append(child)
        token.children = kept
