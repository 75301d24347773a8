"""The description of a front matter key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from permalink_blog.checks.kinds import ValueKind


@dataclass(frozen=True, slots=True)
class Property:
    """A key, or several with one meaning.

    :param names: as written in front matter
    :param kind: of their values
    :param description: what they do, in plain text
    :param examples: good values
    :param checked_by: the extension that warns about other values itself
    """

    names: tuple[str, ...]
    kind: ValueKind
    description: str
    examples: tuple[object, ...] = ()
    checked_by: str = ""
