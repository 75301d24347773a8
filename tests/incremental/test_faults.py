"""A build that cannot write says where, why and how to fix it, and breaks nothing."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from conftest import PROJECT, snapshot
from permalink_blog.core.store import STORE
from site_tools.disks import filled, read_only, small_disk
from site_tools.edits import save
from site_tools.fresh_builds import Built, build, differences
from site_tools.slow import slow
from site_tools.small_blogs import edit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    Breaking = Callable[["Site"], AbstractContextManager[None]]

Files = dict[str, bytes]
STOPPED = "the build stopped; each page is complete"
DISK = 8_000_000  # bytes


@dataclass(frozen=True)
class Site:
    """A blog that was built, and is edited since."""

    folder: Path

    @property
    def source(self) -> Path:
        return self.folder / "source"

    @property
    def out(self) -> Path:
        return self.folder / "disk/out"

    @property
    def doctrees(self) -> Path:
        return self.folder / "disk/doctrees"

    def build(self, *, parallel: int = 1) -> Built:
        options = ["-q", "-b", "html", "-j", str(parallel), "-d", str(self.doctrees)]
        arguments = [*options, str(self.source), str(self.out)]
        return build(arguments, self.folder / "said.txt")

    def edit(self) -> None:
        """Change what each kind of page shows, and each kind of file has."""
        edit(self.source / "posts/b.md", "# Post b", "# Another b")
        save(
            self.source / "posts/new.md", "---\ndate: 2020-02-02\n---\n# New\n\nText\n"
        )
        save(self.source / "_static/more.js", "// more\n")


def write_posts(source: Path) -> None:
    """Add as many posts as workers are started for."""
    for n in range(25):
        keys = f"date: 2016-01-{n + 1:02}\ntags: tag{n % 3}"
        text = f"---\n{keys}\n---\n# Many {n}\n\nParagraph {n}.\n"
        save(source / f"posts/many{n:02}.md", text)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A blog after its first build."""
    site = Site(tmp_path_factory.mktemp("built"))
    shutil.copytree(PROJECT / "tests/roots/test-blog-scaling", site.source)
    write_posts(site.source)
    assert site.build().status == 0
    return site


@pytest.fixture(scope="module")
def edited(built: Site, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """What a clean build makes of it after the edits."""
    site = Site(tmp_path_factory.mktemp("edited"))
    shutil.copytree(built.source, site.source)
    site.edit()
    assert site.build().status == 0
    return snapshot(site.out)


@pytest.fixture
def site(built: Site, tmp_path: Path) -> Site:
    """A copy of the blog that was built, with its edits."""
    shutil.copytree(built.folder, tmp_path, dirs_exist_ok=True)
    copy = Site(tmp_path)
    copy.edit()
    return copy


def assert_whole(found: Files, *expected: Files) -> None:
    """See that each file is one of those that builds made, and none half a file."""
    whole = {name: {files.get(name) for files in expected} for name in found}
    names = found.keys() - {STORE}
    assert [x for x in sorted(names) if found[x] not in whole[x]] == []


def assert_refused(built: Built, *said: str) -> None:
    assert built.status == 1, built.said
    assert "Traceback" not in built.said, built.said
    for text in said:
        assert text in built.said, built.said


# -- Something is in the way -----------------------------------------------------------


@contextmanager
def folder_at(path: Path) -> Iterator[None]:
    if path.exists():
        path.unlink()
    path.mkdir()
    (path / "mine.txt").touch()  # somebody's: not to be deleted
    yield
    assert (path / "mine.txt").exists()
    shutil.rmtree(path)


@contextmanager
def file_at(path: Path) -> Iterator[None]:
    shutil.rmtree(path)
    path.write_text("mine")
    yield
    assert path.read_text() == "mine"
    path.unlink()


IN_THE_WAY: list[tuple[str, Breaking]] = [
    ("disk/out/posts/b.html", lambda site: folder_at(site.out / "posts/b.html")),
    (f"disk/out/{STORE}", lambda site: folder_at(site.out / STORE)),
    ("disk/out/objects.inv", lambda site: folder_at(site.out / "objects.inv")),
    ("disk/out/blog", lambda site: file_at(site.out / "blog")),
    ("disk/doctrees/posts", lambda site: file_at(site.doctrees / "posts")),
    (
        "disk/doctrees/environment.pickle",
        lambda site: folder_at(site.doctrees / "environment.pickle"),
    ),
    ("disk/doctrees", lambda site: file_at(site.doctrees)),
]


@pytest.mark.parametrize(
    ("place", "breaking"),
    [
        pytest.param(*each, id=each[0], marks=[] if number < 2 else pytest.mark.slow)
        for number, each in enumerate(IN_THE_WAY)
    ],
)
def test_something_is_in_the_way(
    site: Site, built: Site, edited: Files, place: str, breaking: Breaking
) -> None:
    with breaking(site):
        said = site.build(parallel=2)
        kind = "folder" if (site.folder / place).is_dir() else "file"
        remedy = f"remove the {kind} with this name, and build again"
        assert_refused(said, f"{site.folder / place} cannot be written: ", remedy)
        found = snapshot(site.out)
    mine = {name for name in found if place.removeprefix("disk/out/") in name}
    pages = {name: text for name, text in found.items() if name not in mine}
    assert_whole(pages, snapshot(built.out), edited)


def test_what_was_in_the_way_is_not_there_any_more(site: Site, edited: Files) -> None:
    with folder_at(site.out / "posts/b.html"), file_at(site.out / "blog"):
        assert_refused(site.build(parallel=2), STOPPED)
    assert site.build().status == 0
    found = differences(snapshot(site.out), edited)
    assert not found, "\n".join(found)


# -- Disks -----------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["out", slow("doctrees")])
def test_a_folder_is_read_only(
    site: Site, built: Site, edited: Files, folder: str
) -> None:
    with read_only(site.folder / "disk" / folder):
        said = site.build()
        assert_refused(
            said, f"{site.folder}/disk/{folder}/", "cannot be written", STOPPED
        )
        assert snapshot(site.out) == snapshot(built.out)
    assert site.build().status == 0
    found = differences(snapshot(site.out), edited)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("free", [slow(0), 24_000])
def test_the_disk_is_full(
    site: Site, built: Site, edited: Files, free: int, tmp_path: Path
) -> None:
    (site.folder / "disk").rename(tmp_path / "moved")
    (site.folder / "disk").mkdir()
    with small_disk(site.folder / "disk", DISK):
        shutil.copytree(tmp_path / "moved", site.folder / "disk", dirs_exist_ok=True)
        with filled(site.folder / "disk", free=free):
            said = site.build(parallel=2)
            assert_refused(
                said, "No space left on device; free some space, and build again"
            )
            assert f"{site.folder}/disk/" in said.said
            assert_whole(snapshot(site.out), snapshot(built.out), edited)
        assert site.build().status == 0
        found = differences(snapshot(site.out), edited)
        assert not found, "\n".join(found)
