from __future__ import annotations

project = "agreement"
extensions = [
    "myst_parser",
    "permalink_blog.frontmatter",
    "permalink_blog.video",
    "ablog",
    "permalink_blog.posts",
    "permalink_blog.feeds",
    "permalink_blog.incremental",
    "permalink_blog.archives",
    "permalink_blog.links",
    "permalink_blog.urls",
    "permalink_blog.search",
    "notfound.extension",
    "sphinxext.opengraph",
]
html_baseurl = blog_baseurl = "https://example.org/"
blog_post_pattern = ["posts/**/*.md"]
blog_feed_fulltext = True
blog_feed_archives = True
blog_default_author = "owner"
blog_authors = {"owner": ("The owner", None)}
post_auto_image = 1
myst_heading_anchors = 3
permalink_style = {"posts/2018/**": "pretty"}
permalink_redirects = {"/from/conf": "/caf%C3%A9/", "/out": "https://example.com/"}
ogp_social_cards = {"enable": False}
permalink_host_redirects = True
html_sidebars = {
    "**": [
        "ablog/recentposts.html",
        "ablog/tagcloud.html",
        "ablog/categories.html",
        "ablog/archives.html",
    ]
}
