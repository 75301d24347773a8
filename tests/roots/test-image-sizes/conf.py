from __future__ import annotations

extensions = ["myst_parser", "permalink_blog.images"]
myst_enable_extensions = ["attrs_inline", "html_image"]
html_theme = "basic"
