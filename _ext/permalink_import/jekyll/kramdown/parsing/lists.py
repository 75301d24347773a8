"""Lists: https://kramdown.gettalong.org/syntax.html#lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from permalink_import.jekyll.kramdown.parsing.attribute_lists import (
    WHITE,
    AttributeList,
)
from permalink_import.jekyll.kramdown.parsing.blocks import STRIPPED, is_rule
from permalink_import.jekyll.kramdown.parsing.patterns import (
    BLANK_LINE,
    BULLET,
    EOB,
    ID_NAME,
    LAZY_HTML,
    NUMBER,
    match_ial,
)
from permalink_import.jekyll.kramdown.parsing.state import Parser, parse_blocks
from permalink_import.jekyll.kramdown.parsing.tree import LISTS, Element, ElementKind

ITEM_IAL = re.compile(
    rf"{WHITE}*\{{:(?!(?:{ID_NAME})?:|/)(?P<ial>(?:\\\}}|[^}}])+)\}}{WHITE}*"
)
_ONLY_IAL = re.compile(
    rf"{WHITE}*(?:\{{:(?!(?:{ID_NAME})?:|/)(?:\\\}}|[^}}])+\}}{WHITE}*)?{WHITE}*\n"
)
_TABS = re.compile(r"( *)(\t+)")
_LEADING_TABS = re.compile(r"\t+")
_TASK = re.compile(rf"\A{WHITE}*\[(?P<state>[ xX])\]{WHITE}+")
_BOX = '<input type="checkbox" class="task-list-item-checkbox" disabled="disabled"{} />'


@dataclass(slots=True)
class Indentation:
    """How the lines of an item look.

    :param width: of what is before its content
    """

    width: int
    content: re.Pattern[str]
    own: re.Pattern[str]

    def is_lazy(self, text: str, position: int) -> re.Match[str] | None:
        """Match a line that belongs to an item though it is not indented.

        :param text: that is parsed
        :param position: offset of the start of the line
        :return: the match of the line, ``None`` if it ends the item: a tag or an
            attribute list that is indented by three spaces at most does
        """
        line = _TEXT_LINE.match(text, position)
        if line is None:
            return None
        limit = min(self.width, 3)
        indent = _SPACES.match(text, position)
        if indent and len(indent[0]) <= limit:
            start = indent.end()
            if match_ial(text, start) or LAZY_HTML.match(text, start):
                return None
        return line


_TEXT_LINE = re.compile(r"[^\n]*[^ \t\r\n\f\v][^\n]*\n")
_SPACES = re.compile(r" *")


@lru_cache(maxsize=64)
def _patterns(width: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    tabs, spaces = divmod(width, 4)
    unit = r"(?:\t| {4})"
    content = re.compile(
        rf"(?:{unit}{{{tabs}}} {{{spaces}}}|{unit}{{{tabs + 1}}})"
        r"[^\n]*[^ \t\r\n\f\v][^\n]*\n"
    )
    return content, re.compile(rf" {{{width}}}")


def first_line(width: int, content: str) -> tuple[str, Indentation]:
    """Read the first line of an item.

    :param width: of the marker with the spaces before it
    :param content: what follows the marker
    """
    is_empty = "{:" not in content and not content.strip(STRIPPED)
    if is_empty or _ONLY_IAL.match(content):
        width = 4
    else:
        while (match := _TABS.match(content)) is not None:
            column = len(match[1]) + width
            spaces = 4 - column % 4 + (len(match[2]) - 1) * 4
            content = match[1] + " " * spaces + content[match.end() :]
        spaces_before = _SPACES.match(content)
        width += len(spaces_before[0]) if spaces_before else 0
    return content.lstrip(" \t\r\n\f\v"), Indentation(width, *_patterns(width))


@lru_cache(maxsize=64)
def marker(kind: str, width: int) -> re.Pattern[str]:
    """Return the pattern of further markers, which are not as far in as content is.

    :param kind: a pattern for the marker alone
    """
    most = min(max(width - 1, 0), 3) if width else 3
    return re.compile(
        rf"(?P<marker> {{0,{most}}}{kind})(?P<content>[\t| ][^\n]*\n)", re.ASCII
    )


def take_ial(element: Element, content: str) -> str:
    """Remove an attribute list from the start of an item, and apply it.

    :param element: the item, whose attributes are changed
    :param content: its first line, without the marker
    :return: the line without the attribute list
    """
    if "{:" not in content or (match := ITEM_IAL.match(content)) is None:
        return content
    element.ial = element.ial or AttributeList()
    element.ial.parse(match["ial"])
    return content[match.end() :]


@dataclass(slots=True)
class _Items:
    """Items of a list, while they are read.

    :param parts: of each item: texts that are parsed one after the other
    """

    items: list[Element] = field(default_factory=list)
    parts: list[list[str]] = field(default_factory=list)
    has_nested: bool = False
    ends_with_eob: bool = False


def list_block(parser: Parser) -> bool:
    """Parse a list, with bullets or numbers."""
    is_bullets = parser.match(BULLET) is not None
    if not is_bullets and parser.match(NUMBER) is None:
        return False
    kind = ElementKind.BULLET_LIST if is_bullets else ElementKind.NUMBERED_LIST
    element = parser.add_block(Element(kind))
    element.start = parser.position
    read = _read_items(parser, "[+*-]" if is_bullets else "[0-9]+\\.", element)
    element.children = read.items
    element.end = parser.position
    element.source = parser.text[element.start : element.end]
    element.line = parser.line_at(element.start)
    last = _parse_items(parser, read)
    if last is not None and not read.ends_with_eob:
        last.start = parser.position
        parser.tree.children.append(last)
    if parser.options.gfm:
        _read_tasks(parser)
    return True


def _read_items(parser: Parser, kind: str, element: Element) -> _Items:
    text = parser.text
    start = BULLET if kind == "[+*-]" else NUMBER
    found = _Items()
    indentation: Indentation | None = None
    after_blank = False
    while parser.position < len(text):
        position = parser.position
        if after_blank and is_rule(text, position):
            break
        if (match := EOB.match(text, position)) is not None:
            found.ends_with_eob = True
        elif (match := start.match(text, position)) is not None:
            item = Element(
                ElementKind.LIST_ITEM, match["marker"].strip(), start=position
            )
            item.line = parser.line_at(position)
            if not found.items:
                element.value = match["marker"].strip()
            content, indentation = first_line(len(match["marker"]), match["content"])
            content = take_ial(item, content)
            start = marker(kind, indentation.width)
            found.items.append(item)
            found.parts.append([content])
            found.has_nested = _begins_list(content)
            after_blank = False
        elif indentation is not None and (
            (match := indentation.content.match(text, position))
            or (not after_blank and (match := indentation.is_lazy(text, position)))
        ):
            _add_line(found, match[0], indentation)
            after_blank = False
        elif (match := BLANK_LINE.match(text, position)) is not None:
            found.has_nested = after_blank = True
            found.parts[-1][-1] += match[0]
        else:
            break
        parser.position = match.end()
        if found.items:
            found.items[-1].end = match.end()
        if found.ends_with_eob:
            break
    return found


def expand_tabs(line: str) -> str:
    """Replace the tabs that a line begins with.

    :param line: behind a marker; each leading tab becomes four spaces, others stay
    """
    tabs = _LEADING_TABS.match(line)
    return " " * 4 * len(tabs[0]) + line[tabs.end() :] if tabs else line


def _begins_list(text: str) -> bool:
    return bool(BULLET.match(text) or NUMBER.match(text))


def _add_line(found: _Items, line: str, indentation: Indentation) -> None:
    line = expand_tabs(line)
    own = indentation.own.match(line)
    if own:
        line = line[own.end() :]
    begins = _begins_list(line)
    if not found.has_nested and own and begins:
        found.parts[-1].append("")
        found.has_nested = True
    elif found.has_nested and not own and begins:
        line = " " * (indentation.width + 4) + line
    found.parts[-1][-1] += line


def _parse_items(parser: Parser, read: _Items) -> Element | None:
    """Parse the content of items; return the blank lines behind the last one."""
    last: Element | None = None
    for item, parts in zip(read.items, read.parts, strict=True):
        content = Element(ElementKind.ROOT)
        line = item.line
        for part in parts:
            with parser.within(
                part, content, kind=ElementKind.RAW_TEXT, first_line=line
            ):
                parse_blocks(parser)
            line += part.count("\n")
        item.children = content.children
        item.source = "".join(parts)
        if not item.children:
            continue
        _make_transparent(item, read)
        has_blank = item.children[-1].kind is ElementKind.BLANK
        last = item.children.pop() if has_blank else None
    return last


def _make_transparent(item: Element, read: _Items) -> None:
    """Remove the tag of an item's first paragraph, unless blank lines require it."""
    children = item.children
    first = children[0]
    if first.kind is not ElementKind.PARAGRAPH:
        return
    if len(children) > 1 and children[1].kind is ElementKind.END_OF_BLOCK and first.ial:
        del children[1]
    is_last = item is read.items[-1]
    followed = len(children) > 1 and children[1].kind is ElementKind.BLANK
    alone = is_last and len(children) == 2 and not read.ends_with_eob
    if followed and not alone:
        return
    others = read.items[:-1]
    if is_last and len(read.items) > 1 and not any(map(_is_tight, others)):
        return
    if len(children) > 1 and not followed:
        first.children[0].value += "\n"
        first.raw += "\n"
    first.is_transparent = True


def _is_tight(item: Element) -> bool:
    if not item.children:
        return True
    first = item.children[0]
    return first.kind is not ElementKind.PARAGRAPH or first.is_transparent


def _read_tasks(parser: Parser) -> None:
    """Make check boxes of ``[ ]`` and ``[x]`` at the start of items, as GitHub does."""
    element = next(x for x in reversed(parser.tree.children) if x.kind in LISTS)
    is_task_list = False
    for item in element.children:
        if not item.children or item.children[0].kind is not ElementKind.PARAGRAPH:
            continue
        text = item.children[0].children[0]
        if (match := _TASK.match(text.value)) is not None:
            is_task_list = True
            item.task = match[0]
            checked = "" if match["state"] == " " else ' checked="checked"'
            text.value = _BOX.format(checked) + text.value[match.end() :]
            text.pieces.clear()
        if is_task_list:
            item.attributes["class"] = "task-list-item"
    if is_task_list:
        element.attributes["class"] = "task-list"
