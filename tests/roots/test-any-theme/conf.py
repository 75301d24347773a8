from __future__ import annotations

import os

project = "Any theme"
author = "Ada <b>Author</b>"
extensions = ["permalink_blog"]
html_baseurl = "https://example.org/"
html_theme = os.environ.get("ANY_THEME", "alabaster")
if html_theme == "sphinx_immaterial":
    extensions.append("sphinx_immaterial")
    html_theme_options = {"font": False}  # it would be downloaded
blog_authors = {"ada": (author, "about")}
blog_default_author = "ada"
blog_page_size = 2
on_demand_comments = {
    "repo": "owner/blog",
    "repo_id": "R_1",
    "category": "Posts",
    "category_id": "DIC_1",
}
