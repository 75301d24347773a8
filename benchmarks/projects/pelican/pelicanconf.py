"""Configuration of Pelican: what pelican-quickstart asks for, and the defaults."""

from __future__ import annotations

AUTHOR = "The owner of this site"
SITENAME = "Benchmark"
SITEURL = "https://example.org"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
DEFAULT_PAGINATION = 10
