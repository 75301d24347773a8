"""A whole text, written as MyST."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markdown_it.common.utils import normalizeReference

from permalink_import.jekyll.kramdown.checking.tree import TreeReader
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind
from permalink_import.jekyll.kramdown.plan import WritingPlan
from permalink_import.jekyll.kramdown.writing.anchors import HeadingAnchors
from permalink_import.jekyll.kramdown.writing.blocks import BlockWriter
from permalink_import.jekyll.kramdown.writing.html import has_drawing_in_line
from permalink_import.jekyll.kramdown.writing.parts import join
from permalink_import.jekyll.kramdown.writing.quotes import has_straight_quotes
from permalink_import.jekyll.kramdown.writing.spans import (
    write_destination,
    write_title,
)
from permalink_import.jekyll.kramdown.writing.units import (
    AS_WRITTEN,
    EXPLICIT,
    HTML,
    Assembly,
    Group,
    Unit,
    bare_rules,
    groups_of,
    units_of,
)
from permalink_import.jekyll.titles import title_text
from permalink_import.markup.directives import indent
from permalink_import.markup.shown.events import Shown, shown
from permalink_import.markup.shown.html import address
from permalink_import.markup.shown.myst import MystReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from permalink_import.jekyll.kramdown.parsing.document import KramdownDocument
    from permalink_import.jekyll.kramdown.writing.tally import RemarkReport
    from permalink_import.jekyll.markdown.context import ConversionContext


_ROUNDS = 6
_LOST = "this text is not here as Jekyll shows it; compare the pages, and edit it"


class DocumentWriter:
    """Writes a text.

    :param source: as its author wrote it
    """

    def __init__(
        self,
        document: KramdownDocument,
        source: str,
        *,
        context: ConversionContext,
        report: RemarkReport,
    ) -> None:
        self._plan = WritingPlan(document, context)
        self._report = report
        numbers = self._plan.footnotes
        labels = {label: numbers[name] for name, label in self._plan.labels.items()}
        self._reader = MystReader(
            footnotes=labels,
            smart=self._plan.smart,
            is_external=self._plan.is_external,
        )
        self._tree = TreeReader(self._plan)
        self._blocks = BlockWriter(self._plan, self._reader, self._tree, report)
        self._reader.references = self._references()
        title = str(title_text(context.page.get("title")) or "")
        self._anchors = HeadingAnchors(self._plan, title=title, report=report)
        self._plan.anchors = self._anchors.expected()
        self._assembly = Assembly(source, units_of(document.root, source))
        self._bare_rules = bare_rules(self._assembly.units)
        self._shown: dict[tuple[tuple[str, ...], str], Shown] = {}
        for unit in self._assembly.units:
            if unit.level == EXPLICIT:  # it has no lines of its own
                unit.text = self._blocks.write(unit.element, is_nested=False)

    def write(self) -> str:
        """Write the text in forms that are as explicit as they have to be."""
        text = ""
        for round_number in range(_ROUNDS):
            text = self._assembly.text()
            env: dict[str, Any] = {}
            tokens = self._reader.parse_document(text, env)
            failing = self._failing([*groups_of(tokens, text)], env)
            if not failing and not self._add_anchors(tokens):
                return text
            for unit in failing:
                self._raise(unit, is_last=round_number == _ROUNDS - 1)
        return self._assembly.text()

    # -- What has to be ----------------------------------------------------------------

    def _references(self) -> dict[str, Any]:
        """Return the definitions of links that MyST can have."""
        found = {}
        for name, definition in self._plan.document.definitions.links.items():
            if definition.end is None:
                continue
            env: dict[str, Any] = {}
            self._reader.parse_document(self._link_definition(definition.end), env)
            key = normalizeReference(name)
            if self._is_defined(definition.end, env):
                found[key] = env["references"][key]
        return found

    # -- Checks -----------------------------------------------------------------------

    def _failing(self, groups: Sequence[Group], env: dict[str, Any]) -> list[Unit]:
        """Return the blocks that MyST reads as something else."""
        failing: list[Unit] = []
        index = 0
        for unit in self._assembly.units:
            first, end = unit.lines
            if unit.level == AS_WRITTEN and unit.first < 0:
                failing.append(unit)
                continue
            own: list[Group] = []
            is_cut = False
            while index < len(groups) and groups[index].first < end:
                group = groups[index]
                if group.first < first and group.end <= first:
                    index += 1  # an anchor, or attributes that are no block's
                    continue
                is_cut = is_cut or group.first < first or group.end > end
                own.append(group)
                if group.end > end:
                    break
                index += 1
            if is_cut or not self._is_right(unit, own, env):
                failing.append(unit)
        return failing

    def _is_right(
        self, unit: Unit, groups: Sequence[Group], env: dict[str, Any]
    ) -> bool:
        element = unit.element
        if element.kind is ElementKind.END_OF_BLOCK:
            tokens = [token for group in groups for token in group.tokens]
            if element.definition == "link":
                return not tokens and (
                    unit.level > AS_WRITTEN or self._is_defined(element, env)
                )
            if element.definition == "footnote":
                return unit.level > AS_WRITTEN or self._is_footnote(element, tokens)
            return unit.level > AS_WRITTEN
        if unit.level == AS_WRITTEN and (
            self._must_change(element)
            or has_straight_quotes([element], (x for g in groups for x in g.tokens))
        ):
            return False
        if unit.level < HTML and has_drawing_in_line(element):
            return False
        return self._shown_of(groups) in self._goals(element)

    def _shown_of(self, groups: Sequence[Group]) -> Shown:
        """Return what is shown of blocks of MyST's, of which most stay as they are."""
        tokens = [token for group in groups for token in group.tokens]
        kinds = tuple(token.type for token in tokens)
        text = "\n".join(group.text for group in groups)
        if "[" in text:  # a link, whose definition may have changed
            return shown(self._reader.of_tokens(tokens))
        key = (kinds, text)
        if key not in self._shown:
            self._shown[key] = shown(self._reader.of_tokens(tokens))
        return self._shown[key]

    def _goals(self, element: Element) -> Sequence[Shown]:
        return self._tree.goals([] if self._plan.is_left_out(element) else [element])

    def _must_change(self, element: Element) -> bool:
        """Return whether there is more to write than is compared."""
        if element.ial is not None:
            return True
        if element.kind is ElementKind.HEADER and "{#" in element.source:
            return True
        if element.kind is ElementKind.RULE and element in self._bare_rules:
            return True
        return self._plan.has_literals(element) or any(
            inner.kind is ElementKind.LINK and inner.ial for inner in element.walk()
        )

    def _is_defined(self, element: Element, env: dict[str, Any]) -> bool:
        """Return whether MyST has a definition of a link as kramdown has it."""
        key = normalizeReference(element.value)
        found = env.get("references", {}).get(key)
        wanted = self._link(element)
        if found is None or wanted is None:
            return False
        target, title = wanted
        return address(found["href"]) == address(target) and (
            " ".join(found["title"].split()) == " ".join(title.split())
        )

    def _link(self, element: Element) -> tuple[str, str] | None:
        """Return target and title of the definition that counts."""
        for definition in self._plan.document.definitions.links.values():
            if definition.end is element:
                link = Element(ElementKind.LINK, attributes={"href": definition.target})
                return self._plan.target(link), definition.title or ""
        return None

    def _is_footnote(self, element: Element, tokens: Sequence[Token]) -> bool:
        footnote = self._plan.document.definitions.footnotes[element.value]
        if footnote.end is not element or not tokens:
            return False
        if self._plan.has_literals(footnote.content):
            return False
        label = self._plan.labels.get(element.value)
        if tokens[0].type != "footnote_reference_open":
            return False
        if tokens[0].meta["label"] != label:
            return False
        inner = shown(self._reader.of_tokens(tokens[1:-1]))
        return inner in self._tree.goals(footnote.content.children)

    # -- Forms ------------------------------------------------------------------------

    def _raise(self, unit: Unit, *, is_last: bool) -> None:
        element = unit.element
        if unit.level == HTML or is_last:
            if element.kind is not ElementKind.END_OF_BLOCK and not unit.is_lost:
                unit.is_lost = True
                self._report.leave(element.source.strip(), _LOST)
            return
        if unit.level == EXPLICIT and not unit.is_apart and self._is_right_alone(unit):
            unit.is_apart = True  # the blocks around it make it something else
            return
        unit.level += 1
        if element.kind is ElementKind.END_OF_BLOCK:
            unit.text = self._definition(element) if unit.level == EXPLICIT else ""
        elif self._plan.is_left_out(element):
            unit.text = ""
        elif unit.level == EXPLICIT:
            if element.kind is ElementKind.HEADER and "{#" in element.source:
                self._report.count("heading_id")
            is_bare = element in self._bare_rules
            unit.text = self._blocks.write(element, is_nested=is_bare)
        else:
            unit.text = self._blocks.html.block(element)

    def _is_right_alone(self, unit: Unit) -> bool:
        if unit.element.kind is ElementKind.END_OF_BLOCK:
            return False
        return shown(self._reader.items(unit.text)) in self._goals(unit.element)

    def _definition(self, element: Element) -> str:
        if element.definition == "link":
            return self._link_definition(element) if self._link(element) else ""
        if element.definition == "footnote":
            return self._footnote(element)
        if element.definition == "extension":
            self._report.count("options")
        return ""

    def _link_definition(self, element: Element) -> str:
        found = self._link(element)
        if found is None:
            return ""
        target, title = found
        tail = f" {write_title(title)}" if title else ""
        return f"[{element.value}]: {write_destination(target)}{tail}"

    def _footnote(self, element: Element) -> str:
        footnote = self._plan.document.definitions.footnotes[element.value]
        if footnote.end is not element:
            return ""
        if element.value not in self._plan.labels:
            self._report.leave(
                element.source.strip(), "no text refers to this footnote"
            )
            lines = element.source.rstrip().split("\n")
            return "\n".join(f"% {line}".rstrip() for line in lines)
        label = self._plan.labels[element.value]
        content = join(self._blocks.parts(footnote.content.children), is_tight=True)
        return f"[^{label}]: {indent(content, '    ')}"

    # -- Anchors ----------------------------------------------------------------------

    def _add_anchors(self, tokens: Sequence[Token]) -> bool:
        """Add anchors to headings, and write links again that lead to other places.

        :return: whether anything was changed
        """
        is_changed, anchors = self._anchors.add(tokens, self._assembly.units)
        if is_changed or anchors == self._plan.anchors:
            return is_changed
        self._plan.anchors = anchors
        for unit in self._assembly.units:
            if unit.level == EXPLICIT and _has_fragments(unit.element):
                unit.level = AS_WRITTEN
                self._raise(unit, is_last=False)
        return True


def _has_fragments(element: Element) -> bool:
    return any(
        inner.kind is ElementKind.LINK
        and inner.attributes.get("href", "").startswith("#")
        for inner in element.walk()
    )
