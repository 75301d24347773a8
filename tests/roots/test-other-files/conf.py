"""A site with diagrams and thumbnails, made where they are missing."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = author = copyright = "Case"
extensions = [
    "permalink_blog.urls",
    "sphinx.ext.graphviz",
    "sphinx.ext.inheritance_diagram",
]
html_baseurl = "https://example.org/"
html_theme = "alabaster"
suppress_warnings = ["toc.not_included"]
graphviz_dot = str(Path(__file__).with_name("dot.py").resolve())
graphviz_output_format = "svg"
html_context = {"thumbnails": True}


def add_thumbnail(app, pagename, templatename, context, doctree):
    """Make a picture of a page, named after its title."""
    if doctree is None or not context["thumbnails"]:
        return
    name = f"thumb-{context['title'].lower().replace(' ', '-')}.png"
    target = Path(app.outdir, "_images/thumbs", name)
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        target.write_text(f"picture of {context['title']}")
    url = f"https://example.org/_images/thumbs/{name}"
    context["metatags"] += f'<meta property="og:image" content="{url}">'


def setup(app):
    app.connect("html-page-context", add_thumbnail)
