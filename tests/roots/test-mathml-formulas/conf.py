from __future__ import annotations

project = "Formulas"
author = copyright = "Somebody"
version = "1"
extensions = ["myst_parser", "permalink_blog.formulas"]
html_theme = "alabaster"
html_math_renderer = "mathml"
myst_enable_extensions = ["amsmath", "dollarmath"]
mathml_formulas_macros = {"RR": r"\mathbb{R}", "norm": r"\lVert #1 \rVert"}
epub_show_urls = "no"
