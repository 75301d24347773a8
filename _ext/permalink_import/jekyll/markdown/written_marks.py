"""Marks made text, each as the place where it stands asks for."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

from permalink_import.jekyll.markdown.marks import (
    MARK,
    AuthorComment,
    Block,
    Left,
    MarkTarget,
    SiteBase,
    Verbatim,
)
from permalink_import.markup.code import code_block
from permalink_import.markup.directives import container, indent
from permalink_import.markup.regions import CODE, RegionKind, find_regions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from permalink_import.jekyll.markdown.marks import Mark, Marks
    from permalink_import.markup.regions import Region
    from permalink_import.markup.report import TextReport


_RUN = re.compile(rf"{MARK}(?:/*{MARK})*")
_LINK = re.compile(
    r"(?:\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:[ \t]*<?|^`{3,}\{\w+\} |^:target: \"?)"
    r"(?P<before>[^\s()<>]*)\Z",
    re.MULTILINE,
)
_ATTRIBUTE = re.compile(
    r"<(?P<element>[a-z][\w-]*)\b[^<>]*?\s(?P<name>[\w:-]+)\s*=\s*"
    r"(?:\"(?P<double>[^\"<>]*)|'(?P<single>[^'<>]*)|(?P<bare>[^\s\"'<>]*))\Z",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"\n(?=(?:.*\n)*.*\{%-?\s*end)")
"""Liquid on more than one line, with its end."""
_LOOK_BACK = 1000


class MarkPosition(Enum):
    """Where a mark stands."""

    PROSE = auto()
    CODE = auto()
    LINK = auto()
    """The start of the target of a link or image."""
    ANCHOR = auto()
    """The start of ``href`` of a link in HTML."""
    ATTRIBUTE = auto()
    """The start of another attribute in HTML."""
    HTML = auto()


def place_marks(text: str, *, marks: Marks, report: TextReport) -> str:
    """Write what the marks of a text stand for, and count it.

    :param text: MyST with marks
    :param marks: by which Liquid's output was replaced
    :param report: of the document, where each construct is counted or left
    :return: MyST without marks
    """
    return _Placing(marks, report).run(text)


class _Placing:
    def __init__(self, marks: Marks, report: TextReport) -> None:
        self._marks = marks
        self._report = report

    def run(self, text: str) -> str:
        """Write the marks of a text from its start; what is written has no more.

        :param text: MyST with marks
        :return: MyST without marks
        """
        if _RUN.search(text) is None:
            return text
        regions = [r for r in find_regions(text) if r.kind in {*CODE, RegionKind.HTML}]
        done, end = "", 0
        for match in _RUN.finditer(text):
            if match.start() < end:
                continue
            done += text[end : match.start()]
            end = match.end()
            place = _place(done[-_LOOK_BACK:], regions, match.start())
            marks = self._marks.find(match[0])
            if all(isinstance(mark, SiteBase | MarkTarget) for mark in marks):
                slashes = re.match(r"/*", text[end:])
                end += slashes.end() if slashes else 0
                tail = slashes[0] if slashes else ""
                done += self._address(marks, place, tail)
                continue
            for part in re.split(rf"({MARK})", match[0]):
                found = self._marks.find(part)
                if not found:
                    done += part
                elif isinstance(found[0], SiteBase | MarkTarget):
                    done += self._address(found, place, "")
                else:
                    done, end = self._stand(found[0], place, done, text, end)
        return done + text[end:]

    def _address(self, marks: Sequence[Mark], place: MarkPosition, slashes: str) -> str:
        """Write addresses of the site, and a document's after them."""
        target = next((m for m in marks if isinstance(m, MarkTarget)), None)
        bases = [mark for mark in marks if isinstance(mark, SiteBase)]
        if target is None:
            if place in {MarkPosition.LINK, MarkPosition.ATTRIBUTE}:
                self._report.count("site_url")
                return "/"
            if place is MarkPosition.ANCHOR:  # permalink_blog.links reads it
                return "".join(base.source for base in bases) + slashes
            return "".join(base.value for base in bases) + slashes
        construct = "post_url" if "post_url" in target.source else "link"
        if place in {MarkPosition.CODE, MarkPosition.HTML, MarkPosition.ATTRIBUTE}:
            if place is MarkPosition.ATTRIBUTE and target.path.startswith("/"):
                self._report.count(construct)
                return target.path + slashes
            reason = (
                "Liquid that Jekyll replaces by an address is shown. Write the address"
            )
            self._report.leave(target.source, reason, offset=target.offset)
            return "".join(base.value for base in bases) + target.source + slashes
        self._report.count(construct)
        if place is MarkPosition.ANCHOR:  # permalink_blog.links reads it
            return target.source + slashes
        if place is MarkPosition.LINK:
            return target.path + slashes
        return f"[]({target.path})"

    def _stand(
        self, mark: Mark, place: MarkPosition, done: str, text: str, end: int
    ) -> tuple[str, int]:
        """Write a mark that stands for itself.

        :param done: what is before it, with all marks written
        :param end: where it ends in ``text``
        """
        if isinstance(mark, Verbatim):
            return done + self.run(mark.source), end
        if place is MarkPosition.CODE:
            return done + self._in_code(mark), end
        if isinstance(mark, Left) and not _BLOCK.search(mark.source):
            in_html = place in {
                MarkPosition.HTML,
                MarkPosition.ATTRIBUTE,
                MarkPosition.ANCHOR,
            }
            # MyST takes "{% … %}" on a line of its own for attributes
            is_tag = mark.source.startswith("{%") and not done.endswith("\\")
            return done + ("\\" if is_tag and not in_html else "") + mark.source, end
        if isinstance(mark, AuthorComment) and place is not MarkPosition.PROSE:
            self._report.count("comment")
            is_link = place is MarkPosition.LINK
            is_in_tag = is_link or done.rfind("<") > done.rfind(">")
            comment = " ".join(mark.text.split()).replace("--", "- -")
            return done if is_in_tag else f"{done}<!-- {comment} -->", end
        line_start = done.rfind("\n") + 1
        before, prefix = container(done[line_start:])
        is_alone = before == done[line_start:]
        rest = text[end:].split("\n", 1)[0]
        if isinstance(mark, AuthorComment) and not is_alone:
            self._report.count("comment")
            return f"{done}<!-- {mark.text.strip().replace('--', '- -')} -->", end
        above = done[:line_start].removesuffix("\n").rpartition("\n")[2]
        if isinstance(mark, AuthorComment) and rest.strip() and above.strip(" >"):
            # At the start of a line it would be a block of HTML, or end a paragraph.
            self._report.count("comment")
            return done, end
        lines = self._lines(mark, prefix)
        if not is_alone:
            done = f"{done.rstrip()}\n{prefix.rstrip()}\n{prefix}"
        done += indent(lines, prefix)
        if rest.strip():
            end += len(rest) - len(rest.lstrip())
            done += f"\n{prefix.rstrip()}\n{prefix}"
        return done, end

    def _lines(self, mark: Mark, prefix: str) -> str:
        if isinstance(mark, AuthorComment):
            self._report.count("comment")
            text = _dedent(mark.text.strip("\n"), prefix)
            return "\n".join(f"% {line}".rstrip() for line in text.split("\n"))
        if isinstance(mark, Block):
            self._report.count(mark.construct)
            return self.run(_dedent(mark.text, prefix))
        return code_block(_dedent(f"{mark.source}\n", prefix), "liquid")

    def _in_code(self, mark: Mark) -> str:
        if isinstance(mark, AuthorComment):
            self._report.count("comment")
            return ""  # as in Jekyll: code has no place for it
        if isinstance(mark, Block):
            reason = (
                "Liquid in code is shown as it was written; Jekyll shows the HTML "
                "that it outputs"
            )
            self._report.leave(mark.source, reason, offset=mark.offset)
        return mark.source


def _place(before: str, regions: Sequence[Region], offset: int) -> MarkPosition:
    region = next((r for r in regions if r.start <= offset < r.end), None)
    if region is not None and region.kind is not RegionKind.HTML:
        return MarkPosition.CODE
    if match := _ATTRIBUTE.search(before):
        if match["double"] or match["single"] or match["bare"]:
            return MarkPosition.HTML
        is_anchor = match["element"].lower() == "a" and match["name"].lower() == "href"
        return MarkPosition.ANCHOR if is_anchor else MarkPosition.ATTRIBUTE
    if region is not None:
        return MarkPosition.HTML
    match = _LINK.search(before)
    if match is None:
        return MarkPosition.PROSE
    return MarkPosition.HTML if match["before"] else MarkPosition.LINK


def _dedent(text: str, prefix: str) -> str:
    """Remove the prefix of a container from each line."""
    quotes = prefix.count(">")
    lines = []
    for line in text.split("\n"):
        kept = (
            re.sub(rf"^(?:[ \t]*>[ \t]?){{0,{quotes}}}", "", line) if quotes else line
        )
        width = len(prefix) if not quotes else len(prefix) - prefix.rfind(">") - 2
        spaces = len(kept) - len(kept.lstrip(" "))
        lines.append(kept[min(spaces, max(width, 0)) :])
    return "\n".join(lines)
