from __future__ import annotations

project = "Translated videos"
extensions = ["myst_parser", "permalink_blog.video"]
html_theme = "alabaster"
language = "de"
locale_dirs = ["locale"]
gettext_compact = False
