"""Python-Markdown, as Pelican has it, made MyST.

See https://python-markdown.github.io/extensions/.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from permalink_import.markup.code import code_block, parse_options
from permalink_import.markup.directives import directive, indent
from permalink_import.markup.foreign import escape_attributes, escape_block_attributes
from permalink_import.markup.regions import (
    CODE,
    RegionKind,
    find_regions,
    replace_in_prose,
)
from permalink_import.pelican.abbreviations import write_abbreviations
from permalink_import.pelican.attributes import write_attributes
from permalink_import.pelican.blocks import as_commonmark
from permalink_import.sources.headings import keep_anchors, toc_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from permalink_import.markup.report import TextReport
    from permalink_import.pelican.settings import Pelican


_FENCE = re.compile(
    r"(?P<mark>`{3,}|~{3,})[ ]*(?:\{(?P<attributes>[^}\n]*)\}|(?P<language>[\w#.+-]*)"
    r"(?P<options>[ ][^\n`]*)?)[ ]*\n(?P<code>.*)",
    re.DOTALL,
)
_COLONS = re.compile(r"::+(?P<language>[\w#.+-]+)(?P<options>.*)")
_SHEBANG = re.compile(r"#!(?P<path>\w*/)*(?P<language>[\w#.+-]+)(?P<options>.*)")
_HL_LINES = re.compile(r"hl_lines\s*=\s*[\"']?([\d\s-]+)")
_ADMONITION = re.compile(
    r"^!!! ?(?P<kind>[\w-]+(?: +[\w-]+)*)(?: +\"(?P<title>[^\n]*?)\")?[ ]*\n"
    r"(?P<body>(?:(?:[ ]{4}[^\n]*|[ ]*)(?:\n|\Z))+)",
    re.MULTILINE,
)
_TOC = re.compile(r"^\[TOC\][ ]*$", re.MULTILINE)
_HASHES = re.compile(r"^(?P<hashes>#{1,6})(?=[^#\s{])", re.MULTILINE)
_EMPHASIS = re.compile(
    r"(?P<text>(?P<mark>\*{1,2}|(?<!\w)_{1,2})(?=[^\s*_])[^*_\n]+(?P=mark))"
    r"\{:?[ ]*(?P<inside>(?:[.#]|[\w-]+=)[^{}\n]*?)[ ]*\}"
)
_AMS = re.compile(r"(?<!\\)\\(?=begin\{)")
_INLINE_ATTRIBUTES = re.compile(r"(?<=[\])*_`])\{:[ ]*(?P<inside>[^{}\n]+?)[ ]*\}")
# A target with spaces, which is none in MyST.
_SPACED = re.compile(
    r"\]\((?P<target>[^\s()<>\"][^()<>\"\n]*[ ][^()<>\"\n]*?)"
    r"(?P<rest>(?:[ ]+\"[^\"\n]*\")?\))"
)
_DOLLAR = re.compile(r"(?P<escape>\\.)|(?P<dollar>\$)", re.DOTALL)
_KINDS = frozenset(
    {"attention", "caution", "danger", "error", "hint", "important", "note", "tip"}
    | {"warning", "seealso"}
)


@dataclass(frozen=True, slots=True)
class PythonMarkdown:
    """Which extensions a site has.

    :param names: of all, short: "extra"
    :param options: of extensions, by these names
    :param extra: those of ``markdown.extensions.extra``
    """

    names: frozenset[str] = frozenset({"codehilite", "extra", "meta"})
    options: Mapping[str, Any] = field(default_factory=dict)
    extra: bool = True
    codehilite: bool = True
    admonition: bool = False
    toc: bool = False
    math: bool = False

    @classmethod
    def of(cls, settings: Pelican) -> PythonMarkdown:
        """Read the setting ``MARKDOWN``, and the plugins."""
        options = settings["MARKDOWN"]
        options = options if isinstance(options, dict) else {}
        configs: Any = options.get("extension_configs") or {}
        names = {str(x) for x in [*configs, *(options.get("extensions") or [])]}
        short = {name.rpartition(".")[2].partition("(")[0] for name in names}
        plugins = {str(x).rpartition(".")[2] for x in settings["PLUGINS"] or ()}
        return cls(
            names=frozenset(short),
            options={str(x).rpartition(".")[2]: y for x, y in configs.items()},
            extra="extra" in short,
            codehilite="codehilite" in short,
            admonition="admonition" in short,
            toc="toc" in short,
            math="render_math" in plugins,
        )

    def convert(self, text: str, report: TextReport, *, title: str = "") -> str:
        """Make MyST of a text.

        :param text: of the article, without metadata
        :param title: of the article
        """
        text = re.sub(r"(?m)^[ ]+$", "", text)
        text = self._code(text, report)
        text = replace_in_prose(text, _SPACED, _in_brackets)
        if self.admonition:
            text = _outside_code(text, _ADMONITION, _admonition, "admonition", report)
        if self.toc:
            text = _outside_code(text, _TOC, _contents, "contents", report)
        text = _outside_code(text, _HASHES, _heading, "heading", report)
        if self.extra:
            text = write_attributes(as_commonmark(text, report), report)
            text = write_abbreviations(text, report)
            text = _outside_code(text, _EMPHASIS, _emphasis, "attributes", report)
            text = _outside_code(
                text, _INLINE_ATTRIBUTES, _inline, "attributes", report
            )
        else:
            text = escape_attributes(escape_block_attributes(text))
        make = toc_id if self.toc else None
        text = keep_anchors(text, make, report, title=title, joiner="_", colon=True)
        if not self.math:
            text = replace_in_prose(text, _AMS, lambda _: "\\\\")
            text = replace_in_prose(text, _DOLLAR, _escaped)
        return text

    def _code(self, text: str, report: TextReport) -> str:
        """Write fences with options, and indented code that names its language."""
        result, end = [], 0
        for region in find_regions(text):
            if region.kind not in {RegionKind.FENCE, RegionKind.INDENTED}:
                continue
            start = text.rfind("\n", 0, region.start) + 1
            block = text[start : region.end]
            is_fence = region.kind is RegionKind.FENCE
            new = _fence(block) if is_fence else self._indented(block)
            if new is None:
                continue
            report.count("code")
            result += [text[end:start], new, "\n"]
            end = region.end
        return "".join([*result, text[end:]])

    def _indented(self, block: str) -> str | None:
        lines = block.rstrip().split("\n")
        lead = lines[0][: len(lines[0]) - len(lines[0].lstrip())]
        first = lines[0].strip()
        match = _COLONS.fullmatch(first) or _SHEBANG.fullmatch(first)
        if match is None or not self.codehilite:
            return None
        is_shebang = first.startswith("#!")
        keeps_line = is_shebang and bool(match["path"])
        code = "\n".join(
            line.removeprefix(lead) for line in (lines if keeps_line else lines[1:])
        )
        new = _block(code, match["language"], match["options"], linenos=is_shebang)
        outer = lead[:-4]  # of a list
        return outer + indent(new, outer)


def _fence(block: str) -> str | None:
    lead = block[: len(block) - len(block.lstrip(" >"))]
    match = _FENCE.fullmatch(block[len(lead) :])
    if match is None:
        return None
    attributes = match["attributes"]
    language = (match["language"] or "").lstrip(".")
    options = match["options"] or ""
    if attributes is not None:
        classes = re.findall(r"(?<![\w\"'])\.?([\w#+-]+)(?![\w\"'=])", attributes)
        language, options = classes[0] if classes else "", attributes
    lines = match["code"].rstrip("\n").split("\n")
    if re.fullmatch(rf"[ >]*{re.escape(match['mark'])}[ ]*", lines[-1]):
        lines.pop()
    code = "\n".join(line.removeprefix(lead) for line in lines)
    new = _block(code, language, options)
    is_same = not options.strip() and new.startswith(f"```{language}\n")
    return None if is_same else lead + indent(new, lead)


def _block(code: str, language: str, options: str, *, linenos: bool = False) -> str:
    found = parse_options(options.replace("hl_lines", "").replace("  ", " "))
    numbers = found.get("linenums", "").lower() not in {"", "false"}
    lines = _HL_LINES.search(options)
    emphasize = ",".join(lines[1].split()) if lines else ""
    return code_block(code, language, linenos=linenos or numbers, emphasize=emphasize)


def _outside_code(
    text: str,
    pattern: re.Pattern[str],
    rule: Callable[[re.Match[str]], str],
    name: str,
    report: TextReport,
) -> str:
    def replace(match: re.Match[str]) -> str:
        report.count(name)
        return rule(match)

    return replace_in_prose(text, pattern, replace, skip=CODE)


def _admonition(match: re.Match[str]) -> str:
    kind, *classes = match["kind"].lower().split()
    lines = match["body"].rstrip().split("\n")
    body = "\n".join(line.removeprefix("    ") for line in lines)
    title = match["title"]
    end = match["body"][len(match["body"].rstrip()) :] or "\n"
    if title is None and kind in _KINDS and not classes:
        return directive(kind, body=body, marker=":") + end
    options: dict[str, str | None] = {"class": " ".join([kind, *classes])}
    if title == "":  # a box without a title
        return (
            directive("container", options["class"] or "", body=body, marker=":") + end
        )
    name = title or kind.capitalize()
    return directive("admonition", name, options=options, body=body, marker=":") + end


def _contents(_match: re.Match[str]) -> str:
    return directive("contents", options={"local": None})


def _heading(match: re.Match[str]) -> str:
    return f"{match['hashes']} "


def _in_brackets(match: re.Match[str]) -> str:
    return f"](<{match['target'].strip()}>{match['rest']}"


def _inline(match: re.Match[str]) -> str:
    return f"{{{match['inside']}}}"


def _emphasis(match: re.Match[str]) -> str:
    return f"[{match['text']}]{{{match['inside']}}}"


def _escaped(match: re.Match[str]) -> str:
    return "\\$" if match["dollar"] else match[0]
