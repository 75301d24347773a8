"""Front matter as source text: repairs before it is parsed, and lines of keys."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml  # type: ignore[import-untyped]

from jekyll_frontmatter.loader import loader_for
from jekyll_frontmatter.values import clean
from untrusted.yaml_limits import (
    TOO_DEEP,
    YamlTooLargeError,
    check_yaml,
    is_long_number,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Jekyll::Document::YAML_FRONT_MATTER_REGEXP
FRONT_MATTER = re.compile(
    r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE
)
"""A document's YAML, between its two lines."""

_MERGE = "tag:yaml.org,2002:merge"  # the key "<<"
_PROPERTIES = re.compile(r"(?:[&!]\S*[ \t]+)+")  # "&anchor", "!!str"

# Two escapes for one character, as JSON has them (RFC 8259, 7). In YAML they are two
# characters, halves of one, that cannot be written to any file.
_PAIR = re.compile(
    r"(?<!\\)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE
)
_HALF = re.compile("[\ud800-\udfff]")
# What PyYAML's constructors raise for "2018-02-30", "!!bool x", "!!timestamp x" and
# "!!int -"
_NO_SCALAR = (ValueError, KeyError, AttributeError, IndexError)


@dataclass(frozen=True, slots=True)
class YamlProblem:
    """What is wrong with YAML, and on which line of the file.

    :ivar is_too_large: whether it is YAML, beyond a limit of :mod:`untrusted.limits`
    """

    message: str
    line: int
    is_too_large: bool = False


def prepare_front_matter(text: str) -> tuple[str, YamlProblem | None]:
    """Repair front matter that Jekyll takes and MyST would drop as a whole.

    - A date that does not exist ("2018-02-30") is an error of PyYAML; in quotes it
      is text, about which the author gets a clear message.
    - A title of several lines is put on one: to MyST, those after the first would be
      text of the page, with whatever Markdown and HTML is in them.
    - Front matter without any key is common in Jekyll: it only marks a page.
    - At "!!bool maybe" MyST would stop the build, so the front matter is left out.
    - So is YAML with aliases of aliases, or nested so deeply, that no build could read
      it (:func:`untrusted.yaml_limits.check_yaml`).

    :param text: source of a document
    :return: the source with the same lines, and what is wrong with the YAML
    """
    match = FRONT_MATTER.match(text)
    if match is None:
        return text, None
    if _needs_nothing(match["yaml"]):
        return text, None
    start, end = match.span("yaml")
    without = "\n" * text[: match.end()].count("\n") + text[match.end() :]
    block = match["yaml"]
    try:
        root = yaml.compose(block, Loader=yaml.SafeLoader)
        check_yaml(root)
        bad = list(_bad_scalars(root))
        titles = list(_long_titles(root))
    except yaml.MarkedYAMLError as error:
        return text, YamlProblem(str(error.problem), 2 + error.problem_mark.line)
    except yaml.reader.ReaderError as error:  # a character that YAML does not allow
        line = 2 + block[: error.position].count("\n")
        return text, YamlProblem(str(error).partition("\n")[0], line)
    except YamlTooLargeError as error:
        return without, YamlProblem(error.problem, 2 + error.line, is_too_large=True)
    except RecursionError:
        return without, YamlProblem(TOO_DEEP, 2, is_too_large=True)
    if root is None:
        return without, None
    block = repaired(block, bad, titles)
    if bad and not _is_readable(block):  # "!!timestamp x" says what it is not
        node = min(bad, key=lambda node: node.start_mark.index)
        kind = node.tag.rpartition(":")[2]
        problem = f"{node.value[:40]!r} is no {'text' if kind == 'str' else kind}"
        return without, YamlProblem(problem, 2 + node.start_mark.line)
    return text[:start] + block + text[end:], None


def _needs_nothing(block: str) -> bool:
    """Say, quickly, whether nothing is to be repaired or told.

    If it is, it is looked for again, as PyYAML has other words and places for it.
    """
    loader = loader_for(block)
    if loader is yaml.SafeLoader:
        return False
    try:
        root = yaml.compose(block, Loader=loader)
        check_yaml(root)
        return root is not None and not any((*_bad_scalars(root), *_long_titles(root)))
    except (yaml.YAMLError, ValueError, RecursionError):
        return False


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
        if key.tag == _MERGE:
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
    """Say whether all values are what they say; of other errors MyST tells."""
    try:
        return not any(_bad_scalars(yaml.compose(block, Loader=yaml.SafeLoader)))
    except (yaml.YAMLError, RecursionError):
        return True


def _bad_scalars(root: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Find the plain values that PyYAML takes for a date or number, but cannot make."""
    constructor = yaml.constructor.SafeConstructor()
    for node in scalars(root):
        if node.tag == _MERGE:
            continue  # no value, and no mistake
        if is_long_number(node):
            yield node
            continue
        try:
            # No enormous number and no half of a character is written.
            str(constructor.construct_object(node)).encode()
        except _NO_SCALAR:
            yield node


def scalars(root: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Yield all scalars of a value, in order and each once: an alias is a node again.

    :param root: of composed YAML
    """
    stack, seen = [root], set()
    while stack:
        node = stack.pop()
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            yield node
        elif isinstance(node, yaml.SequenceNode):
            stack.extend(reversed(node.value))
        else:
            stack.extend(part for pair in reversed(node.value) for part in pair[::-1])


def line_of_key(text: str, key: str) -> int | None:
    """Find a key of YAML front matter, of a field list or of a notebook's metadata.

    :param text: source of a document
    :return: line number, from 1
    """
    name = re.escape(key)
    if text.startswith("{"):  # a notebook, whose metadata are below its cells
        found = [*re.finditer(rf"^\s*\"{name}\"\s*:", text, re.MULTILINE)][-1:]
    else:
        pattern = rf"^(?:[\"']?{name}[\"']?[ \t]*:|:{name}:)"
        found = [*filter(None, [re.search(pattern, text, re.MULTILINE)])]
    return next((1 + text.count("\n", 0, x.end()) for x in found), None)
