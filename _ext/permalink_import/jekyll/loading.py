"""Text and YAML of files as Ruby reads them, with the line of what is wrong."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import yaml  # type: ignore[import-untyped]

from permalink_blog.core.untrusted.yaml_limits import YamlTooLargeError, check_yaml

if TYPE_CHECKING:
    from pathlib import Path


_TOML_LINE = re.compile(r"\(at line (\d+), column \d+\)")


class UnreadableError(Exception):
    """A file, or its YAML, cannot be read.

    :param line: of the file, from 1; 0 for all of it
    :param what: the text that cannot be read, on one line
    """

    def __init__(self, reason: str, *, line: int = 0, what: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.what = what


def read_text(path: Path, encoding: str = "utf-8") -> str:
    """Read a file's text without byte order mark, with Unix ends of lines.

    :param path: of the file
    :param encoding: that ``_config.yml`` has
    :raises UnreadableError: for bytes that are no text
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"it cannot be read: {error.strerror}") from error
    if encoding.lower().replace("_", "-") in {"utf-8", "utf8"}:
        encoding = "utf-8-sig"
    try:
        text = content.decode(encoding)
    except LookupError as error:
        reason = f"Python does not know the encoding {encoding!r} of _config.yml"
        raise UnreadableError(reason) from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableError(
            f"its bytes are not {error.encoding.upper()}. Save it as UTF-8",
            line=line,
            what=repr(content[error.start : error.end])[2:-1],
        ) from error
    return text.replace("\r\n", "\n")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Takes a date that does not exist for text, as Psych does."""

    def construct_or_text(self, node: yaml.ScalarNode) -> object:
        try:
            return yaml.SafeLoader.yaml_constructors[node.tag](self, node)
        except ValueError:
            return node.value


class _AnchorsAgain(yaml.SafeLoader):  # type: ignore[misc]
    """Lets a name be given to several nodes, as YAML and Psych do."""

    construct_or_text = _Loader.construct_or_text

    def compose_node(self, parent: yaml.Node | None, index: object) -> yaml.Node:
        """Return the next node; a name of it takes the place of another node's.

        :param parent: the node that it is in
        :param index: its place there
        """
        event = self.peek_event()
        if not isinstance(event, yaml.AliasEvent):
            self.anchors.pop(event.anchor, None)
        return super().compose_node(parent, index)


for _kind in ("timestamp", "int", "float"):
    for _loader in (_Loader, _AnchorsAgain):
        tag = f"tag:yaml.org,2002:{_kind}"
        _loader.add_constructor(tag, _loader.construct_or_text)


def load_yaml(text: str, *, first_line: int = 1) -> Any:
    """Read YAML.

    :param first_line: line of the file on which the text begins
    :raises UnreadableError: if it is none
    """
    try:
        try:
            return _load(text, _Loader)
        except yaml.composer.ComposerError as error:
            if "duplicate anchor" not in str(error.context):
                raise
            return _load(text, _AnchorsAgain)
    except YamlTooLargeError as error:
        reason = f"its YAML is too large: {error.problem}"
        raise UnreadableError(reason, line=first_line + error.line) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        lines = text.splitlines() or [""]
        index = min(mark.line if mark else 0, len(lines) - 1)
        raise UnreadableError(
            f"its YAML cannot be read: {error.problem}",
            line=first_line + index,
            what=lines[index].strip(),
        ) from error
    except yaml.reader.ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        reason = f"its YAML has the character U+{ord(error.character):04X}"
        raise UnreadableError(reason, line=line) from error
    except (yaml.YAMLError, RecursionError, TypeError, ValueError) as error:
        reason = f"its YAML cannot be read: {error}"
        raise UnreadableError(reason, line=first_line) from error


def _load(text: str, kind: type[yaml.SafeLoader]) -> Any:
    loader = kind(text)
    try:
        node = loader.get_single_node()
        check_yaml(node)
        return None if node is None else loader.construct_document(node)
    finally:
        loader.dispose()


def load_toml(text: str) -> dict[str, Any]:
    """Read TOML.

    :param text: of a whole file
    :raises UnreadableError: if it is none
    """
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise UnreadableError("its TOML cannot be read: it is too deep") from error
    except tomllib.TOMLDecodeError as error:
        match = _TOML_LINE.search(str(error))
        raise UnreadableError(
            f"its TOML cannot be read: {_TOML_LINE.sub('', str(error)).strip()}",
            line=int(match[1]) if match else text.count("\n"),
        ) from error
