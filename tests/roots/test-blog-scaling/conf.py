from __future__ import annotations

project = "blog scaling"
extensions = [
    "myst_parser",
    "permalink_blog.frontmatter",
    "ablog",
    "permalink_blog.posts",
    "permalink_blog.incremental",
    "permalink_blog.archives",
    "permalink_blog.feeds",
    "permalink_blog.urls",
]
html_baseurl = blog_baseurl = "https://example.org/"
blog_title = "Scaling"
blog_post_pattern = ["posts/*.md"]
blog_authors = {"me": ("Me", "about")}
blog_default_author = "me"
blog_feed_fulltext = True
blog_page_size = 2
post_auto_excerpt = 1
html_theme = "alabaster"
html_static_path = ["_static"]
html_copy_source = False
templates_path = ["_templates"]
# Each page shows something else of the blog, and "about" nothing.
html_sidebars = {
    "cloud": ["ablog/tagcloud.html"],
    "recent": ["ablog/recentposts.html"],
    "years": ["ablog/archives.html"],
    "posts/*": ["ablog/postcard.html"],
    "blog/**": [],
    "about": [],
    "index": [],
    "link": [],
    "list": [],
}
