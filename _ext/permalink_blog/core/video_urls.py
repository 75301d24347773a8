"""The URLs in iframes: platform, video, parameters. Pure rules.

Sources: YouTube's "Embedded players and player parameters" and Vimeo's "Player
parameters overview", as their help pages describe the addresses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias
from urllib.parse import parse_qs, quote, urlsplit

Platform: TypeAlias = Literal["youtube", "vimeo"]

#: A number and ``"px"`` or ``"%"``, as sphinxcontrib-youtube's nodes have it.
Size: TypeAlias = tuple[int, str]

_YOUTUBE_HOSTS = frozenset(
    prefix + host
    for host in ("youtube.com", "youtube-nocookie.com")
    for prefix in ("", "www.", "m.")
)
_YOUTUBE_PATH = re.compile(r"/embed/([A-Za-z0-9_-]+)")
#: Ids that stand for something else, and the parameter that says for what.
_YOUTUBE_COLLECTIONS = {"videoseries": "list", "live_stream": "channel"}
_VIMEO_HOST = "player.vimeo.com"
_VIMEO_PATH = re.compile(r"/video/([0-9]+)")

#: What RFC 3986 allows in a query or fragment; nothing that could break out of one.
_PARAMETERS = re.compile(r"[A-Za-z0-9._~!$'()*+,;:@/?%&=-]*")

# HTML Living Standard, 2.3.4.4: digits, an ignored fraction, and a percent sign or
# anything else for pixels. More than five digits is nobody's screen.
_DIMENSION = re.compile(r"\s*([0-9]{1,5})(?![0-9])(?:\.[0-9]*)?(%?)")


@dataclass(frozen=True, slots=True)
class Video:
    """A video, playlist or live stream of a platform.

    ``parameters`` is what follows the id in the address: empty, or a query and a
    fragment with their ``?`` and ``#``.
    """

    platform: Platform
    video_id: str
    parameters: str = ""

    @property
    def embed_url(self) -> str:
        """Address of the player, in the platform's privacy mode."""
        if self.platform == "youtube":
            host = "https://www.youtube-nocookie.com/embed/"
            return f"{host}{self.video_id}{self.parameters}"
        query, hash_sign, fragment = self.parameters.partition("#")
        if "dnt" not in self._query():  # "do not track"
            query += "&dnt=1" if query.startswith("?") else "?dnt=1"
        return (
            f"https://player.vimeo.com/video/{self.video_id}"
            f"{query}{hash_sign}{fragment}"
        )

    @property
    def watch_url(self) -> str:
        """Address of the page to watch it on: what a reader follows."""
        query = self._query()
        video_id = quote(self.video_id, safe="")
        if self.platform == "vimeo":
            # An unlisted video has a hash, which is part of the path of its page.
            unlisted = f"/{query['h']}" if "h" in query else ""
            return f"https://vimeo.com/{video_id}{unlisted}"
        if video_id == "videoseries" and "list" in query:
            return f"https://www.youtube.com/playlist?list={query['list']}"
        if video_id == "live_stream" and "channel" in query:
            return f"https://www.youtube.com/channel/{query['channel']}/live"
        url = f"https://www.youtube.com/watch?v={video_id}"
        if "list" in query:
            url += f"&list={query['list']}"
        if re.fullmatch(r"[0-9]+", query.get("start", "")):
            url += f"&t={query['start']}s"
        return url

    def _query(self) -> dict[str, str]:
        """Return the first value of each parameter, quoted for a URL."""
        query = self.parameters.partition("#")[0].removeprefix("?")
        return {
            name: quote(values[0], safe="") for name, values in parse_qs(query).items()
        }


def parse_video_url(url: str) -> Video | None:
    """Read the address of a player.

    :param url: The ``src`` of an iframe: ``http:``, ``https:`` or no scheme.
    :returns: The video, or ``None`` for any address we do not know for certain.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # such as a host with an unclosed bracket
        return None
    if parts.scheme not in {"", "http", "https"}:
        return None
    if not _PARAMETERS.fullmatch(parts.query + parts.fragment):
        return None
    parameters = f"?{parts.query}" if parts.query else ""
    parameters += f"#{parts.fragment}" if parts.fragment else ""
    host = parts.netloc.lower()
    if host in _YOUTUBE_HOSTS and (match := _YOUTUBE_PATH.fullmatch(parts.path)):
        needed = _YOUTUBE_COLLECTIONS.get(match[1])
        if needed and needed not in parse_qs(parts.query):
            return None
        return Video("youtube", match[1], parameters)
    if host == _VIMEO_HOST and (match := _VIMEO_PATH.fullmatch(parts.path)):
        return Video("vimeo", match[1], parameters)
    return None


def parse_size(value: str | None) -> Size | None:
    """Read a ``width`` or ``height`` attribute as a browser does.

    :param value: Such as ``"560"``, ``"560px"`` or ``"100%"``.
    :returns: The number and its unit, ``"px"`` or ``"%"``, or ``None`` for no size.
    """
    match = _DIMENSION.match(value or "")
    return (int(match[1]), match[2] or "px") if match else None
