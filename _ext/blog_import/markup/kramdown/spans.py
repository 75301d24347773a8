"""Attribute lists within lines: ``*text*{: .class}``."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from blog_import.markup.code import lexer_name
from blog_import.markup.kramdown.attributes import Attributes, parse_attributes
from blog_import.markup.regions import CODE, Kind, find_regions, is_within

if TYPE_CHECKING:
    from collections.abc import Mapping

    from blog_import.markup.report import Report

_LIST = re.compile(r"(?<!\\)\{:(?!:|/)(?P<list>(?:\\\}|[^}])+)\}")
_EMPHASIS = re.compile(
    r"(?<![\\*_])(\*{1,3}|_{1,3})(?=\S)((?:(?!\1).)+?)(?<=\S)\1\Z", re.DOTALL
)
_AUTOLINK = re.compile(r"<[a-z][\w+.-]*:[^<>\s]*>\Z", re.IGNORECASE)
_ELEMENTS = ("`", ")", "]", "*", "_", ">")
_LANGUAGE = re.compile(r"(?:language|lang|highlight)-(.+)")
_STYLE = re.compile(r"\s*(width|height)\s*:\s*([\d.]+(?:px|%|em))\s*")
_FLOAT = re.compile(r"\s*float\s*:\s*(left|right)\s*")
_OF_IMAGES = frozenset({"width", "height", "align", "w", "h", "a", "title"})
_OF_LINKS = frozenset({"target", "rel", "title"})


def convert_spans(
    text: str, definitions: Mapping[str, Attributes], *, report: Report
) -> str:
    """Write the attribute lists of links, images, code and emphasis as MyST has them.

    After any other text kramdown has no use for a list, and shows it.
    """
    if "{:" not in text:
        return text
    skip = [r for r in find_regions(text) if r.kind in {*CODE, Kind.HTML}]
    done, end = "", 0
    for match in _LIST.finditer(text):
        if is_within(skip, match.start()):
            continue
        before = done + text[end : match.start()]
        attributes = parse_attributes(match["list"]).resolve(definitions)
        written = _write(before, attributes)
        if written is None:
            done = before + match[0]
            if before.endswith(_ELEMENTS):
                reason = "MyST has no attributes for what is before it; use HTML"
                report.leave(match[0], reason)
        else:
            done, lost = written
            report.count("attributes")
            if lost:
                names = ", ".join(sorted(lost))
                report.leave(match[0], f"MyST has no {names} here; use a class")
        end = match.end()
    return done + text[end:]


def _write(before: str, attributes: Attributes) -> tuple[str, frozenset[str]] | None:
    """Write attributes behind what is before them, if that can have any.

    :return: the text, and names of attributes that MyST has no use for
    """
    if not attributes:
        return before, frozenset(attributes.references)
    known: frozenset[str] = frozenset()
    head = before
    if before.endswith("`"):
        known, attributes = frozenset({"l"}), _of_code(attributes)
    elif before.endswith((")", "]")) and _is_image(before):
        known, attributes = _OF_IMAGES, _of_image(attributes)
    elif before.endswith((")", "]")) or _AUTOLINK.search(before):
        known = _OF_LINKS
    elif match := _EMPHASIS.search(before, before.rfind("\n\n") + 1):
        head = f"{before[: match.start()]}[{match[0]}]"
    else:
        return None
    return head + attributes.myst(), frozenset(attributes.values) - known


def _of_code(attributes: Attributes) -> Attributes:
    """Give the language of code within a line the name that MyST has for it."""
    for name in attributes.classes:
        language = _LANGUAGE.fullmatch(name)
        if language and (lexer := lexer_name(language[1])):
            rest = attributes.without(name, "highlighter-rouge", "highlight")
            return replace(rest, values={**rest.values, "l": lexer})
    return attributes


def _of_image(attributes: Attributes) -> Attributes:
    """Give an image the size and place that its style has."""
    values = dict(attributes.values)
    if "style" in values:
        kept = []
        for rule in filter(str.strip, values.pop("style").split(";")):
            match = _STYLE.fullmatch(rule)
            if match and (match[1] == "width" or not match[2].endswith("%")):
                values[match[1]] = match[2]
            elif side := _FLOAT.fullmatch(rule):
                values["align"] = side[1]
            else:
                kept.append(rule.strip())
        if kept:
            values["style"] = "; ".join(kept)
    return replace(attributes, values=values)


def _is_image(before: str) -> bool:
    """Say whether a text ends with an image."""
    depth = 0
    closing = before.rfind("](") if before.endswith(")") else len(before) - 1
    for index in range(closing, -1, -1):
        if before[index] == "]":
            depth += 1
        elif before[index] == "[":
            depth -= 1
            if depth == 0:
                return before[index - 1 : index] == "!"
    return False
