from __future__ import annotations

extensions = [
    "myst_parser",
    "permalink_blog.frontmatter",
    "ablog",
    "permalink_blog.posts",
    "permalink_blog.urls",
    "permalink_blog.links",
]
html_baseurl = blog_baseurl = "https://example.org/"
blog_post_pattern = "posts/*"
post_auto_excerpt = 1
