from __future__ import annotations

project = "anchors"
extensions = [
    "myst_parser",
    "permalink_blog.frontmatter",
    "ablog",
    "permalink_blog.urls",
]
html_baseurl = blog_baseurl = "https://example.org/blog/"
myst_heading_anchors = 3
blog_post_pattern = ["posts/*.md"]
suppress_warnings = ["toc.not_included", "app.add_node"]
