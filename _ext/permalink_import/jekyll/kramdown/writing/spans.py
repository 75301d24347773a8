"""Text within a block, written as MyST."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from permalink_blog.core.untrusted.urls import scheme_of
from permalink_import.jekyll.kramdown.html_output import escape_text, write_attributes
from permalink_import.jekyll.kramdown.parsing.html_names import VOID_ELEMENTS
from permalink_import.jekyll.kramdown.parsing.texts import (
    escape_references,
    symbol_text,
    text_of_entity,
    with_references,
)
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind
from permalink_import.jekyll.kramdown.writing.attributes import (
    of_code,
    of_image,
    of_link,
    split,
    write_list,
)
from permalink_import.jekyll.kramdown.writing.forms import (
    PUNCTUATION,
    Forms,
    line_start,
)
from permalink_import.jekyll.kramdown.writing.quotes import ESCAPE, straight_in
from permalink_import.markup.directives import directive

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from permalink_import.jekyll.kramdown.plan import WritingPlan
    from permalink_import.jekyll.kramdown.writing.tally import RemarkReport


_BREAKER = "<!-- -->"
"""Sphinx reads no dash, and no escape, across a comment."""
_RUNS = re.compile("`+")
_STRAIGHT = frozenset("\"'")
_CURLED = (
    "straight quotation marks in links within the site are curled by Sphinx. Compare "
    "the pages; set smartquotes = False in conf.py if all marks shall stay as written"
)
_COMMENTS = frozenset(
    {ElementKind.COMMENT, ElementKind.HTML_COMMENT, ElementKind.HTML_INSTRUCTION}
)
_TAG = re.compile(r"(<[^<>]*>)")
_UNBALANCED = re.compile(r"[<>\s\x00-\x1f\x7f]")


def _joined(parts: Sequence[str]) -> str:
    """Join what is written, with a comment where a backslash is before an escape."""
    written: list[str] = []
    last = ""
    for part in parts:
        if last.endswith("\\\\") and part.startswith(
            (f'{ESCAPE}"', f"{ESCAPE}'", f"{ESCAPE}&")
        ):
            written.append(_BREAKER)
        written.append(part)
        last = part or last
    return "".join(written)


class SpanWriter:
    """Writes the text of one block.

    :param source: the text as it was parsed
    :param forms: what is written in another way than in the source
    """

    def __init__(
        self, source: str, forms: Forms, plan: WritingPlan, report: RemarkReport
    ) -> None:
        self._source = source
        self._forms = forms
        self._plan = plan
        self._report = report
        self._begins_line = True
        self._is_in_xref = False
        self._is_after_break = False

    def write(self, elements: Sequence[Element]) -> str:
        """Write elements that follow each other.

        :param elements: children of a block or of another element, in their order
        """
        parts: list[str] = []
        for element in elements:
            if self._begins_line and element.kind in _COMMENTS:
                # at the start of a line it would be HTML up to the end of that
                comment = self._comment(element)
                is_joined = bool(parts) and parts[-1].endswith("\n")
                if is_joined:
                    parts[-1] = f"{parts[-1][:-1]} "
                self._begins_line = not is_joined
                parts.append(comment if is_joined else f"{comment}\n\n")
            else:
                parts.append(self._write(element))
                self._is_after_break = parts[-1].endswith(_BREAKER)
        return _joined(parts)

    def _write(self, element: Element) -> str:
        if element.kind is ElementKind.TEXT:
            return self._text(element)
        begins_line = self._begins_line
        self._begins_line = False
        written = _WRITERS[element.kind](self, element)
        if element.kind is ElementKind.LINE_BREAK or (begins_line and not written):
            self._begins_line = begins_line
        return written

    # -- Text -------------------------------------------------------------------------

    def _text(self, element: Element) -> str:
        if not element.pieces:
            return self._plain(element, -1, element.value)
        parts = []
        for number, (value, start, end) in enumerate(element.pieces):
            source = self._source[start:end] if start >= 0 else ""
            is_escape = source == f"\\{value}" and len(value) == 1
            if is_escape and value in PUNCTUATION and not self._is_curled(value):
                parts.append(source)
                if (id(element), number, 0) in self._forms.broken:
                    parts.append(_BREAKER)
                self._begins_line = False
            else:
                parts.append(self._plain(element, number, value))
        return _joined(parts)

    def _plain(self, element: Element, number: int, value: str) -> str:
        parts: list[str] = []
        forms = self._forms
        at_start: int | None = None
        for offset, char in enumerate(value):
            if self._begins_line and char not in " \t\n":
                found = line_start(value[offset : offset + 12])
                at_start = None if found is None else offset + found
                self._begins_line = False
            is_escaped = forms.is_escaped(element, number, offset, char) or (
                forms.line_starts and offset == at_start
            )
            if self._is_curled(char):
                parts.append(f"{ESCAPE}{char}")
            else:
                parts.append(f"\\{char}" if is_escaped else char)
            if (id(element), number, offset) in forms.broken:
                parts.append(_BREAKER)
            if char == "\n":
                self._begins_line = True
        return _joined(parts)

    def _is_curled(self, char: str) -> bool:
        return char in _STRAIGHT and self._plan.smart and not self._is_in_xref

    def _entity(self, element: Element) -> str:
        escape = ESCAPE if self._is_curled(text_of_entity(element.value)) else ""
        return escape + self._as_entity(element)

    def _as_entity(self, element: Element) -> str:
        source = self._source[element.start : element.end]
        if source == "&" and self._forms.level(element) == 0:
            return source
        if self._forms.level(element) > 1:
            return f"&#{ord(text_of_entity(element.value)[0])};"
        return element.value

    def _quote(self, element: Element) -> str:
        is_literal = self._plan.is_literal(element) or self._is_after_break
        if self._forms.level(element) or is_literal:
            mark = symbol_text(element)
            return f"{ESCAPE}{mark}" if self._is_curled(mark) else mark
        return element.source

    def _symbol(self, element: Element) -> str:
        level = self._forms.level(element)
        if level == 0 and self._plan.smart and element.source in {"--", "---", "..."}:
            return element.source
        symbol = self._plan.symbol(element)
        return symbol if level < 2 else _BREAKER.join(symbol)

    def _line_break(self, element: Element) -> str:
        if self._forms.level(element):
            return "<br>"
        return element.source if element.source == "  " else "\\"

    # -- Elements ---------------------------------------------------------------------

    def _emphasis(self, element: Element) -> str:
        run = 2 if element.kind is ElementKind.STRONG else 1
        delimiter = self._source[element.start : element.start + 1] * run
        inner = self.write(element.children)
        level = self._forms.level(element)
        native, others = split(self._plan.given(element))
        if others or level > 1:
            name = "strong" if run == 2 else "em"
            return self._tagged(name, {**native, **others}, inner)
        if native or level:
            self._count_attributes(native)
            return f"[{delimiter}{inner}{delimiter}]{write_list(native)}"
        return f"{delimiter}{inner}{delimiter}"

    def _code(self, element: Element) -> str:
        native, others = of_code(self._plan.given(element))
        level = self._forms.level(element)
        if others or level > 1:
            inner = self._everything(escape(element.value, quote=False))
            return self._tagged("code", {**native, **others}, inner)
        self._count_attributes(native)
        written = write_code(element.value) if level else element.source
        return written + (write_list(native) if native else "")

    def _everything(self, text: str) -> str:
        """Escape what would be markup in text that is between tags."""
        return re.sub(r"[\\`*_{}\[\]$~]", r"\\\g<0>", text)

    def _link(self, element: Element) -> str:
        level = self._forms.level(element)
        if element.source.startswith("<") and level == 0:
            return element.source + self._link_attributes(element)
        inner = self._link_text(element)
        if level > 1:
            attributes = {"href": self._plan.target(element)}
            if title := element.attributes.get("title"):
                attributes["title"] = title
            return self._tagged("a", attributes, inner)
        if level:
            tail = f"]({self._destination(element)})"
        else:
            tail = element.source[1 + len(element.raw) :]
        return f"[{inner}{tail}{self._link_attributes(element)}"

    def _link_text(self, element: Element) -> str:
        self._is_in_xref = not scheme_of(self._plan.target(element))
        inner = self.write(element.children)
        if (
            self._is_in_xref
            and self._plan.has_literals(element)
            and (straight := next(straight_in(element), None))
        ):
            self._report.leave(straight, _CURLED)
        self._is_in_xref = False
        return inner

    def _link_attributes(self, element: Element) -> str:
        native, lost = of_link(self._plan.given(element))
        target = self._plan.target(element)
        is_name = not element.source.startswith("<")
        if is_name and self._plan.is_dangling(target):
            reason = "nothing on the page has this name; correct the link"
            self._report.leave(f"({target})", reason)
        if is_name and self._plan.is_external(target):
            classes = f"external {native.get('class', '')}".strip()
            native = {**native, "class": classes}
        self._count_attributes(native)
        self._leave(element, lost)
        return write_list(native) if native else ""

    def _destination(self, element: Element) -> str:
        target = self._plan.target(element)
        name = "src" if element.kind is ElementKind.IMAGE else "href"
        if target != with_references(element.attributes[name]):
            self._report.count("relative_link")
        title = element.attributes.get("title", "")
        written = write_destination(target)
        return f"{written} {write_title(title)}" if title else written

    def _image(self, element: Element) -> str:
        native, lost = of_image(self._plan.given(element))
        level = self._forms.level(element)
        if level > 1:
            # MyST reads it as a directive, in which a backslash escapes
            target = self._plan.target(element).replace("\\", "%5C")
            attributes = {**element.attributes, "src": target}
            return f"<img{write_attributes(attributes)}>"
        self._leave(element, lost)
        self._count_attributes(native)
        tail = write_list(native) if native else ""
        if level:
            alt = _escaped_alt(element.attributes["alt"])
            return f"![{alt}]({self._destination(element)}){tail}"
        return element.source + tail

    def _html_image(self, element: Element) -> str | None:
        """Write an image of HTML that has a title, which MyST does not read there."""
        attributes = dict(element.attributes)
        target, alt = attributes.pop("src", ""), attributes.pop("alt", "")
        title = attributes.pop("title", "")
        native, lost = of_image(attributes)
        if lost or not title or not target:
            return None
        tail = write_list(native) if native else ""
        written = f"{write_destination(target)} {write_title(title)}"
        return f"![{_escaped_alt(alt)}]({written}){tail}"

    def _html(self, element: Element) -> str:
        name, level = element.value, self._forms.level(element)
        if element.source == "~~":
            self._report.count("strikethrough")
            return f"<del>{self.write(element.children)}</del>"
        inner = self.write(element.children)
        is_source = level == 0 and not element.is_block
        if is_source and not self._plan.given(element):
            return f"{element.source}{inner}{element.raw}"
        attributes = write_attributes(element.attributes)
        if name == "img" and level == 1 and (image := self._html_image(element)):
            return image
        if name in VOID_ELEMENTS:
            return f"<{name}{attributes}>"
        return f"<{name}{attributes}>{inner}</{name}>"

    def _tagged(self, name: str, attributes: Mapping[str, str], inner: str) -> str:
        self._count_attributes(attributes if name != "a" else {})
        return f"<{name}{write_attributes(attributes)}>{inner}</{name}>"

    def _comment(self, element: Element) -> str:
        if element.kind is ElementKind.COMMENT:
            self._report.count("comment")
            text = element.value.strip().replace("--", "- -")
            return f"<!-- {text} -->"
        return "" if self._forms.level(element) else element.value

    def _raw(self, element: Element) -> str:
        types = element.language.split()
        if types and "html" not in types:
            reason = f"Text for {element.language} is in no output of Sphinx here"
            self._report.leave(self._source[element.start : element.end], reason)
            return ""
        self._report.count("nomarkdown")
        if self._forms.level(element) == 0:
            return element.value
        parts = _TAG.split(element.value)
        parts[::2] = map(self._everything, parts[::2])
        return "".join(parts)

    def _footnote(self, element: Element) -> str:
        return f"[^{self._plan.labels.get(element.value, element.value)}]"

    def _abbreviation(self, element: Element) -> str:
        meaning = self._plan.meaning(element.value)
        if not meaning:
            return self._plain(element, -1, element.value)
        self._report.count("abbreviation")
        if self._forms.level(element) == 0 and "\n" not in element.value:
            content = f"{element.value} ({meaning})"
            ticks = "`" * (max(map(len, _RUNS.findall(content)), default=0) + 1)
            return f"{{abbr}}{ticks}{content}{ticks}"
        word = self._everything(escape(element.value, quote=False))
        return f"<abbr{write_attributes({'title': meaning})}>{word}</abbr>"

    def _math(self, element: Element) -> str:
        self._report.count("math")
        if element.is_block:
            return f"\n\n{self._display(element)}\n\n"
        formula = " ".join(element.value.split())
        if self._forms.level(element) == 0:
            return f"${formula}$"
        ticks = "`" * (max(map(len, _RUNS.findall(formula)), default=0) + 1)
        return f"{{math}}{ticks}{formula}{ticks}"

    def _display(self, element: Element) -> str:
        """Write a formula between lines of text."""
        formula, level = element.value, self._forms.level(element)
        if formula.startswith("\\begin{") and level == 0:
            return formula
        marks = "\n" if "\n" in formula else ""
        if level < 2:
            return f"$${marks}{formula}{marks}$$"
        return directive("math", body=formula)

    def _inner(self, element: Element) -> str:
        return self.write(element.children)

    # -- The report -------------------------------------------------------------------

    def _count_attributes(self, attributes: Mapping[str, str]) -> None:
        if attributes.keys() - {"class"} or attributes.get("class") not in {
            None,
            "external",
        }:
            self._report.count("attributes")

    def _leave(self, element: Element, lost: Sequence[str]) -> None:
        if lost:
            names = ", ".join(sorted(lost))
            what = self._source[element.start : element.end]
            reason = f"MyST has no {names} here; use a class, or write HTML"
            self._report.leave(what.strip(), reason)


_WRITERS: Mapping[ElementKind, Callable[[SpanWriter, Element], str]] = {
    ElementKind.EMPHASIS: SpanWriter._emphasis,
    ElementKind.STRONG: SpanWriter._emphasis,
    ElementKind.CODE: SpanWriter._code,
    ElementKind.LINK: SpanWriter._link,
    ElementKind.IMAGE: SpanWriter._image,
    ElementKind.LINE_BREAK: SpanWriter._line_break,
    ElementKind.ENTITY: SpanWriter._entity,
    ElementKind.QUOTE: SpanWriter._quote,
    ElementKind.SYMBOL: SpanWriter._symbol,
    ElementKind.FOOTNOTE: SpanWriter._footnote,
    ElementKind.ABBREVIATION: SpanWriter._abbreviation,
    ElementKind.MATH: SpanWriter._math,
    ElementKind.HTML: SpanWriter._html,
    ElementKind.HTML_COMMENT: SpanWriter._comment,
    ElementKind.HTML_INSTRUCTION: SpanWriter._comment,
    ElementKind.COMMENT: SpanWriter._comment,
    ElementKind.RAW: SpanWriter._raw,
    ElementKind.MARKDOWN: SpanWriter._inner,
}


def write_code(code: str) -> str:
    """Write code in a line, with as many backticks as it asks for.

    :param code: its content; line ends become spaces (CommonMark, "Code spans")
    """
    code = " ".join(code.split("\n"))
    ticks = "`" * (max(map(len, _RUNS.findall(code)), default=0) + 1)
    is_padded = code.startswith(("`", " ")) or code.endswith(("`", " "))
    space = " " if is_padded and code.strip() else ""
    return f"{ticks}{space}{code}{space}{ticks}"


def _escaped_alt(text: str) -> str:
    return " ".join(re.sub(r"[\\\[\]*_`<&$]", r"\\\g<0>", text).split())


def write_destination(target: str) -> str:
    """Write the target of a link.

    :param target: unescaped; one with spaces or unbalanced parentheses gets pointed
        brackets (CommonMark, "Links")
    """
    target = " ".join(target.split("\n")).replace("\\", "\\\\")
    target = escape_references(target)
    if target and not _UNBALANCED.search(target) and _is_balanced(target):
        return target
    return "<" + re.sub(r"[<>]", r"\\\g<0>", target) + ">"


def _is_balanced(target: str) -> bool:
    depth = 0
    for char in target:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return False
    return depth == 0


def write_title(title: str) -> str:
    """Write the title of a link or image.

    :param title: unescaped; white space is joined to single spaces
    :return: with quotation marks
    """
    title = " ".join(title.split()).replace("\\", "\\\\")
    return '"' + escape_text(title).replace('"', '\\"') + '"'
