from __future__ import annotations

project = "Summaries"
extensions = [
    "myst_parser",
    "permalink_blog.frontmatter",
    "ablog",
    "permalink_blog.posts",
    "permalink_blog.incremental",
    "permalink_blog.archives",
    "permalink_blog.languages",
    "permalink_blog.feeds",
    "permalink_blog.metadata",
    "permalink_blog.links",
    "permalink_blog.urls",
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
