"""Stand-ins for ABlog's objects: to templates, they are the same."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from ablog.blog import Blog
from jinja2 import Environment

from conftest import snapshot
from permalink_blog.incremental.proxies import BlogView, Viewer
from site_tools.edits import save
from site_tools.fresh_builds import differences
from site_tools.slow import slow
from site_tools.small_blogs import edit, warned

if TYPE_CHECKING:
    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

ROOT = "blog-scaling"
SIDEBARS = [
    *("archives", "authors", "categories", "languages", "locations"),
    *("postcard", "recentposts", "tagcloud"),
]
#: What a template may ask: none of it has another answer.
QUESTIONS = """
ablog|length
ablog.posts|length
ablog.posts|list|length
ablog.posts|sort|map(attribute="title")|join(",")
ablog.posts|sort(attribute="title", reverse=true)|map(attribute="title")|join(",")
ablog.posts|selectattr("published")|map(attribute="docname")|join(",")
ablog.posts|rejectattr("external_link")|map(attribute="docname")|join(",")
ablog.posts|groupby("date.year")|map("first")|join(",")
ablog.posts|first
ablog.posts|map("string")|join(",")
ablog.posts|unique|list|length
ablog.posts|min(attribute="date")
(ablog.posts|list)[1:3]|map(attribute="title")|join(",")
ablog.posts|batch(2)|map("length")|join(",")
"yes" if ablog else "no"
"yes" if ablog.posts else "no"
"yes" if ablog.drafts else "no"
"yes" if ablog.location else "no"
"yes" if ablog.tags["cherry"] else "no"
"posts/a" in ablog
"posts/none" in ablog
"posts/a" in ablog.posts
"posts/none" in ablog.posts
ablog["posts/a"].title
ablog["posts/none"] is none
ablog.posts["posts/a"].date.year
ablog.posts["posts/none"] is none
ablog["posts/a"] == ablog.posts["posts/a"]
ablog["posts/a"] != ablog.posts["posts/b"]
ablog["posts/a"] in (ablog.posts|list)
ablog["posts/a"] < ablog["posts/b"]
ablog["posts/a"] > ablog["posts/b"]
ablog["posts/a"].tags[0] == ablog.tags["apple"]
ablog["posts/a"].tags[0] < ablog.tags["pear"]
ablog["posts/a"].tags[0] > ablog.tags["pear"]
ablog["posts/a"].tags|map(attribute="name")|join(",")
ablog["posts/a"].author[0].name ~ ablog["posts/a"].author[0].href
ablog["posts/a"].prev is none
ablog["posts/b"].prev.title ~ ablog["posts/b"].next.next.docname
ablog["posts/a"].archive.docname
ablog["posts/a"].excerpt|length
ablog["posts/a"].excerpt[0].astext()
ablog["posts/a"].none is defined
ablog.tags|length
ablog.tags|list|length
ablog.tags|sort|map("string")|join(",")
ablog.tags|map(attribute="name")|join(",")
ablog.tags|map("length")|join(",")
ablog.tags|selectattr("name", "equalto", "pear")|map(attribute="docname")|join(",")
ablog.tags["apple"]|length
ablog.tags["apple"]|map(attribute="title")|join(",")
ablog.tags["apple"].relsize(5, 1)
ablog.tags["apple"].catalog.docname
ablog.tags["apple"].path
ablog.tags["apple"]|string|upper
ablog.catalogs["tags"]|length
ablog.catalogs|sort|join(",")
ablog.archive|map(attribute="name")|join(",")
ablog.archive.collections|length
ablog.recent(2)|map(attribute="title")|join(",")
ablog.recent(1, "posts/e")|first
ablog.recent(none)|list|length
ablog.blog_title ~ ablog.blog_path
ablog.page_url("x")
ablog.feed_path
ablog.references|length
ablog.references["blog-tags"]|join(",")
ablog.none is defined
""".strip().splitlines()

PLAIN = """

html_sidebars = {{"**": {sidebars!r}}}
blog_archive_titles = True
blog_languages = {{"en": ("English", None)}}
blog_default_language = "en"
disqus_shortname = "x"


def setup(app):
    from ablog.blog import Blog

    def undo(app, pagename, templatename, context, doctree):
        if {plain} and "ablog" in context:
            context["ablog"] = Blog(app)
            for key in ("collection", "catalog", "post"):
                if key in context:
                    context[key] = context[key]._of

    app.connect("html-page-context", undo, priority=520)
"""


@pytest.fixture
def app(build_root: BuildRoot) -> SphinxTestApp:
    return build_root(ROOT)


@pytest.fixture
def blog(app: SphinxTestApp) -> Blog:
    return Blog(app)


def view(blog: Blog, *seen: set[tuple[str, ...]]) -> BlogView:
    notes = seen[0] if seen else set()
    return BlogView(
        Viewer(notes.add, "page", summary=lambda post: post.options["summary"]), blog
    )


def test_each_answer_is_ablogs(blog: Blog) -> None:
    jinja = Environment()
    for question in QUESTIONS:
        expression = jinja.compile_expression(question, undefined_to_none=False)
        ours = str(expression(ablog=view(blog)))
        assert ours == str(expression(ablog=blog)), question


def test_each_answer_is_noted(blog: Blog) -> None:
    """But for those that are settings, which are noted as such for all pages."""
    jinja = Environment()
    settings = ("ablog.blog_title", "ablog.page_url", "ablog.feed_path", "ablog.none")
    labels = ("ablog.catalogs|sort", "ablog.recent(none)")
    for question in QUESTIONS:
        seen: set[tuple[str, ...]] = set()
        jinja.compile_expression(question)(ablog=view(blog, seen))
        assert seen or question.startswith((*settings, *labels)), question


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ('ablog["posts/a"].title', {("post", "posts/a")}),
        (
            'ablog["posts/b"].prev.title',
            {("post", "posts/a"), ("post", "posts/b"), ("neighbours", "posts/b")},
        ),
        (
            'ablog["posts/a"].excerpt|length',
            {("post", "posts/a"), ("excerpt", "posts/a")},
        ),
        ('"posts/none" in ablog', {("post", "posts/none")}),
        ("ablog.blog_title", set()),
    ],
)
def test_what_is_noted(blog: Blog, question: str, wanted: set[tuple[str, ...]]) -> None:
    seen: set[tuple[str, ...]] = set()
    Environment().compile_expression(question)(ablog=view(blog, seen))
    assert seen == wanted


def test_stand_ins_are_the_same_among_themselves(blog: Blog) -> None:
    one, other = view(blog)["posts/a"], view(blog)["posts/a"]
    assert one is not None
    assert one == other
    assert one == blog["posts/a"]
    assert blog["posts/a"] == one or one == blog["posts/a"]
    assert hash(one) == hash(other)
    assert len({one, other}) == 1
    assert one != view(blog)["posts/b"]
    posts: list[Any] = sorted(view(blog).posts)
    assert [post.docname for post in posts] == [f"posts/{x}" for x in "abcde"]
    assert not hasattr(one, "__html__")  # markupsafe asks; ABlog's posts have none


@pytest.mark.parametrize("builder", ["html", slow("dirhtml")])
def test_ablogs_templates_show_the_same(build_root: BuildRoot, builder: str) -> None:
    """Page for page, byte for byte, with stand-ins and without."""
    app = build_root(ROOT, builder)
    conf = app.srcdir / "conf.py"
    text = conf.read_text("utf-8")
    for number in range(4):
        soon = date.today() + timedelta(days=400)
        head = f"date: {soon if number == 1 else '2020-02-02'}\ntags: apple t{number}\n"
        more = "location: Rome\nredirect: old\n" if number else "nocomments: true\n"
        update = "\n```{update} 2020-03-04\nMore.\n```\n" if number == 2 else ""
        head += more if number < 2 else ""
        body = f"# X{number}\n\nText.\n{update}"
        save(app.srcdir / f"posts/x{number}.md", f"---\n{head}---\n\n{body}")
    sidebars = [f"ablog/{name}.html" for name in SIDEBARS]
    built = {}
    for plain in (False, True):
        save(conf, text + PLAIN.format(sidebars=sidebars, plain=plain))
        app.outdir.rename(app.outdir.with_name(f"before-{plain}"))
        app = build_root(ROOT, builder)
        assert not warned(app)
        files = snapshot(app.outdir).items()
        built[plain] = {k: v for k, v in files if k.endswith((".html", ".xml"))}
    found = differences(built[False], built[True])
    assert not found, "\n".join(found)
    page = "posts/x2.html" if builder == "html" else "posts/x2/index.html"
    text = built[True][page].decode()
    for name in (
        "archives",
        "authors",
        "categories",
        "languages",
        "tagcloud",
        "postcard",
    ):
        assert f"ablog__{name}" in text
    assert "Update:" in text


def test_a_page_of_its_own(build_root: BuildRoot) -> None:
    """An author's template may ask for anything, on any page."""
    app = build_root(ROOT)
    probes = "\n".join(f"<li>{{{{ ({q}) }}}}</li>" for q in QUESTIONS)
    save(app.srcdir / "_templates/probe.html", f'<ul class="probe">{probes}</ul>')
    edit(app.srcdir / "conf.py", '"about": []', '"about": ["probe.html"]')
    edit(app.srcdir / "conf.py", '"blog/**": []', '"blog/**": ["probe.html"]')
    app = build_root(ROOT)
    assert not warned(app)
    for name in ("about", "blog/tag/apple", "blog/archive", "blog/page/2"):
        page = (app.outdir / f"{name}.html").read_text("utf-8")
        assert page.count("<li>") >= len(QUESTIONS), name
