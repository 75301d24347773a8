from __future__ import annotations

project = "Raw HTML that is not ours"
extensions = ["myst_parser", "permalink_blog.video"]
html_theme = "alabaster"
