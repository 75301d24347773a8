"""Which pages a build writes: those that show what has changed, and only those."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sphinx.errors import ExtensionError

from conftest import snapshot
from site_tools.edits import save, touch
from site_tools.fresh_builds import differences
from site_tools.slow import slow
from site_tools.small_blogs import (
    count_read,
    edit,
    pages,
    stamps,
    warned,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import BuildRoot

ROOT = "blog-scaling"
#: The pages of archives that list the post "c".
LISTS_C = {
    *("blog/page/2", "blog/author/me/page/2", "blog/2019"),
    *("blog/category/fruit", "blog/tag/apple"),
}
CATALOGS = frozenset({"blog/archive", "blog/author", "blog/category", "blog/tag"})


def post(srcdir: Path, name: str, text: str) -> None:
    save(srcdir / f"posts/{name}.md", text)


def feeds(*folders: str) -> set[str]:
    return {
        f"{folder}/{name}" for folder in folders for name in ("atom.xml", "feed.json")
    }


def assert_clean(
    build_root: BuildRoot, now: Path, tmp_path: Path, **settings: str
) -> None:
    """Assert that an incremental build left what a clean one makes."""
    incremental = snapshot(now)
    now.parent.rename(tmp_path / "incremental")
    clean = snapshot(build_root(ROOT, **settings).outdir)
    found = differences(incremental, clean)
    assert not found, "\n".join(found)


# -- The promises, one by one -------------------------------------------------------


def test_a_text_that_no_other_page_shows(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    before = stamps(app.outdir)
    edit(app.srcdir / "posts/c.md", "The rest", "Other text")
    app = build_root(ROOT)
    assert "Other text of c." in (app.outdir / "posts/c.html").read_text("utf-8")
    found = {x for x in written(before, app.outdir) if not x.startswith("_static/")}
    of_c = feeds("blog", "blog/tag/apple", "blog/category/fruit")
    assert found == {"posts/c.html", *of_c}
    assert count_read(app) == 1
    assert not warned(app)


def test_an_excerpt(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    before = stamps(app.outdir)
    edit(app.srcdir / "posts/c.md", "The excerpt", "Another excerpt")
    app = build_root(ROOT)
    assert pages(written(before, app.outdir)) == {"posts/c", "list", *LISTS_C}
    for name in ("list", *LISTS_C):
        page = (app.outdir / f"{name}.html").read_text("utf-8")
        assert "Another excerpt of c." in page


def test_a_title(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    before = stamps(app.outdir)
    edit(app.srcdir / "posts/c.md", "# Post c", "# Renamed")
    app = build_root(ROOT)
    shown = {"posts/b", "posts/c", "posts/d", "list", "recent", *LISTS_C, *CATALOGS}
    assert pages(written(before, app.outdir)) == shown
    for name in shown:
        assert "Renamed" in (app.outdir / f"{name}.html").read_text("utf-8"), name


def test_a_title_that_a_page_links_to(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    before = stamps(app.outdir)
    edit(app.srcdir / "posts/b.md", "# Post b", "# Renamed")
    app = build_root(ROOT)
    found = pages(written(before, app.outdir))
    assert {"link", "posts/a", "posts/b", "posts/c"} <= found
    assert not found & {"posts/d", "posts/e", "about", "cloud", "years", "index"}
    assert "Renamed" in (app.outdir / "link.html").read_text("utf-8")


def test_a_page_that_shows_nothing_of_the_blog(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    before = stamps(app.outdir)
    edit(app.srcdir / "cloud.md", "Text of", "Words about")
    app = build_root(ROOT)
    assert pages(written(before, app.outdir)) == {"cloud"}
    assert not any(x.startswith("blog/") for x in written(before, app.outdir))


def test_a_saved_file_without_a_change(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    before = stamps(app.outdir)
    touch(app.srcdir / "posts/c.md")
    app = build_root(ROOT)
    assert count_read(app) == 0
    assert not pages(written(before, app.outdir))


# -- Any edit: as a clean build does it, and nothing for nothing --------------------


@dataclass(frozen=True)
class Case:
    """An edit.

    :param needless: the pages that may be written although they stay the same: what is
        noted of a post is its whole face, and every page is said to show the toctree
    """

    make: Callable[[Path], None]
    needless: frozenset[str] = frozenset()


def replace(name: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda srcdir: edit(srcdir / name, old, new)


NEW = "---\ndate: {date}\ntags: {tags}\n---\n\n# New\n\nThe excerpt of it.\n"
SOON = (date.today() + timedelta(days=400)).isoformat()
LAYOUT = '{% extends "!layout.html" %}'
MINE = "---\norphan: true\n---\n\n# Mine\n"
ALL = frozenset({"*"})
#: What shows a post, but not all that is noted of it.
NEIGHBOURS = frozenset({"posts/b", "posts/d"})
FACES = NEIGHBOURS | {"recent"}
#: What shows posts, and has been told how many there are.
COUNTS = frozenset(
    {"blog", "blog/page/2", "blog/author/me", "blog/author/me/page/2", "list", "recent"}
)

CASES = {
    "text": Case(replace("posts/c.md", "The rest", "More")),
    "excerpt": Case(replace("posts/c.md", "The excerpt", "More")),
    "title": Case(replace("posts/c.md", "# Post c", "# Renamed")),
    "title of a target": Case(
        replace("posts/b.md", "# Post b", "# Renamed"), frozenset({"list"})
    ),
    "text of a target": Case(replace("posts/b.md", "The rest", "More")),
    "date, in the same place": Case(
        replace("posts/c.md", "2019-03", "2019-04"), NEIGHBOURS
    ),
    "date, in another place": Case(
        replace("posts/b.md", "2018-02-01", "2021-12-01"),
        frozenset({"posts/a", "posts/c", "posts/d", "posts/e", "link", "list"}),
    ),
    "to a draft": Case(replace("posts/c.md", "2019-03-01", SOON)),
    "another tag": Case(
        replace("posts/c.md", "tags: apple", "tags: pear"), FACES | CATALOGS
    ),
    "a new tag": Case(
        replace("posts/c.md", "tags: apple", "tags: apple quince"),
        FACES | CATALOGS | {"list"},
    ),
    "another category": Case(
        replace("posts/c.md", "category: fruit", "category: stone"),
        FACES | CATALOGS | {"list"},
    ),
    "a new post": Case(
        lambda srcdir: post(srcdir, "f", NEW.format(date="2022-01-01", tags="pear")),
        frozenset({"list"}),
    ),
    "an old post that is new": Case(
        lambda srcdir: post(srcdir, "f", NEW.format(date="2017-01-01", tags="pear")),
        COUNTS,
    ),
    "a new draft": Case(
        lambda srcdir: post(srcdir, "f", NEW.format(date=SOON, tags="pear")),
    ),
    "a post less": Case(lambda srcdir: (srcdir / "posts/c.md").unlink()),
    "the newest post less": Case(
        lambda srcdir: (srcdir / "posts/e.md").unlink(), frozenset({"list"})
    ),
    # Sphinx writes pages whose toctree has a page that is written.
    "a page without posts": Case(
        replace("about.md", "Text of", "Words about"), frozenset({"index"})
    ),
    "its title": Case(replace("about.md", "# Page", "# The page"), ALL),
    "a template": Case(
        lambda srcdir: save(srcdir / "_templates/ablog/archives.html", "Years."), ALL
    ),
    "a layout": Case(
        lambda srcdir: save(srcdir / "_templates/layout.html", LAYOUT), ALL
    ),
    "a setting": Case(
        replace("conf.py", "blog_page_size = 2", "blog_page_size = 3"), ALL
    ),
    "a setting of posts": Case(
        replace("conf.py", "post_auto_excerpt = 1", "post_auto_excerpt = 2"), ALL
    ),
    "an archive with a document": Case(
        lambda srcdir: save(srcdir / "blog/2019.md", MINE),
        frozenset({"blog/archive", "years"}),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_any_edit(build_root: BuildRoot, tmp_path: Path, name: str) -> None:
    case = CASES[name]
    app = build_root(ROOT)
    before, old = stamps(app.outdir), snapshot(app.outdir)
    case.make(app.srcdir)
    app = build_root(ROOT)
    assert not warned(app)
    new = snapshot(app.outdir)
    found = pages({x for x in written(before, app.outdir) if x in new})
    needless = {x for x in found if old.get(f"{x}.html") == new[f"{x}.html"]}
    assert found, "the edit changed nothing"
    assert case.needless == ALL or needless <= case.needless
    assert_clean(build_root, app.outdir, tmp_path)


@pytest.mark.parametrize(
    "name", ["title of a target", "excerpt", "a new post", "a post less", "its title"]
)
def test_any_edit_with_a_theme_that_renders_templates_within_a_page(
    build_root: BuildRoot, tmp_path: Path, name: str
) -> None:
    """The theme renders navigation before the page; what the page shows counts."""
    settings = {"html_theme": "pydata_sphinx_theme"}
    app = build_root(ROOT, **settings)
    CASES[name].make(app.srcdir)
    app = build_root(ROOT, **settings)
    assert_clean(build_root, app.outdir, tmp_path, **settings)


@pytest.mark.parametrize("name", ["to a draft", "a new draft"])
def test_a_draft_is_published(build_root: BuildRoot, tmp_path: Path, name: str) -> None:
    app = build_root(ROOT)
    CASES[name].make(app.srcdir)
    app = build_root(ROOT)
    draft = app.srcdir / ("posts/c.md" if name == "to a draft" else "posts/f.md")
    assert draft.stem in (app.outdir / "blog/drafts.html").read_text("utf-8")
    before = stamps(app.outdir)
    edit(draft, SOON, "2019-03-01")
    app = build_root(ROOT)
    found = pages(written(before, app.outdir))
    assert {"blog/drafts", "blog/2019", "blog/page/2", f"posts/{draft.stem}"} <= found
    assert not {"about", "index"} & found
    assert_clean(build_root, app.outdir, tmp_path)


@pytest.mark.parametrize("listed", [True, False])
def test_a_post_list_is_written_for_what_it_shows(
    build_root: BuildRoot, *, listed: bool
) -> None:
    app = build_root(ROOT)
    before = stamps(app.outdir)
    name = "c" if listed else "d"  # of other tags than the list is about
    edit(app.srcdir / f"posts/{name}.md", "The excerpt", "Another excerpt")
    app = build_root(ROOT)
    assert ("list" in pages(written(before, app.outdir))) is listed


# -- What is not in the sources ------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["blog", "blog/page/2", "blog/tag/apple", "blog/archive", "blog/drafts"]
)
def test_an_archive_deleted_by_hand_comes_back(
    build_root: BuildRoot, name: str
) -> None:
    app = build_root(ROOT)
    page = app.outdir / f"{name}.html"
    content, before = page.read_bytes(), stamps(app.outdir)
    page.unlink()
    app = build_root(ROOT)
    assert page.read_bytes() == content
    assert pages(written(before, app.outdir)) <= {name}
    assert count_read(app) == 0


def test_a_page_deleted_by_hand_comes_back(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    page = app.outdir / "posts/c.html"
    content, before = page.read_bytes(), stamps(app.outdir)
    page.unlink()
    app = build_root(ROOT)
    assert page.read_bytes() == content
    assert pages(written(before, app.outdir)) == {"posts/c"}


def test_a_reference_that_finds_its_target_later(
    build_root: BuildRoot, tmp_path: Path
) -> None:
    app = build_root(ROOT)
    edit(app.srcdir / "cloud.md", "Text of", "{ref}`later` and text of")
    app = build_root(ROOT)
    assert "undefined label: 'later'" in warned(app)
    before = stamps(app.outdir)
    edit(app.srcdir / "years.md", "# Page", "(later)=\n\n# Page")
    app = build_root(ROOT)
    assert not warned(app)
    assert pages(written(before, app.outdir)) == {"cloud", "years"}
    assert 'href="years.html#later"' in (app.outdir / "cloud.html").read_text("utf-8")
    assert_clean(build_root, app.outdir, tmp_path)


def test_a_target_that_goes(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    edit(app.srcdir / "cloud.md", "Text of", "{ref}`a` and text of")  # ABlog's label
    app = build_root(ROOT)
    assert not warned(app)
    (app.srcdir / "posts/a.md").unlink()
    app = build_root(ROOT)
    assert "undefined label: 'a'" in warned(app)
    page = (app.outdir / "cloud.html").read_text("utf-8")
    assert "posts/a.html" not in page


def test_the_title_of_a_target_in_an_excerpt(
    build_root: BuildRoot, tmp_path: Path
) -> None:
    app = build_root(ROOT)
    edit(app.srcdir / "posts/c.md", "The excerpt", "{doc}`/years`, the excerpt")
    app = build_root(ROOT)
    before = stamps(app.outdir)
    edit(app.srcdir / "years.md", "# Page years", "# All the years")
    app = build_root(ROOT)
    found = pages(written(before, app.outdir))
    assert {"posts/c", "years", "list", *LISTS_C} <= found
    assert not found & {"posts/a", "posts/e", "about", "recent", "blog/archive"}
    for name in LISTS_C:
        assert "All the years" in (app.outdir / f"{name}.html").read_text("utf-8")
    assert_clean(build_root, app.outdir, tmp_path)


# -- Builds that did not end well ----------------------------------------------------

FAIL = """
def setup(app):
    def fail(app, pagename, *_args):
        if pagename == {pagename!r} and (app.srcdir / "fail").exists():
            raise RuntimeError("as asked")
    app.connect("html-page-context", fail, priority={priority})
"""


@pytest.mark.parametrize("priority", [100, slow(999)])
@pytest.mark.parametrize(
    "pagename",
    ["posts/c", "list", slow("blog/tag/apple"), slow("blog/archive"), slow("search")],
)
def test_a_build_that_failed_is_made_up_for(
    build_root: BuildRoot, tmp_path: Path, pagename: str, priority: int
) -> None:
    app = build_root(ROOT)
    edit(
        app.srcdir / "conf.py",
        'project = "blog scaling"\n',
        'project = "blog scaling"\n'
        + FAIL.format(pagename=pagename, priority=priority),
    )
    app = build_root(ROOT)
    edit(app.srcdir / "posts/c.md", "# Post c", "# Renamed")
    edit(app.srcdir / "posts/c.md", "The excerpt", "Another excerpt")
    (app.srcdir / "fail").touch()
    with pytest.raises(ExtensionError, match="as asked"):
        build_root(ROOT)
    (app.srcdir / "fail").unlink()
    app = build_root(ROOT)
    assert not warned(app)
    assert_clean(build_root, app.outdir, tmp_path)


def test_a_first_build_that_failed_is_made_up_for(
    build_root: BuildRoot, rootdir: Path, tmp_path: Path
) -> None:
    srcdir = tmp_path / ROOT
    srcdir.mkdir()
    for path in (rootdir / f"test-{ROOT}").rglob("*"):
        if path.is_file():
            save(srcdir / path.relative_to(rootdir / f"test-{ROOT}"), path.read_bytes())
    text = FAIL.format(pagename="posts/c", priority=100)
    save(srcdir / "conf.py", (srcdir / "conf.py").read_text("utf-8") + text)
    (srcdir / "fail").touch()
    with pytest.raises(ExtensionError, match="as asked"):
        build_root(ROOT)
    (srcdir / "fail").unlink()
    app = build_root(ROOT)
    assert_clean(build_root, app.outdir, tmp_path)


# -- Other builders -------------------------------------------------------------------


def test_a_builder_does_not_know_what_another_has_written(
    build_root: BuildRoot,
) -> None:
    app = build_root(ROOT)
    edit(app.srcdir / "posts/c.md", "# Post c", "# Renamed")
    build_root(ROOT, "dirhtml")
    app = build_root(ROOT)
    for name in ("posts/b", "posts/c", "posts/d", "list", "recent", *LISTS_C):
        assert "Renamed" in (app.outdir / f"{name}.html").read_text("utf-8"), name
