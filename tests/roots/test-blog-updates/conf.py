from __future__ import annotations

project = "blog updates"
extensions = ["myst_parser", "ablog", "blog_updates"]
blog_post_pattern = ["posts/*.md"]
fail = False


def _fail(app, pagename, templatename, context, doctree):
    if fail and pagename == "index":
        raise RuntimeError("as asked")


def setup(app):
    app.connect("html-page-context", _fail)
