"""kramdown's options, as ``_config.yml`` has them: https://kramdown.gettalong.org/options.html."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any

_QUOTES = ("\u2018", "\u2019", "\u201c", "\u201d")
SYMBOLS: Mapping[str, str] = {
    "mdash": "\u2014",
    "ndash": "\u2013",
    "hellip": "\u2026",
    "laquo_space": "\u00ab\u00a0",
    "raquo_space": "\u00a0\u00bb",
    "laquo": "\u00ab",
    "raquo": "\u00bb",
}
"""Typographic symbols, by kramdown's names for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KramdownOptions:
    """How kramdown is set.

    The defaults are Jekyll's.

    :param gfm: the input is read by the GFM parser
    :param lazy_ends: GFM's quirk ``paragraph_end``: lists, headings, quotations and
        fences may follow a paragraph without a blank line
    :param quotes: characters for ' and ' and " and ", opening and closing
    :param symbols: see :data:`SYMBOLS`
    :param link_definitions: target and title of links, by name
    :param math: formulas are written for a script (``math_engine`` is not empty)
    """

    gfm: bool = True
    lazy_ends: bool = True
    typographic: bool = True
    hard_wrap: bool = False
    auto_ids: bool = True
    auto_id_prefix: str = ""
    auto_id_stripping: bool = True
    parse_block_html: bool = False
    parse_span_html: bool = True
    header_offset: int = 0
    footnote_start: int = 1
    quotes: tuple[str, ...] = _QUOTES
    symbols: Mapping[str, str] = field(default_factory=lambda: SYMBOLS)
    link_definitions: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    math: bool = True
    toc_levels: frozenset[int] = frozenset(range(1, 7))

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> KramdownOptions:
        """Read ``_config.yml``."""
        found = config.get("kramdown")
        said: Mapping[str, Any] = found if isinstance(found, Mapping) else {}
        gfm = str(said.get("input", "GFM")).lower() == "gfm"
        quirks = said.get("gfm_quirks", ["paragraph_end"])
        names = quirks.split(",") if isinstance(quirks, str) else quirks or []
        quirk_names = {str(name).strip() for name in names}
        engine = said.get("math_engine", "mathjax")
        basic = cls(
            gfm=gfm,
            lazy_ends=gfm and "paragraph_end" in quirk_names,
            typographic=not (gfm and "no_auto_typographic" in quirk_names),
            hard_wrap=gfm and _is_true(said.get("hard_wrap", False)),
            auto_id_stripping=gfm or _is_true(said.get("auto_id_stripping", False)),
            math=str(engine or "").strip().lower() not in {"", "nil", "false", "none"},
            link_definitions=_links(said.get("link_defs")),
        )
        return basic.with_values(said)

    def with_values(self, said: Mapping[str, Any]) -> KramdownOptions:
        """Return the options with those that a text may change, too.

        :param said: values by kramdown's names, from ``_config.yml`` or
            ``{::options}``; unknown names and unusable values change nothing
        """
        changes: dict[str, Any] = {}
        for name in ("auto_ids", "parse_block_html", "parse_span_html"):
            if name in said:
                changes[name] = _is_true(said[name])
        for name, key in (
            ("header_offset", "header_offset"),
            ("footnote_start", "footnote_nr"),
        ):
            if key in said:
                changes[name] = _number(said[key], getattr(self, name))
        if "auto_id_prefix" in said:
            changes["auto_id_prefix"] = str(said["auto_id_prefix"] or "")
        if quotes := _characters(said.get("smart_quotes")):
            changes["quotes"] = quotes
        if symbols := _symbols(said.get("typographic_symbols")):
            changes["symbols"] = {**self.symbols, **symbols}
        if levels := _levels(said.get("toc_levels")):
            changes["toc_levels"] = levels
        return replace(self, **changes) if changes else self


def _is_true(value: object) -> bool:
    return str(value).strip().lower() not in {"false", "no", "0", "", "none", "nil"}


def _number(value: object, default: int) -> int:
    try:
        return int(str(value))
    except ValueError:
        return default


def _characters(value: object) -> tuple[str, ...]:
    """Read the four quotation marks, each the name or number of an entity."""
    names = value.split(",") if isinstance(value, str) else value
    if not isinstance(names, list | tuple) or len(names) != 4:
        return ()
    return tuple(_entity(str(name).strip()) for name in names)


def _entity(name: str) -> str:
    return unescape(f"&#{name};" if name.isdigit() else f"&{name};")


def _symbols(value: object) -> dict[str, str]:
    """Read a mapping of symbols, also as kramdown has it in text: "hellip_->...;…"."""
    if isinstance(value, str):
        pairs = [pair.partition("_->") for pair in value.split(",")]
        value = {key.strip(): text.strip() for key, arrow, text in pairs if arrow}
    if not isinstance(value, Mapping):
        return {}
    return {str(key): str(text) for key, text in value.items() if key in SYMBOLS}


def _links(value: object) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for name, target in value.items() if isinstance(value, Mapping) else ():
        parts = target if isinstance(target, list | tuple) else [target]
        if parts and parts[0] is not None:
            title = str(parts[1]) if len(parts) > 1 and parts[1] is not None else ""
            found[str(name)] = (str(parts[0]), title)
    return found


def _levels(value: object) -> frozenset[int]:
    """Read the levels of headings in a table of contents: "1..3", "2,3" or a list."""
    if isinstance(value, str) and ".." in value:
        first, _, last = value.partition("..")
        start, end = _number(first, 1), _number(last.lstrip("."), 6)
        return frozenset(range(max(start, 1), min(end, 6) + 1))
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple):
        return frozenset()
    return frozenset(_number(part, 0) for part in parts) - {0}
