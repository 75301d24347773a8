from __future__ import annotations

from docutils.parsers.rst import Directive

extensions = ["myst_parser", "permalink_blog.safe_reading"]
myst_enable_extensions = ["html_image"]
html_theme = "basic"


class Fails(Directive):
    has_content = True

    def run(self):
        raise RuntimeError("it fails")


def setup(app):
    app.add_directive("fails", Fails)
