from __future__ import annotations

project = "permalinks"
extensions = ["myst_parser", "permalink_blog.urls"]
html_baseurl = "https://example.org/blog/"
myst_heading_anchors = 2
nitpicky = True
permalink_spellings = False
