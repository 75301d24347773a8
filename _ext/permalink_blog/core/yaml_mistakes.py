"""Common mistakes in YAML: one message for each, with the correction.

A value without the quotation marks that it needs, a tab, a missing space: where it is
certain what was meant, that is read, with a warning, and the page keeps its title, date
and URL.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml  # type: ignore[import-untyped]

from permalink_blog.core.untrusted.yaml_limits import check_yaml
from permalink_blog.core.yaml_nodes import FIRST_LINE, TolerantConstructor, YamlProblem
from permalink_blog.core.yaml_texts import meant_texts

if TYPE_CHECKING:
    from collections.abc import Iterator


NO_MAPPING = 'expected keys with values, such as "title: Hello"'

_MOST = 10  # corrections in one document; each reads it several times
_LONGEST = 10_000  # characters in which mistakes are corrected
_LONG = 60  # characters of a value that a message repeats
_PAIR = re.compile(
    r"(?P<before> *(?:- +)*)(?P<key>[\w.-]+(?: [\w.-]+)*):(?P<space>[ \t]*)"
    r"(?P<value>\S.*?)[ \t]*$"
)
_ITEM = re.compile(r"(?P<before> *(?:- +)+)(?P<value>[^\s-].*?)[ \t]*$")
_INDENTED = re.compile(r"[ \t]+(?P<rest>(?P<key>[\w.-]+):(?:[ \t].*)?)$")
# What YAML 1.1 has no place for (PyYAML's Reader.NON_PRINTABLE)
_CONTROL = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
_BEGINNINGS = {
    **dict.fromkeys("@`%", "YAML reserves {0} at the beginning of a value"),
    **dict.fromkeys("*&", "YAML takes {0} for the beginning of a reference"),
    **dict.fromkeys("!", "YAML takes {0} for the beginning of a type"),
    **dict.fromkeys("[{", "YAML takes {0} for the beginning of a list or mapping"),
    **dict.fromkeys("|>", "YAML takes {0} for the beginning of several lines"),
    **dict.fromkeys("\"'", "YAML ends the value at the second quotation mark"),
}
_CLOSING = {"[": "]", "{": "}"}
_ADVICE = {
    "expected ',' or ']'": 'close the list with "]"',
    "expected ',' or '}'": 'close the mapping with "}"',
    "could not find expected ':'": 'write "key: value", or put "---" above the text',
    "found unexpected end of stream": "close the quotation mark",
    "mapping values are not allowed": 'quote a value that has ": " in it',
    "found character": "quote the value that begins with it",
}
"""What to do, by the beginning of PyYAML's words."""


@dataclass(frozen=True, slots=True)
class _Mistake:
    """A mistake with a known correction.

    :ivar block: YAML with the mistake corrected, and the same lines
    :ivar line: of the block, from 0
    :ivar message: ``None`` for what Jekyll reads without a word
    """

    block: str
    line: int
    message: str | None


def correct_yaml(block: str) -> tuple[str, list[YamlProblem]]:
    """Correct what is certain to be meant in YAML that cannot be read.

    :param block: of front matter, without its two lines
    :returns: YAML with the same lines, and what is wrong with it: one problem with
        ``is_ignored`` if it cannot be read, even so
    :raises YamlTooLargeError: if the YAML should not be read
    :raises RecursionError: if it is nested too deeply
    """
    corrected, found = block, list[_Mistake]()
    first = error = _error_of(block)
    while first is not None and error is not None:
        mistake = next(_mistakes(corrected, error), None)
        if mistake is None or len(found) == _MOST or len(block) > _LONGEST:
            return block, [_problem_of(first)]
        found.append(mistake)
        corrected = mistake.block
        error = _error_of(corrected)
    lines = {each.message: each.line for each in reversed(found) if each.message}
    return corrected, [
        YamlProblem(message, FIRST_LINE + line, is_ignored=False)
        for message, line in reversed(lines.items())
    ]


@dataclass(frozen=True, slots=True)
class _Error:
    """The reason why YAML is invalid.

    :ivar places: lines on which the mistake may be, the most likely first
    :ivar index: of the character at which it was found
    """

    reason: str
    places: tuple[int, ...]
    index: int
    character: str = ""


def _error_of(block: str) -> _Error | None:
    if found := _CONTROL.search(block):
        line = block.count("\n", 0, found.start())
        code = f"U+{ord(found[0]):04X}"
        return _Error(f"the control character {code}", (line,), found.start(), found[0])
    try:
        root = yaml.compose(block, Loader=yaml.SafeLoader)
        check_yaml(root)
        if root is not None:
            TolerantConstructor().construct_object(root, deep=True)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        lines = [mark.line, mark.line - 1]
        if error.context_mark is not None:
            lines.append(error.context_mark.line)
        tab = "\t" if block[mark.index : mark.index + 1] == "\t" else ""
        return _Error(str(error.problem), tuple(lines), mark.index, tab)
    if root is None or isinstance(root, yaml.MappingNode):
        return None
    mark = root.start_mark
    return _Error(NO_MAPPING, (mark.line,), mark.index)


def _mistakes(block: str, error: _Error) -> Iterator[_Mistake]:
    """Yield what may be meant, and makes the YAML better."""
    for mistake in _guesses(block, error):
        after = _error_of(mistake.block)
        if after is None or after.index > error.index + len(mistake.block) - len(block):
            yield mistake


def _guesses(block: str, error: _Error) -> Iterator[_Mistake]:
    if error.character:
        yield _character(block, error)
        return
    lines = block.split("\n")
    places = [x for x in dict.fromkeys(error.places) if 0 <= x < len(lines)]
    for number in places:
        for text in meant_texts(lines, number):
            yield _Mistake("\n".join(text.lines), text.line, text.message)
    for number in places:
        for new, message in _guesses_of_line(lines[number]):
            changed = [*lines[:number], new, *lines[number + 1 :]]
            yield _Mistake("\n".join(changed), number, message)


def _character(block: str, error: _Error) -> _Mistake:
    """Correct a character that YAML does not allow where it is."""
    line, index = error.places[0], error.index
    if error.character != "\t":
        return _Mistake(
            block.replace(error.character, ""), line, f"{error.reason}: remove it"
        )
    changed = f"{block[:index]} {block[index + 1 :]}"
    start = block.rfind("\n", 0, index) + 1
    if block[start:index].strip():
        return _Mistake(changed, line, None)  # between key and value, as libyaml reads
    message = "a line begins with a tab, and YAML allows only spaces: write spaces"
    return _Mistake(changed, line, message)


def _guesses_of_line(line: str) -> Iterator[tuple[str, str]]:
    """Yield what a line may be meant to be, with a message."""
    if pair := _PAIR.match(line):
        key, value = pair["key"], pair["value"]
        if pair["space"]:
            yield from _quoted(pair["before"], f"{key}: ", value)
        elif not value.startswith("//"):
            new = f"{key}: {value}"
            message = f'a space is missing after "{key}:": write "{_cut(new)}"'
            yield f"{pair['before']}{new}", message
    if item := _ITEM.match(line):
        yield from _quoted(item["before"], "", item["value"])
    if indented := _INDENTED.match(line):
        message = f'"{indented["key"]}:" is indented: write it at the start of the line'
        yield indented["rest"], message


def _quoted(before: str, key: str, value: str) -> Iterator[tuple[str, str]]:
    text = _text_of(value)
    if text is not None and _error_of(f"x: {value}"):
        new = f"{key}{json.dumps(text, ensure_ascii=False)}"
        problem = f"{key}{_cut(value)!r}: {_reason(value)}"
        yield f"{before}{new}", f"{problem}. Quote the value: {_cut(new)}"


def _text_of(value: str) -> str | None:
    """Return the text that a value is meant to be, or ``None`` if it is none."""
    first, last = value[0], value[-1]
    if first in _CLOSING:
        closed = _CLOSING[first]
        return None if last == closed or closed not in value else value
    if first == "!" and last in "]}":
        return None
    if first in "\"'":
        inner = value[1:]
        if last == first and len(value) > 1:
            inner = inner[:-1]
        elif first in inner:
            return value  # "He said" so
        return inner
    return value


def _reason(value: str) -> str:
    if value[0] == '"' == value[-1] and "\\" in value:
        return "YAML takes a backslash between double quotation marks for an escape"
    if why := _BEGINNINGS.get(value[0]):
        return why.format(f'"{value[0]}"')
    if ": " in value or value.endswith(":"):
        return 'YAML takes what is before ": " for a key'
    return "YAML cannot read it"


def _problem_of(error: _Error) -> YamlProblem:
    """Return what is wrong with YAML of which nobody knows what was meant."""
    advice = (how for words, how in _ADVICE.items() if error.reason.startswith(words))
    message = error.reason
    if message != NO_MAPPING:
        how = next(advice, "correct this line or the one above it")
        message += f"; {how}"
    return YamlProblem(message, FIRST_LINE + error.places[0])


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"
