from __future__ import annotations

project = "permalinks"
extensions = ["myst_parser", "permalinks"]
html_baseurl = "https://example.org/blog/"
myst_heading_anchors = 2
nitpicky = True
permalink_spellings = False
