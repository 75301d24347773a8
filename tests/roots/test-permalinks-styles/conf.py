from __future__ import annotations

project = "styles"
extensions = ["myst_parser", "permalink_blog.urls"]
suppress_warnings = ["toc.not_included"]
