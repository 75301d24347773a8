from __future__ import annotations

project = "Notebooks"
extensions = [
    "myst_nb",
    "safe_reading",
    "jekyll_frontmatter",
    "sphinxcontrib.youtube",
    "video_embeds",
    "image_sizes",
    "mathml_formulas",
    "ablog",
    "blog_builders",
    "blog_scaling",
    "blog_related",
    "blog_languages",
    "blog_feeds",
    "search_results",
    "blog_metadata",
    "blog_checks",
    "jekyll_links",
    "permalinks",
    "on_demand",
    "blog_books",
    "notfound.extension",
    "blog_preview",
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
