from __future__ import annotations

project = "Translated"
extensions = [
    "myst_parser",
    "jekyll_frontmatter",
    "ablog",
    "blog_builders",
    "blog_scaling",
    "blog_related",
    "blog_languages",
    "blog_feeds",
    "search_results",
    "blog_metadata",
    "jekyll_links",
    "permalinks",
]
html_baseurl = blog_baseurl = "https://example.org/"
blog_title = "Translated"
blog_post_pattern = ["posts/*.md"]
language = "de"
locale_dirs = ["locale"]
gettext_compact = False
myst_title_to_header = False
post_show_prev_next = True
templates_path = ["_templates"]
suppress_warnings = ["myst.header"]
