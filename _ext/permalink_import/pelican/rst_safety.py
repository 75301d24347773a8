"""Directives and roles of Pelican's texts that do more than show something: made text.

reStructuredText reads files (``include``), runs code (``plot``, ``automodule``) and
defines roles that write HTML. An old site is somebody else's, so that only directives
and roles stay that are known to be harmless. Docutils itself parses the text, with
directives that note where they stand, so that none is overlooked; what cannot be found
again makes the whole text a literal block.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives, roles

if TYPE_CHECKING:
    from collections.abc import Iterator


OF_DOCUTILS = frozenset(
    {"attention", "caution", "danger", "error", "hint", "important", "note", "tip"}
    | {"warning", "admonition", "image", "figure", "topic", "sidebar", "rubric"}
    | {"epigraph", "highlights", "pull-quote", "compound", "container", "class"}
    | {"parsed-literal", "line-block", "math", "code", "table", "list-table"}
    | {"csv-table", "contents", "sectnum", "section-numbering", "header", "footer"}
    | {"target-notes", "meta", "replace", "unicode", "date", "raw"}
)
"""Directives of docutils that stay; some of their options are refused below."""
_LITERAL = frozenset({"code-block", "sourcecode", "youtube", "vimeo"})
"""Directives of Sphinx and of this site that stay: their text is not parsed."""
HARMLESS = OF_DOCUTILS | _LITERAL
_ROLES = frozenset(
    {"", "emphasis", "strong", "literal", "code", "math", "sub", "subscript", "sup"}
    | {"superscript", "title", "title-reference", "t", "abbreviation", "ab", "acronym"}
    | {"ac", "pep", "pep-reference", "rfc", "rfc-reference", "doc", "ref", "any"}
    | {"term", "numref", "eq", "abbr", "kbd", "menuselection", "guilabel", "file"}
    | {"samp", "command", "dfn", "mailheader", "mailto", "makevar", "manpage"}
    | {"mimetype", "newsgroup", "program", "regexp", "envvar", "option", "token"}
    | {"keyword", "cve", "cwe", "index", "cite", "footnote-reference"}
)
_DOMAIN = re.compile(r"(?:py|c|cpp|js|rst|std|math):[\w-]+")
_ROUNDS = 20
_SPACES = re.compile("[\v\f]")
_EXPLICIT = re.compile(r"\.\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Refused:
    """A directive or role that does not stay.

    :param line: of the text, from 1; 0 for a place that is not known
    :param source: a role, as it was written
    """

    name: str
    line: int
    source: str = ""


@dataclass(slots=True)
class _Notes:
    """What docutils came to."""

    refused: list[Refused] = field(default_factory=list)
    directives: int = 0
    """Those that do not stay, wherever they are."""

    @property
    def are_all_placed(self) -> bool:
        """Return whether the position of each replaced directive is known."""
        return self.directives <= sum(not each.source for each in self.refused)


def make_safe(text: str) -> tuple[str, list[Refused]]:
    """Make text of all directives and roles that are not known to be harmless.

    :param text: reStructuredText without metadata
    :returns: the text, and what was changed in it, by lines
    """
    changed: list[Refused] = []
    # As docutils does, before it parses lines.
    lines = _SPACES.sub(" ", text).splitlines()
    for _ in range(_ROUNDS):
        notes = _parse("\n".join(lines))
        if notes is None or not notes.are_all_placed:
            break
        if not notes.refused:
            is_same = lines == text.split("\n")[: len(lines)]
            return text if is_same else "\n".join(lines), changed
        new = _without(lines, notes.refused)
        changed += [x for x in notes.refused if x not in changed]
        if new == lines:
            break
        lines = new
    lines = _SPACES.sub(" ", text).splitlines()
    whole = "::\n\n" + "\n".join(f"   {line}".rstrip() for line in lines)
    return whole, changed or [Refused("", 0)]


def make_field_safe(text: str) -> str:
    """Make text of all directives and roles in the value of a field.

    :param text: value of a field of the metadata
    """
    text = _EXPLICIT.sub(r"\\..", text)
    return re.sub(r"(?<=:)`|`(?=:)", r"\\`", text)


# -- What docutils finds


class _AnyOptions(dict[str, Any]):
    def __bool__(self) -> bool:
        return True

    def __getitem__(self, _name: str) -> Any:
        return directives.unchanged


class _Noted(Directive):
    """Stands for a directive: it is noted, and shows nothing."""

    optional_arguments = 1_000_000
    has_content = True
    option_spec: ClassVar[Any] = _AnyOptions()
    notes: ClassVar[_Notes]
    is_refused: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        """Note that it is there."""
        if self.is_refused:
            self.notes.refused.append(Refused(self.name, self.lineno))
        return [nodes.paragraph()]


def _stand_in(name: str, real: type[Directive] | None, notes: _Notes) -> Any:
    """Return what is run in the place of a directive."""
    if real is None or name not in OF_DOCUTILS:
        values = {"notes": notes, "is_refused": name not in HARMLESS}
        return type("Noted", (_Noted,), values)
    return type("Checked", (real,), {"run": _checked_run(name, real, notes)})


def _checked_run(name: str, real: type[Directive], notes: _Notes) -> Any:
    def run(self: Directive) -> list[nodes.Node]:
        is_raw = name == "raw" and self.arguments[0].split() != ["html"]
        if is_raw or self.options.keys() & {"file", "url"}:
            notes.directives += 1
            notes.refused.append(Refused(name, self.lineno))
            return [nodes.paragraph()]
        return [nodes.paragraph()] if name == "raw" else list(real.run(self))

    return run


@contextmanager
def _noting(notes: _Notes) -> Iterator[None]:
    """Resolve directives and roles here while docutils parses, as Sphinx does."""
    find_directive, find_role = directives.directive, roles.role

    def directive(name: str, *more: Any) -> Any:
        name = name.lower()
        notes.directives += name not in HARMLESS
        real = find_directive(name, *more)[0] if name in OF_DOCUTILS else None
        return _stand_in(name, real, notes), []

    def role(name: str, _language: Any, line: int, _reporter: Any) -> Any:
        is_refused = name.lower() not in _ROLES and not _DOMAIN.fullmatch(name.lower())

        def run(_role: str, source: str, _text: str, *_more: Any) -> Any:
            if is_refused:
                notes.refused.append(Refused(name, line, source))
            return [], []

        return run, []

    registry: tuple[Any, Any] = (directives, roles)
    registry[0].directive, registry[1].role = directive, role
    try:
        yield
    finally:
        directives.directive, roles.role = find_directive, find_role


def _parse(text: str) -> _Notes | None:
    """Return what is in a text; ``None`` if docutils fails at it."""
    notes = _Notes()
    settings = {
        "file_insertion_enabled": False,
        "raw_enabled": True,
        "_disable_config": True,
        "report_level": 5,
        "halt_level": 5,
        "warning_stream": False,
        "line_length_limit": len(text) + 1,
        "doctitle_xform": False,
        "docinfo_xform": False,
    }
    with _noting(notes):
        try:
            publish_doctree(text, settings_overrides=settings)
        except Exception:  # of docutils, for texts such as a figure without a caption
            return None
    return notes


# -- What is written instead


def _without(lines: list[str], refused: list[Refused]) -> list[str]:
    """Make text of directives and roles.

    :param refused: with the lines on which they begin
    """
    new = list(lines)
    for each in sorted(refused, key=lambda x: x.line, reverse=True):
        index = each.line - 1
        if not 0 <= index < len(new):
            continue
        if each.source:
            _role_as_text(new, each)
        elif re.match(r"\s*\.\.\s", new[index]):
            _block_as_code(new, index)
        else:
            new[index] = _EXPLICIT.sub(r"\\..", new[index]).replace("|", "\\|")
    return new


def _role_as_text(lines: list[str], refused: Refused) -> None:
    """Write a role as literal text, on its line or one below."""
    for index in range(refused.line - 1, len(lines)):
        before, found, after = lines[index].partition(refused.source)
        if found and not before.endswith("``"):
            lines[index] = f"{before}``{found}``{after}"
            return
        if not lines[index].strip():
            return  # it is on more than one line


def _block_as_code(lines: list[str], start: int) -> None:
    """Write a directive, with all that is indented below it, as code."""
    first = lines[start]
    lead = first[: len(first) - len(first.lstrip())]
    end = start + 1
    while end < len(lines):
        line = lines[end]
        if line.strip() and len(line) - len(line.lstrip()) <= len(lead):
            break
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    code = [f"   {line}".rstrip() for line in lines[start:end]]
    lines[start:end] = [f"{lead}.. code-block:: rst", "", *code]
