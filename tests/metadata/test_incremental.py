"""Builds after an edit, and those of several workers, are clean builds of one."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from conftest import snapshot
from site_tools.edits import save
from site_tools.flat_images import flat_png
from site_tools.fresh_builds import build, differences
from site_tools.heads import BASE, ROOT, head_of, thumbnails
from site_tools.slow import slow
from site_tools.small_blogs import edit, pages, stamps, warned, written

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

LIST = "blog/tag/summer"


def check_as_clean(build_root: BuildRoot, app: SphinxTestApp, **settings: Any) -> None:
    incremental = snapshot(app.outdir)
    shutil.rmtree(app.outdir.parent)
    found = differences(incremental, snapshot(build_root(ROOT, **settings).outdir))
    assert not found, "\n".join(found)


def test_another_image_is_in_the_lists_that_show_it(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    before = stamps(app.outdir)
    edit(app.srcdir / "posts/named.md", "/img/photo.png", "/img/wide.png")
    app = build_root(ROOT)
    assert thumbnails(app, LIST)["posts/named"]["src"] == "../../_images/wide.png"
    image = head_of(app, "posts/named").one("og:image")
    assert image == f"{BASE}_images/wide.png"
    # Lists that do not show the post stay as they are.
    again = pages(written(before, app.outdir))
    assert {LIST, "blog/category/travel", "2018/08/named"} <= again
    assert not {"about", "posts/plain", "blog/tag/rd"} & again
    check_as_clean(build_root, app)


@pytest.mark.parametrize("size", [(300, 500), (600, 400)])
def test_a_file_that_is_another(build_root: BuildRoot, size: tuple[int, int]) -> None:
    """Lists are written when its size is another, and it is copied in any case."""
    app = build_root(ROOT)
    before = stamps(app.outdir)
    content = flat_png(*size, shade=7)
    save(app.srcdir / "img/photo.png", content)
    app = build_root(ROOT)
    assert (app.outdir / "_images/photo.png").read_bytes() == content
    found = thumbnails(app, LIST)["posts/named"]
    assert (found["width"], found["height"]) == tuple(map(str, size))
    assert (LIST in pages(written(before, app.outdir))) == (size != (600, 400))
    check_as_clean(build_root, app)


def test_a_text_that_changes_is_no_matter_of_lists(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    before = stamps(app.outdir)
    edit(app.srcdir / "posts/shown.md", "with text.", "with text.\n\nThe end.")
    app = build_root(ROOT)
    assert pages(written(before, app.outdir)) == {"posts/shown"}
    check_as_clean(build_root, app)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("shown", "wide.png", "photo.png"),
        ("shown", "![A wide picture](../img/wide.png)\n", ""),
        ("shown", "tags: summer", "image: false"),
        ("named", 'A "photo" & more', "More"),
        ("plain", "tags: summer", "tags: summer\nimage: ../img/icon.png"),
        ("remote", "https://img.example/far.jpg", "../img/photo.png"),
    ],
)
def test_any_edit(build_root: BuildRoot, name: str, old: str, new: str) -> None:
    app = build_root(ROOT)
    edit(app.srcdir / f"posts/{name}.md", old, new)
    check_as_clean(build_root, build_root(ROOT))


def test_an_archive_counts_a_new_post(build_root: BuildRoot) -> None:
    """On all its pages, and on those of all labels."""
    app = build_root(ROOT, blog_page_size=2)
    text = "---\ndate: 2016-01-01\ntags: summer\n---\n\n# Old\n\nText.\n"
    save(app.srcdir / "posts/old.md", text)
    app = build_root(ROOT, blog_page_size=2)
    years = "2016\N{EN DASH}2018"
    for name in (LIST, f"{LIST}/page/2", f"{LIST}/page/3", "blog/tag", "blog"):
        description = head_of(app, name).one("description")
        assert description is not None
        assert years in description, name
    check_as_clean(build_root, app, blog_page_size=2)


def test_a_post_that_is_gone(build_root: BuildRoot) -> None:
    root = build_root(ROOT).srcdir
    for name in ("named", "draft"):  # the two that have it
        (root / f"posts/{name}.md").unlink()
    app = build_root(ROOT)
    assert not (app.outdir / "_images/photo.png").exists()
    check_as_clean(build_root, app)


def test_an_image_of_that_name_comes_before_it(build_root: BuildRoot) -> None:
    """Sphinx numbers images of one name: all that show the other are written."""
    app = build_root(ROOT)
    save(app.srcdir / "aaa/photo.png", flat_png(210, 220))
    edit(app.srcdir / "posts/plain.md", "tags:", "image: /aaa/photo.png\ntags:")
    app = build_root(ROOT)
    assert head_of(app, "posts/plain").one("og:image") == f"{BASE}_images/photo.png"
    assert head_of(app, "posts/named").one("og:image") == f"{BASE}_images/photo1.png"
    assert thumbnails(app, LIST)["posts/named"]["src"] == "../../_images/photo1.png"
    check_as_clean(build_root, app)


def test_a_card_of_another_size(build_root: BuildRoot) -> None:
    """Pages that have it say so, and those with an image stay as they are."""
    app = build_root(ROOT)
    before = stamps(app.outdir)
    save(app.srcdir / "_static/card.png", flat_png(800, 418))
    app = build_root(ROOT)
    assert head_of(app, "about").one("og:image:width") == "800"
    assert head_of(app, "blog/tag/summer").one("og:image:width") == "800"
    assert "posts/shown" not in pages(written(before, app.outdir))
    check_as_clean(build_root, app)


def test_a_card_that_comes_and_goes(build_root: BuildRoot) -> None:
    card = build_root(ROOT).srcdir / "_static/card.png"
    content = card.read_bytes()
    card.unlink()
    app = build_root(ROOT)
    assert "[blog_metadata.card]" in warned(app)
    assert head_of(app, "about").one("og:image") is None
    save(card, content)
    app = build_root(ROOT)
    assert head_of(app, "about").one("og:image") == f"{BASE}_static/card.png"
    check_as_clean(build_root, app)


@pytest.mark.parametrize("builder", ["html", slow("dirhtml")])
def test_two_workers_make_the_same_files(
    rootdir: Path, tmp_path: Path, builder: str
) -> None:
    srcdir = tmp_path / "source"
    shutil.copytree(rootdir / f"test-{ROOT}", srcdir)
    for number in range(12):  # so many that they are shared
        text = f"---\ndate: 2019-01-{number + 1:02}\ntags: summer\n"
        text += f"image: many/{number}/photo.png\n---\n\n# Post {number}\n\nText.\n"
        save(srcdir / f"posts/many{number}.md", text)
        size = (200 + number, 300)
        save(srcdir / f"posts/many/{number}/photo.png", flat_png(*size))
    found = []
    for jobs in ("1", "2"):
        out = tmp_path / jobs
        arguments = ["-b", builder, "-W", "-j", jobs, "-d", str(tmp_path / f"d{jobs}")]
        done = build([*arguments, str(srcdir), str(out)], tmp_path / f"log{jobs}")
        assert done.status == 0, done.said
        found.append(snapshot(out))
    assert len([x for x in found[0] if x.startswith("_images/photo")]) == 13
    assert not differences(*found)


def test_no_image_is_looked_for_again(build_root: BuildRoot) -> None:
    """What is no path and no URL will be no file, either."""
    app = build_root(ROOT)
    save(app.srcdir / "posts/2020-01-01-listed.md", "---\nimage: [1, 2]\n---\n# A\n")
    app = build_root(ROOT)
    assert "listed.md:2: WARNING: image: '[1, 2]': expected a file" in warned(app)
    before = stamps(app.outdir)
    app = build_root(ROOT)
    assert warned(app) == ""
    assert not pages(written(before, app.outdir))
