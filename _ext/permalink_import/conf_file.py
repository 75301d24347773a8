"""Values in ``conf.py``: found by its syntax, without running it, and replaced there.

A value is replaced where it stands; comments, and all other lines, stay as they are.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from permalink_import.python_text import assignment, call_assignment, literal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from permalink_import.manifest import Setting


Assignment: TypeAlias = "ast.Assign | ast.AnnAssign"

_HEADING = "# -- "  # begins the lines that divide conf.py into parts
_ADDED = f"{_HEADING}Imported from the old site ".ljust(80, "-")


class ConfFileError(ValueError):
    """A value cannot be changed by a program; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A value that ``conf.py`` has not yet.

    :param comment: why it is there, on its line
    :param default: the value that holds without a line; it is not added, only restored
    """

    name: str
    value: Setting
    comment: str
    default: Setting | None = None

    @property
    def lines(self) -> list[str]:
        """Write it."""
        return assignment(f"{self.name} = ", self.value, f"# {self.comment}")


@dataclass(frozen=True, slots=True)
class ConfFile:
    """The text of ``conf.py``.

    :param text: with Unix ends of lines
    :param tree: its syntax
    :param assignments: the last one of each name that is not within something
    :param elsewhere: names that are set in another way, too: in an ``if``, by ``+=``
    :param newline: the ends of lines in the file
    """

    text: str
    tree: ast.Module
    assignments: Mapping[str, Assignment]
    elsewhere: frozenset[str]
    newline: str = "\n"

    @property
    def content(self) -> bytes:
        """Return the content of the file."""
        return self.text.replace("\n", self.newline).encode()

    @classmethod
    def read(cls, path: Path) -> ConfFile:
        """Read a ``conf.py``.

        :raises ConfFileError: if it is not there, or no Python
        """
        try:
            content = path.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            raise ConfFileError("it is not there") from None
        except (OSError, UnicodeDecodeError) as error:
            msg = f"it cannot be read: {error}"
            raise ConfFileError(msg) from error
        conf = cls.parse(content.replace("\r\n", "\n"))
        return replace(conf, newline="\r\n" if "\r\n" in content else "\n")

    @classmethod
    def parse(cls, text: str) -> ConfFile:
        """Read the text of a ``conf.py``.

        :param text: of the whole file
        :raises ConfFileError: if it is no Python
        """
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError) as error:
            msg = f"it is no Python: {error}"
            raise ConfFileError(msg) from error
        plain = [(name, each) for each in tree.body for name in _names(each)]
        every = Counter(
            node.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        )
        elsewhere = every - Counter(name for name, _ in plain)
        assignments = {
            name: each
            for name, each in plain
            if isinstance(each, (ast.Assign, ast.AnnAssign))
        }
        return cls(text, tree, assignments, frozenset(elsewhere))

    def line(self, name: str) -> int:
        """Return the line of an assignment, 0 if there is none.

        :param name: of a setting, such as ``html_title``
        """
        return self.assignments[name].lineno if name in self.assignments else 0

    def value(self, name: str) -> object:
        """Return the value of a name, ``None`` if there is none.

        It is that of a whole assignment, or what a call such as
        ``os.environ.get("NAME", "https://example.org/")`` falls back on.

        :param name: of a setting, such as ``html_title``
        :raises ConfFileError: if it is not written out
        """
        if name not in self.assignments and name not in self.elsewhere:
            return None
        old = self._literal(name)
        try:
            return ast.literal_eval(old)
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            raise ConfFileError("its value is not written out") from None

    def _literal(self, name: str) -> ast.expr:
        statement = self.assignments.get(name)
        if statement is None or name in self.elsewhere:
            raise ConfFileError("it is set in more than one way")
        value = statement.value
        if isinstance(value, ast.Call) and len(value.args) == 2 and not value.keywords:
            return value.args[1]
        if value is None:
            raise ConfFileError("it has no value")
        return value

    def replace(self, name: str, value: Setting) -> ConfFile:
        """Replace the value of a name.

        :param name: of a setting that has an assignment of its own
        :raises ConfFileError: if that cannot be done without touching anything else
        """
        old, statement = self._literal(name), self.assignments[name]
        source = ast.get_source_segment(self.text, statement) or ""
        lines = self.text.split("\n")
        first, last = statement.lineno - 1, (statement.end_lineno or 0) - 1
        end = lines[last].encode()[statement.end_col_offset :].decode().strip()
        if statement.col_offset or _has_comment(source) or end[:1] not in {"", "#"}:
            raise ConfFileError("other text is on its lines")
        prefix = _prefix(source, statement)
        if isinstance(statement.value, ast.Call) and statement.value is not old:
            function, first_argument = (
                ast.get_source_segment(self.text, node) or ""
                for node in (statement.value.func, statement.value.args[0])
            )
            arguments = [first_argument, literal(value)]
            written = call_assignment(prefix, function, arguments, end)
        else:
            written = assignment(prefix, value, end)
        text = "\n".join([*lines[:first], *written, *lines[last + 1 :]])
        return self._checked(text, {name: value})

    def add(self, addition: Addition) -> ConfFile:
        """Add a value below a heading of its own, at the end of the file.

        :raises ConfFileError: if that would change something else
        """
        lines = self.text.rstrip("\n").split("\n")
        if _ADDED not in lines:
            is_code = self.tree.body and isinstance(
                self.tree.body[-1], (ast.FunctionDef, ast.ClassDef)
            )
            lines += ["", "", _ADDED] if is_code else ["", _ADDED]
        top = lines.index(_ADDED) + 1
        following = (n for n, x in enumerate(lines) if n >= top and x[:5] == _HEADING)
        end = next(following, len(lines))
        while end > top and not lines[end - 1]:
            end -= 1
        fresh = addition.lines if end > top else ["", *addition.lines]
        text = "\n".join([*lines[:end], *fresh, *lines[end:], ""]).lstrip("\n")
        return self._checked(text, {addition.name: addition.value})

    def _checked(self, text: str, changed: Mapping[str, Setting]) -> ConfFile:
        """Make sure that a new text differs in some values alone."""
        new = ConfFile.parse(text)
        if any(new.value(name) != value for name, value in changed.items()):
            raise ConfFileError("the line would not mean what it should")
        if _without(self.tree, changed) != _without(new.tree, changed):
            raise ConfFileError("other lines would change with it")
        return replace(new, newline=self.newline)


def _names(statement: ast.stmt) -> list[str]:
    """Return the names that a statement assigns one value."""
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign):
        targets = [statement.target]
    else:
        return []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _prefix(source: str, statement: Assignment) -> str:
    """Return an assignment's text up to its value."""
    if isinstance(statement, ast.Assign):
        left: ast.expr = statement.targets[-1]
    else:
        left = statement.annotation
    rows = (left.end_lineno or 0) - statement.lineno
    above = source.split("\n")[:rows]
    row = source.split("\n")[rows].encode()
    column = left.end_col_offset or 0
    head = "\n".join([*above, row[:column].decode()])
    return f"{head}{row[column:].decode().partition('=')[0].rstrip()} = "


def _has_comment(source: str) -> bool:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return any(token.type == tokenize.COMMENT for token in tokens)


def _without(tree: ast.Module, names: Collection[str]) -> list[str]:
    """Return the syntax of all statements but those that assign these names."""
    return [
        ast.dump(statement)
        for statement in tree.body
        if not (set(_names(statement)) & set(names))
    ]
