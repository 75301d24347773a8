"""A blog in MyST whose ``blog_path`` is a document, beside other extensions."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "local"))

project = "Compatibility"
extensions = [
    "ablog",
    "myst_parser",
    "sphinx_reredirects",
    "sphinx_sitemap",
    "sphinxext.opengraph",
    "sphinx_copybutton",
    "sphinx_design",
    "read_in_parallel",
]
myst_enable_extensions = ["colon_fence", "deflist"]
blog_title = "News"
html_baseurl = "https://example.org/site/"
blog_baseurl = "https://example.org/site"
blog_path = "news"
blog_post_pattern = "posts/*"
blog_feed_length = 1
blog_feed_templates = {
    "atom": {"content": "{{ title }}, {{ post.date.year }}"},
    "social": {"content": "{{ title }} {{ post.tags|join() }}"},
}
post_auto_excerpt = 1000
post_auto_image = 1
post_redirect_refresh = 1
ogp_site_url = "https://example.org/site/"
ogp_image = "https://example.org/card.png"
ogp_social_cards = {"enable": False}
redirects = {"old": "posts/first.html", "gone/away": "https://example.net/"}
sitemap_url_scheme = "{link}"
html_theme = "alabaster"
html_sidebars = {
    "index": ["about.html", "navigation.html"],
    "posts/*": ["ablog/postcard.html", "ablog/recentposts.html", "ablog/archives.html"],
    "news": ["ablog/tagcloud.html", "ablog/categories.html"],
    "news/**": ["ablog/authors.html", "ablog/locations.html"],
}
exclude_patterns = ["local"]
