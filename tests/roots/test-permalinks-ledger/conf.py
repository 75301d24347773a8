from __future__ import annotations

project = "ledger"
extensions = ["myst_parser", "jekyll_frontmatter", "ablog", "permalinks"]
html_baseurl = blog_baseurl = "https://example.org/blog/"
blog_post_pattern = ["posts/*.md"]
