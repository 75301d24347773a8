"""A checkout with the ``_build`` of another one restored: all times are new."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from conftest import PROJECT, snapshot
from permalink_blog.core.installed import installed_digest
from site_tools import edits
from site_tools.edits import Blog
from site_tools.fresh_builds import build, differences, documents_read
from site_tools.small_blogs import pages, stamps, written
from site_tools.written_sites import written_site

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

ROOT = PROJECT / "tests/roots/test-blog-any-edit"
OTHER = "Other text."
ENDING = """
import os, pathlib

_setup = globals().get("setup", print)


def setup(app):
    _setup(app)
    app.connect("env-updated", _end, priority=900)


def _end(app, env):
    if pathlib.Path(app.srcdir, "end").exists():
        os._exit(3)
"""


class Checkouts:
    """Checkouts of a blog, one after the other, with what was built in the first."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.built = folder, folder / "built"
        self.blog = Blog(folder / "checkout")
        shutil.copytree(ROOT, self.blog.folder)
        edits.set_inventory(self.blog, 0)

    def build(self, builder: str = "html", into: str = "", status: int = 0) -> str:
        """Build, and return what the build printed."""
        built = self.folder / into if into else self.built
        folders = [built / "doctrees", self.blog.folder, built / builder]
        arguments = ["-b", builder, "-d", *folders]
        found = build([str(x) for x in arguments], self.folder / "said.txt")
        assert found.status == status, found.said
        return found.said

    def check_out(self, *, keeps_times: bool = True) -> None:
        edits.check_out(self.blog)
        if not keeps_times:
            edits.make_new(self.built)

    def move(self, name: str) -> str:
        """Check the blog out elsewhere, and restore what was built in "../built".

        :returns: where it was
        """
        old = self.blog.folder
        edits.check_out(self.blog)
        folder = self.folder / name
        folder.parent.mkdir(parents=True)
        self.blog = edits.located(self.blog, old.rename(folder))
        self.built = self.built.rename(folder.parent / "built")
        edits.make_new(self.built)
        return str(old)

    def assert_clean(self, builder: str = "html") -> None:
        clean = self.folder / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        self.build(builder, into=clean.name)
        found = differences(
            *(_without_books(snapshot(x / builder)) for x in (self.built, clean))
        )
        assert not found, "\n".join(found)


def _without_books(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: found for name, found in files.items() if not name.endswith(".epub")}


@pytest.fixture
def checkouts(tmp_path: Path) -> Checkouts:
    return Checkouts(tmp_path)


@pytest.mark.parametrize("keeps_times", [True, False])
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_checkout(checkouts: Checkouts, builder: str, *, keeps_times: bool) -> None:
    assert documents_read(checkouts.build(builder))
    checkouts.check_out(keeps_times=keeps_times)
    before = stamps(checkouts.built / builder)
    assert documents_read(checkouts.build(builder)) == 0
    assert not pages(written(before, checkouts.built / builder))
    checkouts.check_out(keeps_times=keeps_times)
    edits.set_last_block(checkouts.blog, 3, OTHER)
    before = stamps(checkouts.built / builder)
    assert documents_read(checkouts.build(builder)) == 1
    now = pages(written(before, checkouts.built / builder))
    documents = len([*checkouts.blog.folder.rglob("*.md")])
    assert 0 < len(now) < documents / 2
    checkouts.assert_clean(builder)


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_checkout_in_another_folder(checkouts: Checkouts, builder: str) -> None:
    checkouts.build(builder)
    old = os.fsencode(checkouts.move("a/checkout"))
    before = stamps(checkouts.built / builder)
    assert documents_read(checkouts.build(builder)) == 0
    assert not pages(written(before, checkouts.built / builder))
    edits.set_last_block(checkouts.blog, 3, f"{OTHER} [x](#nowhere)")
    before = stamps(checkouts.built / builder)
    said = checkouts.build(builder)
    assert documents_read(said) == 1
    assert os.fsencode(said).count(old) == 0
    assert str(checkouts.blog.folder) in said
    now = pages(written(before, checkouts.built / builder))
    assert 0 < len(now) < len([*checkouts.blog.folder.rglob("*.md")]) / 2
    pickled = checkouts.built / "doctrees/environment.pickle"
    assert old not in pickled.read_bytes().replace(os.fsencode(checkouts.folder), b"")
    checkouts.move("b/c/checkout")
    edits.set_file(checkouts.blog, "_templates/postcard.html", "<b>x</b>")  # in all
    assert documents_read(checkouts.build(builder)) == 0
    checkouts.assert_clean(builder)


def test_a_text_with_the_former_folder_in_it(checkouts: Checkouts) -> None:
    path = str(checkouts.blog.folder / "conf.py")
    edits.set_last_block(checkouts.blog, 3, f"{path} ``{path}``\n\n    {path}")
    checkouts.build()
    checkouts.move("a/checkout")
    assert documents_read(checkouts.build()) == 1
    edits.set_file(checkouts.blog, "_templates/postcard.html", "<b>x</b>")
    checkouts.build()
    assert path in checkouts.blog.document(3).read_text("utf-8")
    checkouts.assert_clean()


def test_an_output_that_has_not_moved_along(checkouts: Checkouts) -> None:
    """Sphinx reads all, and says why: paths of the output may be anywhere."""
    checkouts.build()
    other = checkouts.folder / "elsewhere" / "checkout"
    shutil.copytree(checkouts.blog.folder, other, copy_function=shutil.copy)
    checkouts.blog = Blog(other)
    edits.set_last_block(checkouts.blog, 3, OTHER)
    assert "source directory has changed" in checkouts.build()
    checkouts.assert_clean()


@pytest.mark.slow
def test_a_book_in_another_folder(checkouts: Checkouts) -> None:
    """The book itself has the times of its files in it: its files are compared."""
    conf = checkouts.blog.folder / "conf.py"
    now = "\nimport os\nos.environ['SOURCE_DATE_EPOCH'] = '1500000000'\n"
    edits.save(conf, conf.read_text("utf-8") + now)
    checkouts.build("epub")
    checkouts.move("a/checkout")
    edits.set_last_block(checkouts.blog, 3, OTHER)
    assert documents_read(checkouts.build("epub")) == 1
    checkouts.assert_clean("epub")


@pytest.mark.parametrize(
    "edit",
    [
        lambda blog: edits.draw_dot(blog, "posts/dot.png", 9),
        lambda blog: edits.set_file(blog, "_static/extra.css", "b { color: red }"),
        lambda blog: edits.set_file(blog, "_templates/postcard.html", "<b>x</b>"),
        lambda blog: edits.set_config(blog, "post_auto_excerpt", "2"),
        lambda blog: edits.delete(blog, 3),
    ],
)
@pytest.mark.slow
def test_an_edit_of_something_else(checkouts: Checkouts, edit: object) -> None:
    checkouts.build()
    checkouts.check_out(keeps_times=False)
    assert callable(edit)
    edit(checkouts.blog)
    checkouts.build()
    checkouts.assert_clean()


def test_a_page_of_a_builder_that_has_not_seen_the_edit(checkouts: Checkouts) -> None:
    """No time says it: another builder has read the document already."""
    checkouts.build()
    checkouts.build("dirhtml")
    edits.set_last_block(checkouts.blog, 3, OTHER)
    checkouts.build("dirhtml")
    checkouts.check_out(keeps_times=False)
    assert documents_read(checkouts.build()) == 0
    checkouts.assert_clean()


def test_an_edit_that_a_killed_build_has_read_and_that_is_undone(
    checkouts: Checkouts,
) -> None:
    """The doctree is of a text that is no more, unlike the environment."""
    conf = checkouts.blog.folder / "conf.py"
    edits.save(conf, conf.read_text("utf-8") + ENDING)
    checkouts.build()
    path = checkouts.blog.document(3)
    old = path.read_bytes()
    edits.set_last_block(checkouts.blog, 3, OTHER)
    edits.save(checkouts.blog.folder / "end", "")
    checkouts.build(status=3)
    edits.save(path, old)
    (checkouts.blog.folder / "end").unlink()
    edits.set_file(checkouts.blog, "_templates/postcard.html", "<b>x</b>")  # in all
    checkouts.build()
    checkouts.assert_clean()


def test_another_version_of_a_package(
    build_root: BuildRoot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site-packages"
    record = folder / "some-1.0.dist-info"
    record.mkdir(parents=True)
    monkeypatch.syspath_prepend(folder)
    site = written_site(build_root, tmp_path, {"a.md": "# A\n\nText.\n"})
    for _ in range(2):
        installed_digest.cache_clear()
        app = site.build()
    assert "has changed" not in app.status.getvalue()
    before = stamps(app.outdir)
    record.rename(folder / "some-2.0.dist-info")
    installed_digest.cache_clear()
    app = site.build()
    expected = "Python or a package has changed: all documents are read again"
    assert expected in app.status.getvalue()
    assert "a" in pages(written(before, app.outdir))
    installed_digest.cache_clear()


def test_another_commit_of_a_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = tmp_path / "site-packages" / "some-1.0.dist-info"
    record.mkdir(parents=True)
    monkeypatch.syspath_prepend(record.parent)
    found = []
    for commit in ("a", "b", "b"):
        text = f'{{"vcs_info": {{"commit_id": "{commit}"}}}}'
        (record / "direct_url.json").write_text(text, "utf-8")
        installed_digest.cache_clear()
        found.append(installed_digest())
    installed_digest.cache_clear()
    assert found[0] != found[1] == found[2]
