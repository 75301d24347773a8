"""A blog of examples and notebooks, none of which is run."""

from __future__ import annotations

project = "Compatibility"
extensions = ["ablog", "nbsphinx", "sphinx_gallery.gen_gallery", "sphinx.ext.mathjax"]
sphinx_gallery_conf = {
    "examples_dirs": "examples",
    "gallery_dirs": "gallery",
    "plot_gallery": "False",
    "image_scrapers": (),
    "reset_modules": (),
    "write_computation_times": False,
    "min_reported_time": 1000,
}
nbsphinx_execute = "never"
exclude_patterns = ["_build", "**.ipynb_checkpoints", "examples", "gallery/*.ipynb"]
suppress_warnings = ["config.cache"]
html_baseurl = blog_baseurl = "https://example.org/"
blog_title = "Examples"
blog_path = "blog"
blog_feed_fulltext = True
post_auto_excerpt = 1
html_theme = "alabaster"
html_sidebars = {"**": ["ablog/postcard.html", "ablog/recentposts.html"]}
