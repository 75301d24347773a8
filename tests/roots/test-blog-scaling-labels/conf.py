from __future__ import annotations

project = "labels"
extensions = ["myst_parser", "jekyll_frontmatter", "ablog", "blog_builders"]
extensions += ["blog_scaling", "permalinks"]
blog_post_pattern = ["posts/**/*.md"]
html_theme = "alabaster"
suppress_warnings = ["app.not_parallel"]
