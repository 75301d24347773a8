from __future__ import annotations

project = "on demand"
extensions = [
    "myst_parser",
    "jekyll_frontmatter",
    "ablog",
    "blog_scaling",
    "blog_feeds",
    "permalinks",
    "on_demand",
]
html_theme = "alabaster"
html_baseurl = blog_baseurl = "https://example.org/en/"
blog_post_pattern = ["posts/*.md"]
blog_feed_fulltext = True
