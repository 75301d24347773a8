from __future__ import annotations

project = "Videos in reStructuredText"
author = "Somebody"
version = "1"
copyright = "Somebody"
extensions = ["permalink_blog.video"]
html_theme = "alabaster"
epub_show_urls = "no"
