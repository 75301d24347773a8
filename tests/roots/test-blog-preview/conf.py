from __future__ import annotations

project = "Preview"
extensions = [
    "myst_parser",
    "permalink_blog.frontmatter",
    "ablog",
    "permalink_blog.incremental",
    "permalink_blog.archives",
    "permalink_blog.languages",
    "permalink_blog.feeds",
    "permalink_blog.urls",
    "notfound.extension",
    "permalink_blog.preview",
]
html_baseurl = blog_baseurl = "https://example.org/notes/"
blog_title = "Preview"
blog_post_pattern = ["posts/*.md"]
myst_title_to_header = True
html_theme = "alabaster"
