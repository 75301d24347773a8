"""A blog whose texts are attacks: what front matter and settings may say at worst.

Each text in :data:`PAYLOADS` would run ``alert`` and set ``window.pwned`` if it became
markup somewhere, or would be no longer what its author wrote. Whatever is markup of a
payload has an attribute ``data-pwned``: so any that is in a page can be told.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from site_tools.edits import save
from site_tools.flat_images import flat_png
from site_tools.sites import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_RUN = "alert(1);window.pwned=1"
_SCRIPT = f"<script data-pwned>{_RUN}</script>"

PAYLOADS = {
    "script": _SCRIPT,
    "element": f'<img data-pwned src=x onerror="{_RUN}">',
    "double": f'"><svg data-pwned onload="{_RUN}">',
    "single": f"' data-pwned='1' onmouseover='{_RUN}' x='",
    "closing": f"</title></style></textarea></template></script>{_SCRIPT}",
    "comment": f"--><!-->{_SCRIPT}<!--",
    "cdata": f"]]>{_SCRIPT}<![CDATA[",
    "javascript": f"javascript:{_RUN}//",
    "data": f"data:text/html,{_SCRIPT}",
    "jinja": "{{ 7 * 7 }}{% set x = 1 %}{{ pathto.__globals__ }}{# gone #}",
    "liquid": "{% raw %}{{ site.title }}{% include pwned.html %}{% endraw %}",
    "code": f"\\';{_RUN};'\u2028{_RUN}\u2029`;{_RUN};`${{{_RUN}}}",
    "lines": f"a\n/x /y 301\r\n/z https://other.example/ 301\u2028{_SCRIPT}",
    "bidi": f"\u202e\u2066{_SCRIPT}\u2069\u202c",
    "entities": f"&lt;script data-pwned&gt;{_RUN}&lt;/script&gt;&#60;b data-pwned&#62;",
    "markdown": f"[x](javascript:{_RUN}) ![y](javascript:{_RUN}) *z* `{_SCRIPT}`",
    "format": f"%s %(x)s {{0}} {{title}} %3Cscript%3E{_RUN}%3C/script%3E",
}
"""Texts, by what they try."""

WORD = "Zugvogel"
"""In each title, for the search."""


def title_of(name: str) -> str:
    """Give the title of the post of a payload."""
    return f"{WORD} {PAYLOADS[name]}"


def shown(text: str) -> str:
    """Give a text as a reader sees it: HTML and front matter know but one space."""
    return " ".join(text.split())


_TYPOGRAPHY = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "--",
        "\u2026": "...",
    }
)


def plain(text: str) -> str:
    """Give a text as it was written, but for white space and Sphinx's typography.

    To that, a backslash before a quote says that it is to stay straight.
    """
    return shown(text).translate(_TYPOGRAPHY).replace("\\'", "'")


def _as_text(payload: str) -> str:
    """Write a payload in Markdown as text that is no markup."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", shown(payload))


def post(name: str, day: int) -> str:
    """Write the post of a payload, with it wherever a text is taken.

    :param day: of January
    """
    payload = PAYLOADS[name]
    keys: dict[str, object] = {
        "title": title_of(name),
        "date": f"2020-01-{day:02}",
        "permalink": f"/{name}",
        "tags": [f"tag {payload}", "shared"],
        "category": [f"category {payload}"],
        "author": [f"author {payload}"],
        "location": f"location {payload}",
        "description": f"description {payload}",
        "excerpt": f"excerpt {payload}",
        "image": {"path": "/pixels.png", "alt": f"alt {payload}"},
        "lang": payload,
        "language": f"language {payload}",
        "feed_id": payload,
        "comments_term": payload,
        "external_link": payload if day % 2 else "",
        "canonical_link": payload,
        "redirect_from": f"/old-{name}",
        "redirect": f"older/{name}",
        "abstract": f"abstract {payload}",
        "dedication": f"dedication {payload}",
        "copyright": f"copyright {payload}",
        "layout": payload,
        "unknown": payload,
        payload: payload,
    }
    front_matter = "".join(
        f"{json.dumps(k)}: {json.dumps(v)}\n" for k, v in keys.items()
    )
    text, one_line = _as_text(payload), shown(payload).replace("`", "")
    return (
        f"---\n{front_matter}---\n\n"
        f"Text {text}\n\n"
        f"![alt {text}](/pixels.png)\n\n"
        f"## Heading {text}\n\n"
        f"## Heading ``` {one_line} ```\n\n"
        f"```{one_line}\n{one_line}\n```\n\n"
        "```{youtube} 2rgD5AJsAbE\n```\n\n"
        f'<iframe src="https://www.youtube.com/embed/2rgD5AJsAbE" title="{name}">'
        "</iframe>\n\n"
        f"[out](https://other.example/) [{text}](/script)\n"
    )


_INDEX = (
    "# Home\n\n```{toctree}\n:hidden:\n\nabout\nguide/index\n```\n\n"
    # A line of objects.inv after a line separator would be another object.
    "(label)=\n## A\u2028pwned std:doc -1 https://other.example/ Other\n"
)
_CONF = """\
from pathlib import Path

__file__ = {conf!r}
exec(Path(__file__).read_text(encoding="utf-8"))
exec(Path({mine!r}, "settings.py").read_text(encoding="utf-8"))
"""
_TITLES = """\
project = blog_title = html_title = {title!r}
author = copyright = blog_feed_subtitle = {subtitle!r}
blog_authors = {{"owner": ({author!r}, None)}}
permalink_host_redirects = True
suppress_warnings = ["misc.highlighting_failure"]
on_demand_comments = {{
    "repo": "owner/name", "repo_id": "R_1", "category": "Posts", "category_id": "D_1",
}}
"""
_ALABASTER = """\
html_theme = "alabaster"
extensions.remove("notfound.extension")  # its page is made of our template
html_theme_options, html_static_path, html_css_files, html_js_files = {}, [], [], []
html_logo = html_favicon = None
project = copyright = "Site"
templates_path = []
html_sidebars = {"**": ["about.html", "navigation.html"]}
for name in "postcard recentposts tagcloud categories archives".split():
    html_sidebars["**"].append(f"ablog/{name}.html")
for name in "authors languages locations".split():
    html_sidebars["**"].append(f"ablog/{name}.html")
"""


def write_blog(
    folder: Path, *, theme: str = "", names: Iterable[str] = PAYLOADS
) -> None:
    """Write the blog, with this site's configuration.

    :param theme: "alabaster", for that and ABlog's own templates
    :param names: of the payloads that get a post
    """
    for day, name in enumerate(names, start=1):
        save(folder / f"posts/{name}.md", post(name, day))
    payload = json.dumps(PAYLOADS["closing"])
    draft = f"title: {payload}\ndate: {payload}\n"
    save(folder / "posts/draft.md", f"---\n{draft}---\n\nText\n")
    save(
        folder / "posts/broken.md", f"---\ntitle: [{PAYLOADS['closing']}\n---\n\nText\n"
    )
    save(folder / "pixels.png", flat_png(300, 200))
    save(folder / "index.md", _INDEX)
    save(folder / "about.md", f"# About {_as_text(PAYLOADS['closing'])}\n")
    save(folder / "guide/index.md", "# Guide\n")
    titles = _TITLES.format(
        title=f"Site {PAYLOADS['closing']}",
        subtitle=f"Subtitle {PAYLOADS['double']}",
        author=f"Owner {PAYLOADS['element']}",
    )
    # Alabaster shows "project" and "copyright" as HTML, as conf.py may have it there.
    own = _ALABASTER if theme == "alabaster" else _paths()
    save(folder / "settings.py", f"{titles}{own}")
    conf = str(PROJECT / "conf.py")
    save(folder / "conf.py", _CONF.format(conf=conf, mine=str(folder)))


def _paths() -> str:
    """Give the settings that name files of the site, which are not in the blog."""
    return (
        f"html_static_path = [{str(PROJECT / '_static')!r}]\n"
        f"templates_path = [{str(PROJECT / '_templates')!r}]\n"
        f"html_logo = {str(PROJECT / '_static/logo.svg')!r}\n"
        f"html_favicon = {str(PROJECT / '_static/favicon.svg')!r}\n"
        'blog_metadata_card = ""\n'
    )
