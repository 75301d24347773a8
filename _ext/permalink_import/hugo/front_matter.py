"""Front matter of Hugo's: YAML, TOML or JSON, and what becomes of it here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml  # type: ignore[import-untyped]

from permalink_blog.core.front_matter_source import prepare_front_matter
from permalink_import.hugo.parsing import parse_text
from permalink_import.sources.yaml_text import change_keys, write_mapping

if TYPE_CHECKING:
    from collections.abc import Mapping


_FENCED = re.compile(
    r"\A(?P<fence>---|\+\+\+)[ \t]*\n(?P<matter>.*?)^(?P=fence)[ \t]*(?:\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_COMMENT = re.compile(r"^[ \t]*#.*\n?", re.MULTILINE)


class FrontMatterError(ValueError):
    """Front matter that cannot be read; has the line of the file."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class HugoFrontMatter:
    """What is between the two lines of a file, and what it says.

    :param text: as it was written, YAML in any case
    :param values: by keys in lower case
    :param names: keys as they are written, to themselves in lower case
    """

    text: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def with_changes(self, changes: Mapping[str, object]) -> str:
        """Write it as YAML for here, with changes; see :func:`change_keys`.

        :param changes: new values by key
        """
        return change_keys(self.text, changes, self.names)


def split_file(text: str) -> tuple[HugoFrontMatter, str, int]:
    """Split a file into front matter and text.

    :param text: of the file, with any line ends
    :returns: both, and the line on which the text begins, from 1
    :raises FrontMatterError: for front matter that cannot be parsed
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if match := _FENCED.match(text):
        form = "toml" if match["fence"] == "+++" else "yaml"
        matter, end = match["matter"], match.end()
        if form == "yaml":
            matter = _prepare(match[0], match.start("matter"))
    elif text.startswith("{"):
        form, end = "json", _end_of_json(text)
        matter = text[:end]
    else:
        return HugoFrontMatter(), text, 1
    line = 1 + text.count("\n", 0, end)
    rest = text[end:]
    body = rest.lstrip("\n")
    return _parse(matter, form), body, line + len(rest) - len(body)


def _prepare(written: str, start: int) -> str:
    """Correct YAML that would be lost, for a date that does not exist or a mistake.

    :param written: YAML between its two lines
    :param start: index at which it begins
    """
    prepared, problems = prepare_front_matter(written)
    for problem in problems:
        if problem.is_ignored:
            raise FrontMatterError(problem.message, problem.line)
    return prepared[start:].rpartition("---")[0]


def _end_of_json(text: str) -> int:
    depth, quoted, escaped = 0, False, False
    for index, char in enumerate(text):
        if quoted:
            quoted = char != '"' or escaped
            escaped = char == "\\" and not escaped
        elif char == '"':
            quoted, escaped = True, False
        else:
            depth += (char == "{") - (char == "}")
            if depth == 0:
                return index + 1
    message = "JSON without an end"
    raise FrontMatterError(message, 1)


def _parse(matter: str, form: str) -> HugoFrontMatter:
    try:
        values = parse_text(matter, form)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = 2 + (mark.line if mark else 0)
        raise FrontMatterError(str(error.problem), line) from error
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) + (form == "toml") if found else 1
        raise FrontMatterError(str(error), line) from error
    if not isinstance(values, dict):
        message = "expected keys and values"
        raise FrontMatterError(message, 2)
    if form == "yaml":
        keys = [str(key) for key in yaml.safe_load(matter) or {}]
        return HugoFrontMatter(matter, values, {key: key.lower() for key in keys})
    comments = "".join(_COMMENT.findall(matter)) if form == "toml" else ""
    text = comments + write_mapping(values)
    return HugoFrontMatter(text, values, {})
