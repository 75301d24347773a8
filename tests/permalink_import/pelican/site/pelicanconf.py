from __future__ import annotations

AUTHOR = "Mira Lind"
SITENAME = "The Rail Diary"
SITESUBTITLE = "By train, slowly"
SITEURL = ""

PATH = "content"
TIMEZONE = "Europe/Oslo"
DEFAULT_LANG = "en"

ARTICLE_URL = "{date:%Y}/{date:%m}/{slug}/"
ARTICLE_SAVE_AS = "{date:%Y}/{date:%m}/{slug}/index.html"
PAGE_URL = "{slug}.html"
PAGE_SAVE_AS = PAGE_URL
YEAR_ARCHIVE_SAVE_AS = "{date:%Y}/index.html"

STATIC_PATHS = ["images", "pdfs", "extra/robots.txt", "extra/CNAME"]
EXTRA_PATH_METADATA = {
    "extra/robots.txt": {"path": "robots.txt"},
    "extra/CNAME": {"path": "CNAME"},
}
FILENAME_METADATA = r"(?P<date>\d{4}-\d{2}-\d{2})-(?P<slug>.*)"
DEFAULT_PAGINATION = 2
TAG_FEED_ATOM = "feeds/tag-{slug}.atom.xml"

MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.codehilite": {"css_class": "highlight"},
        "markdown.extensions.extra": {},
        "markdown.extensions.admonition": {},
        "markdown.extensions.toc": {},
        "markdown.extensions.meta": {},
    },
}
MENUITEMS = [(name, f"/{name}") for name in ("a", "b")]
