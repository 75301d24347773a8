from __future__ import annotations

project = "search results"
extensions = [
    "myst_parser",
    "jekyll_frontmatter",
    "ablog",
    "blog_scaling",
    "blog_languages",
    "search_results",
    "permalinks",
]
html_baseurl = "https://example.org/"
blog_post_pattern = ["posts/*.md"]
post_date_format = "%d %B %Y"
