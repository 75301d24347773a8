from __future__ import annotations

project = "blog scaling alone"
extensions = ["myst_parser", "ablog", "blog_scaling"]
blog_post_pattern = ["posts/*.md"]
