from __future__ import annotations

project = "Related"
extensions = [
    "myst_parser",
    "jekyll_frontmatter",
    "ablog",
    "blog_builders",
    "blog_scaling",
    "blog_related",
    "blog_feeds",
    "permalinks",
]
html_baseurl = blog_baseurl = "https://example.org/"
blog_title = "Related"
post_show_prev_next = False  # they show posts as well
blog_post_pattern = ["posts/*.md"]
html_theme = "alabaster"
templates_path = ["_templates"]
html_sidebars = {"posts/*": ["related.html"], "about": ["related.html"]}
