from __future__ import annotations

project = "Languages"
extensions = [
    "myst_parser",
    "jekyll_frontmatter",
    "ablog",
    "blog_builders",
    "blog_scaling",
    "blog_feeds",
    "blog_languages",
    "permalinks",
]
html_baseurl = blog_baseurl = "https://example.org/"
blog_title = "Languages"
blog_post_pattern = ["posts/*.md"]
blog_authors = {"me": ("Me", "about")}
blog_default_author = "me"
blog_page_size = 2
html_theme = "alabaster"
html_sidebars = {
    "**": [
        "ablog/postcard.html",
        "ablog/recentposts.html",
        "ablog/tagcloud.html",
        "ablog/archives.html",
    ]
}
