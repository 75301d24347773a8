"""Scripts in the HTML that writers and templates make of contributors' text.

Most of them escape what they are given. Those that forget it put markup of a title or
of an alternative text on a page: docutils does so with the words for a video,
pydata-sphinx-theme with the titles in its header.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from permalink_blog.core.untrusted.html import is_allowed_frame
from permalink_blog.core.untrusted.html_tags import (
    TEXT_ELEMENTS,
    TagToken,
    find_end_tag,
    find_markup,
    find_opening,
)
from permalink_blog.core.untrusted.urls import is_script, scheme_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from permalink_blog.core.untrusted.html_tags import CommentToken


_SUSPECT = re.compile(
    r"<(?:script|object|embed|applet|base|link|meta|i?frame|frameset|portal|animate|set"
    r"|plaintext|xmp|textarea|noembed|noframes|noscript|template|title|style)\b"
    r"|\bon[a-z]+[\s/]*=|srcdoc|script\s*(?:[:&]|$)|&#(?!160;|39;|34;|x27;)|<!--"
    r"|<[^>]*$|=\s*\"[^\"]*$|=\s*'[^']*$",
    re.IGNORECASE,
)
_RUNS = frozenset(
    {"script", "object", "embed", "applet", "base", "link", "frame", "frameset"}
    | {"portal", "plaintext"}
)
"""Elements that run something, take a page from elsewhere, or end the page."""

_ANIMATIONS = frozenset({"animate", "set"})  # which may make a link lead elsewhere
_WORDS = frozenset({"alt", "title", "content", "value", "placeholder", "aria-label"})
_UNFINISHED = "without an end"
_MOST = 20  # of these, each of which is looked for until the end of the text

_QUOTES = re.compile(r"[\"'`]")
_ATTRIBUTE = re.compile(
    r"(?:\bon[a-z]+|style|href|src|srcdoc|action|data)[\s/]*=", re.IGNORECASE
)
_JOINER = "\u2060"
_BEGINS_TAG = re.compile(r"<(?=[a-zA-Z/!?])")
_ESCAPED = re.compile(
    r"(&lt;|&#60;|\\u003[cC]|%3[cC])(?:\u2060|\\u2060|%E2%81%A0|&#8288;)"
)
_MAY_HAVE_JOINER = re.compile(r"\u2060|\\u2060|%E2%81%A0|&#8288;")


@dataclass(frozen=True, slots=True)
class CheckedHtml:
    """HTML without anything that would run.

    :ivar html: the HTML
    :ivar shown: what of it is shown as text now, for people
    """

    html: str
    shown: tuple[str, ...] = ()


def is_suspect(html: str) -> bool:
    """Return whether HTML needs a full check; a cheap test that most texts pass.

    :param html: of a writer or template
    """
    return _SUSPECT.search(html) is not None


def show_active(
    html: str, *, known: Iterable[str] = (), frame_hosts: frozenset[str]
) -> CheckedHtml:
    """Show tags that run something as text.

    :param html: what a writer made
    :param known: HTML whose tags stay as they are
    :param frame_hosts: hosts whose pages may be shown in an iframe
    """
    if not is_suspect(html):
        return CheckedHtml(html)
    kept = {text[x.start : x.end] for text in known for x in find_markup(text)}
    places: dict[int, str] = {}
    unfinished = 0
    for start, problem in _active(html, kept, frame_hosts):
        places[start] = problem
        unfinished += problem.endswith(_UNFINISHED)
        if unfinished > _MOST:
            return CheckedHtml(escape(html, quote=False), ("more than can be listed",))
    parts, done = [], 0
    for start in sorted(places):
        parts += [html[done:start], "&lt;"]
        done = start + 1
    return CheckedHtml(
        "".join([*parts, html[done:]]), tuple(dict.fromkeys(places.values()))
    )


def _active(
    html: str, kept: set[str], frame_hosts: frozenset[str]
) -> Iterator[tuple[int, str]]:
    """Yield where something begins that runs, and what it is.

    All that follows is looked at as if that was text.
    """
    position = 0
    while True:
        for found in find_markup(html, position, in_text=True):
            position = found.end
            text = html[found.start : found.end]
            name = (
                found.name if isinstance(found, TagToken) and not found.is_end else ""
            )
            is_text = name in TEXT_ELEMENTS
            end: int | None = found.end
            problem = None if text in kept else _problem(found, text, frame_hosts)
            if is_text and problem is None:
                end = find_end_tag(html, name, found.end)
                problem = f"<{name}> {_UNFINISHED}" if end is None else None
            if end is None or problem:
                yield found.start, problem or ""
                position = found.start + 1
                break
            if text in kept and is_text:
                position = end
                break
        else:
            start = find_opening(html, position)
            if start is None:
                return
            yield start, f"a tag {_UNFINISHED}"
            position = start + 1


def _problem(
    found: TagToken | CommentToken, text: str, frame_hosts: frozenset[str]
) -> str | None:
    """Return what runs in a tag, or what it hides; ``None`` if it is harmless."""
    if not isinstance(found, TagToken):
        ends = ("-->", "--!>") if text.startswith("<!--") else (">",)
        return None if text.endswith(ends) else f"a comment {_UNFINISHED}"
    if found.is_end:
        return None
    if found.name in _RUNS or (
        found.name == "meta" and "http-equiv" in found.attributes
    ):
        return f"<{found.name}>"
    if found.name == "iframe":
        url = found.attributes.get("src", "")
        if not _is_own_page(url) and not is_allowed_frame(url, frame_hosts):
            return f"<iframe> of {url[:60]!r}"
    for name, value in found.attributes.items():
        is_event = name.startswith("on") and name != "on"
        if is_event or name == "srcdoc":
            return f'the attribute "{name}" of <{found.name}>'
        if name not in _WORDS and is_script(value):
            return f"a link that is a script, of <{found.name}>"
    if found.name in _ANIMATIONS:
        target = found.attributes.get("attributename", "").lower()
        return f"<{found.name}>" if target.endswith("href") else None
    return None


def _is_own_page(url: str) -> bool:
    """Return whether a URL is relative to the page that it is on."""
    return scheme_of(url) is None and not re.match(r"\s*[/\\]\s*[/\\]", url)


def may_run(text: str) -> bool:
    """Return whether text would run a script where a template does not escape it.

    It contains an active tag, or a quote that would begin an attribute of the tag
    around it.

    :param text: of a title, label or other value that templates show
    """
    if _QUOTES.search(text) and _ATTRIBUTE.search(text):
        return True
    return bool(show_active(text, frame_hosts=frozenset()).shown)


def defuse(text: str) -> str:
    """Return a text that runs nothing, wherever it is shown, and looks the same.

    A joiner, which has no width (U+2060), stands behind each ``<`` that would begin a
    tag, and before each ``=`` that would make an attribute.

    :param text: of which :func:`may_run` says so
    """
    text = _BEGINS_TAG.sub(f"<{_JOINER}", text)
    return _ATTRIBUTE.sub(lambda found: f"{found[0][:-1]}{_JOINER}=", text)


def defuse_all(value: Any) -> Any:
    """Return a value in which no text runs: a copy, if it is a list or a mapping.

    :param value: of front matter; what is neither text nor one of these stays
    """
    if isinstance(value, str):
        return defuse(value) if may_run(value) else value
    if isinstance(value, dict):
        return {defuse_all(key): defuse_all(item) for key, item in value.items()}
    if type(value) in (list, tuple):
        return type(value)(map(defuse_all, value))
    return value


def restore(page: str) -> str:
    """Remove the joiners that remain behind escaped characters after :func:`defuse`.

    :param page: HTML of the page
    """
    return _ESCAPED.sub(r"\1", page) if _MAY_HAVE_JOINER.search(page) else page
