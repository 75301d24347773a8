"""A site that shows the code of a package."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = author = copyright = "Case"
extensions = ["sphinx.ext.autodoc", "sphinx.ext.viewcode", "permalink_blog.urls"]
html_baseurl = "https://example.org/"
html_theme = "alabaster"
suppress_warnings = ["toc.not_included"]
