"""Labels that are likely to be one, in one build and in the next."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.checks.labels import fold, similar_labels

if TYPE_CHECKING:
    from pathlib import Path

    from tests.checks.conftest import Check
    from tests.conftest import BuildRoot

from conftest import snapshot
from site_tools.edits import save
from site_tools.small_blogs import ANY_NEWS, stamps, warned, written

ROOT = "blog-checks"
WORDS = st.text("abCs-y", min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        *(("tag", "tags"), ("Tag", "TAGS"), ("category", "categories")),
        *(("box", "boxes"), ("class", "classes"), ("case", "cases")),
        *(("movie", "movies"), ("branch", "branches"), ("open source", "Open Sources")),
        *(("Straße", "STRASSE"), ("café", "Cafés")),
    ],
)
def test_alike(singular: str, plural: str) -> None:
    documents = {"a": (singular,), "b": (plural,), "c": (singular,)}
    (likeness,) = similar_labels(documents, "tags")
    assert dict(likeness.places) == {singular: ("a", "c"), plural: ("b",)}


@pytest.mark.parametrize(
    ("one", "another"),
    [
        *(("css", "cs"), ("ios", "io"), ("plan", "plane"), ("car", "care")),
        *(("C", "C++"), ("class", "clas"), ("a", "b"), ("data", "date")),
    ],
)
def test_different(one: str, another: str) -> None:
    assert list(similar_labels({"a": (one,), "b": (another,)}, "tags")) == []


@given(st.dictionaries(WORDS, st.lists(WORDS, unique=True, max_size=4).map(tuple)))
def test_any_labels(documents: dict[str, tuple[str, ...]]) -> None:
    """Each label is told once at most, with all its documents, in a fixed order."""
    found = list(similar_labels(documents, "tags"))
    told = [label for likeness in found for label in likeness.places]
    assert len(told) == len(set(told))
    for likeness in found:
        assert len(likeness.places) > 1
        for label, docnames in likeness.places.items():
            having = [name for name in sorted(documents) if label in documents[name]]
            assert list(docnames) == having
    known = {label.casefold() for labels in documents.values() for label in labels}
    folds = [fold(label, known) for label in told]
    assert all(folds.count(x) > 1 for x in folds)
    again = dict(reversed(documents.items()))
    assert [dict(x.places) for x in similar_labels(again, "tags")] == [
        dict(x.places) for x in found
    ]


POSTS = {
    "posts/a.md": "---\ntags: [python, web]\n---\n\n# A\n",
    "posts/b.md": "---\ntags:\n  - python\n  - x\ncategory: til\n---\n\n# B\n",
    "posts/c.md": "---\ncategories: [TIL]\ntags: pythons x\n---\n\n# C\n",
    "posts/d.md": "---\ntags:\n  - x\n  - Python\n---\n\n# D\n",
    "posts/e.md": "---\ntag: Python\n---\n\n# E\n",
}
TOLD = """\
posts/d.md:4: WARNING: tags: 'Python' (also in posts/e.md:2) differs from 'python' \
only in case or number: write one of them. 'python' is in posts/a.md:2, posts/b.md:3 \
[blog_checks.label]
posts/c.md:3: WARNING: tags: 'pythons' differs from 'python' only in case or number: \
write one of them. 'python' is in posts/a.md:2, posts/b.md:3 [blog_checks.label]
posts/c.md:2: WARNING: categories: 'TIL' differs from 'til' only in case or number: \
write one of them. 'til' is in posts/b.md:5 [blog_checks.label]
""".splitlines()


def test_all_places_are_told_in_each_build(check: Check) -> None:
    assert check(POSTS) == TOLD
    assert check({}) == TOLD


def test_many_places_of_the_usual_spelling(check: Check) -> None:
    posts = {f"posts/{n}.md": f"---\ntags: a\n---\n\n# {n}\n" for n in range(9)}
    (line,) = check({**posts, "posts/z.md": "---\ntags: A\n---\n\n# Z\n"})
    assert line.startswith("posts/z.md:2: WARNING: tags: 'A' differs from 'a'")
    assert "posts/4.md:2, and 4 more [" in line
    assert "posts/5.md" not in line


def test_they_go_when_they_are_fixed(check: Check) -> None:
    check(POSTS)
    fewer = check({"posts/c.md": "# C\n", "posts/d.md": "# D\n"})
    assert [line.split(":")[0] for line in fewer] == ["posts/e.md"]
    assert check({"posts/e.md": "# E\n"}) == []


def test_parallel_reading_says_the_same(
    build_root: BuildRoot, check: Check, tmp_path: Path
) -> None:
    documents = {f"posts/{n}.md": f"---\ntgas: {n}\n---\n" for n in range(12)}
    extensions = [
        "myst_parser",
        "permalink_blog.frontmatter",
        "ablog",
        "permalink_blog.checks",
    ]
    extensions.append("permalink_blog.incremental")  # which makes ABlog safe for it
    serial = check({**POSTS, **documents}, extensions=extensions)
    shutil.rmtree(tmp_path / ROOT / "_build/doctrees")  # or nothing would be read
    app = build_root(ROOT, "dummy", parallel=2, extensions=extensions)
    lines = warned(app).replace(f"{app.srcdir}/", "").splitlines()
    assert sorted(lines) == sorted(serial)
    assert lines[-3:] == serial[-3:]  # of labels, at the end of reading


def test_shared_archives_are_not_told_twice(check: Check) -> None:
    """The archives report shared pages, and this labels that differ in case."""
    posts = {
        f"posts/{number}.md": f"---\ndate: 2018-08-01\ntags: [{tags}]\n---\n\n# A\n"
        for number, tags in enumerate(("Web", "web", "C", "C++"))
    }
    extensions = [
        "myst_parser",
        "permalink_blog.frontmatter",
        "ablog",
        "permalink_blog.incremental",
        "permalink_blog.archives",
    ]
    said = check(posts, "html", extensions=[*extensions, "permalink_blog.checks"])
    assert [line.rpartition("[")[2] for line in said] == [
        *("blog_checks.label]", "blog_archives.archive]")
    ]
    assert "'C' and 'C++' share" in said[1]
    both = check({}, "html", extensions=extensions)
    assert len([line for line in both if "share the page" in line]) == 1


def test_no_page_depends_on_it(build_root: BuildRoot, check: Check) -> None:
    """The same files are written with and without, in the first build and the next."""
    texts = {**POSTS, "posts/f.md": "---\ntgas: x\n---\n\n![](a.png)\n"}
    check(texts, "html")
    app = build_root(ROOT)
    with_checks = snapshot(app.outdir)
    before = stamps(app.outdir)
    save(app.srcdir / "posts/a.md", POSTS["posts/a.md"].replace("web", "Pythons"))
    app = build_root(ROOT)
    changed = written(before, app.outdir)
    assert "'Pythons'" in warned(app)

    save(app.srcdir / "posts/a.md", POSTS["posts/a.md"])
    without = {"extensions": ["myst_parser", "permalink_blog.frontmatter", "ablog"]}
    app = build_root(ROOT, **without)
    plain = snapshot(app.outdir)
    before = stamps(app.outdir)
    save(app.srcdir / "posts/a.md", POSTS["posts/a.md"].replace("web", "Pythons"))
    app = build_root(ROOT, **without)
    assert written(before, app.outdir) == changed
    ignored = {".buildinfo", "blog/atom.xml", *ANY_NEWS}  # ABlog's has the time
    assert {k: v for k, v in plain.items() if k not in ignored} == {
        k: v for k, v in with_checks.items() if k not in ignored
    }
