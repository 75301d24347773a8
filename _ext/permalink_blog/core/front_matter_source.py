"""Front matter as source text: repairs before it is parsed, and lines of keys."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import yaml  # type: ignore[import-untyped]

from permalink_blog.core.front_matter_bounds import place_front_matter
from permalink_blog.core.front_matter_lines import line_of_key
from permalink_blog.core.odd_spaces import without_odd_spaces
from permalink_blog.core.parsed_yaml import (
    ParsedYaml,
    PreparedSource,
    parse_within_limits,
    parse_yaml,
    yaml_of,
)
from permalink_blog.core.untrusted.yaml_limits import (
    TOO_DEEP,
    YamlTooLargeError,
    is_long_number,
)
from permalink_blog.core.values import clean
from permalink_blog.core.yaml_mistakes import correct_yaml
from permalink_blog.core.yaml_nodes import (
    FIRST_LINE,
    FRONT_MATTER,
    MERGE,
    NO_SCALAR,
    YamlProblem,
    duplicate_keys,
    scalars,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_PROPERTIES = re.compile(r"(?:[&!]\S*[ \t]+)+")  # "&anchor", "!!str"

__all__ = [
    "FRONT_MATTER",
    "PreparedSource",
    "YamlProblem",
    "line_of_key",
    "parse_front_matter",
    "prepare_front_matter",
    "repaired",
    "scalars",
]

# Two escapes for one character, as JSON has them (RFC 8259, 7). In YAML they are two
# characters, halves of one, that cannot be written to any file.
_PAIR = re.compile(
    r"(?<!\\)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE
)
_HALF = re.compile("[\ud800-\udfff]")


def prepare_front_matter(text: str) -> tuple[str, tuple[YamlProblem, ...]]:
    """Return the repaired source and the mistakes of :func:`parse_front_matter`.

    :param text: source of a document
    """
    prepared = parse_front_matter(text)
    return prepared.text, prepared.problems


def parse_front_matter(text: str) -> PreparedSource:
    """Repair front matter that Jekyll takes and MyST would drop as a whole.

    What needs no repair is parsed once.

    - A date that does not exist ("2018-02-30") is an error of PyYAML; in quotes it
      is text, about which the author gets a clear message.
    - A title of several lines is put on one: to MyST, those after the first would be
      text of the page, with whatever Markdown and HTML is in them.
    - Front matter without any key is common in Jekyll: it only marks a page.
    - Common mistakes are corrected (:mod:`.odd_spaces`, :mod:`.front_matter_bounds`,
      :mod:`.yaml_mistakes`).
    - What cannot be read is left out, so that nobody else reports it: "!!bool maybe",
      at which MyST would stop the build, and aliases of aliases, or YAML nested so
      deeply, that no build could read it
      (:func:`permalink_blog.core.untrusted.yaml_limits.check_yaml`).

    :param text: source of a document
    """
    text, odd = without_odd_spaces(text)
    text, misplaced = place_front_matter(text)
    problems = [problem for problem in (odd, misplaced) if problem]
    match = FRONT_MATTER.match(text)
    if match is None:
        return PreparedSource(text=text, problems=tuple(problems))
    start, end = match.span("yaml")
    without = "\n" * text[: match.end()].count("\n") + text[match.end() :]
    try:
        parsed = parse_within_limits(match["yaml"].removesuffix("\n"))
        if parsed is not None and _needs_nothing(parsed):
            return PreparedSource(text=text, problems=tuple(problems), yaml=parsed)
        block, found = _repair(match["yaml"])
    except YamlTooLargeError as error:
        line = FIRST_LINE + error.line
        block, found = "", [YamlProblem(error.problem, line, is_too_large=True)]
    except RecursionError:
        block, found = "", [YamlProblem(TOO_DEEP, FIRST_LINE, is_too_large=True)]
    problems += found
    if not block or any(problem.is_ignored for problem in found):
        return PreparedSource(text=without, problems=tuple(problems))
    text = text[:start] + block + text[end:]
    return PreparedSource(
        text=text, problems=tuple(problems), yaml=parse_yaml(yaml_of(text) or "")
    )


def _repair(block: str) -> tuple[str, list[YamlProblem]]:
    """Repair YAML.

    :returns: nothing, if it has no keys or cannot be read, and what is wrong
    :raises YamlTooLargeError: if it should not be read
    :raises RecursionError: if it is nested too deeply
    """
    block, problems = correct_yaml(block)
    if any(problem.is_ignored for problem in problems):
        return "", problems
    root = yaml.compose(block, Loader=yaml.SafeLoader)
    if root is None:
        return "", problems
    bad, titles = list(_bad_scalars(root)), list(_long_titles(root))
    block = repaired(block, bad, titles)
    if bad and not _is_readable(block):  # "!!timestamp x" says what it is not
        node = min(bad, key=lambda node: node.start_mark.index)
        kind = node.tag.rpartition(":")[2]
        problem = f"{node.value[:40]!r} is no {'text' if kind == 'str' else kind}"
        return "", [YamlProblem(problem, FIRST_LINE + node.start_mark.line)]
    return block, [*problems, *_duplicates(root)]


def _duplicates(root: yaml.Node) -> Iterator[YamlProblem]:
    for first, second in duplicate_keys(root):
        message = (
            f"{second.value}: the key is there twice, first on line "
            f"{FIRST_LINE + first.start_mark.line}, and the last value counts. Remove "
            "one of them"
        )
        line = FIRST_LINE + second.start_mark.line
        yield YamlProblem(message, line, is_ignored=False)


def _needs_nothing(parsed: ParsedYaml) -> bool:
    """Return whether nothing is to be repaired or reported.

    Anything else is looked for again: PyYAML has other words and places for it than
    libyaml.
    """
    root = parsed.root
    try:
        found = (*_bad_scalars(root), *_long_titles(root), *duplicate_keys(root))
    except (yaml.YAMLError, ValueError, RecursionError):
        return False
    return not found and parsed.values is not None


def repaired(
    block: str,
    bad: Sequence[yaml.ScalarNode],
    titles: Sequence[yaml.ScalarNode] = (),
) -> str:
    """Make text of values that are none of what they look like.

    :param titles: those to put on one line
    """
    nodes = {id(node): node for node in (*bad, *titles)}.values()
    for node in sorted(nodes, key=lambda node: -node.end_mark.index):
        if node in titles:
            block = _on_one_line(block, node)
            continue
        # From the end: "&anchor " may stand before the value.
        end_of_value = node.end_mark.index
        start_of_value = end_of_value - len(node.value)
        # Neither in quotes nor in a block, and on one line:
        if node.style is None and block[start_of_value:end_of_value] == node.value:
            quoted = json.dumps(node.value)
            block = block[:start_of_value] + quoted + block[end_of_value:]
        elif _HALF.search(node.value):
            place = slice(node.start_mark.index, end_of_value)
            whole = _PAIR.sub(_join, block[place])
            block = block[: place.start] + whole + block[place.stop :]
    return block


def _join(pair: re.Match[str]) -> str:
    return bytes.fromhex(pair[1] + pair[2]).decode("utf-16-be")


def _long_titles(root: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Find titles of several lines, by their own key or by a merged mapping ("<<")."""
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.tag == MERGE:
            is_list = isinstance(value, yaml.SequenceNode)
            for merged in value.value if is_list else [value]:
                yield from _long_titles(merged)
        elif (
            key.value == "title"
            and isinstance(value, yaml.ScalarNode)
            and len(value.value.splitlines()) > 1
        ):
            yield value


def _on_one_line(block: str, node: yaml.ScalarNode) -> str:
    """Write a text of several lines as one, with the same number of lines of YAML."""
    start, end = node.start_mark.index, node.end_mark.index
    written = block[start:end]
    properties = _PROPERTIES.match(written)
    before = properties[0] if properties else ""
    text = json.dumps(clean(node.value), ensure_ascii=False)
    return f"{block[:start]}{before}{text}" + "\n" * written.count("\n") + block[end:]


def _is_readable(block: str) -> bool:
    """Return whether all scalars can be converted; MyST reports other errors itself."""
    try:
        return not any(_bad_scalars(yaml.compose(block, Loader=yaml.SafeLoader)))
    except (yaml.YAMLError, RecursionError):
        return True


def _bad_scalars(root: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Find the plain values that PyYAML takes for a date or number, but cannot make."""
    constructor = yaml.constructor.SafeConstructor()
    for node in scalars(root):
        if node.tag == MERGE:
            continue  # no value, and no mistake
        if is_long_number(node):
            yield node
            continue
        try:
            # No enormous number and no half of a character is written.
            str(constructor.construct_object(node)).encode()
        except NO_SCALAR:
            yield node
