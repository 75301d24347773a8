"""A file of Pelican's as its reader splits it: metadata, and the text below.

Markdown has the syntax of Python-Markdown's extension ``meta``, reStructuredText a
field list below its title, HTML ``<meta>`` elements. See
https://docs.getpelican.com/en/latest/content.html#file-metadata.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

import yaml  # type: ignore[import-untyped]

from permalink_blog.core.untrusted.yaml_limits import check_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping


MARKDOWN = frozenset({"md", "markdown", "mkd", "mdown"})
RST = frozenset({"rst"})
HTML = frozenset({"html", "htm"})

_META = re.compile(r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
_MORE = re.compile(r"[ ]{4,}(?P<value>.*)")
_BEGIN = re.compile(r"-{3}(\s.*)?")
_END = re.compile(r"(-{3}|\.{3})(\s.*)?")
_FIELD = re.compile(r":(?P<key>[^:\n]+):(?:[ \t]+(?P<value>.*))?")
_LINE = re.compile(r"(?P<char>[^\w\s])(?P=char)*[ \t]*")
_COMMENT = re.compile(r"\.\.(?:[ \t]+(?![\w:-]+::|_|\[|\|).*)?")
_YAML = re.compile(
    r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE
)
_HEAD = re.compile(r"<title[^>]*>(?P<title>.*?)</title>", re.DOTALL | re.IGNORECASE)
_BODY = re.compile(r"<body[^>]*>(?P<body>.*?)</body>", re.DOTALL | re.IGNORECASE)
_ELEMENT = re.compile(r"<meta\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(?P<name>[\w-]+)\s*=\s*([\"'])(?P<value>.*?)\2", re.DOTALL)
_MARKUP = re.compile(r"[*`]")


@dataclass(frozen=True, slots=True)
class PelicanText:
    """A file, split.

    :param fields: in lower case, each with its lines
    :param line: on which the body begins, from 1
    :param title: heading of reStructuredText as it was written, with its lines
    """

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    body: str = ""
    line: int = 1
    title: str = ""


def split_text(text: str, suffix: str, *, is_yaml: bool = False) -> PelicanText:
    """Split a file.

    :param suffix: of its name, in lower case
    :param is_yaml: a plugin reads what is between ``---`` as YAML
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if suffix in RST:
        return _split_rst(text)
    if suffix in HTML:
        return _split_html(text)
    if is_yaml and text.startswith("---") and (found := _split_yaml(text)):
        return found
    return _split_meta(text)


def _split_meta(text: str) -> PelicanText:
    """Split as ``markdown.extensions.meta.MetaPreprocessor`` does."""
    lines = text.split("\n")
    position = 1 if lines and _BEGIN.fullmatch(lines[0]) else 0
    fields: dict[str, list[str]] = {}
    key = None
    while position < len(lines):
        line = lines[position]
        if not line.strip() or _END.fullmatch(line):
            position += 1
            break
        if match := _META.fullmatch(line):
            key = match["key"].lower().strip()
            fields.setdefault(key, []).append(match["value"].strip())
        elif key and (match := _MORE.fullmatch(line)):
            fields[key].append(match["value"].strip())
        else:
            break
        position += 1
    return _made(fields, lines, position)


def _made(
    fields: Mapping[str, list[str]], lines: list[str], position: int
) -> PelicanText:
    while position < len(lines) and not lines[position].strip():
        position += 1
    frozen = {key: tuple(values) for key, values in fields.items()}
    return PelicanText(frozen, "\n".join(lines[position:]), position + 1)


def _split_yaml(text: str) -> PelicanText | None:
    match = _YAML.match(text)
    if match is None:
        return None
    try:
        check_yaml(yaml.compose(match[1], Loader=yaml.SafeLoader))
        values = yaml.safe_load(match[1])
    except yaml.YAMLError:
        return None
    if not isinstance(values, dict):
        return None
    fields = {
        str(key).lower(): [str(x) for x in (v if isinstance(v, list) else [v])]
        for key, v in values.items()
        if v is not None
    }
    if len(fields.get("tags", ())) > 1:
        fields["tags"] = [", ".join(fields["tags"])]
    lines = text.split("\n")
    return _made(fields, lines, text.count("\n", 0, match.end()))


def _split_rst(text: str) -> PelicanText:
    lines = text.split("\n")
    position = _after_comments(lines, 0)
    begin = position
    title = ""
    if _is_underline(lines, position) and _is_underline(lines, position + 2):
        position += 1  # the title has a line above, too
    if _is_underline(lines, position + 1) and lines[position].strip():
        title = lines[position].strip()
        position += 2
    else:
        position = begin
    heading = "\n".join(lines[:position]).strip("\n")
    position = _after_comments(lines, position)
    fields: dict[str, list[str]] = {}
    key = None
    while position < len(lines):
        line = lines[position]
        if match := _FIELD.fullmatch(line):
            key = match["key"].lower().strip()
            fields[key] = [(match["value"] or "").strip()]
        elif key and line.startswith((" ", "\t")):
            fields[key].append(line.strip())
        elif line.strip() or not _goes_on(lines, position, key):
            break
        position += 1
    if title:
        fields.setdefault("title", [_MARKUP.sub("", title)])
    made = _made(fields, lines, position)
    return PelicanText(made.fields, made.body, made.line, heading)


def _is_underline(lines: list[str], position: int) -> bool:
    return position < len(lines) and bool(_LINE.fullmatch(lines[position] or "x"))


def _goes_on(lines: list[str], position: int, key: str | None) -> bool:
    """Return whether a field continues below an empty line."""
    following = next((x for x in lines[position:] if x.strip()), "")
    return bool(key) and (following[0:1] in " \t" or bool(_FIELD.fullmatch(following)))


def _after_comments(lines: list[str], position: int) -> int:
    while position < len(lines):
        if not lines[position].strip():
            position += 1
        elif _COMMENT.fullmatch(lines[position]):
            position += 1
            while position < len(lines) and lines[position].startswith((" ", "\t")):
                position += 1
        else:
            break
    return position


def _split_html(text: str) -> PelicanText:
    fields: dict[str, list[str]] = {}
    if match := _HEAD.search(text):
        fields["title"] = [unescape(" ".join(match["title"].split()))]
    for element in _ELEMENT.finditer(text):
        found = {x["name"].lower(): x["value"] for x in _ATTRIBUTE.finditer(element[0])}
        name = found.get("name", "").lower()
        if name:
            name = "tags" if name == "keywords" else name
            value = unescape(found.get("content", found.get("contents", "")))
            fields[name] = [value]
    body = _BODY.search(text)
    lines = (body["body"] if body else text).split("\n")
    made = _made(fields, lines, 0)
    above = text.count("\n", 0, body.start("body")) if body else 0
    return PelicanText(made.fields, made.body.rstrip(), made.line + above)
