from __future__ import annotations

project = "blog archives"
extensions = [
    "myst_parser",
    "ablog",
    "permalink_blog.posts",
    "permalink_blog.incremental",
    "permalink_blog.archives",
    "permalink_blog.urls",
]
blog_post_pattern = ["posts/*.md"]
blog_baseurl = html_baseurl = "https://example.org/"
blog_authors = {"me": ("Me & Myself", "index")}
blog_default_author = "me"
