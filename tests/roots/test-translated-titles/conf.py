from __future__ import annotations

project = "Translated"
extensions = [
    "myst_parser",
    "permalink_blog.frontmatter",
    "ablog",
    "permalink_blog.posts",
    "permalink_blog.incremental",
    "permalink_blog.archives",
    "permalink_blog.related",
    "permalink_blog.languages",
    "permalink_blog.feeds",
    "permalink_blog.search",
    "permalink_blog.metadata",
    "permalink_blog.links",
    "permalink_blog.urls",
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
