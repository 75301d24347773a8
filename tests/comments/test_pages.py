"""Pages of a real blog: what is on them, and that nothing is unless it is asked for."""

from __future__ import annotations

import shutil
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from sphinx.errors import ConfigError

from conftest import snapshot
from permalink_blog.upstream import ablog

if TYPE_CHECKING:
    from bs4 import Tag
    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

ROOT = "on-demand"
OPEN, PLAIN = "2018/08/Café/index.html", "posts/plain.html"
WITH_COMMENTS = {OPEN, PLAIN, "posts/moved.html", "guestbook.html"}


def pages(app: SphinxTestApp) -> dict[str, str]:
    found = {
        path.relative_to(app.outdir).as_posix(): path.read_text("utf-8")
        for path in app.outdir.rglob("*.html")
    }
    return {name: text for name, text in found.items() if "http-equiv" not in text}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> set[str]:
    """Name the files that are not the same, but for notes of the build."""
    names = {name for name in one.keys() | other.keys() if name[0] != "."}
    return {name for name in names if one.get(name) != other.get(name)}


def section(app: SphinxTestApp, name: str) -> Tag:
    [found] = BeautifulSoup(pages(app)[name], "html.parser").select(".post-comments")
    return found


@pytest.mark.parametrize("theme", ["alabaster", "pydata_sphinx_theme"])
def test_nothing_is_there_unless_it_is_asked_for(
    build_root: BuildRoot, theme: str
) -> None:
    app = build_root(ROOT, html_theme=theme)
    assert app.warning.getvalue() == ""
    asked = snapshot(app.outdir)
    conf = app.srcdir / "conf.py"
    conf.write_text(conf.read_text().replace('    "permalink_blog.comments",\n', ""))
    shutil.rmtree(app.srcdir / "_build")
    app = build_root(ROOT, html_theme=theme)
    assert "permalink_blog.comments" not in app.extensions
    assert differing(asked, snapshot(app.outdir)) == set()


def test_comments_are_on_posts_and_where_they_are_asked_for(
    build_root: BuildRoot, comments: dict[str, Any]
) -> None:
    app = build_root(ROOT, on_demand_comments=comments)
    assert app.warning.getvalue() == ""
    found = pages(app)
    assert {name for name in found if "post-comments" in found[name]} == WITH_COMMENTS
    for name, text in found.items():
        assert text.count("on-demand-comments.js") == (name in WITH_COMMENTS), name
        assert text.count("on-demand-comments.css") == (name in WITH_COMMENTS), name
        assert "on-demand-counter" not in text
    assert not list(app.outdir.rglob("on-demand-counter.js"))
    # Neither feeds nor archives nor the search have them.
    for path in app.outdir.rglob("*"):
        if path.suffix in {".xml", ".json"} or path.name == "searchindex.js":
            assert "giscus" not in path.read_text("utf-8"), path


def test_what_a_post_has(build_root: BuildRoot, comments: dict[str, Any]) -> None:
    app = build_root(ROOT, on_demand_comments=comments)
    found = section(app, OPEN)
    data = {k: v for k, v in found.attrs.items() if k.startswith("data-")}
    assert data == {
        "data-repo": "owner/blog",
        "data-repo-id": "R_kgDOabc123",
        "data-category": 'Comments & "more"',
        "data-category-id": "DIC_kwDOabc123",
        "data-mapping": "specific",
        "data-term": "2018/08/Café",
        "data-strict": "1",
        "data-reactions-enabled": "1",
        "data-emit-metadata": "0",
        "data-input-position": "bottom",
        "data-lang": "en",
        "data-server": "https://giscus.app",
        "data-theme-light": "light",
        "data-theme-dark": "dark",
        "data-text-loading": "Loading comments",
        "data-text-failed": "The comments could not be loaded.",
    }
    assert found.h2.get_text() == "Comments"
    assert found["aria-labelledby"] == found.h2["id"]
    assert "giscus.app" in found.p.get_text()
    link = found.select_one("a")
    assert link["href"] == "https://github.com/owner/blog/discussions"
    # Nothing loads anything.
    assert found.find_all(["script", "iframe", "img", "link"]) == []
    # It is below the text, in the same column.
    text = pages(app)[OPEN]
    assert text.index("The text of the open post") < text.index("post-comments-heading")
    assert found.find_parent(class_="body")
    assert section(app, "posts/moved.html")["data-term"] == "2018/08/old-name/"
    assert section(app, "guestbook.html")["data-term"] == "guestbook"


def test_a_discussion_stays_with_the_permalink(
    build_root: BuildRoot, comments: dict[str, Any]
) -> None:
    """Whatever the source is called, and whichever builder makes the page."""
    app = build_root(ROOT, on_demand_comments=comments)
    before = {name: section(app, name)["data-term"] for name in WITH_COMMENTS}
    (app.srcdir / "posts/open.md").rename(app.srcdir / "posts/2018-summer.md")
    app = build_root(ROOT, "dirhtml", on_demand_comments=comments)
    folders = {name.replace(".html", "/index.html"): name for name in WITH_COMMENTS}
    folders[OPEN] = folders.pop("2018/08/Café/index/index.html")
    after = {folders[name]: section(app, name)["data-term"] for name in folders}
    assert after == before


def test_settings_of_the_owner(build_root: BuildRoot, comments: dict[str, Any]) -> None:
    mine = {
        "mapping": "pathname",
        "strict": False,
        "reactions": False,
        "input_position": "top",
        "theme_light": "noborder_light",
        "theme_dark": "https://example.org/dark.css",
        "server": "https://giscus.example",
    }
    app = build_root(ROOT, on_demand_comments=comments | mine, language="de")
    found = section(app, PLAIN)
    assert "data-term" not in found.attrs
    told = {
        key: found[f"data-{key}"] for key in ("mapping", "strict", "lang", "server")
    }
    assert told == {
        "mapping": "pathname",
        "strict": "0",
        "lang": "de",
        "server": "https://giscus.example",
    }
    assert "giscus.example" in found.p.get_text()
    # A discussion that a post names is that one.
    moved = section(app, "posts/moved.html")
    assert (moved["data-mapping"], moved["data-term"]) == (
        "specific",
        "2018/08/old-name/",
    )


@pytest.mark.parametrize("theme", ["furo", "pydata_sphinx_theme"])
def test_other_themes(
    build_root: BuildRoot, comments: dict[str, Any], theme: str
) -> None:
    app = build_root(ROOT, on_demand_comments=comments, html_theme=theme)
    found = pages(app)
    assert {name for name in found if "post-comments" in found[name]} == WITH_COMMENTS
    assert section(app, PLAIN)["data-term"] == "posts/plain"


@pytest.mark.parametrize("how", ["options", "place"])
def test_a_template_may_have_the_comments(
    build_root: BuildRoot, comments: dict[str, Any], how: str
) -> None:
    root = build_root(ROOT, "dummy").srcdir
    (root / "_templates").mkdir()
    (root / "_templates/post-comments.html").write_text("{{ post_comments }}")
    if how == "options":
        more: dict[str, Any] = {
            "html_theme": "pydata_sphinx_theme",
            "html_theme_options": {"article_footer_items": ["post-comments"]},
        }
    else:
        layout = (
            '{% extends "!layout.html" %}{% block footer %}'
            '{% include "post-comments.html" %}{% endblock %}'
        )
        (root / "_templates/layout.html").write_text(layout)
        more, comments = {}, comments | {"place": "template"}
    app = build_root(
        ROOT, on_demand_comments=comments, templates_path=["_templates"], **more
    )
    # Not in the text, where they are otherwise.
    assert section(app, PLAIN).find_parent(class_=["bd-article", "body"]) is None


@pytest.mark.parametrize("builder", ["epub", "singlehtml", "json", "latex"])
def test_books_have_none(
    build_root: BuildRoot,
    comments: dict[str, Any],
    counter: dict[str, str],
    builder: str,
) -> None:
    app = build_root(
        ROOT, builder, on_demand_comments=comments, on_demand_counter=counter
    )
    for path in app.outdir.rglob("*"):
        if path.suffix in {".xhtml", ".html", ".fjson", ".tex"}:
            text = path.read_text("utf-8")
            assert "post-comments" not in text, path
            assert "on-demand-c" not in text, path


def test_front_matter_that_is_not_understood(
    build_root: BuildRoot, comments: dict[str, Any]
) -> None:
    root = build_root(ROOT, "dummy").srcdir
    text = "---\ndate: 2018-01-01\ncomments: maybe\ncomments_term: [a]\n---\n\n# Odd\n"
    (root / "posts/odd.md").write_text(text)
    app = build_root(ROOT, on_demand_comments=comments)
    first, second = app.warning.getvalue().strip().split("\n")
    assert "odd.md:3: WARNING: comments: 'maybe': expected true or false." in first
    assert "odd.md:4: WARNING: comments_term: '[\"a\"]': expected the title" in second
    assert "[on_demand.comments_term]" in second
    assert section(app, "posts/odd.html")["data-term"] == "posts/odd"


def test_a_post_that_is_due_gets_comments(
    build_root: BuildRoot, comments: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its page is written on its day, though neither templates nor feeds need it."""
    root = build_root(ROOT, "dummy").srcdir
    conf = root / "conf.py"
    conf.write_text(conf.read_text().replace('    "permalink_blog.feeds",\n', ""))
    (root / "_templates").mkdir()
    own = '{% extends "layout.html" %}{% block body %}{{ body }}{% endblock %}'
    (root / "_templates/page.html").write_text(own)
    asked = {"on_demand_comments": comments, "templates_path": ["_templates"]}
    monkeypatch.setattr(ablog, "tomorrow", lambda _config: datetime(2018, 8, 2))
    app = build_root(ROOT, **asked)
    assert "post-comments" not in pages(app)[PLAIN]
    monkeypatch.setattr(ablog, "tomorrow", lambda _config: datetime(2018, 8, 3))
    app = build_root(ROOT, **asked)
    assert "0 added, 0 changed, 0 removed" in app.status.getvalue()
    assert "post-comments" in pages(app)[PLAIN]


def test_wrong_settings_end_the_build(build_root: BuildRoot) -> None:
    with pytest.raises(ConfigError) as caught:
        build_root(ROOT, on_demand_comments={"repo": "blog"})
    assert "on_demand_comments[\"repo\"] = 'blog': expected a rep" in str(caught.value)
    assert "guide/comments.md" in str(caught.value)


def test_the_counter_is_on_every_page(
    build_root: BuildRoot, counter: dict[str, str]
) -> None:
    app = build_root(ROOT, on_demand_counter=counter)
    assert app.warning.getvalue() == ""
    found = pages(app)
    assert len(found) > 10
    for name, text in found.items():
        soup = BeautifulSoup(text, "html.parser")
        [script] = soup.select("script[src*=on-demand-counter]")
        [canonical] = soup.select("link[rel=canonical]")
        assert script["data-page"] == canonical["href"], name
        assert script["data-url"] == counter["url"]
        assert script.has_attr("defer")
        assert "post-comments" not in text


@pytest.mark.parametrize(
    ("base", "said"),
    [
        ("", True),
        ("/blog/", True),
        ("https://", True),
        ("http://localhost:8000/", False),
    ],
)
def test_nothing_is_counted_where_nobody_reads(
    build_root: BuildRoot, counter: dict[str, str], base: str, said: bool
) -> None:
    app = build_root(
        ROOT, on_demand_counter=counter, html_baseurl=base, blog_baseurl=""
    )
    warned = (
        "on_demand_counter counts nothing: html_baseurl is" in app.warning.getvalue()
    )
    assert warned == said
    assert not [x for x, text in pages(app).items() if "on-demand-counter" in text]


@pytest.mark.parametrize("parallel", [1, 2])
def test_an_incremental_build_is_a_clean_one(
    build_root: BuildRoot,
    comments: dict[str, Any],
    counter: dict[str, str],
    parallel: int,
) -> None:
    asked = {"on_demand_comments": comments, "on_demand_counter": counter}
    app = build_root(ROOT, parallel=parallel)
    off = snapshot(app.outdir)
    app = build_root(ROOT, parallel=parallel, **asked)
    # It is a matter of writing: no document is read for it.
    assert "0 added, 0 changed, 0 removed" in app.status.getvalue()
    plain = app.srcdir / "posts/plain.md"
    before = plain.read_text()
    for change in ("comments: false", "published: false", "comments_term: other"):
        plain.write_text(before.replace("---\n\n", f"{change}\n---\n\n"))
        app = build_root(ROOT, parallel=parallel, **asked)
        shown = "post-comments" in pages(app)[PLAIN]
        assert shown == (change == "comments_term: other")
    step = snapshot(app.outdir)
    shutil.rmtree(app.srcdir / "_build")
    app = build_root(ROOT, parallel=parallel, **asked)
    assert differing(snapshot(app.outdir), step) == set()
    plain.write_text(before)
    app = build_root(ROOT, parallel=parallel)
    # Scripts that are there are on no page.
    assert {
        x for x in differing(snapshot(app.outdir), off) if "on-demand-" not in x
    } == set()
