from __future__ import annotations

project = "Raw HTML that is not ours"
extensions = ["myst_parser", "video_embeds"]
html_theme = "alabaster"
