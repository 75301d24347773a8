"""Configuration of the site, for sphinx-build: every knob, with its reason."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parent / "_ext"))  # our own extensions

from permalink_blog import __version__

# -- The site ----------------------------------------------------------------

project = "Permalink"
author = "The owner of this site"
copyright = "the owner of this site"
version = release = __version__  # EPUB wants one; pages do not show it
language = "en"

# Where the site is read. Feeds, canonical links and the sitemap need it whole.
html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL", "https://example.org/")

# -- Extensions ---------------------------------------------------------------

extensions = [
    "permalink_blog",  # posts, permalinks, archives, feeds, search: all parts
    "notfound.extension",  # 404.html
]

# -- What is read --------------------------------------------------------------

include_patterns = ["index.md", "about.md", "pages/**", "posts/**", "guide/**"]
exclude_patterns = ["_build", ".venv", "tests", "benchmarks"]

# -- Markdown ------------------------------------------------------------------

myst_words_per_minute = 220  # for the reading time
jekyll_frontmatter_tags = "jekyll"  # "tags: a b" are two, and not one as in ABlog

# -- Notebooks -----------------------------------------------------------------

nb_execution_mode = os.environ.get("NOTEBOOKS", "off")  # make notebooks sets it
if nb_execution_mode != "off":  # whoever changes a notebook of these runs code then
    blog_trust_authors = ["posts/2026/permalinks-tried-out"]

# -- Blog ----------------------------------------------------------------------

blog_post_pattern = ["posts/**/*.md", "posts/**/*.ipynb"]  # no marker needed in it
blog_authors = {"owner": (author, "about")}  # key: (name, page about them)
blog_default_author = "owner"
blog_feed_subtitle = "A blog on Sphinx whose URLs never break"
post_date_format = "%d %B %Y"  # 1 August 2018; not in English, as "language" has it
post_date_format_short = "%d %B %Y"  # the same: a bare day says too little
blog_related_count = 3  # below a post; of those that share a tag, or the category

blog_metadata_card = "_static/card.png"  # stands for pages without an image

# -- Links ---------------------------------------------------------------------

jekyll_links_base_urls = ["https://example.org/"]  # ours, wherever this is built
permalink_source_urls = False  # nobody has a link to the path of a source

# -- HTML ----------------------------------------------------------------------

html_theme = "permalink_blog"
# Imports of old sites remove pages of the template.
pages = [("Guide", "guide/index"), ("About", "about")]
html_theme_options = {
    "links": [("Blog", "blog"), *(x for x in pages if Path(f"{x[1]}.md").exists())],
    "landing_posts": 10,
    "secondary_sidebar_items": ["page-toc", "guide-nav", "blog-sidebar"],
}
html_title = project
html_math_renderer = "mathml"  # "mathjax" would load a script from elsewhere
html_logo = "_static/logo.svg"
html_favicon = "_static/favicon.svg"
html_static_path = ["_static"]
html_extra_path = ["_ext/permalink_blog/checks/front-matter.schema.json"]  # for editors
templates_path = ["_templates"]
html_copy_source = False  # the repository has the source
html_show_sphinx = False  # the footer says so in its own words

# -- 404 page ------------------------------------------------------------------

notfound_urls_prefix = urlsplit(html_baseurl).path or "/"  # "/en/latest/" there

# -- Books: make epub, make latexpdf -------------------------------------------

blog_books_include = ["about"]  # besides the posts; the guide is for the screen
epub_show_urls = "footnote"  # readers on paper-like screens, and on paper, ...
latex_show_urls = "footnote"  # ... see where links lead
epub_css_files: list[str] = []  # the site's are for its theme
epub_exclude_files = ["front-matter.schema.json"]  # nor is the schema for readers
latex_engine = "xelatex"  # posts are in more than one script
latex_use_xindy = False  # there is no index to sort
latex_elements = {
    "extraclassoptions": "openany,oneside",  # no empty pages: few will print it
    "fncychap": "",  # titles of chapters as they are, and not in capitals
    "makeindex": "",
    "printindex": "",
}

# -- Checks --------------------------------------------------------------------

linkcheck_ignore = [r"https://example\.org/.*"]  # stands for the site itself
