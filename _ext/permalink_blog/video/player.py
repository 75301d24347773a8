"""The HTML of a video's player: one ``<iframe>``, sized by its attributes and the CSS.

It is phrasing content, as its facade is: it may stand wherever the pasted one stood.
Its usual sizes and shapes need no ``style`` attribute, so they work below a strict
Content-Security-Policy; a rare one has such an attribute, and without it is shown 16:9.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from sphinx.locale import _

from permalink_blog.core.video_urls import Size, Video

if TYPE_CHECKING:
    from docutils import nodes


_DEFAULT_RATIO = (16, 9)
_DEFAULT_WIDTH = 560  # px, as in the HTML both platforms offer for pasting

#: Shapes the stylesheet knows: width, height and class.
_RATIO_CLASSES = (
    (16, 9, ""),
    (4, 3, "video-embed-4x3"),
    (1, 1, "video-embed-1x1"),
    (9, 16, "video-embed-9x16"),
)


@dataclass(frozen=True, slots=True)
class Box:
    """The size of a player in pixels, ``None`` for what CSS decides."""

    width: int | None = None
    height: int | None = None
    classes: tuple[str, ...] = ()
    style: str = ""


def box(
    *, width: Size | None, height: Size | None, aspect: tuple[int, int] | None
) -> Box:
    """Decide the space of a player.

    :param width: px, or % of the column.
    :param height: px; a height in % has nothing to be a part of, and is ignored.
    :param aspect: Width to height, for the side that is not given; else 16 to 9.
    """
    ratio = aspect if aspect and all(aspect) else _DEFAULT_RATIO
    tall = height[0] if height and height[1] == "px" else None
    if width and width[1] == "%":
        full = width[0] == 100
        classes = ("video-embed-full",) if full else ()
        style = "" if full else f"width: {width[0]}%"
        if tall is not None:
            return Box(None, tall, (*classes, "video-embed-tall"), style)
        return _shaped(Box(None, None, classes, style), *ratio)
    if width:
        wide = width[0]
    else:
        wide = _DEFAULT_WIDTH if tall is None else round(tall * ratio[0] / ratio[1])
    if tall is None:
        tall = round(wide * ratio[1] / ratio[0])
    return _shaped(Box(wide, tall), wide, tall)


def _shaped(unshaped: Box, wide: int, tall: int) -> Box:
    classes, style = unshaped.classes, unshaped.style
    if wide and tall:
        for ratio_wide, ratio_tall, name in _RATIO_CLASSES:
            # Sizes are whole pixels: 853 x 480 is meant to be 16:9.
            if abs(wide * ratio_tall / (tall * ratio_wide) - 1) < 0.005:
                classes += (name,) if name else ()
                break
        else:
            style = "; ".join(filter(None, [style, f"aspect-ratio: {wide} / {tall}"]))
    return Box(unshaped.width, unshaped.height, classes, style)


@dataclass(frozen=True, slots=True)
class Player:
    """The values of a player's HTML, and of its placeholder."""

    video: Video
    title: str
    box: Box
    classes: tuple[str, ...]
    element_id: str = ""
    allow: str = ""

    def html(self) -> str:
        """Write the iframe."""
        return f'<iframe{self._attributes()} allowfullscreen=""></iframe>'

    def _attributes(self) -> str:
        return attributes_html(
            {
                "class": " ".join(self.classes),
                "id": self.element_id,
                "src": self.video.embed_url,
                "title": self.title,
                "width": self.box.width,
                "height": self.box.height,
                "style": self.box.style,
                "loading": "lazy",
                "referrerpolicy": "strict-origin-when-cross-origin",
                "allow": self.allow,
            }
        )


def attributes_html(attributes: dict[str, object]) -> str:
    """Write attributes of an element, without those that have no value.

    :param attributes: values by name
    :returns: each with a space before it
    """
    return "".join(
        f' {name}="{escape(str(value))}"'
        for name, value in attributes.items()
        if value not in {None, ""}
    )


def player_of(node: nodes.Element) -> Player:
    """Read the player from a ``youtube`` or ``vimeo`` node.

    :param node: As sphinxcontrib-youtube's directives or our transform make it.
    """
    space = box(width=node["width"], height=node["height"], aspect=node["aspect"])
    classes = ["video-embed", *space.classes]
    if node.get("align"):
        classes.append(f"video-embed-{node['align']}")
    if node.get("fill"):
        classes.append("video-embed-fill")
    elif node.get("wrappers"):
        classes.append("video-embed-inline")
    return Player(
        video=video_of(node),
        title=video_title(node),
        box=space,
        classes=(*classes, *node.get("classes", [])),
        element_id=next(iter(node.get("ids", [])), ""),
        allow=node.get("allow") or "",
    )


def video_of(node: nodes.Element) -> Video:
    """Read the video back from its node."""
    return Video(node["platform"], node["id"], node["url_parameters"])


def video_title(node: nodes.Element) -> str:
    """Return the title that a node got while its document was read."""
    return node.get("title") or str(_("Video"))
