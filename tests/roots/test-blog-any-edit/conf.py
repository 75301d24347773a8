from __future__ import annotations

import os

project = "any edit"
extensions = [
    "myst_parser",
    "permalink_blog.frontmatter",
    "sphinxcontrib.youtube",
    "permalink_blog.video",
    "ablog",
    "permalink_blog.posts",
    "permalink_blog.feeds",
    "permalink_blog.incremental",
    "permalink_blog.archives",
    "permalink_blog.related",
    "permalink_blog.page_parts",
    "permalink_blog.languages",
    "permalink_blog.links",
    "permalink_blog.urls",
    "permalink_blog.search",
    "notfound.extension",
]
exclude_patterns = ["parts"]
myst_title_to_header = True
myst_heading_anchors = 3
html_baseurl = blog_baseurl = "https://example.org/"
blog_title = "Any edit"
blog_post_pattern = ["posts/**/*.md"]
blog_authors = {"owner": ("The owner", "about"), "guest": ("A guest", None)}
blog_default_author = "owner"
blog_feed_fulltext = True
blog_feed_archives = True
blog_feed_length = 4
post_auto_excerpt = 1
permalink_redirects = {"/from/conf": "/first/"}
html_theme = os.environ.get("ANY_EDIT_THEME", "alabaster")
html_static_path = ["_static"]
html_css_files = ["blog.css"]
templates_path = ["_templates"]
_OF_BLOG = [
    "ablog/postcard.html",
    "ablog/recentposts.html",
    "ablog/tagcloud.html",
    "ablog/categories.html",
    "ablog/archives.html",
    "related.html",
]
if html_theme == "alabaster":
    html_sidebars = {"**": ["navigation.html", "relations.html", *_OF_BLOG]}
elif html_theme in {"pydata_sphinx_theme", "sphinx_book_theme"}:
    html_sidebars = {"posts/**": ["sidebar-nav-bs.html", *_OF_BLOG]}
suppress_warnings = ["app.not_parallel"]  # ABlog's
