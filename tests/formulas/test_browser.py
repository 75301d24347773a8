"""Formulas in a real browser: drawn, without scripts, within their column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_tools.chromium import needs_chromium
from site_tools.sites import serve

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

    from conftest import BuildRoot

pytestmark = needs_chromium

LONG = " + ".join(f"a_{{{number}}}" for number in range(60))
PAGE = rf"""# Formulas

Plain $x$, a fraction $\dfrac{{a}}{{b}}$, and a long one ${LONG}$ in a line.

$$
{LONG}
$$ (long)

$$
a &= b \\
  &= \sqrt{{c}}
$$ (short)

$\boxed{{x}}$
"""
MEASURE = """() => Object.fromEntries([...document.querySelectorAll("math")].map(
    (math, index) => {
        const box = math.getBoundingClientRect(), place = math.parentNode;
        return [index, {
            height: box.height,
            wide: place.scrollWidth > place.clientWidth,
            scrolls: getComputedStyle(place).overflowX === "auto",
            left: box.left >= 0,
        }];
    }
))"""
BASELINES = """() => {
    // What has no height stands on the baseline of its line; the foot of an "x" too.
    const letter = document.querySelector("math > mi");
    const mark = document.createElement("span");
    mark.style.display = "inline-block";
    letter.closest("p").prepend(mark);
    return [mark, letter].map(each => each.getBoundingClientRect().bottom);
}"""


@pytest.mark.parametrize("theme", ["alabaster", "furo", "pydata_sphinx_theme"])
def test_formulas_are_drawn(
    build_root: BuildRoot,
    copy_root: Callable[[str], Path],
    browser: Browser,
    tmp_path: Path,
    theme: str,
) -> None:
    (copy_root("mathml-formulas") / "index.md").write_text(PAGE)
    app = build_root("mathml-formulas", html_theme=theme, html_title="F")
    with serve(app.outdir, tmp_path) as root:
        page = browser.new_page(viewport={"width": 390, "height": 800})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{root}index.html")
        page.wait_for_load_state("networkidle")
        assert [url for url in asked if not url.startswith((root, "data:"))] == []
        letter, fraction, in_line, long, rows, box = page.evaluate(MEASURE).values()
        assert fraction["height"] > 1.5 * letter["height"] > 5
        assert rows["height"] > 1.5 * letter["height"]
        assert not letter["wide"]
        assert not rows["wide"]
        for each in (in_line, long):
            assert each["wide"]
            assert each["scrolls"]
            assert each["left"]  # its beginning is seen first
        assert box["height"] > letter["height"] + 4
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        baseline, foot = page.evaluate(BASELINES)
        assert foot == pytest.approx(baseline, abs=1.5)
        number = page.locator("#equation-long .eqno").bounding_box()
        assert number is not None
        assert number["x"] + number["width"] <= 390
        assert number["x"] > 300
