"""The settings of this project's own site, with a theme that is quick to write."""

from __future__ import annotations

import os
import runpy

site = runpy.run_path(os.environ["HOSTILE_POSTS_CONF"])
globals().update({k: v for k, v in site.items() if not k.startswith("_")})

html_theme = "alabaster"
html_theme_options: dict[str, object] = {}
html_sidebars: dict[str, list[str]] = {"**": ["ablog/postcard.html"]}
html_static_path: list[str] = []
html_css_files: list[str] = []
html_js_files: list[str] = []
html_logo = html_favicon = None
blog_metadata_card = ""
templates_path: list[str] = []
notfound_template = "page.html"
html_extra_path: list[str] = []  # the schema is beside the site's own conf.py
