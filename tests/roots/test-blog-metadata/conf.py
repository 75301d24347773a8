from __future__ import annotations

project = "Metadata"
extensions = [
    "myst_parser",
    "jekyll_frontmatter",
    "ablog",
    "blog_builders",
    "blog_scaling",
    "blog_metadata",
    "blog_feeds",
    "permalinks",
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
