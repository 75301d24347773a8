"""Documented code with a blog of its releases."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "Compatibility"
extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.viewcode",
    "sphinx.ext.todo",
    "ablog",
]
todo_include_todos = True
html_baseurl = blog_baseurl = "https://example.org/"
blog_path = "releases"
blog_post_pattern = "releases/*.rst"
html_theme = "alabaster"
