from __future__ import annotations

project = "Videos in a blog"
extensions = ["myst_parser", "permalink_blog.video", "ablog"]
html_theme = "alabaster"
blog_baseurl = "https://blog.example.org/"
blog_post_pattern = ["post.md"]
blog_feed_fulltext = True
