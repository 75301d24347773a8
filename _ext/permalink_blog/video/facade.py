"""The click-to-load placeholder of a video (a facade, or lite embed).

A page with videos asks nothing of anybody: the player is in a ``<template>``, which
browsers do not load, and the picture is drawn here. A script puts the player in the
facade's place when it is clicked on; without JavaScript the facade is a link to the
page of the video.

A facade is phrasing content, and takes the space that the player will take.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _

from permalink_blog.video.player import Player, attributes_html, player_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


SCRIPT = "video-embeds.js"
_CLASS = "video-facade"
_PLATFORMS = {"youtube": "YouTube", "vimeo": "Vimeo"}
_UNSIZED = (16, 9)  # units of the drawing where the player has no size of its own
_BUTTON = 0.13  # of the drawing's shorter side: radius of the round button


def facade_html(player: Player) -> str:
    """Write a facade, with the player it stands for in it."""
    attributes = attributes_html(
        {
            "class": " ".join([*player.classes, _CLASS]),
            "id": player.element_id,
            "style": player.box.style,
        }
    )
    play = _("Play from %s") % _PLATFORMS[player.video.platform]
    return (
        f"<span{attributes}>"
        f'<a class="{_CLASS}-play" href="{escape(player.video.watch_url)}">'
        f"{_drawing(player)}"
        f'<span class="{_CLASS}-source">{escape(play)}</span> '
        f'<span class="{_CLASS}-title">{escape(player.title)}</span></a>'
        # An id is on the page once; the script hands it on.
        f"<template>{replace(player, element_id='').html()}</template></span>"
    )


def _drawing(player: Player) -> str:
    """Draw a button, in a space of the player's size."""
    wide, tall = player.box.width, player.box.height
    across, down = (wide, tall) if wide and tall else _UNSIZED
    radius = min(across, down) * _BUTTON
    x, y = across / 2, down / 2
    attributes = attributes_html(
        {"width": wide, "height": tall, "viewBox": f"0 0 {across} {down}"}
    )
    triangle = (
        f"M{x - radius * 0.35:.4g} {y - radius * 0.5:.4g}"
        f"v{radius:.4g}l{radius * 0.87:.4g} {radius * -0.5:.4g}z"
    )
    return (
        f'<svg{attributes} aria-hidden="true">'
        f'<circle cx="{x:g}" cy="{y:g}" r="{radius:.4g}"/><path d="{triangle}"/></svg>'
    )


def visit_video_html(translator: HTML5Translator, node: nodes.Element) -> None:
    """Write a video to an HTML page."""
    player = player_of(node)
    facade = translator.config.video_embeds_facade
    _first, *others = node.get("ids", []) or [""]
    anchors = "".join(f'<span id="{escape(other)}"></span>' for other in others)
    end_of_line = "" if node.get("wrappers") else "\n"
    written = facade_html(player) if facade else player.html()
    translator.body.append(f"{anchors}{written}{end_of_line}")
    raise nodes.SkipNode


def add_script(
    app: Sphinx,
    _pagename: str,
    _template: str,
    context: dict[str, Any],
    _doctree: object,
) -> None:
    """Add the script to pages with a facade (``html-page-context``)."""
    if f'class="{_CLASS}-play"' in context.get("body", ""):
        app.add_js_file(SCRIPT, loading_method="defer")
