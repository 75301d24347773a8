from __future__ import annotations

project = "styles"
extensions = ["myst_parser", "permalinks"]
suppress_warnings = ["toc.not_included"]
