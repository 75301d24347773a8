"""Videos, figures and gists that includes and tags of Jekyll's sites stand for.

There is no standard for these: themes and plugins agree on little but the names, which
is what is looked at here, and on an iframe in the text of the include.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from permalink_import.markup.directives import directive

if TYPE_CHECKING:
    from collections.abc import Mapping


_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_VIMEO_ID = re.compile(r"[0-9]{5,}")
_IDS = {"youtube": _YOUTUBE_ID, "vimeo": _VIMEO_ID}
_HOSTS = {"youtube": ("youtube", "youtu.be", "ytimg"), "vimeo": ("vimeo",)}
_PLAYER = re.compile(
    r"(?P<platform>youtube(?:-nocookie)?\.com/embed|player\.vimeo\.com/video)/"
    r"\{\{-?\s*include\.(?P<name>[\w-]+)\s*(?:\|[^}]*)?-?\}\}"
)
_VIDEO_KEYS = (
    *("id", "video_id", "videoid", "video-id", "youtube_id", "youtubeid", "vimeo_id"),
    *("ytid", "yid", "vid", "v", "key", "code", "src", "url", "link", "video"),
)
_IMAGE_KEYS = (
    *("image_path", "src", "path", "image", "img", "file", "filename", "url"),
    *("source", "image_url"),
)
_FIGURE = {"figure", "fig", "image", "img", "responsiveimage", "picture", "postimage"}
_LAYOUT = frozenset(
    {"popup", "zoomable", "loading", "sizes", "cache_bust", "lazy", "title", "priority"}
)
"""Of an image: what only the old theme understood."""
_PATH = re.compile(r"(?![a-z][a-z0-9+.-]*:)[\w%-]", re.IGNORECASE)
_FROM_ROOT = re.compile(r"(?:relative|absolute)_url|site\.(?:base)?url|[\"']/\{\{")
"""In an include: what puts the root of the site before a path."""
_GIST = re.compile(r"(?:https://gist\.github\.com/)?([\w./-]+)")


def video(
    name: str, parameters: Mapping[str, str], text: str | None = None
) -> str | None:
    """Make a directive of an include or tag that shows a video.

    :param name: of the include's file or of the tag
    :param parameters: as given; "" for one without a name
    :param text: of the include's file
    :return: ``None`` if it is no video of a platform that is known
    """
    player = _PLAYER.search(text or "")
    if player is not None:
        platform = "youtube" if "youtube" in player["platform"] else "vimeo"
        value = parameters.get(player["name"], "")
    else:
        platform = _platform(name, parameters) or ""
        values = [parameters.get(key, "") for key in ("", *_VIDEO_KEYS)]
        value = next(filter(None, values), "")
    if platform not in _IDS:
        return None
    found, start = _video_id(platform, value)
    if found is None:
        return None
    options = {"url_parameters": f"?start={start}"} if start else {}
    return directive(platform, found, options=options)


def _platform(name: str, parameters: Mapping[str, str]) -> str | None:
    plain = _plain(name)
    if "youtube" in plain:
        return "youtube"
    if "vimeo" in plain:
        return "vimeo"
    if plain not in {"video", "embedvideo", "responsivevideo", "videoembed"}:
        return None
    said = parameters.get("provider") or parameters.get("type") or ""
    values = (said, *parameters.values()) if not said else (said,)
    for platform, hosts in _HOSTS.items():
        if any(host in value.lower() for value in values for host in hosts):
            return platform
    return None


def _video_id(platform: str, value: str) -> tuple[str | None, str]:
    """Read an id, which may be in a URL, and the second that the video starts at."""
    value = value.strip()
    pattern = _IDS[platform]
    if pattern.fullmatch(value):
        return value, ""
    try:
        url = urlsplit(value)
    except ValueError:
        return None, ""
    query = {key: values[0] for key, values in parse_qs(url.query).items()}
    parts = [query.get("v", ""), *reversed(url.path.split("/"))]
    found = next((part for part in parts if pattern.fullmatch(part)), None)
    start = (query.get("t") or query.get("start") or "").removesuffix("s")
    return found, start if start.isdigit() else ""


def figure(
    name: str, parameters: Mapping[str, str], text: str | None = None
) -> str | None:
    """Make a directive of an include that shows an image.

    :param text: of the include's file
    :return: ``None`` if it is none, or has a parameter that means something unknown
    """
    if _plain(name) not in _FIGURE:
        return None
    rest = {key: value for key, value in parameters.items() if value}
    source = next((rest.pop(key) for key in _IMAGE_KEYS if key in rest), None)
    if source is None:
        return None
    if _PATH.match(source) and (text is None or _FROM_ROOT.search(text)):
        source = f"/{source}"
    caption = rest.pop("caption", "") or rest.pop("description", "")
    options = {}
    title = rest.pop("title", "")
    alt = rest.pop("alt", "") or title
    for option, keys in {
        "width": ("width", "max-width", "max_width"),
        "height": ("height",),
        "target": ("link", "href", "url", "target"),
        "class": ("class", "classes"),
        "align": ("align",),
    }.items():
        value = next((rest.pop(key) for key in keys if key in rest), "")
        if value and _fits(option, value):
            options[option] = _size(value) if option in {"width", "height"} else value
        elif value:
            return None
    if rest.keys() - _LAYOUT:
        return None
    if alt:
        options = {"alt": alt, **options}
    if not caption:
        return directive("image", source, options=options)
    return directive("figure", source, options=options, body=caption.strip())


def _fits(option: str, value: str) -> bool:
    if option in {"width", "height"}:
        pattern = r"\d+(\.\d+)?(px|em|rem|%|)" if option == "width" else r"\d+(px|)"
        return re.fullmatch(pattern, value) is not None
    if option == "align":
        return value in {"left", "center", "right"}
    return "\n" not in value


def _size(value: str) -> str:
    return f"{value}px" if value.isdigit() else value.replace("rem", "em")


def gist(parameters: Mapping[str, str]) -> str | None:
    """Make a link of a gist: pages here ask nobody else for their content.

    :param parameters: of an include or tag by name; "" is the one without a name
    :return: Markdown, ``None`` if no parameter has the id of a gist
    """
    value = next(
        (
            parameters[key]
            for key in ("", "id", "gist", "url", "src")
            if key in parameters
        ),
        "",
    )
    gist_id, _, file = value.strip().partition(" ")
    user = parameters.get("user") or parameters.get("username")
    match = _GIST.fullmatch(gist_id.strip("\"'").removesuffix(".js"))
    if match is None:
        return None
    path = match[1] if "/" in match[1] or not user else f"{user}/{match[1]}"
    file = (file or parameters.get("file") or "").strip().strip("\"'")
    anchor = "#file-" + re.sub(r"[^a-z0-9]+", "-", file.lower()) if file else ""
    text = f"{file} in this gist" if file else "A gist"
    return f"[{text}](https://gist.github.com/{path}{anchor})"


def _plain(name: str) -> str:
    """Reduce a file name to its significant part: ``media/responsive-image.html``."""
    base = name.rsplit("/", 1)[-1]
    return re.sub(r"[^a-z]", "", re.sub(r"\.\w+$", "", base).lower())
