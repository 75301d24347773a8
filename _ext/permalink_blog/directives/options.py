"""The options of ABlog's directives as values: what is wrong costs one option."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from enum import Enum, auto
from string import Formatter
from typing import TYPE_CHECKING, Any, TypeAlias

from babel.dates import format_date

from permalink_blog.core.front_matter import fits_as_name, is_harmless_link, read_flag
from permalink_blog.core.local_dates import unknown_directive
from permalink_blog.core.messages import shorten
from permalink_blog.core.values import clean, labels, split_commas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


class OptionKind(Enum):
    """The type of an option's value."""

    LABELS = auto()
    NUMBER = auto()
    TEXT = auto()
    FLAG = auto()
    LINK = auto()
    FORMAT = auto()
    DATE_FORMAT = auto()


Kinds: TypeAlias = "Mapping[str, OptionKind]"

LABELS = ("tags", "author", "category", "location", "language")
"""The options that name labels, and ABlog's catalogs."""

POST_OPTIONS: Kinds = {
    **dict.fromkeys((*LABELS, "redirect"), OptionKind.LABELS),
    **dict.fromkeys(("image", "excerpt"), OptionKind.NUMBER),
    **dict.fromkeys(("exclude", "nocomments"), OptionKind.FLAG),
    **dict.fromkeys(("canonical_link", "external_link"), OptionKind.LINK),
    "title": OptionKind.TEXT,
}
POSTLIST_OPTIONS: Kinds = {
    **dict.fromkeys(LABELS, OptionKind.LABELS),
    **dict.fromkeys(("sort", "excerpts"), OptionKind.FLAG),
    **dict.fromkeys(("list-style", "expand"), OptionKind.TEXT),
    "format": OptionKind.FORMAT,
    "date": OptionKind.DATE_FORMAT,
}
FIELDS = ("date", "title", *LABELS)
"""What a ``postlist`` can show of a post."""


@dataclass(frozen=True, slots=True)
class OptionProblem:
    """A problem of an option.

    :param name: of the option; empty for the argument
    :param value: as it is written
    :param reason: completes "the option …"
    :param effect: what happens now
    :param remedy: what to do, in the imperative
    """

    name: str
    value: str
    reason: str
    effect: str
    remedy: str

    def __str__(self) -> str:
        """Return the message, without the directive's name."""
        name = f"{shorten(self.name)}: " if self.name else ""
        value = repr(shorten(self.value))
        return f"{name}{value} {self.reason}, {self.effect}; {self.remedy}"


class _InvalidError(Exception):
    """An option has no value, or only a part of it (``value``)."""

    def __init__(
        self,
        reason: str,
        remedy: str,
        *,
        effect: str = "and is ignored",
        value: Any = None,
    ) -> None:
        super().__init__(reason)
        self.reason, self.remedy, self.effect, self.value = (
            *(reason, remedy, effect),
            value,
        )


def read_options(
    written: Mapping[str, str], kinds: Kinds
) -> tuple[dict[str, Any], list[OptionProblem]]:
    """Read the options of a directive.

    :param written: text of each option; one without a value is as if it was not there,
        unless it is a flag
    :returns: the values as ABlog's converters have them, and what is wrong
    """
    options: dict[str, Any] = {}
    problems: list[OptionProblem] = []
    for name, text in written.items():
        if name not in kinds:
            problems.append(_unknown(name, kinds))
            continue
        try:
            value = _read(text, kinds[name])
        except _InvalidError as error:
            problems.append(
                OptionProblem(name, text, error.reason, error.effect, error.remedy)
            )
            value = error.value
        if value not in (None, []):
            options[name] = value
    return options, problems


def read_length(text: str) -> tuple[int | None, OptionProblem | None]:
    """Parse the argument of ``postlist``: how many posts to list.

    :param text: the argument
    :returns: the number, or the problem with it
    """
    number = _number(text)
    if number is not None:
        return number, None
    return None, OptionProblem(
        *("", text, "is not a number of posts", "and all posts are listed"),
        "write a whole number, such as 5",
    )


def nearest(
    name: str, known: Iterable[str], *, count: int = 1, similarity: float = 0.6
) -> list[str]:
    """Return what somebody may have meant, the likeliest first.

    :param count: the length of the list, at most
    :param similarity: from 0 to 1, of :func:`difflib.get_close_matches`
    """
    folded = {text.casefold(): text for text in sorted(known, reverse=True)}
    found = get_close_matches(
        name.casefold(), sorted(folded), n=count, cutoff=similarity
    )
    return [folded[near] for near in found]


def _unknown(name: str, kinds: Kinds) -> OptionProblem:
    near = nearest(name, kinds)
    remedy = f"did you mean {near[0]!r}?" if near else "remove it"
    return OptionProblem("", name, "is an unknown option", "and is ignored", remedy)


def _read(text: str, kind: OptionKind) -> Any:
    if not text and kind is not OptionKind.FLAG:
        return None
    return _READERS[kind](text)


def _labels(text: str) -> list[str]:
    found = labels(text, split_commas)
    fitting = [label for label in found if fits_as_name(label)]
    if len(fitting) < len(found):
        raise _InvalidError(
            "has a name that is too long for a file",
            "write a shorter one",
            effect="which is left out",
            value=fitting,
        )
    return fitting


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= len("1000") else None


def _whole_number(text: str) -> int:
    number = _number(text)
    if number is None:
        raise _InvalidError("is not a whole number", "write one, such as 2")
    return number


def _flag(text: str) -> bool | None:
    """Return ``True``, or ``None`` for no: ABlog asks whether the option is there."""
    wanted = read_flag(text) if text else True
    if wanted is None:
        raise _InvalidError(
            "is a value of an option that takes none",
            "remove the value",
            effect="and counts as yes",
            value=True,
        )
    return wanted or None


def _link(text: str) -> str:
    if not is_harmless_link(text):
        raise _InvalidError("is not an http(s) URL or a path", "write one")
    return text


def _format(text: str) -> str:
    expected = f"write fields in braces: {', '.join(f'{{{x}}}' for x in FIELDS)}"
    effect = "and the usual format is taken"
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        reason = f"is not a format ({error})"
        raise _InvalidError(reason, expected, effect=effect) from None
    for _text, field, spec, conversion in parts:
        if field is None:
            continue
        if field not in FIELDS:
            reason = f"has the unknown field {{{shorten(field)}}}"
            near = nearest(field, FIELDS)
            remedy = f"did you mean {{{near[0]}}}?" if near else expected
            raise _InvalidError(reason, remedy, effect=effect)
        if spec or conversion:
            reason = f"has more than a name in the braces of {{{field}}}"
            remedy = "write the name alone; the option 'date' has the format of dates"
            raise _InvalidError(reason, remedy, effect=effect)
    return text


def _date_format(text: str) -> str:
    remedy = "write one of strftime, such as %d %B %Y, or of CLDR, such as d. MMMM y"
    wrong: str | None = None
    if "%" in text:
        if unknown := unknown_directive(text):
            wrong = f"has the unknown directive {unknown!r}"
    else:
        try:
            format_date(datetime(2000, 1, 1), text, locale="en")
        except Exception as error:
            wrong = f"is not a date format ({error})"
    if wrong:
        raise _InvalidError(wrong, remedy, effect="and the usual format is taken")
    return text


_READERS: Mapping[OptionKind, Callable[[str], Any]] = {
    OptionKind.LABELS: _labels,
    OptionKind.NUMBER: _whole_number,
    OptionKind.TEXT: clean,
    OptionKind.FLAG: _flag,
    OptionKind.LINK: _link,
    OptionKind.FORMAT: _format,
    OptionKind.DATE_FORMAT: _date_format,
}
