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

_LIST = re.compile(r"\{:(?!:|/)(?P<list>(?:\\\}|[^}])+)\}")
_EMPHASIS = re.compile(
    r"(?<![\\*_])(\*{1,3}|_{1,3})(?=\S)((?:(?!\1).)+?)(?<=\S)\1\Z", re.DOTALL
)
_LANGUAGE = re.compile(r"(?:language|lang|highlight)-(.+)")
_STYLE = re.compile(r"\s*(width|height)\s*:\s*([\d.]+(?:px|%|em))\s*")
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
            if before[-1:] in "`)]*_>" and before[-1:]:
                reason = "MyST has no attributes for what is before it; use HTML"
                report.leave(match[0], reason)
            done = before + match[0]
        else:
            kind, done = written
            lost = attributes.values.keys() - kind
            if lost:
                names = ", ".join(sorted(lost))
                report.leave(match[0], f"MyST has no {names} here; use a class")
            report.count("attributes")
        end = match.end()
    return done + text[end:]


def _write(before: str, attributes: Attributes) -> tuple[frozenset[str], str] | None:
    """Write attributes behind what is before them, if that can have any.

    :return: names that it can have besides classes and an id, and the text
    """
    if not attributes:
        return frozenset(), before  # such as {:.}, or a name without definition
    if before.endswith("`"):
        return frozenset({"l"}), before + _of_code(attributes).myst()
    if before.endswith((")", "]")):
        is_image = _is_image(before)
        known = _OF_IMAGES | {"style"} if is_image else _OF_LINKS
        written = _of_image(attributes) if is_image else attributes
        return known, before + written.myst()
    if re.search(r"<[a-z][\w+.-]*:[^<>\s]*>\Z", before, re.IGNORECASE):
        return _OF_LINKS, before + attributes.myst()
    paragraph = before.rfind("\n\n") + 1
    if match := _EMPHASIS.search(before, paragraph):
        head, emphasis = before[: match.start()], match[0]
        return frozenset(), f"{head}[{emphasis}]{attributes.myst()}"
    return None


def _of_code(attributes: Attributes) -> Attributes:
    """Give the language of code within a line the name that MyST has for it."""
    for name in attributes.classes:
        language = _LANGUAGE.fullmatch(name)
        if language and (lexer := lexer_name(language[1])):
            rest = attributes.without(name, "highlighter-rouge", "highlight")
            return replace(rest, values={**rest.values, "l": lexer})
    return attributes


def _of_image(attributes: Attributes) -> Attributes:
    """Give an image the size that its style has."""
    values = dict(attributes.values)
    if "style" in values:
        kept = []
        for rule in filter(str.strip, values.pop("style").split(";")):
            match = _STYLE.fullmatch(rule)
            if match and (match[1] == "width" or not match[2].endswith("%")):
                values[match[1]] = match[2]
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
