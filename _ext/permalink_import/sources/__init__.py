"""What the readers of Hugo's and Pelican's sites share: front matter, links, URLs."""

from __future__ import annotations
