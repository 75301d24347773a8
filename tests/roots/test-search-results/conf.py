from __future__ import annotations

project = "search results"
extensions = [
    "myst_parser",
    "permalink_blog.frontmatter",
    "ablog",
    "permalink_blog.incremental",
    "permalink_blog.archives",
    "permalink_blog.languages",
    "permalink_blog.search",
    "permalink_blog.urls",
]
html_baseurl = "https://example.org/"
blog_post_pattern = ["posts/*.md"]
post_date_format = "%d %B %Y"
