from __future__ import annotations

project = "blog scaling alone"
extensions = [
    "myst_parser",
    "ablog",
    "permalink_blog.incremental",
    "permalink_blog.archives",
]
blog_post_pattern = ["posts/*.md"]
