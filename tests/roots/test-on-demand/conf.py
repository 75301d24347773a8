from __future__ import annotations

project = "on demand"
extensions = [
    "myst_parser",
    "permalink_blog.frontmatter",
    "ablog",
    "permalink_blog.incremental",
    "permalink_blog.archives",
    "permalink_blog.feeds",
    "permalink_blog.urls",
    "permalink_blog.comments",
]
html_theme = "alabaster"
html_baseurl = blog_baseurl = "https://example.org/en/"
blog_post_pattern = ["posts/*.md"]
blog_feed_fulltext = True
