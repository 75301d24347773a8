"""A blog in reST, as it was written for an early ABlog."""

from __future__ import annotations

import ablog

project = "Compatibility"
extensions = [
    "sphinx.ext.extlinks",
    "sphinx.ext.todo",
    "alabaster",
    "ablog",
]
extlinks = {"bug": ("https://bugs.example.org/%s", "bug %s")}
todo_include_todos = True
templates_path = [ablog.get_html_templates_path()]
skip_injecting_base_ablog_templates = True
blog_title = "Old news"
html_baseurl = "https://example.org/old/"
blog_baseurl = "https://example.org/old"
blog_path = "news/archive"
blog_authors = {
    "ada": ("Ada", "https://ada.example.org"),
    "grace": ("Grace Hopper", None),
}
blog_default_author = "ada"
blog_languages = {"en": ("English", None), "de": ("Deutsch", None)}
blog_default_language = "en"
blog_locations = {"here": ("Here, There", "https://maps.example.org")}
blog_default_location = "here"
blog_feed_archives = True
blog_feed_fulltext = True
blog_feed_length = None
post_auto_excerpt = 0
post_date_format = "%d %B %Y"
disqus_shortname = "old-news"
disqus_pages = True
html_theme = "alabaster"
html_theme_options = {"description": "Of old", "github_button": False}
# As templates were called before ABlog 0.11.
html_sidebars = {
    "**": [
        "about.html",
        "postcard.html",
        "navigation.html",
        "recentposts.html",
        "tagcloud.html",
        "categories.html",
        "authors.html",
        "languages.html",
        "locations.html",
        "archives.html",
        "searchbox.html",
    ]
}
