from __future__ import annotations

project = "Videos in paragraphs"
extensions = ["myst_parser", "permalink_blog.video"]
myst_enable_extensions = ["attrs_inline", "attrs_block"]
html_theme = "alabaster"
