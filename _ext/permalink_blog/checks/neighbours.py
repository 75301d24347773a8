"""Front matter keys of other programs: Jekyll, its plugins, Sphinx, MyST, themes."""

from __future__ import annotations

from permalink_blog.checks.kinds import ANY, MAPPING, MARK, TEXT, WHOLE
from permalink_blog.checks.properties import Property

NEIGHBOURS = (
    # https://jekyllrb.com/docs/front-matter/ and the plugins that GitHub Pages has
    Property(
        ("excerpt_separator",),
        TEXT,
        "Where the excerpt of the text ends, if not at <!--more-->.",
        ("<!--more-->",),
    ),
    Property(
        ("render_with_liquid", "toc", "future"),
        ANY,
        "Jekyll and its themes. Nothing here.",
        (False,),
    ),
    Property(("collection",), TEXT, "Jekyll: the collection of the document."),
    Property(
        ("feed",),
        ANY,
        "jekyll-feed: false leaves the page out. Nothing here.",
        (False,),
    ),
    Property(
        ("seo", "twitter", "canonical_url", "tagline"),
        ANY,
        "jekyll-seo-tag: what search engines and previews are told. Nothing here.",
    ),
    Property(
        ("subtitle", "summary", "keywords"),
        ANY,
        "Themes of Jekyll show them. Nothing here.",
    ),
    # https://gohugo.io/content-management/front-matter/, where case means nothing. Of
    # Hugo's keys only those that look like a misspelling of another.
    Property(
        ("publishDate", "publishdate", "linkTitle", "linktitle"),
        ANY,
        "Hugo. Nothing here.",
    ),
    # https://www.sphinx-doc.org/en/master/usage/restructuredtext/field-lists.html
    Property(
        ("tocdepth",),
        WHOLE,
        "Sphinx: how many levels of headings tables of contents show of the page.",
        (2,),
    ),
    Property(
        ("orphan",),
        MARK,
        "Sphinx: no warning that the page is in no toctree.",
        (True,),
    ),
    Property(
        ("no-search", "nosearch"),
        MARK,
        "Sphinx: the page is not in the search index.",
        (True,),
    ),
    # https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html, bibliographic
    Property(
        (
            *("organization", "contact", "address", "version", "revision", "status"),
            *("copyright", "dedication", "abstract"),
        ),
        TEXT,
        "docutils: about the document.",
    ),
    # https://myst-parser.readthedocs.io/en/latest/configuration.html
    Property(
        ("myst",),
        MAPPING,
        "MyST: options of the parser for this page.",
        ({"enable_extensions": ["deflist"]},),
    ),
    Property(
        ("substitutions",),
        MAPPING,
        "MyST: values for {{ names }} in the text.",
        ({"version": "1.0"},),
    ),
    Property(
        ("html_meta",),
        MAPPING,
        "MyST: meta elements in the page's head.",
        ({"description lang=en": "A page"},),
    ),
    # https://myst-nb.readthedocs.io/en/latest/authoring/text-notebooks.html
    Property(
        ("mystnb", "kernelspec", "jupytext", "language_info"),
        MAPPING,
        "myst-nb and Jupytext: how the page is a notebook.",
    ),
    Property(("file_format",), TEXT, "myst-nb: mystnb makes the page a notebook."),
    # Themes and sphinx-design
    Property(
        ("html_theme.sidebar_secondary.remove",),
        ANY,
        "pydata-sphinx-theme: the page has no second sidebar.",
        (True,),
    ),
    Property(("hide-toc",), ANY, "Furo: the page shows no table of contents."),
    Property(("sd_hide_title",), ANY, "sphinx-design: the heading is not shown."),
)
