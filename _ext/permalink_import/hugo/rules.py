"""What becomes of each shortcode that Hugo has.

See https://gohugo.io/shortcodes/. One that a site or a theme made is left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from permalink_import.hugo.code import block
from permalink_import.hugo.figures import figure
from permalink_import.hugo.shortcodes import Replacement
from permalink_import.markup.code import parse_options
from permalink_import.markup.directives import directive
from permalink_import.markup.regions import RegionKind, find_regions, is_within

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from permalink_import.hugo.shortcodes import Call
    from permalink_import.markup.regions import Region
    from permalink_import.markup.report import TextReport


# Whatever a site's own template of this name makes, it shows the same thing.
_PLAIN = frozenset(
    {"youtube", "vimeo", "gist", "tweet", "twitter", "x", "instagram", "highlight"}
)
_EMBEDDED = frozenset(
    {"gist", "instagram", "instagram_simple", "tweet", "twitter", "twitter_simple"}
    | {"qr", "x", "x_simple"}
)
_VIDEO = re.compile(r"[\w-]+")


_OWN = (
    "Shortcodes with a template in the old site are shown as they were written. Write "
    "in MyST what they output"
)
_UNKNOWN = (
    "Shortcodes that are not part of Hugo are shown as they were written. Write in "
    "MyST what they output"
)
_ARGUMENTS = (
    "Shortcodes without the arguments that Hugo needs are shown as they were written. "
    "Correct them"
)


_LINKED = (
    "Posts of other sites, gists and QR codes are links here, so that pages load "
    "nothing from elsewhere. Quote what readers need"
)
_CODE = "Shortcodes in code are shown as they were written. Write what they output"
_TABLE = (
    "Shortcodes in tables whose output is a block are shown. Move them out of there"
)
_OPEN = "Shortcodes without a closing tag are shown as they were written. Close them"
_PAGE = "ref and relref name no page of the old site. Correct the path"
_PARAM = "param names a parameter that neither page nor site has. Write its value"


@dataclass(slots=True)
class Shortcodes:
    """Converts the shortcodes of one page.

    :param report: where findings and counts go
    :param text: of the page, as it was written
    :param params: of the page, before those of the site
    :param find_page: URL of a page, by what ``ref`` asks for; ``None`` if there is none
    :param own: names of shortcodes that the site has templates for, to these files
    :param markdown: converts Markdown in arguments
    """

    report: TextReport
    text: str
    params: Mapping[str, Any]
    find_page: Callable[[str], str | None]
    own: Mapping[str, str] = field(default_factory=dict)
    markdown: Callable[[str], str] = str
    _code: Sequence[Region] | None = None
    _is_link_reported: bool = False

    def __call__(self, call: Call) -> Replacement | None:
        """Convert a shortcode; ``None`` leaves it, with a finding."""
        is_plain = call.name in _PLAIN or call.name not in self.own
        rule = SHORTCODES.get(call.name) if is_plain else None
        if rule is None:
            own = self.own.get(call.name, "")
            reason = _OWN if own else _UNKNOWN
            self.report.leave(call.text, reason, detail=own, offset=call.offset)
            return None
        result = rule(self, call)
        if isinstance(result, Replacement):
            if self._in_code(call) and call.name not in {"param", "ref", "relref"}:
                result = _CODE
            elif result.is_block and self._in_table(call):
                result = _TABLE
        if isinstance(result, str):
            self.report.leave(call.text, result, offset=call.offset)
            return None
        self.report.count(call.name)
        if call.name in _EMBEDDED and not self._is_link_reported:
            self._is_link_reported = True
            self.report.leave(call.text, _LINKED, offset=call.offset)
        return result

    def _in_code(self, call: Call) -> bool:
        if self._code is None:
            kinds = {RegionKind.FENCE, RegionKind.SPAN}  # an indented shortcode is none
            self._code = [r for r in find_regions(self.text) if r.kind in kinds]
        return is_within(self._code, call.offset)

    def _in_table(self, call: Call) -> bool:
        start = self.text.rfind("\n", 0, call.offset) + 1
        return self.text[start : call.offset].lstrip().startswith("|")


def _youtube(_page: Shortcodes, call: Call) -> Replacement | str:
    return _video("youtube", call)


def _vimeo(_page: Shortcodes, call: Call) -> Replacement | str:
    return _video("vimeo", call)


def _video(name: str, call: Call) -> Replacement | str:
    video = call.get("id", 0)
    if not _VIDEO.fullmatch(video):
        return _ARGUMENTS
    options: dict[str, str | None] = {}
    if start := call.get("start"):
        options["url_parameters"] = f"?start={start}"
    return Replacement(directive(name, video, options=options), is_block=True)


def _figure(page: Shortcodes, call: Call) -> Replacement | str:
    return figure(call, page.markdown) or _ARGUMENTS


def _highlight(_page: Shortcodes, call: Call) -> Replacement | str:
    if call.inner is None:
        return _OPEN
    options = parse_options(" ".join(call.arguments[1:]) or call.get("options", 1))
    language = call.get("lang", 0) or "text"
    if options.get("hl_inline") == "true":
        return Replacement(f"`` {call.inner.strip()} ``")
    return Replacement(block(language, call.inner.strip("\n"), options), is_block=True)


def _ref(page: Shortcodes, call: Call) -> Replacement | str:
    asked = call.get("path", 0)
    path, hash_, anchor = asked.partition("#")
    url = page.find_page(path)
    if url is None:
        return _PAGE
    return Replacement(f"{url}{hash_}{anchor}")


def _param(page: Shortcodes, call: Call) -> Replacement | str:
    name = call.get("name", 0)
    value: Any = page.params
    for key in name.lower().split("."):
        value = value.get(key) if isinstance(value, dict) else None
    if value is None or isinstance(value, dict | list):
        return _PARAM
    return Replacement(str(value).lower() if isinstance(value, bool) else str(value))


def _details(_page: Shortcodes, call: Call) -> Replacement | str:
    if call.inner is None:
        return _OPEN
    opened = " open" if call.get("open") == "true" else ""
    summary = MarkdownIt("commonmark").renderInline(call.get("summary") or "Details")
    inner = call.inner.strip("\n")
    text = f"<details{opened}>\n<summary>{summary}</summary>\n\n{inner}\n\n</details>"
    return Replacement(text, is_block=True)


def _qr(_page: Shortcodes, call: Call) -> Replacement | str:
    text = (call.inner or "").strip() or call.get("text")
    return _link(text) if text else _ARGUMENTS


def _gist(_page: Shortcodes, call: Call) -> Replacement | str:
    if len(call.arguments) < 2:
        return _ARGUMENTS
    file = call.get("file", 2)
    anchor = "#file-" + re.sub(r"[^a-z0-9]+", "-", file.lower()) if file else ""
    return _link(f"https://gist.github.com/{'/'.join(call.arguments[:2])}{anchor}")


def _post_on_x(_page: Shortcodes, call: Call) -> Replacement | str:
    user, number = call.get("user"), call.get("id")
    if not number and len(call.arguments) == 1:
        user, number = "i", call.arguments[0]  # as Hugo once had it
    if not number:
        return _ARGUMENTS
    return _link(f"https://x.com/{user}/status/{number}")


def _instagram(_page: Shortcodes, call: Call) -> Replacement | str:
    number = call.get("id", 0)
    return _link(f"https://www.instagram.com/p/{number}/") if number else _ARGUMENTS


def _comment(_page: Shortcodes, call: Call) -> Replacement | str:
    text = (call.inner or "").strip().replace("--", "- -")
    return Replacement(f"<!-- {text} -->", is_block=True)


def _link(text: str) -> Replacement:
    is_url = re.fullmatch(r"https?://[^\s<>]+", text)
    return Replacement(f"<{text}>" if is_url else text)


SHORTCODES: dict[str, Callable[[Shortcodes, Call], Replacement | str]] = {
    "youtube": _youtube,
    "vimeo": _vimeo,
    "vimeo_simple": _vimeo,
    "figure": _figure,
    "highlight": _highlight,
    "ref": _ref,
    "relref": _ref,
    "param": _param,
    "details": _details,
    "qr": _qr,
    "gist": _gist,
    "tweet": _post_on_x,
    "twitter": _post_on_x,
    "twitter_simple": _post_on_x,
    "x": _post_on_x,
    "x_simple": _post_on_x,
    "instagram": _instagram,
    "instagram_simple": _instagram,
    "comment": _comment,
}
"""A rule gives the replacement, or the reason why there is none."""
