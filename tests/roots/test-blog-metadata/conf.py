from __future__ import annotations

project = "Metadata"
extensions = [
    "myst_parser",
    "permalink_blog.frontmatter",
    "ablog",
    "permalink_blog.posts",
    "permalink_blog.incremental",
    "permalink_blog.archives",
    "permalink_blog.metadata",
    "permalink_blog.feeds",
    "permalink_blog.urls",
]
html_baseurl = blog_baseurl = "https://example.org/"
blog_title = "Metadata & more"
blog_post_pattern = ["posts/**/*.md"]
blog_authors = {"ann": ("Ann Example", None)}
blog_default_author = "ann"
post_show_prev_next = False
html_theme = "alabaster"
html_static_path = ["_static"]
html_favicon = "_static/icon.svg"
templates_path = ["_templates"]
blog_metadata_card = "_static/card.png"
