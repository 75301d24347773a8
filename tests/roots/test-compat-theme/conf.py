"""A blog with a theme of its own, which has templates for ABlog."""

from __future__ import annotations

project = "Compatibility"
extensions = ["myst_parser", "sphinx.ext.intersphinx", "ablog", "notfound.extension"]
myst_heading_anchors = 2
notfound_urls_prefix = "/"
blog_title = "Themed"
html_baseurl = blog_baseurl = "https://example.org/"
blog_path = "log/of/the/blog"
blog_post_pattern = ["entries/**/*.md", "entries/*.rst"]
blog_authors = {"ada": ("Ada", "https://ada.example.org")}
blog_default_author = "ada"
blog_archive_titles = False
blog_feed_subtitle = "All of it"
post_always_section = True
post_auto_orphan = False
post_show_prev_next = False
html_theme_path = ["_themes"]
html_theme = "own"
