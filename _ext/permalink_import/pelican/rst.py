"""reStructuredText of Pelican's, for Sphinx: it stays as it is, but for a few things.

Pelican's ``code-block`` has options of Pygments; its links have marks; what Sphinx does
not know, or must not do, is shown as text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from permalink_import.markup.code import lexer_name
from permalink_import.model import Topic
from permalink_import.pelican.links import KINDS
from permalink_import.pelican.rst_safety import make_safe
from permalink_import.reasons import NOWHERE
from permalink_import.sources.urls import relative_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from permalink_import.markup.report import TextReport
    from permalink_import.pelican.links import SiteLinks


_CODE = re.compile(
    r"^(?P<lead>[ \t]*)\.\.[ ]+(?:code-block|sourcecode)::[ ]*(?P<language>\S*)[ ]*\n"
    r"(?P<options>(?:(?P=lead)[ \t]+:[\w-]+:[^\n]*\n)*)",
    re.MULTILINE,
)
_OPTION = re.compile(r":(?P<name>[\w-]+):[ ]*(?P<value>[^\n]*)")
_MARKED = rf"[{{|](?:{KINDS})[}}|]"
_NAMED = re.compile(rf"`(?P<text>[^`<]*?)\s*<(?P<target>{_MARKED}[^>`]*)>`(?P<end>__?)")
_IMAGE = re.compile(rf"(?P<begin>(?:image|figure)::[ ]+)(?P<target>{_MARKED}\S+)")
_OTHER = re.compile(rf"(?<!`)(?P<target>{_MARKED}[^\s>`\"')]+)")
# What has a block of code below it: such a directive, or a paragraph with "::".
_OPENS = re.compile(
    r"[ \t]*(?:\.\. (?:code-block|sourcecode|code|parsed-literal|raw|math)::"
    r"|(?!\.\. )(?:.*[^:\n])?::[ \t]*$)"
)
_LANGUAGE_OF_PELICAN = "text"

_UNKNOWN = (
    "Directives that no extension here has are shown as they were written. Write what "
    "they output"
)
_UNSAFE = (
    "Directives and roles that read files, run programs or define roles are shown as "
    "they were written. Write in their place what they output"
)
_OF_DOCUTILS = frozenset(
    {"include", "raw", "csv-table", "role", "default-role", "title", "literalinclude"}
)


def make_text_safe(text: str, report: TextReport) -> str:
    """Write directives and roles as text that are not known to be harmless.

    :param text: reStructuredText without metadata
    :param report: of the article, where each is left
    """
    text, refused = make_safe(text)
    for each in refused:
        if each.source:
            report.leave(each.source, _UNSAFE)
        elif each.name:
            is_unsafe = each.name.lower() in _OF_DOCUTILS
            reason = _UNSAFE if is_unsafe else _UNKNOWN
            report.leave(f".. {each.name}::", reason)
        else:
            report.leave(text.partition("\n")[0], _UNSAFE)
    return text


def convert(
    text: str, report: TextReport, links: SiteLinks, *, path: str, url: str
) -> str:
    """Convert the text of an article.

    :param path: of the file, in the content folder
    :param url: of its page
    """

    def code(match: re.Match[str]) -> str:
        new = _code(match)
        report.count("code", new != match[0])
        return new

    def named(match: re.Match[str]) -> str:
        found = links.find(match["target"], path)
        if found is None:
            return match[0]
        report.count("link")
        words = match["text"]
        if found.document and not found.tail:
            docname = f"/{found.document.rpartition('.')[0]}"
            return f":doc:`{words} <{docname}>`" if words else f":doc:`{docname}`"
        link = relative_url(found.url, url) + found.tail
        return f"`{words} <{link}>`{match['end']}"

    def picture(match: re.Match[str]) -> str:
        found = links.find(match["target"], path)
        if found is None:
            return match[0]
        report.count("link")
        return f"{match['begin']}{found.url}"

    def other(match: re.Match[str]) -> str:
        found = links.find(match["target"], path)
        if found is None:
            report.leave(match["target"], NOWHERE, topic=Topic.LINKS)
            return match[0]
        report.count("link")
        return relative_url(found.url, url) + found.tail

    def prose(text: str) -> str:
        text = _IMAGE.sub(picture, _NAMED.sub(named, _CODE.sub(code, text)))
        return _OTHER.sub(other, text)

    return "".join(x if is_literal else prose(x) for x, is_literal in _pieces(text))


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Cut a text into pieces: each with whether it is a literal block, or code."""
    lines = text.splitlines(keepends=True)
    start = position = 0
    while position < len(lines):
        line = lines[position]
        position += 1
        if not _OPENS.match(line):
            continue
        while position < len(lines) and _OPTION.match(lines[position].strip()):
            position += 1
        yield "".join(lines[start:position]), False
        start, indentation = position, len(line) - len(line.lstrip())
        while position < len(lines):
            inner = lines[position]
            if inner.strip() and len(inner) - len(inner.lstrip()) <= indentation:
                break
            position += 1
        yield "".join(lines[start:position]), True
        start = position
    yield "".join(lines[start:]), False


def _code(match: re.Match[str]) -> str:
    """Write options of Pygments as Sphinx has them."""
    lead, language = match["lead"], match["language"]
    if language and lexer_name(language.lower()) is None:
        language = _LANGUAGE_OF_PELICAN
    options: list[str] = []
    for option in _OPTION.finditer(match["options"]):
        name, value = option["name"], option["value"].strip()
        if name == "linenos":
            options += [] if value == "none" else [":linenos:"]
        elif name == "linenostart":
            options.append(f":lineno-start: {value}")
        elif name == "hl_lines":
            options.append(f":emphasize-lines: {','.join(value.split())}")
        elif name in {"emphasize-lines", "caption", "name", "class", "lineno-start"}:
            options.append(option[0])
    indentation = f"{lead}   "
    if found := re.match(r"[ \t]+", match["options"]):
        indentation = found[0]
    first = f"{lead}.. code-block:: {language}".rstrip()
    lines = [first, *(f"{indentation}{option}" for option in options)]
    new = "\n".join(lines) + "\n"
    same = match[0].replace("sourcecode::", "code-block::")
    return match[0] if new == same else new
