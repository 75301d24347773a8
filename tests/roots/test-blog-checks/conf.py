from __future__ import annotations

project = "Checked"
extensions = [
    "myst_parser",
    "permalink_blog.frontmatter",
    "ablog",
    "permalink_blog.checks",
]
blog_baseurl = "https://example.org"
blog_post_pattern = ["posts/*.md"]
html_theme = "alabaster"
