"""The plot for the guide: how each contender compares with the baseline."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

PANELS = {"full": "Full build", "no-op": "Nothing changed", "edit": "One post edited"}
LEFT, TOP, ROW, PANEL, GAP = 140, 64, 28, 190, 24  # pixels
LOWEST, HIGHEST = 0.003, 2.0  # ratios at the ends of the axis, which is logarithmic
TICKS = (0.01, 0.1, 1)

# Its own background, so that text is legible on a page in either style.
STYLE = """
svg { background: #fff; font: 13px system-ui, sans-serif; }
text { fill: #222; } .faint { fill: #666; } line { stroke: #ddd; }
line.one { stroke: #666; } circle { fill: #6b7280; fill-opacity: .75; }
circle.ours { fill: #0b6e99; }
@media (prefers-color-scheme: dark) {
svg { background: #16181d; } text { fill: #e6e6e6; } .faint { fill: #a0a0a0; }
line { stroke: #3a3d44; } line.one { stroke: #a0a0a0; }
circle { fill: #9ca3af; } circle.ours { fill: #4cb5e0; } }
"""


def _x(panel: int, ratio: float) -> float:
    """Give where a ratio is; one beyond an end of the axis is at that end."""
    share = math.log(min(max(ratio, LOWEST), HIGHEST) / LOWEST)
    start = LEFT + panel * (PANEL + GAP)
    return round(start + PANEL * share / math.log(HIGHEST / LOWEST), 1)


def _text(
    x: float, y: float, text: str, *, anchor: str = "start", css: str = ""
) -> str:
    shown = escape(text)
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" class="{css}">{shown}</text>'


def _panel(number: int, metric: str, names: list[str], sizes: Any) -> Iterator[str]:
    bottom = TOP + ROW * len(names)
    middle = LEFT + number * (PANEL + GAP) + PANEL / 2
    yield _text(middle, TOP - 30, PANELS[metric], anchor="middle")
    for tick in TICKS:
        x, css = _x(number, tick), "one" if tick == 1 else ""
        yield f'<line x1="{x}" x2="{x}" y1="{TOP - 6}" y2="{bottom}" class="{css}"/>'
        yield _text(x, TOP - 12, f"{tick:g}", anchor="middle", css="faint")
    for row, name in enumerate(names):
        y = TOP + ROW * (row + 0.5)
        for size, (posts, figures) in enumerate(sizes.items()):
            ratio = figures.get(name, {}).get(metric, {}).get("ratio")
            if ratio is not None:
                css = "ours" if name.startswith("ours") else ""
                place = f'cx="{_x(number, ratio)}" cy="{y}" r="{3 + 2 * size}"'
                title = escape(f"{name}, {posts} posts: {ratio:.3f}")
                yield f'<circle {place} class="{css}"><title>{title}</title></circle>'


def svg(document: dict[str, Any]) -> str:
    """Draw the ratios of a document that :mod:`benchmarks.report` made.

    A row is a contender, a panel a phase, a dot a number of posts; the axis is
    logarithmic, and the baseline is at 1.
    """
    sizes = document["sizes"]
    names = [
        name
        for name in document["contenders"]
        if any(name in s for s in sizes.values())
    ]
    bottom = TOP + ROW * len(names)
    width, height = LEFT + len(PANELS) * (PANEL + GAP), bottom + 36
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
        "<title>Build times as a share of stock ABlog's, on a logarithmic axis</title>",
        f"<style>{STYLE}</style>",
    ]
    for row, name in enumerate(names):
        parts.append(_text(LEFT - 16, TOP + ROW * (row + 0.5) + 4, name, anchor="end"))
    for number, metric in enumerate(PANELS):
        parts += _panel(number, metric, names, sizes)
    legend = f"Dots, small to large: {', '.join(sizes)} posts. 1 is stock ABlog."
    parts += [_text(LEFT, bottom + 24, legend, css="faint"), "</svg>"]
    return "\n".join(parts) + "\n"
