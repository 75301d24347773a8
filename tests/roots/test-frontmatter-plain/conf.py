from __future__ import annotations

project = "No blog"
extensions = ["myst_parser", "jekyll_frontmatter"]
html_theme = "alabaster"
