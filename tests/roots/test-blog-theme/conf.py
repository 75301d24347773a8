from __future__ import annotations

project = "Words by the sea"
extensions = ["permalink_blog"]
html_theme = "permalink_blog"
html_title = project
html_baseurl = "https://example.org/"
html_static_path = ["_static"]
