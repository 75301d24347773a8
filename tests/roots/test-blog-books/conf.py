from __future__ import annotations

project = "Fish & chips"
author = "The cook"
copyright = "the cook"
version = "1"
html_baseurl = "https://example.org/blog-site/"
extensions = [
    "myst_parser",
    "jekyll_frontmatter",
    "sphinxcontrib.youtube",
    "video_embeds",
    "ablog",
    "blog_builders",
    "blog_scaling",
    "blog_feeds",
    "jekyll_links",
    "permalinks",
    "blog_books",
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
