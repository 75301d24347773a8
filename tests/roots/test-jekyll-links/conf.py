from __future__ import annotations

extensions = [
    "myst_parser",
    "permalink_blog.frontmatter",
    "permalink_blog.urls",
    "permalink_blog.links",
]
exclude_patterns = ["extra"]
html_baseurl = "https://example.org/"
html_extra_path = ["extra"]
myst_heading_anchors = 2
permalink_redirects = {
    "/old-talks/": "/summer-conferences-2018#talks",
    "/elsewhere/": "https://example.com/there",
}
