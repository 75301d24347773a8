from __future__ import annotations

project = "blog builders"
extensions = ["myst_parser", "ablog", "permalink_blog.posts"]
blog_post_pattern = ["posts/*.md", "posts/*/index.md"]
latex_documents = [("index", "book.tex", "Book", "author", "manual")]
