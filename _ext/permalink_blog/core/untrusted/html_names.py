"""Elements and attributes that raw HTML of contributors may have."""

from __future__ import annotations

FRAME_HOSTS = frozenset(
    {"www.youtube.com", "youtube.com", "m.youtube.com", "www.youtube-nocookie.com"}
    | {"youtube-nocookie.com", "player.vimeo.com"}
)
"""Hosts whose pages may be shown in an iframe: those of videos."""

_SVG = frozenset(
    {"svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon"}
    | {"text", "tspan", "desc"}
)
TAGS = _SVG | frozenset(
    {"a", "abbr", "acronym", "address", "area", "article", "aside", "audio", "b", "bdi"}
    | {"bdo", "big", "blockquote", "br", "caption", "center", "cite", "code", "col"}
    | {"colgroup", "data", "dd", "del", "details", "dfn", "div", "dl", "dt", "em"}
    | {"figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"header", "hgroup", "hr", "i", "iframe", "img", "input", "ins", "kbd", "li"}
    | {"main", "map", "mark", "meter", "nav", "ol", "p", "picture", "pre", "progress"}
    | {"q", "rp", "rt", "ruby", "s", "samp", "section", "small", "source", "span"}
    | {"strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot"}
    | {"th", "thead", "time", "tr", "track", "tt", "u", "ul", "var", "video", "wbr"}
)
"""Elements that are allowed; of others the content stays, unless :data:`NO_CONTENT`."""

NO_CONTENT = frozenset(
    {"script", "style", "template", "noscript", "title", "textarea", "xmp", "noembed"}
    | {"noframes", "object", "applet", "select", "math", "plaintext", "foreignobject"}
)
"""Elements that go with all that is in them."""

ANY_ATTRIBUTE = frozenset(
    {"align", "class", "dir", "height", "hidden", "id", "lang", "role", "style"}
    | {"title", "translate", "width"}
)
_SVG_ATTRIBUTES = frozenset(
    {"cx", "cy", "d", "fill", "fill-opacity", "fill-rule", "clip-rule", "focusable"}
    | {"font-family", "font-size", "font-weight", "opacity", "points", "r", "rx", "ry"}
    | {"preserveaspectratio", "preserveAspectRatio", "stroke", "stroke-linecap"}
    | {"stroke-linejoin", "stroke-width", "stroke-opacity", "text-anchor", "transform"}
    | {"version", "viewbox", "viewBox", "x", "x1", "x2", "xmlns", "y", "y1", "y2"}
)
ATTRIBUTES: dict[str, frozenset[str]] = {
    "a": frozenset({"href", "hreflang", "name", "rel", "target", "type", "download"}),
    "area": frozenset({"alt", "coords", "href", "shape"}),
    "audio": frozenset({"controls", "loop", "muted", "preload", "src"}),
    "blockquote": frozenset({"cite"}),
    "br": frozenset({"clear"}),
    "col": frozenset({"span", "valign"}),
    "colgroup": frozenset({"span", "valign"}),
    "data": frozenset({"value"}),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"open", "name"}),
    "font": frozenset({"color", "face", "size"}),
    "hr": frozenset({"noshade", "size"}),
    "iframe": frozenset(
        {"allow", "allowfullscreen", "frameborder", "loading", "name", "sandbox"}
        | {"marginheight", "marginwidth", "mozallowfullscreen", "referrerpolicy"}
        | {"scrolling", "src", "webkitallowfullscreen"}
    ),
    "img": frozenset(
        {"alt", "border", "decoding", "hspace", "loading", "sizes", "src", "srcset"}
        | {"usemap", "vspace"}
    ),
    "input": frozenset({"checked", "disabled", "type"}),
    "ins": frozenset({"cite", "datetime"}),
    "li": frozenset({"type", "value"}),
    "map": frozenset({"name"}),
    "meter": frozenset({"high", "low", "max", "min", "optimum", "value"}),
    "ol": frozenset({"reversed", "start", "type"}),
    "progress": frozenset({"max", "value"}),
    "q": frozenset({"cite"}),
    "source": frozenset({"media", "sizes", "src", "srcset", "type"}),
    "table": frozenset(
        {"bgcolor", "border", "cellpadding", "cellspacing", "rules", "summary"}
    ),
    "td": frozenset(
        {"abbr", "bgcolor", "colspan", "headers", "nowrap", "rowspan", "valign"}
    ),
    "th": frozenset(
        {"abbr", "bgcolor", "colspan", "headers", "nowrap", "rowspan", "scope"}
        | {"valign"}
    ),
    "time": frozenset({"datetime"}),
    "tr": frozenset({"bgcolor", "valign"}),
    "track": frozenset({"default", "kind", "label", "src", "srclang"}),
    "ul": frozenset({"type"}),
    "video": frozenset(
        {"autoplay", "controls", "loop", "muted", "playsinline", "poster", "preload"}
        | {"src"}
    ),
    **dict.fromkeys(_SVG, _SVG_ATTRIBUTES),
}
"""Attributes that are allowed, besides :data:`ANY_ATTRIBUTE` and ``aria-…``."""
