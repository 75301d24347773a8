"""Errors of permalinks, and their messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx.errors import SphinxError

if TYPE_CHECKING:
    from collections.abc import Iterable


class InvalidPermalinkError(ValueError):
    """A permalink's text breaks a rule.

    :param reason: what is wrong, as the end of the sentence "the permalink …"
    :param remedy: what to write instead
    :param is_path: whether it is a path of a URL all the same, which no file has
    """

    def __init__(self, reason: str, *, remedy: str, is_path: bool = False) -> None:
        super().__init__(f"{reason}; {remedy}")
        self.reason = reason
        self.remedy = remedy
        self.is_path = is_path


class OutsideError(InvalidPermalinkError):
    """A permalink leads out of the site."""


@dataclass(frozen=True, slots=True, order=True)
class PermalinkProblem:
    """One thing to fix before the site can be written.

    :param where: source file, relative to the source folder, with ``:line`` if known
    :param key: front matter key or config value
    :param value: what it says
    :param reason: what is wrong with it
    :param remedy: how to fix it
    :param pagename: of the page that cannot be where it asks to be, if it is about one
    """

    where: str
    key: str
    value: str
    reason: str
    remedy: str
    pagename: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"

    @property
    def message(self) -> str:
        """All but the place."""
        return f"{self.key}: {self.value!r} {self.reason}; {self.remedy}"


class PermalinkError(SphinxError):
    """Invalid or conflicting permalinks; the error lists every problem.

    The builders catch it and log each problem as an error.
    """

    category = "Permalink error"

    def __init__(self, problems: Iterable[PermalinkProblem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))
