"""The questions of a new blog, and the rules for the answers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError

from permalink_blog.commands.new.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable


class AnswerError(ValueError):
    """An answer that cannot be used; the message says why, and what to write."""


def title(text: str) -> str:
    """Return a title or a name on one line.

    :param text: the answer
    :raises AnswerError: if it is empty
    """
    found = one_line(text.encode("utf-8", "replace").decode())  # no half characters
    if not found:
        raise AnswerError("it is empty; write at least one letter")
    return found


def url(text: str) -> str:
    """Return the address of a site with a slash at the end, "" for none.

    :param text: the answer
    :raises AnswerError: if it is not a web address
    """
    found = text.strip()
    if not found:
        return ""
    try:
        parts = urlsplit(found)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        is_web = False
    if not is_web or any(x.isspace() or not x.isprintable() for x in found):
        msg = f"{found!r} is not a web address; write https://example.org/"
        raise AnswerError(msg)
    if parts.query or parts.fragment:
        raise AnswerError(f"{found!r} has a ? or #; write the address without it")
    return found if found.endswith("/") else f"{found}/"


def language(text: str) -> str:
    """Return a language as Sphinx has it: ``pt_BR`` for ``pt-br``.

    :param text: the answer
    :raises AnswerError: if no such language is known
    """
    found = text.strip() or "en"
    try:
        return str(Locale.parse(found.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        msg = f"{found!r} is not a known language; write a code: en, de, pt_BR"
        raise AnswerError(msg) from None


def ask(question: str, rule: Callable[[str], str], default: str) -> str:
    """Read an answer from the terminal, and repeat the question until it is valid.

    :param question: text of the prompt
    :param rule: returns the value of an answer, or raises ``AnswerError``
    :param default: what an empty answer means; "" if it has to be answered, or may be
        left out
    """
    shown = f" [{default}]" if default else ""
    while True:
        try:
            return rule(input(f"> {question}{shown}: ") or default)
        except AnswerError as error:
            print(f"* {error}", file=sys.stderr)
