from __future__ import annotations

project = "Languages"
extensions = [
    "myst_parser",
    "permalink_blog.frontmatter",
    "ablog",
    "permalink_blog.posts",
    "permalink_blog.incremental",
    "permalink_blog.archives",
    "permalink_blog.feeds",
    "permalink_blog.languages",
    "permalink_blog.urls",
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
