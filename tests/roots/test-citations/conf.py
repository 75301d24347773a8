from __future__ import annotations

project = "Notes & Sketches"
author = "The Editors"
extensions = ["permalink_blog"]
html_baseurl = "https://example.org/"
html_theme = "alabaster"
blog_authors = {"ada": ("Ada Lovelace", "https://ada.example/")}
blog_orcids = {
    "ada": "https://orcid.org/0000-0002-1825-0097",
    "Charles Babbage": "0000-0001-5109-3700",
}
blog_license = "https://creativecommons.org/licenses/by/4.0/"
