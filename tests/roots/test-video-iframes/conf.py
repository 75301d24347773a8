from __future__ import annotations

project = "Pasted videos"
author = "Somebody"
version = "1"
copyright = "Somebody"
extensions = ["myst_parser", "permalink_blog.video"]
html_title = "Talks"  # short: a long one alone is too wide for a phone in some themes
html_theme = "alabaster"
epub_show_urls = "no"
