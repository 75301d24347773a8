"""The labels of posts: the same in whichever order they are read."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from site_tools.edits import save, touch
from site_tools.slow import slow
from site_tools.small_blogs import edit, warned

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

ROOT = "blog-scaling-labels"
MANY = 22  # posts, so that workers read them


@pytest.fixture
def srcdir(rootdir: Path, tmp_path: Path) -> Path:
    """Give the folder of a copy of the root, that builds use."""
    return shutil.copytree(rootdir / f"test-{ROOT}", tmp_path / ROOT)


def post(srcdir: Path, name: str, text: str = "Text.") -> None:
    title = name.replace("/", " ")
    save(
        srcdir / f"posts/{name}.md",
        f"---\ndate: 2018-01-01\n---\n\n# {title}\n\n{text}\n",
    )


def labels(app: SphinxTestApp) -> Mapping[str, str]:
    """Give what the labels of references lead to, but for Sphinx's own pages."""
    found = app.env.domains.standard_domain.anonlabels
    assert found.keys() >= app.env.domains.standard_domain.labels.keys()
    return {
        label: docname
        for label, (docname, *_) in sorted(found.items())
        if docname in app.env.all_docs
    }


def target(app: SphinxTestApp) -> str:
    """Give where {ref}`same` of the home page leads."""
    page = (app.outdir / "index.html").read_text("utf-8")
    return page.split('id="seen"')[1].split('href="')[1].split('"')[0]


def test_stock_ablog_loses_labels(build_root: BuildRoot, srcdir: Path) -> None:
    """Why they are kept; when this fails, ABlog needs it no longer."""
    edit(
        srcdir / "conf.py",
        '"permalink_blog.incremental", "permalink_blog.archives"',
        "",
    )
    first = labels(build_root(ROOT))
    assert first["same"] == "posts/two/same"
    edit(srcdir / "posts/one/same.md", "Text", "Other text")
    assert labels(build_root(ROOT))["same"] == "posts/one/same"
    (srcdir / "posts/one/same.md").unlink()
    assert "same" not in labels(build_root(ROOT))


@pytest.mark.parametrize("parallel", [1, slow(2)])
def test_two_posts_of_one_name(
    build_root: BuildRoot, srcdir: Path, parallel: int
) -> None:
    for number in range(MANY):
        post(srcdir, f"x{number:02}/same")
        post(srcdir, f"x{number:02}/p{number:02}")
    app = build_root(ROOT, parallel=parallel)
    found = labels(app)
    # The last by name, as in a build of ABlog's that reads all.
    assert found["same"] == f"posts/x{MANY - 1:02}/same"
    assert {f"p{number:02}" for number in range(MANY)} <= found.keys()
    assert target(app) == f"posts/x{MANY - 1:02}/same.html#same"


def test_whatever_is_read_again(build_root: BuildRoot, srcdir: Path) -> None:
    app = build_root(ROOT)
    first, index = labels(app), (app.outdir / "index.html").read_bytes()
    assert first["same"] == "posts/two/same"
    assert not warned(app)
    for name in (
        "posts/one/same.md",
        "posts/two/same.md",
        "index.md",
        "posts/other.md",
    ):
        touch(srcdir / name)
        app = build_root(ROOT)
        assert labels(app) == first, name
        assert (app.outdir / "index.html").read_bytes() == index
        assert not warned(app)


def test_the_other_post_has_it_when_one_goes(
    build_root: BuildRoot, srcdir: Path
) -> None:
    build_root(ROOT)
    text = (srcdir / "posts/two/same.md").read_text("utf-8")
    (srcdir / "posts/two/same.md").unlink()
    app = build_root(ROOT)
    assert labels(app)["same"] == "posts/one/same"
    assert target(app) == "posts/one/same.html#same"
    assert not warned(app)
    save(srcdir / "posts/two/same.md", text)
    app = build_root(ROOT)
    assert labels(app)["same"] == "posts/two/same"
    assert target(app) == "posts/two/same.html#same"


def test_a_new_post_takes_it_over(build_root: BuildRoot, srcdir: Path) -> None:
    build_root(ROOT)
    post(srcdir, "three/same")
    app = build_root(ROOT)
    incremental = labels(app)
    # "posts/three" is before "posts/two"
    assert incremental["same"] == "posts/two/same"
    post(srcdir, "zwei/same")
    app = build_root(ROOT)
    assert labels(app)["same"] == "posts/zwei/same"
    assert target(app) == "posts/zwei/same.html#same"


@pytest.mark.parametrize("where", ["posts/other", "index", "posts/one/same"])
@pytest.mark.parametrize("parallel", [1, slow(2)])
def test_a_label_of_the_authors_own(
    build_root: BuildRoot, srcdir: Path, where: str, parallel: int
) -> None:
    for number in range(MANY if parallel > 1 else 0):
        post(srcdir, f"m{number:02}")
    edit(srcdir / f"{where}.md", "## Section", "(same)=\n\n## Section")
    app = build_root(ROOT, parallel=parallel)
    first = labels(app)
    assert first["same"] == where
    assert target(app).endswith("#same")
    for name in {"posts/two/same": 1, "posts/one/same": 1, where: 1}:
        edit(srcdir / f"{name}.md", "ext of a section", "ext, more of it, of a section")
        app = build_root(ROOT, parallel=parallel)
        assert labels(app) == first, name
        assert not warned(app)
    (srcdir / "posts/two/same.md").unlink()
    assert labels(build_root(ROOT, parallel=parallel))["same"] == where


def test_a_label_that_its_author_takes_back(
    build_root: BuildRoot, srcdir: Path
) -> None:
    edit(srcdir / "posts/other.md", "## Section", "(same)=\n\n## Section")
    app = build_root(ROOT)
    assert target(app) == "posts/other.html#same"
    edit(srcdir / "posts/other.md", "(same)=\n\n", "")
    app = build_root(ROOT)
    assert labels(app)["same"] == "posts/two/same"
    assert target(app) == "posts/two/same.html#same"
    edit(srcdir / "posts/other.md", "## Section", "(same)=\n\n## Section")
    app = build_root(ROOT)
    assert target(app) == "posts/other.html#same"


@pytest.mark.parametrize("name", ["one/same", "two/same", "other", "folder/index"])
def test_no_label_is_lost(build_root: BuildRoot, srcdir: Path, name: str) -> None:
    """ABlog's purge takes labels of other documents away."""
    app = build_root(ROOT)
    first = labels(app)
    assert {"same", "other", "folder", "about", "index-label"} <= first.keys()
    path = srcdir / f"posts/{name}.md"
    edit(path, "Text", "Other text")
    assert labels(build_root(ROOT)) == first
    text = path.read_text("utf-8")
    path.unlink()
    gone = name.split("/")[0] if name.endswith("index") else name.split("/")[-1]
    left = labels(build_root(ROOT))
    assert first.keys() - left.keys() <= {gone}
    assert {"same", "about"} <= left.keys()
    save(path, text)
    assert labels(build_root(ROOT)) == first


def test_a_document_of_the_same_name_keeps_its_label(
    build_root: BuildRoot, srcdir: Path
) -> None:
    """ABlog pops the label "about" when it purges anything called "about"."""
    app = build_root(ROOT)
    assert labels(app)["about"] == "about"
    post(srcdir, "about")
    app = build_root(ROOT)
    assert labels(app)["about"] == "about"
    (srcdir / "posts/about.md").unlink()
    app = build_root(ROOT)
    assert labels(app)["about"] == "about"
    assert not warned(app)
