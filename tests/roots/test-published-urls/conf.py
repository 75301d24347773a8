from __future__ import annotations

project = "Published"
extensions = [
    "myst_parser",
    "permalink_blog.frontmatter",
    "ablog",
    "permalink_blog.urls",
]
html_baseurl = blog_baseurl = "https://example.org/blog/"
blog_post_pattern = ["posts/*.md"]
