from __future__ import annotations

project = "stock"
author = "Everyone"
extensions = ["myst_parser", "ablog", "permalink_blog.feeds"]
blog_title = "Fish & <b>chips</b>"
blog_baseurl = "https://example.org/en/latest"
blog_feed_subtitle = "Salt & vinegar"
blog_feed_fulltext = True
blog_post_pattern = ["posts/*.md"]
blog_authors = {
    "ann": ("Ann", "index"),
    "ben": ("Ben", "https://ben.example/"),
}
post_always_section = True
myst_enable_extensions = ["tasklist", "html_image"]
permalink_timezone = "Europe/Berlin"
language = "pt_BR"
