"""The headings and labels of a source, read without a build: for old revisions."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils.nodes import make_id

from permalink_blog.core.yaml_nodes import FRONT_MATTER
from permalink_blog.urls.url_list.documents import read_fields

if TYPE_CHECKING:
    from collections.abc import Iterator


_FENCE = re.compile(r"[ >]*(`{3,}|~{3,}|:{3,})(.*)")
_ATX = re.compile(r" {0,3}#{1,6}[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r"([=\-~^\"'#*+.:_`])\1*[ \t]*$")
_LABEL = re.compile(
    r"\(([^()\s]+)\)=\s*$|\.\. _`?([^:`]+)`?:\s*$|\s*:(?:name|label):\s*(\S.*)$"
)
_LINK = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])?")
_MARKUP = re.compile(r"[*`]|(?<!\w)_+|_+(?!\w)|<[^<>]*>|\{[^{}]*\}")
_NO_SLUG = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, slots=True)
class SourceAnchor:
    """A heading, or the label of something.

    :param text: of the heading, without markup; the label's name
    :param ids: that Sphinx and MyST make of it
    :param is_heading: it is no label
    """

    text: str
    ids: frozenset[str]
    is_heading: bool


def anchors_of_source(file: str, text: str) -> list[SourceAnchor]:
    """Return the headings and labels of a source, in its order.

    :param file: its name, which determines its format
    """
    text = text.replace("\r\n", "\n")
    is_rst = file.endswith((".rst", ".txt"))
    found = [] if is_rst else [*_title(file, text)]
    if file.endswith(".ipynb"):
        text = _markdown_of_notebook(text)
    if match := FRONT_MATTER.match(text):
        text = text[match.end() :]
    lines = text.split("\n")
    lines = lines if is_rst else [*_outside_code(lines)]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if match := _LABEL.match(line):
            label = next(group for group in match.groups() if group)
            ids = {make_id(label), make_id(f"equation-{label}")}
            found.append(SourceAnchor(label, frozenset(ids), is_heading=False))
        elif not is_rst and (match := _ATX.match(line)):
            found.append(_heading(match[1]))
        elif _is_underlined(line, following, is_rst=is_rst):
            found.append(_heading(line))
    return found


def _title(file: str, text: str) -> Iterator[SourceAnchor]:
    if title := read_fields(file, text).get("title", ""):
        yield _heading(title)


def _heading(markup: str) -> SourceAnchor:
    text = _MARKUP.sub("", _LINK.sub(r"\1", markup)).strip()
    slug = _NO_SLUG.sub("", text.lower()).replace(" ", "-")
    ids = frozenset({make_id(text), slug} - {""})
    return SourceAnchor(text, ids, is_heading=True)


def _is_underlined(line: str, following: str, *, is_rst: bool) -> bool:
    if not line.strip() or line[0].isspace() or not _UNDERLINE.match(following):
        return False
    if is_rst:
        is_long = len(following.rstrip()) >= min(len(line.rstrip()), 4)
        return is_long and not _UNDERLINE.match(line)
    return following[0] in "=-" and line[0] not in "#|-=>*+"


def _outside_code(lines: list[str]) -> Iterator[str]:
    """Yield the lines that are not in a block of code.

    A directive of MyST is a fence, too: its options may be labels.
    """
    fence = ""
    directives: list[str] = []
    for line in lines:
        match = _FENCE.match(line)
        marks, info = (match[1], match[2].strip()) if match else ("", "")
        if fence:
            fence = "" if marks.startswith(fence) and not info else fence
        elif not marks:
            yield line
        elif info.startswith("{") and not info.startswith("{code"):
            directives.append(marks)
        elif not info and marks in directives:
            directives.remove(marks)
        elif not marks.startswith(":"):
            fence = marks


def _markdown_of_notebook(text: str) -> str:
    try:
        cells = json.loads(text)["cells"]
        sources = [x["source"] for x in cells if x["cell_type"] == "markdown"]
        return "\n\n".join(x if isinstance(x, str) else "".join(x) for x in sources)
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""
