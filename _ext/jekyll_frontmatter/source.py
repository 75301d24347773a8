"""Front matter as source text: repairs before it is parsed, and lines of keys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterator

# Jekyll::Document::YAML_FRONT_MATTER_REGEXP
FRONT_MATTER = re.compile(
    r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE
)
"""A document's YAML, between its two lines."""


# Two escapes for one character, as JSON has them (RFC 8259, 7). In YAML they are two
# characters, halves of one, that cannot be written to any file.
_PAIR = re.compile(
    r"(?<!\\)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE
)
_HALF = re.compile("[\ud800-\udfff]")
# What PyYAML's constructors raise for "2018-02-30", "!!bool x" and "!!timestamp x"
_NO_SCALAR = (ValueError, KeyError, AttributeError)


@dataclass(frozen=True, slots=True)
class YamlProblem:
    """What is wrong with YAML, and on which line of the file."""

    message: str
    line: int


def prepare_front_matter(text: str) -> tuple[str, YamlProblem | None]:
    """Repair front matter that Jekyll takes and MyST would drop as a whole.

    - A date that does not exist ("2018-02-30") is an error of PyYAML; in quotes it
      is text, about which the author gets a clear message.
    - Front matter without any key is common in Jekyll: it only marks a page.

    :param text: source of a document
    :return: the source with the same lines, and what is wrong with the YAML
    """
    match = FRONT_MATTER.match(text)
    if match is None:
        return text, None
    start, end = match.span("yaml")
    block = match["yaml"]
    try:
        root = yaml.compose(block, Loader=yaml.SafeLoader)
        bad = list(_bad_scalars(root))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return text, YamlProblem(str(error.problem), 2 + (mark.line if mark else 0))
    except (yaml.YAMLError, RecursionError) as error:
        return text, YamlProblem(str(error) or "too deeply nested", 2)
    without = "\n" * text.count("\n", 0, match.end()) + text[match.end() :]
    if root is None:
        return without, None
    block = _repaired(block, bad)
    if bad and not _is_readable(block):  # "!!timestamp x" says what it is not
        node = min(bad, key=lambda node: node.start_mark.index)
        kind = node.tag.rpartition(":")[2]
        problem = f"{node.value[:40]!r} is no {'text' if kind == 'str' else kind}"
        return without, YamlProblem(problem, 2 + node.start_mark.line)
    return text[:start] + block + text[end:], None


def _repaired(block: str, bad: list[yaml.ScalarNode]) -> str:
    """Make text of values that are none of what they look like."""
    for node in sorted(bad, key=lambda node: -node.end_mark.index):
        # From the end: "&anchor " may stand before the value.
        end_of_value = node.end_mark.index
        start_of_value = end_of_value - len(node.value)
        # Neither in quotes nor in a block, and on one line:
        if node.style is None and block[start_of_value:end_of_value] == node.value:
            quoted = f'"{node.value}"'
            block = block[:start_of_value] + quoted + block[end_of_value:]
        elif _HALF.search(node.value):
            place = slice(node.start_mark.index, end_of_value)
            whole = _PAIR.sub(_join, block[place])
            block = block[: place.start] + whole + block[place.stop :]
    return block


def _join(pair: re.Match[str]) -> str:
    return bytes.fromhex(pair[1] + pair[2]).decode("utf-16-be")


def _is_readable(block: str) -> bool:
    """Say whether all values are what they say; of other errors MyST tells."""
    try:
        return not any(_bad_scalars(yaml.compose(block, Loader=yaml.SafeLoader)))
    except (yaml.YAMLError, RecursionError):
        return True


def _bad_scalars(root: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Find the plain values that PyYAML takes for a date or number, but cannot make."""
    constructor = yaml.constructor.SafeConstructor()
    stack, seen = [root], set()
    while stack:
        node = stack.pop()
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))  # an alias is the same node again
        if isinstance(node, yaml.ScalarNode):
            try:
                # No enormous number and no half of a character is written.
                str(constructor.construct_object(node)).encode()
            except _NO_SCALAR:
                yield node
        elif isinstance(node, yaml.SequenceNode):
            stack.extend(node.value)
        else:
            stack.extend(part for pair in node.value for part in pair)


def line_of_key(text: str, key: str) -> int | None:
    """Find a key of YAML front matter or of a field list.

    :param text: source of a document
    :return: line number, from 1
    """
    pattern = rf"^(?:[\"']?{re.escape(key)}[\"']?[ \t]*:|:{re.escape(key)}:)"
    match = re.search(pattern, text, re.MULTILINE)
    return 1 + text.count("\n", 0, match.start()) if match else None
