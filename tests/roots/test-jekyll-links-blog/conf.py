from __future__ import annotations

extensions = [
    "myst_parser",
    "jekyll_frontmatter",
    "ablog",
    "blog_builders",
    "permalinks",
    "jekyll_links",
]
html_baseurl = blog_baseurl = "https://example.org/"
blog_post_pattern = "posts/*"
post_auto_excerpt = 1
