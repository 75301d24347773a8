"""What is changed in ABlog and Sphinx: each until upstream needs it no longer."""

from __future__ import annotations

import inspect
import re
import shutil
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import ablog
import ablog.blog
import ablog.post
import pytest
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.events import EventManager, core_events

from conftest import snapshot
from permalink_blog.upstream.ablog import is_supported_ablog, order_posts
from permalink_blog.upstream.listeners import disconnect
from site_tools.fresh_builds import differences
from site_tools.small_blogs import edit, said, stamps, warned, written

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

ROOT = "blog-scaling"
ANOTHER = "0.12.0"


@pytest.fixture
def another_ablog(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ablog, "__version__", ANOTHER)


@pytest.fixture
def srcdir(rootdir: Path, tmp_path: Path) -> Path:
    """Give the folder of a copy of the root, that builds use, without other feeds."""
    folder = shutil.copytree(rootdir / f"test-{ROOT}", tmp_path / ROOT)
    edit(folder / "conf.py", '    "permalink_blog.feeds",\n', "")
    edit(folder / "conf.py", '    "permalink_blog.posts",\n', "")
    return folder


def listens(app: SphinxTestApp, event: str, function: object) -> bool:
    listeners = app.events.listeners.get(event, ())
    return any(inspect.unwrap(x.handler) is function for x in listeners)


# -- Upstream is as it was when the patches were made ----------------------------------


@pytest.mark.needed_for("ablog.parallel-reading")
def test_ablog_is_not_safe_for_parallel_reading(
    build_root: BuildRoot, srcdir: Path
) -> None:
    """sunpy/ablog#297; when this fails, "ablog.parallel-reading" can go."""
    edit(
        srcdir / "conf.py",
        '    "permalink_blog.incremental",\n    "permalink_blog.archives",\n',
        "",
    )
    app = build_root(ROOT)
    assert app.extensions["ablog"].parallel_read_safe is False
    assert not app.events.listeners.get("env-merge-info") or not any(
        str(getattr(x.handler, "__module__", "")).startswith("ablog")
        for x in app.events.listeners["env-merge-info"]
    )


def test_ablog_keeps_documents_in_the_environment(
    build_root: BuildRoot, srcdir: Path
) -> None:
    """When this fails, "lighten_posts" can go."""
    edit(
        srcdir / "conf.py",
        '    "permalink_blog.incremental",\n    "permalink_blog.archives",\n',
        "",
    )
    app = build_root(ROOT)
    (post,) = app.env.ablog_posts["posts/a"]  # type: ignore[attr-defined]
    assert post["doctree"] is not None
    assert post["doctree"].document is not None


@pytest.mark.needed_for("ablog.order")
def test_ablog_orders_posts_by_date_and_title() -> None:
    """When this fails, "ablog.order" may go."""
    source = inspect.getsource(ablog.blog)
    assert "(self._computed_date, self.title) < (other._comp" in source


def test_posts_of_one_date_and_title(build_root: BuildRoot, srcdir: Path) -> None:
    names = [f"same{number}" for number in range(8)]
    for name in names:
        text = "---\ndate: 2001-01-01\ntags: same\n---\n\n# Same\n"
        (srcdir / f"posts/{name}.md").write_text(text, "utf-8")
    page = srcdir / "list.md"
    page.write_text("# L\n\n```{postlist}\n:tags: same\n```\n", "utf-8")
    app = build_root(ROOT)
    text = (app.outdir / "list.html").read_text("utf-8")
    assert re.findall(r'href="posts/(same\d)\.html"', text) == names


@pytest.mark.needed_for("ablog.purge")
def test_ablog_purges_labels_of_others() -> None:
    """When this fails, its handler may stay."""
    assert '["labels"].pop(' in inspect.getsource(ablog.post.purge_posts)


@pytest.mark.needed_for("ablog.archives")
def test_ablog_makes_all_archives_in_every_build() -> None:
    """When this fails, look at how it chooses, and at its pages."""
    source = inspect.getsource(ablog.post.generate_archive_pages)
    assert "ablog/collection.html" in source
    assert "env-updated" not in source


@pytest.mark.needed_for("sphinx.page-written", "sphinx.page-head")
def test_sphinx_has_no_event_after_a_page() -> None:
    """sphinx-doc/sphinx#11448; when this fails, "sphinx.page-written" may use it."""
    known = {name for name in core_events if name.startswith("html-")}
    extra = known - {"html-collect-pages", "html-page-context", "html-assets-policy"}
    assert not extra
    after = {name for name in core_events if "writ" in name or "page" in name}
    assert after <= {"write-started", "html-collect-pages", "html-page-context"}
    assert EventManager  # the class that has them


@pytest.mark.needed_for("sphinx.parallel-reading", "sphinx.parallel-writing")
def test_sphinx_reads_and_writes_in_parallel_as_known() -> None:
    """When this fails, look at "sphinx.parallel-reading" and "parallel-writing"."""
    read = [*inspect.signature(Builder._read_parallel).parameters]
    write = [*inspect.signature(Builder._write_parallel).parameters]
    assert read == ["self", "docnames", "nproc"]
    assert write == ["self", "docnames", "nproc"]
    assert "pickle.dumps(self.env" in inspect.getsource(Builder._read_parallel)
    assert "write_doc_serialized" in inspect.getsource(Builder._write_parallel)


def test_sphinx_prepares_and_renders_as_known() -> None:
    assert [*inspect.signature(StandaloneHTMLBuilder.prepare_writing).parameters] == [
        "self",
        "docnames",
    ]
    source = inspect.getsource(StandaloneHTMLBuilder.handle_page)
    assert "self.templates.render(templatename, ctx)" in source


# -- With the ABlog that is known ------------------------------------------------------


def test_this_ablog_is_known() -> None:
    assert is_supported_ablog()


@pytest.mark.parametrize(
    ("version", "known"),
    [
        ("0.11.11", False),  # says that it is safe for parallel reading
        ("0.11.13", True),
        ("0.11.14.post1", True),
        ("0.12.0", False),
    ],
)
def test_versions_of_ablog(
    monkeypatch: pytest.MonkeyPatch, version: str, *, known: bool
) -> None:
    monkeypatch.setattr(ablog, "__version__", version)
    assert is_supported_ablog() is known


def test_handlers_are_replaced(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    assert not listens(app, "env-purge-doc", ablog.post.purge_posts)
    assert not listens(app, "html-collect-pages", ablog.post.generate_archive_pages)
    assert listens(app, "doctree-read", ablog.post.process_posts)
    assert app.extensions["ablog"].parallel_read_safe
    assert not warned(app)


def test_a_handler_that_is_not_there_is_not_taken_out(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    assert not disconnect(app, "env-purge-doc", ablog.post.purge_posts)
    assert not disconnect(app, "no-such-event", ablog.post.purge_posts)


# -- With another ----------------------------------------------------------------------


@pytest.mark.usefixtures("another_ablog")
@pytest.mark.parametrize("parallel", [1, 2])
def test_another_ablog_works_as_it_comes(
    build_root: BuildRoot, srcdir: Path, tmp_path: Path, parallel: int
) -> None:
    app = build_root(ROOT, parallel=parallel)
    lines = warned(app).strip().splitlines()
    version = [line for line in lines if f"ABlog version {ANOTHER}" in line]
    assert len(version) == 1
    assert "from 0.11.13 and below 0.12" in version[0]
    others = [line for line in lines if line not in version]
    assert all("ablog" in x or "serial" in x for x in others), others
    assert "Traceback" not in said(app)
    ours = snapshot(app.outdir)
    app.outdir.parent.rename(tmp_path / "ours")
    edit(
        srcdir / "conf.py",
        '    "permalink_blog.incremental",\n    "permalink_blog.archives",\n',
        "",
    )
    edit(srcdir / "conf.py", "blog_page_size = 2", "")
    stock = snapshot(build_root(ROOT).outdir)
    assert ours.keys() == stock.keys()
    names = [x for x in ours if x.endswith(".html")]  # feeds have the time of day
    assert "blog/tag/apple.html" in names
    found = differences({x: ours[x] for x in names}, {x: stock[x] for x in names})
    assert not found, "\n".join(found)


@pytest.mark.usefixtures("another_ablog")
def test_another_ablog_keeps_its_handlers(build_root: BuildRoot, srcdir: Path) -> None:
    app = build_root(ROOT)
    assert listens(app, "env-purge-doc", ablog.post.purge_posts)
    assert listens(app, "html-collect-pages", ablog.post.generate_archive_pages)
    assert app.extensions["ablog"].parallel_read_safe is False
    (app.srcdir / "posts/a.md").unlink()
    edit(app.srcdir / "posts/c.md", "# Post c", "# Renamed")
    app = build_root(ROOT)
    assert "Renamed" in (app.outdir / "blog/tag/apple.html").read_text("utf-8")


@pytest.mark.usefixtures("another_ablog")
def test_the_warning_can_be_suppressed(build_root: BuildRoot, srcdir: Path) -> None:
    app = build_root(ROOT, suppress_warnings="permalink_blog.version")
    assert ANOTHER not in warned(app)


@pytest.mark.usefixtures("another_ablog")
def test_the_site_with_another_ablog(build_root: BuildRoot) -> None:
    """With all extensions of this project, of which some replace more of ABlog."""
    app = build_root(ROOT)
    assert f"ABlog version {ANOTHER}" in warned(app)
    assert (app.outdir / "blog/atom.xml").exists()
    before = stamps(app.outdir)
    edit(app.srcdir / "posts/c.md", "The rest", "Other text")
    app = build_root(ROOT)
    assert "posts/c.html" in written(before, app.outdir)
    assert "Other text" in (app.outdir / "blog/atom.xml").read_text("utf-8")


@pytest.mark.parametrize("fulltext", [True, False])
def test_ablogs_own_feeds(
    build_root: BuildRoot, srcdir: Path, *, fulltext: bool
) -> None:
    """Without "permalink_blog.feeds", which takes their place."""
    edit(srcdir / "conf.py", "fulltext = True", f"fulltext = {fulltext}")
    app = build_root(ROOT)
    feed = (app.outdir / "blog/atom.xml").read_text("utf-8")
    assert "The excerpt of c." in feed
    assert ("The rest of c." in feed) is fulltext
    assert not warned(app)


def test_posts_of_one_date_and_title_have_an_order() -> None:
    """ABlog's ``process_postlist`` makes a set of them, and sorts that."""
    assert "posts = set(blog.posts)" in inspect.getsource(ablog.post.process_postlist)
    undo = order_posts(cast("SphinxTestApp", None))
    posts = [
        SimpleNamespace(_computed_date=date, title="New", docname=name, order=1)
        for date, name in ((1, "a"), (1, "b"), (2, "c"))
    ]
    a, b, c = posts
    older = ablog.blog.Post.__lt__
    assert older(a, c)
    assert older(b, a)  # the newest first, and of one date by name
    assert not older(a, b)
    assert not older(a, a)
    undo()
    assert ablog.blog.Post.__lt__ is not older
