"""An edit is seen, whatever the clock and the times of files say."""

from __future__ import annotations

import os
import shutil
import time
from typing import TYPE_CHECKING

import pytest

from conftest import snapshot
from site_tools.fresh_builds import differences
from site_tools.small_blogs import count_read

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

ROOT = "blog-scaling"
YEAR = 365 * 24 * 3600


@pytest.fixture
def srcdir(rootdir: Path, tmp_path: Path) -> Path:
    """Give the folder of a copy of the root, that builds use, with a part of a page."""
    folder = shutil.copytree(rootdir / f"test-{ROOT}", tmp_path / ROOT)
    page = folder / "about.md"
    page.write_text(page.read_text("utf-8") + "\n```{include} part.txt\n```\n", "utf-8")
    (folder / "part.txt").write_text("The first part.\n")
    return folder


def set_time(path: Path, seconds: float) -> None:
    os.utime(path, (seconds, seconds))


def assert_like_clean(build_root: BuildRoot, outdir: Path) -> None:
    incremental = snapshot(outdir)
    shutil.rmtree(outdir.parent)
    found = differences(incremental, snapshot(build_root(ROOT).outdir))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("years", [-20, 20])
def test_sources_of_another_time(
    build_root: BuildRoot, srcdir: Path, years: int
) -> None:
    """The clock was set back, or files were restored with the times that they had."""
    when = time.time() + years * YEAR
    post, part = srcdir / "posts/a.md", srcdir / "part.txt"
    for path in (post, part):
        set_time(path, when)
    build_root(ROOT)
    post.write_text(post.read_text("utf-8").replace("# Post a", "# Post z"), "utf-8")
    part.write_text("The other part.\n")
    for path in (post, part):
        set_time(path, when - YEAR)  # long before the build, or after it but older
    app = build_root(ROOT)
    assert "Post z" in (app.outdir / "posts/a.html").read_text("utf-8")
    assert "The other part" in (app.outdir / "about.html").read_text("utf-8")
    assert_like_clean(build_root, app.outdir)


def test_a_file_that_is_gone_is_not_what_the_document_was_made_of(
    build_root: BuildRoot, srcdir: Path
) -> None:
    """Nor is it when the file returns with the text that it had."""
    build_root(ROOT)
    part = srcdir / "part.txt"
    text = part.read_text("utf-8").strip()
    part.unlink()
    app = build_root(ROOT)
    assert text not in (app.outdir / "about.html").read_text("utf-8")
    assert_like_clean(build_root, app.outdir)
    part.write_text(f"{text}\n", "utf-8")
    app = build_root(ROOT)
    assert text in (app.outdir / "about.html").read_text("utf-8")
    assert_like_clean(build_root, app.outdir)


def test_the_last_build_is_in_the_future(build_root: BuildRoot, srcdir: Path) -> None:
    app = build_root(ROOT)
    later = time.time() + YEAR
    for path in sorted((srcdir / "_build").rglob("*")):
        set_time(path, later)
    app.env.all_docs.update(dict.fromkeys(app.env.all_docs, int(later * 10**6)))
    app.env.config_status = 0
    with (app.doctreedir / "environment.pickle").open("wb") as file:
        import pickle

        pickle.dump(app.env, file)
    post = srcdir / "posts/a.md"
    post.write_text(post.read_text("utf-8").replace("# Post a", "# Post z"), "utf-8")
    app = build_root(ROOT)
    assert count_read(app) == 1
    assert_like_clean(build_root, app.outdir)


def test_a_file_that_is_as_it_was_is_not_read(
    build_root: BuildRoot, srcdir: Path
) -> None:
    for path in sorted(srcdir.rglob("*.md")):
        set_time(path, time.time() - YEAR)
    build_root(ROOT)
    assert count_read(build_root(ROOT)) == 0
