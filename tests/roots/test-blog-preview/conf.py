from __future__ import annotations

project = "Preview"
extensions = [
    "myst_parser",
    "jekyll_frontmatter",
    "ablog",
    "blog_scaling",
    "blog_languages",
    "blog_feeds",
    "permalinks",
    "notfound.extension",
    "blog_preview",
]
html_baseurl = blog_baseurl = "https://example.org/notes/"
blog_title = "Preview"
blog_post_pattern = ["posts/*.md"]
myst_title_to_header = True
html_theme = "alabaster"
