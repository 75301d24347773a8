from __future__ import annotations

project = "Fish & chips"
author = "The cook"
copyright = "the cook"
version = "1"
html_baseurl = "https://example.org/blog-site/"
extensions = [
    "myst_parser",
    "permalink_blog.frontmatter",
    "sphinxcontrib.youtube",
    "permalink_blog.video",
    "ablog",
    "permalink_blog.posts",
    "permalink_blog.incremental",
    "permalink_blog.archives",
    "permalink_blog.feeds",
    "permalink_blog.links",
    "permalink_blog.urls",
    "permalink_blog.books",
]
blog_baseurl = html_baseurl
blog_post_pattern = ["posts/*.md"]
blog_feed_subtitle = "Food <and> more"
html_static_path = ["_static"]
html_css_files = ["site.css"]
epub_css_files = ["book.css"]
latex_engine = "xelatex"
myst_enable_extensions = ["html_image"]
myst_title_to_header = True
myst_heading_anchors = 3
