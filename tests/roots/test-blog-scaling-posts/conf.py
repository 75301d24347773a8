from __future__ import annotations

project = "posts"
extensions = [
    "myst_parser",
    "permalink_blog.frontmatter",
    "ablog",
    "permalink_blog.posts",
]
extensions += ["permalink_blog.incremental", "permalink_blog.archives"]
extensions += ["permalink_blog.urls"]
blog_post_pattern = ["posts/**"]
post_auto_excerpt = 1
html_theme = "alabaster"
templates_path = ["_templates"]
html_sidebars = {"**": ["excerpts.html"]}
