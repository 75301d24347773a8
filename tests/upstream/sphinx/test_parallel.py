"""Reading and writing in workers: the same site, the same warnings."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx.errors import SphinxError
from sphinx.util.parallel import ParallelTasks

from conftest import snapshot
from permalink_blog.upstream.sphinx.parallel import FEW, split
from site_tools.edits import Blog, draw_dot, save
from site_tools.fresh_builds import differences
from site_tools.small_blogs import count_read, edit, said, warned

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

ROOT = "blog-scaling"
COUNT = 2 * FEW + 2  # in two folders, whose posts and images have the same names


def write_post(srcdir: Path, number: int, more: str = "") -> None:
    folder, name = ("east", "west")[number % 2], number // 2
    head = f"date: 2017-{name % 12 + 1:02}-{number % 28 + 1:02}\ntags: t{number % 5}"
    save(
        srcdir / f"posts/{folder}/{name:02}.md",
        f"---\n{head}\n---\n\n# Post {number}\n\n"
        f"The excerpt {number}, ![dot](dot{name % 3}.png), {{doc}}`/about`.{more}\n\n"
        f"```{{index}} entry {number}\n```\n\n## Section {number}\n\nWord{number}.\n",
    )


@pytest.fixture
def srcdir(rootdir: Path, tmp_path: Path) -> Path:
    """Give a root with so many posts that workers read and write them."""
    folder = shutil.copytree(rootdir / f"test-{ROOT}", tmp_path / ROOT)
    edit(folder / "conf.py", '"posts/*.md"', '"posts/**/*.md"')
    for number in range(COUNT):
        write_post(folder, number)
    for red in range(3):
        for number, place in enumerate(("east", "west")):
            draw_dot(Blog(folder), f"posts/{place}/dot{red}.png", 3 * number + red)
    return folder


def build(build_root: BuildRoot, tmp_path: Path, **options: object) -> dict[str, bytes]:
    """Build anew, and keep the output of the build before."""
    app = build_root(ROOT, **options)  # type: ignore[arg-type]
    assert app.builder.parallel_ok is (app.parallel > 1)
    files = snapshot(app.outdir)
    app.outdir.parent.rename(tmp_path / f"built-{len(list(tmp_path.iterdir()))}")
    return files


@pytest.mark.parametrize(
    "builder", ["html", pytest.param("dirhtml", marks=pytest.mark.slow)]
)
def test_the_same_bytes(
    build_root: BuildRoot, srcdir: Path, tmp_path: Path, builder: str
) -> None:
    one, two, three = (
        build(build_root, tmp_path, builder=builder, parallel=number)
        for number in (1, 2, 3)
    )
    assert len([x for x in one if x.startswith("posts/")]) >= COUNT
    assert not differences(two, one)
    assert not differences(three, one)


@pytest.mark.slow
@pytest.mark.parametrize("parallel", [1, 2])
def test_incremental_as_clean(
    build_root: BuildRoot, srcdir: Path, tmp_path: Path, parallel: int
) -> None:
    """In the order in which an author wrote it, with the names of images."""
    build_root(ROOT, parallel=parallel)
    for number in range(COUNT):
        write_post(srcdir, number, f" More of {number}.")
    write_post(srcdir, COUNT + 1)
    app = build_root(ROOT, parallel=parallel)
    assert count_read(app) == COUNT + 1
    incremental = snapshot(app.outdir)
    app.outdir.parent.rename(tmp_path / "incremental")
    clean = build(build_root, tmp_path)
    found = differences(incremental, clean)
    assert not found, "\n".join(found)


@pytest.mark.slow
def test_names_of_images(build_root: BuildRoot, srcdir: Path, tmp_path: Path) -> None:
    serial = build(build_root, tmp_path)
    images = sorted(x for x in serial if x.startswith("_images/"))
    assert len(images) == 6
    parallel = build(build_root, tmp_path, parallel=2)
    assert {x: parallel.get(x) for x in images} == {x: serial[x] for x in images}
    # The east is read again, and keeps its names.
    app = build_root(ROOT, parallel=2)
    (tmp_path / "kept").mkdir()
    for name in range(3):
        write_post(srcdir, 2 * name, " More.")
    app = build_root(ROOT, parallel=2)
    now = snapshot(app.outdir)
    assert {x: now.get(x) for x in images} == {x: serial[x] for x in images}


@pytest.mark.parametrize("parallel", [1, 2])
def test_a_warning_comes_home_once(
    build_root: BuildRoot, srcdir: Path, parallel: int
) -> None:
    write_post(srcdir, 7, " {ref}`nowhere-to-be-found`")
    write_post(srcdir, 8, "\n\n```{no-such-directive}\n```")
    app = build_root(ROOT, parallel=parallel)
    assert warned(app).count("nowhere-to-be-found") == 1, warned(app)
    assert warned(app).count("no-such-directive") == 1
    assert len(warned(app).strip().splitlines()) == 2


@pytest.mark.slow
def test_warnings_are_in_one_order(
    build_root: BuildRoot, srcdir: Path, tmp_path: Path
) -> None:
    for number in range(COUNT):
        write_post(srcdir, number, f" {{ref}}`none-{number:02}`")
    found = []
    for parallel in (1, 2):
        app = build_root(ROOT, parallel=parallel)
        found.append(sorted(warned(app).splitlines()))
        app.outdir.parent.rename(tmp_path / f"built-{parallel}")
    assert found[0] == found[1]
    assert len(found[0]) == COUNT


RAISE = """

def setup(app):
    import os
    main = os.getpid()

    def fail(app, *args):
        if args[-1] == "posts/east/05" or app.env.docname == "posts/east/05":
            where = "here" if os.getpid() == main else "in a worker"
            raise RuntimeError("as asked, " + where)

    app.connect({event!r}, fail)
    return {{"parallel_read_safe": True, "parallel_write_safe": True}}
"""


def extend(srcdir: Path, text: str) -> None:
    save(srcdir / "conf.py", (srcdir / "conf.py").read_text("utf-8") + text)


@pytest.mark.slow
def test_a_reader_that_raises(
    build_root: BuildRoot, srcdir: Path, tmp_path: Path
) -> None:
    extend(
        srcdir,
        RAISE.format(event="doctree-read").replace(
            'args[-1] == "posts/east/05" or ', ""
        ),
    )
    with pytest.raises(SphinxError, match="as asked, in a worker"):
        build_root(ROOT, parallel=2)
    edit(srcdir / "conf.py", "raise RuntimeError", "RuntimeError")
    again = build(build_root, tmp_path, parallel=2)
    assert not differences(again, build(build_root, tmp_path))


@pytest.mark.slow
def test_a_writer_that_raises(
    build_root: BuildRoot, srcdir: Path, tmp_path: Path
) -> None:
    text = """

def setup(app):
    import os
    main = os.getpid()

    def fail(app, pagename, *_args):
        if pagename == "posts/east/05" and os.getpid() != main:
            raise RuntimeError("as asked, in a worker")

    app.connect("html-page-context", fail)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
"""
    extend(srcdir, text)
    with pytest.raises(SphinxError, match="as asked, in a worker"):
        build_root(ROOT, parallel=2)
    edit(srcdir / "conf.py", "raise RuntimeError", "RuntimeError")
    again = build(build_root, tmp_path, parallel=2)
    assert not differences(again, build(build_root, tmp_path))


FAIL = """

def setup(app):
    import os, signal, time
    main = os.getpid()

    def fail(app, pagename, *_args):
        if os.getpid() == main:
            return
        {action}

    app.connect("html-page-context", fail)
    return {{"parallel_read_safe": True, "parallel_write_safe": True}}
"""


@pytest.mark.parametrize(
    ("action", "message"),
    [
        ('raise RuntimeError("as asked")', "as asked"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "ended before it sent its result"),
    ],
)
def test_a_writer_that_ends_before_the_last_task_is_added(
    build_root: BuildRoot,
    srcdir: Path,
    monkeypatch: pytest.MonkeyPatch,
    action: str,
    message: str,
) -> None:
    """``ParallelTasks.add_task`` drops the error: the build still ends with it."""
    add_task = ParallelTasks.add_task

    def add_slowly(self: ParallelTasks, *arguments: Any, **options: Any) -> None:
        add_task(self, *arguments, **options)
        time.sleep(0.2)

    monkeypatch.setattr(ParallelTasks, "add_task", add_slowly)
    extend(srcdir, FAIL.format(action=action))
    with pytest.raises(SphinxError, match=message):
        build_root(ROOT, parallel=2)


def test_a_worker_that_is_killed(build_root: BuildRoot, srcdir: Path) -> None:
    extend(srcdir, FAIL.format(action="time.sleep(1); os.kill(os.getpid(), 9)"))
    with pytest.raises(SphinxError, match="ended before it sent its result"):
        build_root(ROOT, parallel=2)


NOTE = """

def setup(app):
    import os
    main = os.getpid()
    with (app.srcdir / "pids.txt").open("w"):
        pass

    def note(app, doctree, docname):
        if not doctree.get("source"):
            return  # an excerpt
        place = "main" if os.getpid() == main else "worker"
        with (app.srcdir / "pids.txt").open("a") as file:
            file.write(place + chr(10))

    note.__module__ = {module!r}
    app.connect("doctree-resolved", note)
    return {{"parallel_read_safe": True, "parallel_write_safe": True}}
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "wanted"),
    [
        ("somebody_elses", {"main"}),
        ("sphinxcontrib_not", {"main"}),
        ("sphinx.ext.known", {"main", "worker"}),
    ],
)
def test_resolvers_of_others_run_where_sphinx_runs_them(
    build_root: BuildRoot, srcdir: Path, tmp_path: Path, module: str, wanted: set[str]
) -> None:
    """They may keep what they see for the end of the build."""
    extend(srcdir, NOTE.format(module=module))
    found = build(build_root, tmp_path, parallel=2)
    places = (srcdir / "pids.txt").read_text("utf-8").split()
    assert set(places) == wanted
    assert not differences(found, build(build_root, tmp_path))


def test_posts_are_read_in_parallel(build_root: BuildRoot, srcdir: Path) -> None:
    """Or nothing here says anything."""
    text = NOTE.format(module="sphinx").replace(
        '"doctree-resolved", note', '"source-read", note'
    )
    text = text.replace("doctree, docname", "docname, content")
    extend(srcdir, text.replace('not doctree.get("source")', "False"))
    app = build_root(ROOT, parallel=2)
    places = (srcdir / "pids.txt").read_text("utf-8").split()
    assert places == ["worker"] * (COUNT + 12)
    assert count_read(app) == COUNT + 12
    assert "doing serial" not in warned(app) + said(app)


@given(items=st.lists(st.integers()), count=st.integers(1, 9))
def test_split(items: list[int], count: int) -> None:
    parts = split(items, count)
    assert [x for part in parts for x in part] == items
    assert len(parts) <= count
    assert all(parts)
    assert max(map(len, parts), default=0) <= -(-len(items) // count)
