"""Players and facades in a real browser: no overflow, the shape kept, nothing jumps.

No player is loaded: its space does not depend on what is in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from site_tools.chromium import needs_chromium

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from conftest import BuildRoot

pytestmark = needs_chromium


@dataclass(frozen=True)
class Measured:
    """Widths in px of a page and its column, and its players.

    These are left, top (below its parent's), width and height by the last part of
    the address.
    """

    page: float
    column: float
    players: dict[str, tuple[float, float, float, float]]


MEASURE = """() => ({
    page: document.documentElement.scrollWidth,
    column: document.querySelector("section").clientWidth,
    players: Object.fromEntries(
        [...document.querySelectorAll(".video-embed")].map(element => {
            const box = element.getBoundingClientRect();
            const facade = element.querySelector("template");
            const player = facade ? facade.content.firstElementChild : element;
            const name = player.src.split("/").pop().split("?")[0];
            const top = box.top - element.parentElement.getBoundingClientRect().top;
            return [name, [box.left, top, box.width, box.height]];
        })
    ),
})"""
# What a strict site sends: no inline style, no script.
POLICY = (
    "default-src 'none'; style-src 'self' file:; frame-src https:; img-src 'self' file:"
)


def measure(browser: Browser, page: Path, width: int) -> Measured:
    """Lay a page out in a window of a width in px."""
    tab = browser.new_page(viewport={"width": width, "height": 800})
    tab.route("https://**", lambda route: route.abort())
    tab.goto(page.as_uri(), wait_until="domcontentloaded")
    measured = Measured(**tab.evaluate(MEASURE))
    tab.close()
    return measured


FACADE = pytest.mark.parametrize("facade", [True, False], ids=["facade", "player"])


@FACADE
@pytest.mark.parametrize("theme", ["alabaster", "furo", "pydata_sphinx_theme"])
def test_players_fit_and_keep_their_shape(
    build_root: BuildRoot, browser: Browser, theme: str, *, facade: bool
) -> None:
    app = build_root("video-iframes", html_theme=theme, video_embeds_facade=facade)
    page = app.outdir / "index.html"

    phone = measure(browser, page, 390)
    assert phone.page <= 390
    assert len(phone.players) == 14
    for name, (left, _top, width, height) in phone.players.items():
        assert left >= 0
        assert left + width <= 390
        shape = {"any_way-02": 4 / 3, "centred06": 425 / 344}.get(name, 16 / 9)
        assert width / height == pytest.approx(shape, rel=0.01), name

    screen = measure(browser, page, 1280)
    wide = screen.column
    sizes = {name: tuple(box[2:]) for name, box in screen.players.items()}
    assert sizes["plain01"] == (560, 315)
    assert sizes["any_way-02"] == (320, 240)
    assert sizes["centred06"] == pytest.approx((425, 344), abs=1)
    assert sizes["303"] == pytest.approx((wide, wide * 9 / 16), abs=1)
    assert sizes["videoseries"] == pytest.approx((wide, 400), abs=1)
    _, top_in_its_box, *_ = screen.players["909"]
    assert top_in_its_box == 0
    assert sizes["909"] == pytest.approx((wide, wide * 9 / 16), abs=1)


@FACADE
def test_usual_shapes_need_no_inline_style(
    build_root: BuildRoot, browser: Browser, *, facade: bool
) -> None:
    app = build_root("video-iframes", video_embeds_facade=facade)
    page = app.outdir / "index.html"
    meta = f'<head><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    page.write_text(page.read_text().replace("<head>", meta, 1))
    players = measure(browser, page, 390).players
    # The last is unusual: without its style it is like most videos.
    shapes = {
        "plain01": 16 / 9,
        "any_way-02": 4 / 3,
        "303": 16 / 9,
        "centred06": 16 / 9,
    }
    for name, shape in shapes.items():
        *_, width, height = players[name]
        assert width / height == pytest.approx(shape, rel=0.01), name
