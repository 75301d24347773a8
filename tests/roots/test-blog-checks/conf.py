from __future__ import annotations

project = "Checked"
extensions = ["myst_parser", "jekyll_frontmatter", "ablog", "blog_checks"]
blog_baseurl = "https://example.org"
blog_post_pattern = ["posts/*.md"]
html_theme = "alabaster"
