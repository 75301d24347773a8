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


@dataclass(frozen=True, slots=True)
class YamlProblem:
    """What is wrong with YAML, and on which line of the file."""

    message: str
    line: int


class _UnfitValueError(Exception):
    """A value that its tag does not fit, and at which PyYAML and MyST just stop."""

    def __init__(self, node: yaml.ScalarNode) -> None:
        self.node = node
        self.kind = str(node.tag).rpartition(":")[2]


def prepare_front_matter(text: str) -> tuple[str, YamlProblem | None]:
    """Repair front matter that Jekyll takes and MyST would drop as a whole.

    - A date that does not exist ("2018-02-30") is an error of PyYAML; in quotes it
      is text, about which the author gets a clear message.
    - Front matter without any key is common in Jekyll: it only marks a page.
    - At "!!bool maybe" MyST would stop the build, so the front matter is left out.

    :param text: source of a document
    :return: the source with the same lines, and what is wrong with the YAML
    """
    match = FRONT_MATTER.match(text)
    if match is None:
        return text, None
    start, end = match.span("yaml")
    without = "\n" * text[: match.end()].count("\n") + text[match.end() :]
    block = match["yaml"]
    try:
        root = yaml.compose(block, Loader=yaml.SafeLoader)
        bad = list(_bad_scalars(root))
    except yaml.MarkedYAMLError as error:
        return text, YamlProblem(str(error.problem), 2 + error.problem_mark.line)
    except yaml.reader.ReaderError as error:  # a character that YAML does not allow
        line = 2 + block[: error.position].count("\n")
        return text, YamlProblem(str(error).partition("\n")[0], line)
    except _UnfitValueError as error:
        line = 2 + error.node.start_mark.line
        return without, YamlProblem(f"{error.node.value!r} is no {error.kind}", line)
    except RecursionError:
        return text, YamlProblem("too deeply nested", 2)
    if root is None:
        return without, None
    for node in sorted(bad, key=lambda node: -node.end_mark.index):
        # From the end: "&anchor " may stand before the value.
        end_of_value = node.end_mark.index
        start_of_value = end_of_value - len(node.value)
        if block[start_of_value:end_of_value] == node.value:  # on one line
            quoted = f'"{node.value}"'
            block = block[:start_of_value] + quoted + block[end_of_value:]
    return text[:start] + block + text[end:], None


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
                constructor.construct_object(node)
            except ValueError:
                if node.style is None:  # neither in quotes nor in a block
                    yield node
            except (AttributeError, IndexError, KeyError):
                raise _UnfitValueError(node) from None
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
    return 1 + text[: match.start()].count("\n") if match else None
