from __future__ import annotations

project = "redirects"
extensions = ["myst_parser", "permalink_blog.urls"]
html_baseurl = "https://example.org/blog/"
html_extra_path = ["extra"]
permalink_redirects = {
    "/from/conf": "/posts/summer#news",
    "/chain": "/from/conf",
    "/elsewhere/": "https://example.com/a?b=c",
}
