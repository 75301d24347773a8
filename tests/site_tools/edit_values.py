"""What the authors of ``tests/roots/test-blog-any-edit`` write in their edits."""

from __future__ import annotations

#: What the edits need of any conf.py, this site's own among them.
CONF = """
extensions += ["sphinx.ext.intersphinx"]
intersphinx_mapping = {"other": ("https://other.example/", "other.inv")}
locale_dirs = ["locale"]
numfig = True
"""
TEXTS = (
    "Other text.",
    "Other text & <b>more</b> of it.",
    "A [link](/about/), {doc}`/about`, {ref}`who` and [home](/index.md).",
    "A post: {ref}`first`, {doc}`/posts/first`, [](/first/#further).",
    "Posts: {ref}`notes`, {ref}`lyon`, [](/posts/travel/notes.md).",
    "More: {ref}`summer-heading`, [s]({% post_url 2018-08-01-summer %}).",
    "An archive: {ref}`tag-apple`, {ref}`category-fruit`, {ref}`blog-tags`.",
    "A note.[^1]\n\n[^1]: Noted.",
    "![A dot](/images/dot.png)",
    "![A dot](/posts/dot.png) and text.",
    '<iframe src="https://www.youtube.com/embed/2rgD5AJsAbE"></iframe>',
    "```python\nprint(1)\n```",
    "```{update} 2021-01-01\nNews.\n```",
    "```{include} /parts/part.md\n```",
    "```{postlist} 2\n```",
    "{download}`/images/dot.png`",
    "# A second title",
    "{eq}`sum`, {term}`word`, {py:func}`made`, {numref}`dot`, {any}`made`.",
    "Numbers: {numref}`who`, {numref}`dot`, {ref}`dot`, {eq}`sum`.",
    "```{eval-rst}\nSee [Knuth]_ and :any:`word`.\n```",
    "{download}`/images/dot.png`, {download}`/posts/dot.png`.",
    "{download}`/parts/a.txt`",
    "```{literalinclude} /parts/a.txt\n```",
    "Elsewhere: {ref}`far`, {py:func}`far.off`, {any}`far`, [](inv:other#far).",
    "{external+other:ref}`far`, {external:py:func}`far.off`, [](#far).",
    "{ref}`made-twice`, {term}`twice`, {py:func}`twice`, {eq}`twice`, {numref}`twice`.",
)
#: Each is in one document at a time.
DEFINITIONS = (
    "```{math}\n:label: sum\n1 + 1\n```",
    "```{glossary}\nword\n  What is said.\n```",
    "```{py:function} made(x)\nMakes.\n```",
    "```{figure} /images/dot.png\n:name: dot\nA dot\n```",
    "```{figure} /images/dot.png\n:name: dot\nAnother dot\n```",
    "```{eval-rst}\n.. [Knuth] A book.\n```",
    "```{index} single: word; here\n```",
)
#: Any number of documents may have one, and each other's.
REPEATED = (
    "(made-twice)=\n## Made twice",
    "```{glossary}\ntwice\n  What is said.\n```",
    "```{py:function} twice(x)\nMakes.\n```",
    "```{c:function} int twice(int x)\nMakes.\n```",
    "```{math}\n:label: twice\n1 + 1\n```",
    "```{figure} /images/dot.png\n:name: twice\nA dot\n```",
    "```{eval-rst}\n.. [Knuth] A second book.\n```",
)
TOCTREES = (
    "```{toctree}\nabout\npages/page\n```",
    "```{toctree}\n:numbered:\nabout\npages/page\n```",
    "```{toctree}\n:numbered: 1\npages/page\nabout\n```",
    "```{toctree}\n:caption: Pages\nabout\npages/page\nposts/first\n```",
    "```{toctree}\n:hidden:\n:glob:\n*\nposts/**\n```",
)
#: Catalogs of translations, by domain: text to translation.
CATALOGS = {
    "about": {"About us": "Wir", "Who we are": "Wer wir sind", "People.": "Leute."},
    "index": {"Home": "Zu Hause"},
    "pages": {"A page": "Eine Seite", "Text of a part.": "Ein Teil."},
    "posts": {"The first": "Der erste", "Summer": "Sommer", "The beach": "Der Strand"},
    "sphinx": {"Search": "Finden", "Next": "Weiter", "Navigation": "Wohin"},
}
#: Code at the end of ``conf.py``, which sets no value.
CODE = (
    """\
def setup(app):
    app.connect("source-read", read)
def read(app, docname, source):
    source[0] = source[0].replace("Text", "Words")
""",
    """\
def setup(app):
    app.connect("html-page-context", show)
def show(app, name, template, context, doctree):
    context["title"] = f"Shown: {context.get('title')}"
""",
)
TITLES = ("Apple", "Zebra", "The first", "Ελληνικά", "A <b>b</b> & `c`")
DATES = ("2018-01-02", "2018-08-01 10:00", "2019-02-03", "2022-02-02", "2999-01-01")
LABELS = ("apple", "apple pear", "[two words, ελληνικά]", "quince")
HEADINGS = ("Further", "The beach", "Elsewhere")
TARGETS = ("who", "summer-heading", "elsewhere", "notes", None)
NAMES = ("notes", "first", "other", "2020-02-02-dated", "index", "a b")
FOLDERS = ("posts", "posts/2018", "posts/travel", "posts/new/lyon")

#: Keys of front matter, each with what is tried; ``None`` removes it.
KEYS: dict[str, tuple[str | None, ...]] = {
    "title": ("Of the front matter", None),
    "date": (*DATES, None),
    "tags": (*LABELS, None),
    "category": (*LABELS, None),
    "author": ("owner", "guest, somebody", None),
    "language": ("de", None),
    "lang": ("fr", "no such", None),
    "location": ("Lyon", None),
    "published": ("false", None),
    "permalink": ("/moved/", "/first/", "/very/far/away.html", "/:title/", None),
    "redirect_from": ("/2018/first/", "/old/", "[/old/, /older]", None),
    "redirect": ("was/here", None),
    "excerpt": ("Of the front matter", "2", None),
    "image": ("1", None),
    "doi": ("10.1000/another", None),
    "cite": ("true", "false", None),
    "external_link": ("https://example.com/", None),
    "blogpost": ("true", "false", None),
}
CONFIG = {
    "html_title": "'Another title'",
    "html_short_title": "'Short'",
    "blog_title": "'Another blog'",
    "blog_path": "'journal'",
    "blog_page_size": "2",
    "blog_related_count": "1",
    "blog_citations": "True",
    "blog_orcids": "{'owner': '0000-0002-1825-0097'}",
    "blog_license": "'https://license.example/'",
    "blog_feed_length": "2",
    "blog_feed_fulltext": "False",
    "blog_feed_archives": "False",
    "blog_feed_subtitle": "'All of it'",
    "blog_archive_titles": "True",
    "blog_authors": "{'owner': ('Another owner', None)}",
    "blog_default_author": "'guest'",
    "blog_languages": "{'de': ('Deutsch', None)}",
    "blog_post_pattern": "['posts/travel/**/*.md']",
    "post_auto_excerpt": "2",
    "post_auto_image": "1",
    "post_date_format": "'%Y/%m/%d'",
    "post_date_format_short": "'%Y/%m/%d'",
    "post_show_prev_next": "False",
    "html_baseurl": "'https://example.net/'",
    "blog_baseurl": "'https://example.net/'",
    "html_theme_options": "{'description': 'Another'}",
    "html_sidebars": "{'**': ['ablog/recentposts.html']}",
    "html_copy_source": "False",
    "html_show_sourcelink": "False",
    "html_css_files": "[]",
    "html_static_path": "[]",
    "html_extra_path": "['images']",
    "language": "'de'",
    "myst_heading_anchors": "0",
    "permalink_style": "'pretty'",
    "permalink_redirects": "{'/elsewhere': '/about/'}",
    "permalink_spellings": "False",
    "permalink_sitemap": "False",
    "permalink_timezone": "'Asia/Tokyo'",
    "exclude_patterns": "['parts', 'posts/food']",
}
_RECENT = """\
{% for post in ablog.recent(2, pagename) %}{{ post.title }}
{% for tag in post.tags %}{{ tag }} ({{ tag|length }}){% endfor %}
{% endfor %}
"""
_COLLECTION = """\
{% extends "page.html" %}
{% block body %}
{% for post in collection %}{{ post.title }} {{ post.update }}{% endfor %}
{% endblock %}
"""
#: Files besides documents, each with what is tried; ``None`` removes it.
FILES: dict[str, tuple[str | None, ...]] = {
    "parts/part.md": ("Other text of a part.\n", None),
    "parts/a.txt": ("Other lines.\n", "Others\n", None),
    "_static/blog.css": ("p { color: red }\n",),
    "_static/new.css": ("p { color: green }\n", None),
    "_templates/page.html": (
        '{% extends "!page.html" %}{% block body %}{{ super() }}1{% endblock %}\n',
        '{% extends "!page.html" %}{% block body %}{{ super() }}2{% endblock %}\n',
        None,
    ),
    "_templates/layout.html": (
        '{% extends "!layout.html" %}{% block footer %}{{ title }}{% endblock %}\n',
        None,
    ),
    "_templates/ablog/recentposts.html": (
        _RECENT,
        None,
    ),
    "_templates/ablog/postcard.html": (
        "{% if pagename in ablog %}{{ ablog[pagename].prev }}{% endif %}\n",
        None,
    ),
    "_templates/ablog/collection.html": (
        _COLLECTION,
        None,
    ),
}
IMAGES = (
    *("images/dot.png", "posts/dot.png", "posts/2018/dot.png"),
    "images/dot.de.png",  # shown where "language" is "de"
)
