"""Posts without copies of their documents, and excerpts that come when asked for."""

from __future__ import annotations

import pickle
import re
import shutil
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from ablog.post import PostNode
from bs4 import BeautifulSoup
from docutils import nodes
from docutils.core import publish_doctree
from sphinx.application import ENV_PICKLE_FILENAME

from permalink_blog.posts.lazy_documents import LazyExcerpt, _Originals
from site_tools.edits import save
from site_tools.small_blogs import edit, warned

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx.environment import BuildEnvironment
    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

ROOT = "blog-scaling-posts"
PLAIN = (str, int, float, bool, type(None), datetime)
#: Post to what its excerpt has: kinds of nodes and their text.
EXCERPTS = {
    "Auto": [("paragraph", "The first paragraph, /index.")],
    "Two": [("paragraph", "One."), ("paragraph", "Two.")],
    "None": [],
    "Directive": [
        ("paragraph", "Shown on its page and in the excerpt, auto."),
        ("bullet_list", "an item"),
    ],
    "Excluded": [("paragraph", "In the excerpt alone, auto.")],
    "Image": [("paragraph", "Text."), ("image", "The second")],
    "One": [("paragraph", "Text of one.")],
    "Two of several": [("paragraph", "Text of two.")],
}


def pickled(app: SphinxTestApp) -> BuildEnvironment:
    with (app.doctreedir / ENV_PICKLE_FILENAME).open("rb") as file:
        env: BuildEnvironment = pickle.load(file)
    return env


def all_posts(env: BuildEnvironment) -> dict[str, dict[str, Any]]:
    found = {}
    for docname, posts in env.ablog_posts.items():  # type: ignore[attr-defined]
        for post in posts:
            second = docname == "posts/several" and post["title"] == "Two"
            found["Two of several" if second else post["title"]] = post
    return found


def walk(value: Any) -> Iterator[Any]:
    """Give what is in a value, however deep."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from walk(item)
    elif isinstance(value, list | tuple | set):
        for item in value:
            yield from walk(item)
    elif type(value).__module__.startswith("permalink_blog"):
        yield from walk(vars(value))
    else:
        yield value


def shown(node: nodes.Node) -> tuple[str, str]:
    text = node.astext()
    return type(node).__name__, " ".join(text.split())


SERIAL = pytest.param(0, id="serial")
PARALLEL = pytest.param(2, id="parallel", marks=pytest.mark.slow)


@pytest.fixture(params=[SERIAL, PARALLEL])
def built(
    request: pytest.FixtureRequest,
    build_root: BuildRoot,
    rootdir: Path,
    tmp_path: Path,
) -> SphinxTestApp:
    """Give a build; a parallel one has so many posts that workers read them."""
    parallel = int(request.param)
    srcdir = shutil.copytree(rootdir / f"test-{ROOT}", tmp_path / ROOT)
    for number in range(20 if parallel else 0):
        add_post(srcdir, number)
    return build_root(ROOT, parallel=parallel)


def add_post(srcdir: Path, number: int, words: int = 20) -> None:
    head = f"---\ndate: 2017-01-{number % 28 + 1:02}\ntags: t{number % 3}\n---\n"
    body = "\n\n".join(["word " * words] * 6)
    save(srcdir / f"posts/many/{number:02}.md", f"{head}\n# Many {number}\n\n{body}\n")


def test_what_the_environment_keeps_is_plain(built: SphinxTestApp) -> None:
    assert not warned(built)
    env = pickled(built)
    posts = all_posts(env)
    assert EXCERPTS.keys() <= posts.keys()
    for post in posts.values():
        kinds = {type(value) for value in walk(post)}
        assert kinds <= {*PLAIN}, kinds
        assert isinstance(post["excerpt"], LazyExcerpt)


def test_no_node_is_in_the_pickle(built: SphinxTestApp) -> None:
    data = (built.doctreedir / ENV_PICKLE_FILENAME).read_bytes()
    assert PostNode.__name__.encode() not in data
    kinds: set[type] = set()

    class Finder(pickle.Unpickler):
        def find_class(self, module: str, name: str) -> Any:
            found = super().find_class(module, name)
            kinds.add(found)
            return found

    with (built.doctreedir / ENV_PICKLE_FILENAME).open("rb") as file:
        Finder(file).load()
    assert nodes.document not in kinds
    assert PostNode not in kinds
    assert nodes.paragraph not in kinds  # nothing of what a post says


@pytest.mark.slow
def test_a_post_is_small_whatever_it_says(build_root: BuildRoot) -> None:
    """Stock ABlog takes a multiple of its text for each post, see the last line."""

    def size(scaled: bool, words: int) -> int:
        app = build_root(ROOT)
        conf = app.srcdir / "conf.py"
        if (
            not scaled
            and '"permalink_blog.incremental", "permalink_blog.archives"'
            in conf.read_text("utf-8")
        ):
            edit(conf, '"permalink_blog.incremental", "permalink_blog.archives"', "")
        for number in range(20):
            add_post(app.srcdir, number, words)
        app = build_root(ROOT)
        return (app.doctreedir / ENV_PICKLE_FILENAME).stat().st_size

    short, long = size(True, 2), size(True, 200)
    # The summary is the first paragraph's text: 1 kB of each post's 6 kB.
    assert long - short < 20 * 1200
    assert short < 100_000
    assert size(False, 200) - long > 20 * 6000


def test_an_excerpt_has_its_nodes(built: SphinxTestApp) -> None:
    posts = all_posts(built.env)
    for title, wanted in EXCERPTS.items():
        excerpt = posts[title]["excerpt"]
        assert [shown(node) for node in excerpt] == wanted
        assert len(excerpt) == len(wanted)
        assert bool(excerpt) is bool(wanted)
        assert [shown(excerpt[number]) for number in range(len(wanted))] == wanted
        assert [shown(node) for node in excerpt[:1]] == wanted[:1]
        assert [shown(node) for node in reversed(excerpt)] == wanted[::-1]
    first = posts["Auto"]["excerpt"][0]
    first.clear()  # it is a copy
    assert posts["Auto"]["excerpt"][0].astext()


def test_a_summary_is_the_text_of_paragraphs(built: SphinxTestApp) -> None:
    posts = all_posts(pickled(built))
    assert posts["Two"]["summary"] == "One. Two."
    assert posts["Image"]["summary"] == "Text."
    assert posts["None"]["summary"] == ""
    assert posts["Directive"]["summary"].startswith("Shown on its page and in the")


def test_an_excerpt_that_is_read_later(build_root: BuildRoot) -> None:
    """In a build that reads other documents."""
    app = build_root(ROOT)
    edit(app.srcdir / "posts/two.md", "One.", "Uno.")
    app = build_root(ROOT)
    posts = all_posts(app.env)
    assert [shown(x)[1] for x in posts["Two"]["excerpt"]] == ["Uno.", "Two."]
    assert len(posts["Image"]["excerpt"]) == 2
    assert not warned(app)


def test_an_excerpt_in_a_template(built: SphinxTestApp) -> None:
    page = (built.outdir / "index.html").read_text("utf-8")
    soup = BeautifulSoup(page, "lxml").find("dl", class_="excerpts")
    assert soup is not None
    terms = [" ".join(dt.get_text().split()) for dt in soup.find_all("dt")]
    assert {"Two 2", "None 0", "Directive 2", "Two two 1", "One one 1"} <= set(terms)
    texts = " ".join(soup.get_text().split())
    assert "paragraph: One.; paragraph: Two.;" in texts
    assert "image: The second;" in texts


def test_excerpts_in_a_list_of_posts(built: SphinxTestApp) -> None:
    page = (built.outdir / "index.html").read_text("utf-8")
    items = BeautifulSoup(page, "lxml").select(".postlist > li")
    texts = {" ".join(item.get_text().split()) for item in items}
    assert "02 January - Two One. Two." in texts
    assert "03 January - None" in texts
    assert "05 January - Excluded In the excerpt alone, Auto." in texts
    assert '<a class="reference internal" href="posts/auto.html">' in page
    assert any(item.select_one('img[src$="b.png"]') for item in items)


def test_a_list_shows_what_only_leaves(build_root: BuildRoot) -> None:
    """The list has the paragraphs, and not the directives around them."""
    app = build_root(ROOT)
    shown = "```{only} html\nOn the web.\n```\n\n```{only} latex\nOn paper.\n```"
    head = "---\ndate: 2020-02-01\nexcerpt: 3\n---\n\n# Either\n\n"
    save(app.srcdir / "posts/either.md", f"{head}{shown}\n\nAnywhere.\n")
    app = build_root(ROOT)
    page = (app.outdir / "index.html").read_text("utf-8")
    items = BeautifulSoup(page, "lxml").select(".postlist > li")
    texts = {" ".join(item.get_text().split()) for item in items}
    assert "01 February - Either On the web. Anywhere." in texts
    assert warned(app) == ""


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_excerpts_in_archives(build_root: BuildRoot, builder: str) -> None:
    app = build_root(ROOT, builder, blog_page_size=50)
    name = "blog.html" if builder == "html" else "blog/index.html"
    page = BeautifulSoup((app.outdir / name).read_text("utf-8"), "lxml")
    found = {}
    for post in page.select(".ablog-post"):
        excerpt = post.select_one(".ablog-post-excerpt")
        assert excerpt is not None
        link = post.select_one("h2 a")
        assert link is not None
        found.setdefault(str(link["href"]), " ".join(excerpt.get_text().split()))
    texts = set(found.values())
    assert "The first paragraph, Home." in texts
    assert {"One. Two.", "Text of one.", "Text of two.", ""} <= texts
    assert "Shown on its page and in the excerpt, Auto. an item" in texts
    assert "In the excerpt alone, Auto." in texts
    assert page.select_one('.ablog-post-excerpt img[alt="The second"]')


def test_the_page_shows_what_its_author_wrote(built: SphinxTestApp) -> None:
    """And no trace of how its excerpt was rendered with it."""
    for name, text, count in (
        ("directive", "Shown on its page", 1),
        ("excluded", "In the excerpt alone", 0),
        ("several", "Text of two.", 1),
        ("auto", "first</em> paragraph", 1),
    ):
        page = (built.outdir / f"posts/{name}.html").read_text("utf-8")
        body = page[: page.index("excerpts")]
        assert body.count(text) == count, name
        assert "blog-excerpt" not in page
        assert "no-search" not in page


def test_excerpts_are_not_searched_twice(build_root: BuildRoot) -> None:
    """The words of an excerpt that its page does not show are not found there."""
    app = build_root(ROOT)
    edit(app.srcdir / "posts/excluded.rst", "In the excerpt alone", "Xylophone alone")
    app = build_root(ROOT)
    index = (app.outdir / "searchindex.js").read_text("utf-8")
    docnames = re.search(r"docnames:\[(.*?)\]|\"docnames\":\[(.*?)\]", index)
    assert docnames
    assert docnames[0].split("[")[1].startswith('"index.html"')  # lists excerpts
    assert re.search(r"xylophon\"?:0", index)


def test_a_post_that_goes_leaves_nothing(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    (app.srcdir / "posts/several.rst").unlink()
    app = build_root(ROOT)
    assert "posts/several" not in pickled(app).ablog_posts  # type: ignore[attr-defined]
    assert "Text of one." not in (app.outdir / "blog.html").read_text("utf-8")


# -- Copies


ALIKE = """\
A paragraph.

A paragraph.

- One *word*.
- One *word*.

  - Nested

- Nested

.. note:: A paragraph.

- Nested
"""


def test_the_original_of_a_copy_is_the_first_node_like_it() -> None:
    document = publish_doctree(ALIKE)
    known = _Originals(document)
    found = 0
    for node in document.findall(nodes.Element):
        copy = node.deepcopy()
        alike = [
            each
            for each in document.findall(type(copy))
            if each.rawsource == copy.rawsource and each.pformat() == copy.pformat()
        ]
        assert known.find(copy) is alike[0]
        found += node is not alike[0]
    assert found  # some are not the first
    assert known.find(nodes.paragraph("", "Another.")) is None
