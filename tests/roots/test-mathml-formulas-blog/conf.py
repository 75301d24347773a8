from __future__ import annotations

project = "Formulas in a blog"
author = "Somebody"
extensions = ["myst_parser", "ablog", "permalink_blog.feeds", "permalink_blog.formulas"]
html_theme = "alabaster"
html_math_renderer = "mathml"
myst_enable_extensions = ["dollarmath"]
html_baseurl = blog_baseurl = "https://example.org/"
blog_post_pattern = ["posts/*.md"]
blog_feed_fulltext = True
blog_archive_titles = False
