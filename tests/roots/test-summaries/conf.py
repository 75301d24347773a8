from __future__ import annotations

project = "Summaries"
extensions = [
    "myst_parser",
    "jekyll_frontmatter",
    "ablog",
    "blog_builders",
    "blog_scaling",
    "blog_languages",
    "blog_feeds",
    "blog_metadata",
    "jekyll_links",
    "permalinks",
]
html_baseurl = blog_baseurl = "https://example.org/"
blog_title = "Summaries"
blog_post_pattern = ["posts/*.md"]
blog_feed_fulltext = True
html_theme = "alabaster"
templates_path = ["_templates"]
myst_enable_extensions = ["dollarmath"]
myst_footnote_sort = False
suppress_warnings = ["toc.not_included", "myst.header"]
