from __future__ import annotations

project = "Related"
extensions = [
    "myst_parser",
    "permalink_blog.frontmatter",
    "ablog",
    "permalink_blog.posts",
    "permalink_blog.incremental",
    "permalink_blog.archives",
    "permalink_blog.related",
    "permalink_blog.feeds",
    "permalink_blog.urls",
]
html_baseurl = blog_baseurl = "https://example.org/"
blog_title = "Related"
post_show_prev_next = False  # they show posts as well
blog_post_pattern = ["posts/*.md"]
html_theme = "alabaster"
templates_path = ["_templates"]
html_sidebars = {"posts/*": ["related.html"], "about": ["related.html"]}
