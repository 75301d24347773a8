"""Which pages of a Jekyll site load a script that draws formulas.

A layout may load it under conditions: ``{% if page.math %}``. These are run for each
page; one that cannot be run counts as true.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from posixpath import join, normpath
from typing import TYPE_CHECKING

from permalink_import.jekyll.liquid.rendering import Liquid
from permalink_import.jekyll.loading import UnreadableError, read_text
from permalink_import.jekyll.markdown.marks import Marks
from permalink_import.markup.formulas import MAY_LOAD, Delimiters, delimiters_of
from permalink_import.markup.report import TextReport

if TYPE_CHECKING:
    from collections.abc import Iterator

    from permalink_import.jekyll.config import JekyllConfig
    from permalink_import.jekyll.listings import Layouts
    from permalink_import.jekyll.markdown.context import ConversionContext


_TAG = re.compile(r"\{%-?\s*(?P<name>\w+)\s*(?P<markup>.*?)\s*-?%\}", re.DOTALL)
_INCLUDE = re.compile(r"[\"']?(?P<file>[\w./-]+)")
_SCRIPT = re.compile(r"[\"'(=]\s*(?P<path>[\w./-]+\.js)\b")
_KEPT = re.compile(rf"{MAY_LOAD.pattern}|<!--|-->|<script", re.IGNORECASE)
_MOST_INCLUDES = 200
_LARGEST_SCRIPT = 50_000
_FLAGS = ("math", "mathjax", "use_math", "usemath", "usemathjax", "katex", "latex")
"""What themes call the switch of formulas."""
_OF_THEMES = Delimiters(
    inline=(("$", "$"), ("\\(", "\\)")),
    display=(("$$", "$$"), ("\\[", "\\]")),
    escapes=True,
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a layout.

    :param conditions: Liquid that outputs "1" where the part is shown
    """

    html: str
    conditions: tuple[str, ...]


@dataclass(slots=True)
class _Skeleton:
    """Those parts of layouts that may load a script."""

    parts: list[_Part] = field(default_factory=list)
    assigned: list[str] = field(default_factory=list)
    includes: int = 0


class Formulas:
    """Finds out what pages load.

    :param includes: text of each file below ``_includes``
    """

    def __init__(
        self, config: JekyllConfig, layouts: Layouts, includes: dict[str, str]
    ) -> None:
        self._config = config
        self._layouts = layouts
        self._includes = includes
        self._skeletons: dict[str, _Skeleton] = {}

    @cached_property
    def _has_theme(self) -> bool:
        values = self._config.values
        return bool(values.get("theme") or values.get("remote_theme"))

    def of(
        self, layout: object, context: ConversionContext, body: str
    ) -> Delimiters | None:
        """Return the delimiters of a page's formulas; ``None`` if it has none.

        :param layout: of the page
        :param body: its text, which may load a script itself
        """
        name = layout if isinstance(layout, str) else ""
        chain = self._layouts.chain(name)
        html = body if MAY_LOAD.search(body) else ""
        skeleton = self._skeleton(name, chain)
        if skeleton.parts:
            html += self._shown(skeleton, context)
        found = delimiters_of(html) if html else None
        if found is None and self._has_theme and not self._is_whole(chain):
            flags = (*map(context.page.get, _FLAGS), *map(context.site.get, _FLAGS))
            return _OF_THEMES if any(value is True for value in flags) else None
        return found

    def _is_whole(self, chain: list[str]) -> bool:
        """Return whether all layouts of a page are in the folder, and in no gem."""
        return bool(chain) and not self._layouts.values(chain[-1]).get("layout")

    def _skeleton(self, name: str, chain: list[str]) -> _Skeleton:
        if name not in self._skeletons:
            skeleton = self._skeletons[name] = _Skeleton()
            for layout in chain:
                self._read(self._layouts.text(layout), (), skeleton, depth=0)
            if not any(MAY_LOAD.search(part.html) for part in skeleton.parts):
                skeleton.parts.clear()
        return self._skeletons[name]

    def _read(
        self, text: str, conditions: tuple[str, ...], into: _Skeleton, *, depth: int
    ) -> None:
        """Note the parts of a text, with what they are shown under."""
        frames: list[list[str]] = []
        position = 0

        def here() -> tuple[str, ...]:
            return (*conditions, *filter(None, map(_condition, frames)))

        for tag in _TAG.finditer(text):
            self._note(text[position : tag.start()], here(), into)
            position = tag.end()
            name, markup = tag["name"], tag["markup"]
            if name in {"if", "unless", "case", "for", "comment", "capture"}:
                frames.append([name, tag[0]])
            elif name in {"elsif", "else", "when"} and frames:
                frames[-1].append(tag[0])
            elif name.startswith("end") and frames and name == f"end{frames[-1][0]}":
                frames.pop()
            elif name == "assign":
                into.assigned.append(tag[0])
            elif name in {"include", "include_cached", "include_relative"}:
                file = _INCLUDE.match(markup)
                included = self._includes.get(file["file"]) if file else None
                into.includes += 1
                if included and depth < 10 and into.includes < _MOST_INCLUDES:
                    self._read(included, here(), into, depth=depth + 1)
        self._note(text[position:], here(), into)

    def _note(self, html: str, conditions: tuple[str, ...], into: _Skeleton) -> None:
        if _KEPT.search(html):
            html += "".join(self._scripts(html))
            into.parts.append(_Part(html, conditions))

    def _scripts(self, html: str) -> Iterator[str]:
        """Yield the text of the site's own scripts that set formulas."""
        for match in _SCRIPT.finditer(html):
            path = normpath(join("/", match["path"])).lstrip("/")
            file = self._config.source / path
            if not file.resolve().is_relative_to(self._config.source.resolve()):
                continue
            if not file.is_file() or file.stat().st_size > _LARGEST_SCRIPT:
                continue
            try:
                text = read_text(file, self._config.encoding)
            except UnreadableError:
                continue
            if MAY_LOAD.search(text):
                yield text

    def _shown(self, skeleton: _Skeleton, context: ConversionContext) -> str:
        """Return the parts that a page shows."""
        quiet = replace(context, target="")
        liquid = Liquid(
            context=quiet, marks=Marks(), report=TextReport("", source="", first_line=1)
        )
        liquid.run("".join(skeleton.assigned))
        known: dict[str, bool] = {}

        def is_true(condition: str) -> bool:
            if condition not in known:
                written = liquid.run(condition)
                known[condition] = bool(written)  # "1", or a mark: not known
            return known[condition]

        return "".join(
            part.html for part in skeleton.parts if all(map(is_true, part.conditions))
        )


def _condition(frame: list[str]) -> str:
    """Write Liquid that outputs "1" in a branch; "" for what is always shown."""
    name, *tags = frame
    if name == "comment":
        return "{% if false %}1{% endif %}"
    if name in {"for", "capture"}:
        return ""
    return f"{''.join(tags)}1{{% end{name} %}}"
