from __future__ import annotations

project = "labels"
extensions = [
    "myst_parser",
    "permalink_blog.frontmatter",
    "ablog",
    "permalink_blog.posts",
]
extensions += ["permalink_blog.incremental", "permalink_blog.archives"]
extensions += ["permalink_blog.urls"]
blog_post_pattern = ["posts/**/*.md"]
html_theme = "alabaster"
suppress_warnings = ["app.not_parallel"]
