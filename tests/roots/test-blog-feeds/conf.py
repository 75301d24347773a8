from __future__ import annotations

project = "blog feeds"
extensions = ["myst_parser", "ablog", "permalink_blog.urls", "permalink_blog.feeds"]
html_baseurl = blog_baseurl = "https://example.org/en/latest/"
blog_post_pattern = ["posts/*.md"]
blog_feed_fulltext = True
blog_feed_archives = True
permalink_timezone = "Europe/Berlin"
