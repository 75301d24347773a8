from __future__ import annotations

project = "posts"
extensions = ["myst_parser", "jekyll_frontmatter", "ablog", "blog_builders"]
extensions += ["blog_scaling", "permalinks"]
blog_post_pattern = ["posts/**"]
post_auto_excerpt = 1
html_theme = "alabaster"
templates_path = ["_templates"]
html_sidebars = {"**": ["excerpts.html"]}
