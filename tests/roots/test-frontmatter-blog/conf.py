from __future__ import annotations

project = "Blog"
extensions = ["myst_parser", "permalink_blog.frontmatter", "ablog"]
blog_baseurl = "https://example.org"
blog_post_pattern = ["posts/**/*.md", "posts/**/*.rst"]
myst_heading_anchors = 3
html_theme = "alabaster"
