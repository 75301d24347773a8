from __future__ import annotations

project = "Notebooks"
extensions = [
    "myst_nb",
    "permalink_blog.safe_reading",
    "permalink_blog.frontmatter",
    "sphinxcontrib.youtube",
    "permalink_blog.video",
    "permalink_blog.images",
    "permalink_blog.formulas",
    "ablog",
    "permalink_blog.posts",
    "permalink_blog.incremental",
    "permalink_blog.archives",
    "permalink_blog.related",
    "permalink_blog.languages",
    "permalink_blog.feeds",
    "permalink_blog.search",
    "permalink_blog.metadata",
    "permalink_blog.checks",
    "permalink_blog.links",
    "permalink_blog.urls",
    "permalink_blog.comments",
    "permalink_blog.books",
    "notfound.extension",
    "permalink_blog.preview",
]
exclude_patterns = ["_build"]
html_baseurl = blog_baseurl = "https://example.org/"
blog_title = "Notebooks"
blog_post_pattern = ["posts/*"]
blog_feed_fulltext = True
html_math_renderer = "mathml"
html_theme = "alabaster"
myst_enable_extensions = ["dollarmath", "html_image"]
nb_execution_mode = "off"
language = "en"
copyright = "nobody"
version = "1"
