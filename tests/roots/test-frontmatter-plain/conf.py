from __future__ import annotations

project = "No blog"
extensions = ["myst_parser", "permalink_blog.frontmatter"]
html_theme = "alabaster"
