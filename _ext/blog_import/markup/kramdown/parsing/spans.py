"""Text within a block: https://kramdown.gettalong.org/syntax.html#span-level-elements."""

from __future__ import annotations

import re
from html.entities import name2codepoint
from typing import TYPE_CHECKING

from blog_import.markup.kramdown.parsing.attribute_lists import (
    WHITE,
    AttributeList,
    apply_list,
)
from blog_import.markup.kramdown.parsing.blocks import STRIPPED, WHITE_SPACE
from blog_import.markup.kramdown.parsing.definitions import (
    EXTENSION,
    EXTENSION_STOP,
    extension_element,
)
from blog_import.markup.kramdown.parsing.html import (
    CLOSE_TAG,
    MARKDOWN_VALUES,
    match_tag,
)
from blog_import.markup.kramdown.parsing.html_names import (
    BLOCK_ELEMENTS,
    KNOWN_ELEMENTS,
    VOID_ELEMENTS,
    content_model,
    element_name,
)
from blog_import.markup.kramdown.parsing.patterns import ID_NAME, UNAME
from blog_import.markup.kramdown.parsing.scanning import parse_spans
from blog_import.markup.kramdown.parsing.tree import Element, Kind, Model

if TYPE_CHECKING:
    from blog_import.markup.kramdown.parsing.state import Parser

_RUN = re.compile("`+")
_CHARACTERS = r"[\w.-]"
_SCHEME = re.compile(r"<(?:mailto|https?|ftps?):")
_ADDRESS = re.compile(rf"<{_CHARACTERS}+@{_CHARACTERS}+>")
_HTML_START = re.compile(rf"<(?:(?:{UNAME})|!--|/)")
_FOOTNOTE = re.compile(rf"\[\^(?P<name>{ID_NAME})\]")
_IAL = re.compile(r"\{:(?P<ial>(?:\\\}|[^}])+)\}")
_ENTITY = re.compile(
    r"&(?:(?P<name>[\w:][\w.:-]*)|\#(?P<number>[0-9]+)|\#x(?P<hex>[0-9a-fA-F]+));",
    re.ASCII,
)
_SYMBOL = re.compile(r"---|--|\.\.\.|\\<<|\\>>|<< | >>|<<|>>")
_SYMBOLS = {
    "---": "mdash",
    "--": "ndash",
    "...": "hellip",
    "<< ": "laquo_space",
    " >>": "raquo_space",
    "<<": "laquo",
    ">>": "raquo",
}
_BREAK = re.compile(r"(?:  |\\\\)(?=\n)")
_ESCAPED = re.compile(r"\\([\\.*_+`<>()\[\]{}#!:|\"'$=~-])")
_STRIKE_END = re.compile(r"[^ \t\r\n\f\v~]~~")
_DELIMITERS = re.compile(r"\*+|_+")
KNOWN_ENTITIES = frozenset({*name2codepoint, "apos", "vellip"})


def emphasis(parser: Parser) -> bool:
    """Parse ``*text*`` and ``**text**``."""
    text, start = parser.text, parser.position
    char = text[start]
    run = 2 if text.startswith(char, start + 1) else 1
    kind = Kind.STRONG if run == 2 else Kind.EMPHASIS
    after = start + run
    following = text[after : after + 1]
    is_text = (
        (char == "_" and _is_in_word(text, start))
        or (following and following in WHITE_SPACE)
        or parser.is_within(kind)
    )
    element = None if is_text else _emphasized(parser, after, char * run, kind)
    is_within = parser.tree.kind is Kind.EMPHASIS
    if element is None and not is_text and run == 2 and not is_within:
        element = _emphasized(parser, start + 1, char, Kind.EMPHASIS)
    if element is None:
        parser.position = after
        parser.add_text(text[start:after], start, after)
    else:
        element.start, element.end = start, parser.position
        parser.tree.children.append(element)
    return True


def _is_in_word(text: str, position: int) -> bool:
    """Return whether letters are right before a place, or a hyphen after letters."""
    before = text[max(position - 2, 0) : position]
    return before[-1:].isalpha() or (before[-1:] == "-" and before[:-1].isalpha())


def _emphasized(
    parser: Parser, start: int, delimiter: str, kind: Kind
) -> Element | None:
    """Parse up to the end of emphasis; move nothing if it has none."""
    text, saved, around = parser.text, parser.position, parser.tree
    # where other delimiters are right behind it, they may be read in other pairs
    more = _DELIMITERS.match(text, start)
    attempt = f"{delimiter} {len(more[0]) if more else 0}"
    if text.find(delimiter, start + 1) < 0:
        return None
    if parser.is_laborious and attempt in around.unclosed:
        return None
    element = Element(kind)
    parser.position = start

    def accept(match: re.Match[str]) -> bool:
        position = match.start()
        if text[position - 1] in WHITE_SPACE or not element.children:
            return False
        is_strong = text.startswith(delimiter * 2, position)
        is_both = text.startswith(delimiter * 3, position)
        if kind is Kind.EMPHASIS and is_strong and not is_both:
            return False
        following = text[match.end() : match.end() + 1]
        return not (delimiter[0] == "_" and following.isalnum())

    if not parse_spans(parser, element, re.compile(re.escape(delimiter)), accept):
        around.unclosed |= {attempt}
        parser.position = saved
        return None
    parser.position += len(delimiter)
    return element


def code(parser: Parser) -> bool:
    """Parse code in a line."""
    text, start = parser.text, parser.position
    match = _RUN.match(text, start)
    if match is None:
        return False
    run, after = match[0], match.end()
    before = text[start - 1 : start]
    is_single = len(run) == 1
    following = text[after : after + 1]
    spaced = (not start or before in WHITE_SPACE) and (
        bool(following) and following in WHITE_SPACE
    )
    end = -1 if is_single and spaced else text.find(run, after)
    if end < 0:
        parser.position = after
        parser.add_text(run, start, after)
        return True
    content = text[after:end]
    if not is_single:
        content = content.removeprefix(" ").removesuffix(" ")
    parser.position = end + len(run)
    element = Element(Kind.CODE, content, start=start, end=parser.position)
    element.source = text[start : parser.position]
    parser.tree.children.append(element)
    return True


def autolink(parser: Parser) -> bool:
    """Parse ``<https://example.org>``."""
    text, start = parser.text, parser.position
    scheme = _SCHEME.match(text, start)
    if scheme is not None:
        end = text.find(">", scheme.end() + 1)
        if end < 0 or "\n" in text[scheme.end() : end]:
            return False
    elif address := _ADDRESS.match(text, start):
        end = address.end() - 1
    else:
        return False
    target = text[start + 1 : end]
    href = target if scheme else f"mailto:{target}"
    parser.position = end + 1
    element = Element(Kind.LINK, attributes={"href": href}, start=start)
    element.end, element.source = end + 1, text[start : end + 1]
    parser.add_text(target.removeprefix("mailto:"), -1, -1, tree=element)
    parser.tree.children.append(element)
    return True


def span_html(parser: Parser) -> bool:
    """Parse a comment, or an element of HTML that is part of a line."""
    text, start = parser.text, parser.position
    if not _HTML_START.match(text, start):
        return False
    if text.startswith("<!--", start) and (end := text.find("-->", start + 4)) >= 0:
        parser.position = end + 3
        comment = Element(Kind.HTML_COMMENT, text[start : end + 3], is_block=False)
        comment.start, comment.end = start, end + 3
        parser.tree.children.append(comment)
    elif (close := CLOSE_TAG.match(text, start)) is not None:
        parser.position = close.end()
        parser.add_text(close[0], start, close.end())
    elif (tag := match_tag(text, start)) is not None:
        parser.position = tag.end
        name = element_name(tag.name)
        if name in BLOCK_ELEMENTS:
            parser.add_text(text[start : tag.end], start, tag.end)
            return True
        attributes = {k: re.sub("\n+", " ", v) for k, v in tag.attributes.items()}
        element = Element(Kind.HTML, name, attributes, is_block=False, start=start)
        element.is_closed = tag.is_closed
        _element(parser, element)
    else:
        parser.position += 1
        parser.add_text(text[start], start, start + 1)
    return True


def _element(parser: Parser, element: Element) -> None:
    text, name = parser.text, element.value
    model = content_model(name)
    is_raw = model is Model.RAW or parser.tree.model is Model.RAW
    is_parsed = not is_raw and parser.options.parse_span_html
    said = element.attributes.pop("markdown", None)
    if said in MARKDOWN_VALUES and said != "block":
        value = MARKDOWN_VALUES[said]
        is_parsed = value is Model.SPAN or (value is None and model is not Model.RAW)
    element.model = Model.SPAN if is_parsed else Model.RAW
    element.source = text[element.start : parser.position]  # the tag
    parser.tree.children.append(element)
    if not element.is_closed and name not in VOID_ELEMENTS:
        flags = re.IGNORECASE if name in KNOWN_ELEMENTS else 0
        stop = re.compile(rf"</{re.escape(name)}{WHITE}*>", flags)
        with parser.deeper():
            found = parse_spans(
                parser, element, stop, rules="" if is_parsed else "html"
            )
        if found and (close := stop.match(text, parser.position)):
            parser.position = close.end()
            element.raw = close[0]  # its end tag
        elif not found:
            parser.add_text(parser.rest(), parser.position, len(text), tree=element)
            parser.position = len(text)
    element.end = parser.position


def footnote_marker(parser: Parser) -> bool:
    """Parse ``[^name]``."""
    match = parser.match(_FOOTNOTE)
    if match is None:
        return False
    start, parser.position = parser.position, match.end()
    footnote = parser.definitions.footnotes.get(match["name"])
    if footnote is None:
        parser.add_text(match[0], start, match.end())
        return True
    footnote.is_used = True
    element = Element(Kind.FOOTNOTE, match["name"], start=start, end=match.end())
    parser.tree.children.append(element)
    return True


def inline_math(parser: Parser) -> bool:
    """Parse ``$$formula$$``."""
    text, start = parser.text, parser.position
    end = text.find("$$", start + 2) if text.startswith("$$", start) else -1
    if end < 0:
        return False
    parser.position = end + 2
    raw = text[start + 2 : end]
    element = Element(Kind.MATH, raw.strip(STRIPPED), is_block=False, raw=raw)
    element.start, element.end = start, end + 2
    parser.tree.children.append(element)
    return True


def span_extension(parser: Parser) -> bool:
    """Parse attributes of what is before them, and ``{::name}``."""
    text, start = parser.text, parser.position
    if not text.startswith("{:", start):
        return False
    if text.find("}", start) >= 0:
        if (match := EXTENSION.match(text, start)) is not None:
            if _extension(parser, match):
                return True
        elif not EXTENSION_STOP.match(text, start) and (
            match := _IAL.match(text, start)
        ):
            last = parser.last_child
            if last is not None and last.kind is not Kind.TEXT:
                parser.position = match.end()
                said = AttributeList()
                said.parse(match["ial"])
                last.ial = last.ial or AttributeList()
                last.ial.update(said)
                lists = parser.definitions.attribute_lists
                apply_list(last.attributes, said, lists)
                last.end = match.end()
                return True
    parser.position = start + 1
    parser.add_text(text[start], start, start + 1)
    return True


def _extension(parser: Parser, match: re.Match[str]) -> bool:
    body, end = None, match.end()
    if not match["empty"]:
        stop = re.compile(rf"\{{:/(?:{re.escape(match['name'])})?\}}").search(
            parser.text, end
        )
        if stop is None:
            return False
        body, end = parser.text[end : stop.start()], stop.end()
    element = extension_element(parser, match, body)
    if element is None:
        return False
    start, parser.position = parser.position, end
    if element.kind is not Kind.END_OF_BLOCK and body is not None:
        element.is_block, element.start, element.end = False, start, end
        parser.tree.children.append(element)
    return True


def entity(parser: Parser) -> bool:
    """Parse ``&amp;`` and its like; a name that is not known begins with an "&"."""
    match = parser.match(_ENTITY)
    if match is None:
        return False
    start, parser.position = parser.position, match.end()
    if match["name"] and match["name"] not in KNOWN_ENTITIES:
        element = Element(Kind.ENTITY, "&amp;", start=start, end=start + 1)
        parser.tree.children.append(element)
        parser.add_text(match[0][1:], start + 1, match.end())
        return True
    element = Element(Kind.ENTITY, match[0], start=start, end=match.end())
    parser.tree.children.append(element)
    return True


def symbol(parser: Parser) -> bool:
    """Parse dashes, dots and guillemets."""
    match = parser.match(_SYMBOL)
    if match is None:
        return False
    start, parser.position = parser.position, match.end()
    if match[0] in _SYMBOLS:
        element = Element(Kind.SYMBOL, _SYMBOLS[match[0]], start=start)
        element.end, element.source = match.end(), match[0]
        parser.tree.children.append(element)
        return True
    for _ in range(2):  # "\<<" is text
        value = "&lt;" if "<" in match[0] else "&gt;"
        element = Element(Kind.ENTITY, value, start=start, end=match.end())
        parser.tree.children.append(element)
    return True


def line_break(parser: Parser) -> bool:
    """Parse two spaces, or two backslashes, at the end of a line."""
    match = parser.match(_BREAK)
    if match is None:
        return False
    start, parser.position = parser.position, match.end()
    element = Element(Kind.LINE_BREAK, start=start, end=match.end(), source=match[0])
    parser.tree.children.append(element)
    return True


def escaped(parser: Parser) -> bool:
    """Parse a character behind a backslash."""
    match = parser.match(_ESCAPED)
    if match is None or (match[1] == "~" and not parser.options.gfm):
        return False
    start, parser.position = parser.position, match.end()
    parser.add_text(match[1], start, match.end())
    return True


def strikethrough(parser: Parser) -> bool:
    """Parse ``~~text~~``, as GitHub has it."""
    text, start = parser.text, parser.position
    if not parser.options.gfm or not text.startswith("~~", start):
        return False
    if text[start + 2 : start + 3] in {"", "~", *WHITE_SPACE}:
        return False
    end = parser.search(_STRIKE_END, start + 2)
    if end is None:
        return False
    element = Element(Kind.HTML, "del", is_block=False, start=start, end=end.end())
    element.source = "~~"
    parser.tree.children.append(element)
    parser.position = end.end()
    content = text[start + 2 : end.end() - 2]
    with parser.within(content, element, kind=Kind.TEXT):
        parse_spans(parser, element)
    for child in element.children:
        _move(child, start + 2)
    return True


def _move(element: Element, offset: int) -> None:
    for inner in element.walk():
        if inner.start >= 0:
            inner.start += offset
            inner.end += offset
        inner.pieces = [
            (value, start + offset, end + offset) if start >= 0 else (value, start, end)
            for value, start, end in inner.pieces
        ]


def markdown_mark(parser: Parser) -> bool:
    """Skip what stands around Markdown that Liquid made, within a line."""
    parser.position += 1
    return True


def parse_code(parser: Parser, text: str, rules: str) -> list[Element]:
    """Parse a text of which no more is asked than where its code is.

    :param rules: "code", or "code html"
    """
    root = Element(Kind.ROOT)
    parser.begin_text(len(text))
    with parser.within(text, root, kind=Kind.RAW_TEXT):
        parse_spans(parser, root, rules=rules)
    return root.children
