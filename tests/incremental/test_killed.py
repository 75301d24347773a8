"""A build that was killed leaves nothing that the next build does not put right.

Nor does one whose disk was full; that says so, and each of its files is whole.

``KILLS=100 pytest tests/incremental/test_killed.py`` kills more often.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

import permalink_blog.urls
from conftest import PROJECT, snapshot
from permalink_blog.core.store import STORE
from site_tools import dying_build, edits
from site_tools.edits import Blog, Edit, Source
from site_tools.fresh_builds import build, differences

KILLS = int(os.environ.get("KILLS", "2"))
POSTS = 15
EXTENSIONS = Path(permalink_blog.urls.__file__).parents[2]

TEXT = (Edit(edits.set_last_block, (5, "Other text.")),)
FEW = (
    Edit(edits.set_first_paragraph, (5, "Other text.")),
    Edit(edits.set_key, (6, "permalink", "/moved/")),
    Edit(edits.set_key, (8, "tags", "quince")),
    Edit(edits.draw_dot, ("posts/dot.png", 9)),
)
ALL = (*FEW, Edit(edits.set_config, ("post_auto_excerpt", "2")))


def write_posts(folder: Path) -> None:
    """Add posts, so that a build takes a while."""
    for n in range(POSTS):
        keys = {"date": f"2017-01-{n + 1:02}", "tags": f"apple tag{n % 7}"}
        paragraphs = [f"Paragraph {i} of {{ref}}`first`, *{n}*." for i in range(12)]
        source = Source(keys, [f"# Post {n}", *paragraphs])
        edits.save(folder / f"posts/many/{n:02}.md", str(source))


class Workshop:
    """Two copies of a blog as it was built once: one to kill builds of."""

    def __init__(self, folder: Path) -> None:
        self.now, self.kept = folder / "now", folder / "kept"
        self.source = self.now / "source"
        shutil.copytree(PROJECT / "tests/roots/test-blog-any-edit", self.source)
        write_posts(self.source)
        self.build("killed")
        shutil.copytree(self.now, self.kept)

    def reset(self, *, built: bool) -> None:
        """Go back to the blog as it was, before its first build or after."""
        shutil.rmtree(self.now)
        shutil.copytree(self.kept, self.now)
        if not built:
            shutil.rmtree(self.now / "killed")

    def edit(self, some: tuple[Edit, ...]) -> None:
        blog = Blog(self.source)
        for edit in some:
            edit.make(blog)

    def undo(self) -> None:
        """Write all sources again as they were."""
        for path in sorted(self.source.rglob("*")):
            if path.is_file():
                old = self.kept / path.relative_to(self.now)
                edits.save(path, old.read_bytes())

    def arguments(self, name: str, *, parallel: int = 1) -> list[str]:
        folder = self.now / name
        folders = ["-d", folder / "doctrees", self.source, folder / "site"]
        return [str(x) for x in ["-q", "-b", "html", "-j", parallel, *folders]]

    def build(self, name: str) -> dict[str, bytes]:
        """Build to the end, and give the output."""
        if name == "clean":
            shutil.rmtree(self.now / name, ignore_errors=True)
        built = build(self.arguments(name), self.now / "said.txt")
        assert built.status == 0, built.said
        assert "Traceback" not in built.said, built.said
        return snapshot(self.now / name / "site")

    def start(self, command: list[str], parallel: int) -> subprocess.Popen[bytes]:
        """Start a build in a process group of its own."""
        return subprocess.Popen(
            [sys.executable, *command, *self.arguments("killed", parallel=parallel)],
            env={**os.environ, "PYTHONPATH": str(EXTENSIONS)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(tmp_path_factory.mktemp("killed"))


@dataclass(frozen=True)
class Case:
    """A build to kill: of what, and with how many processes.

    :param edits: since the last build; ``None`` if there was none
    :param undone: whether the author takes the edits back before the next build
    """

    name: str
    edits: tuple[Edit, ...] | None
    parallel: int
    undone: bool = False

    def prepare(self, workshop: Workshop) -> None:
        workshop.reset(built=self.edits is not None)
        workshop.edit(self.edits or ())

    def assert_healed(self, workshop: Workshop, when: str) -> None:
        if self.undone:
            workshop.undo()
        found = differences(workshop.build("killed"), workshop.build("clean"))
        assert not found, "\n".join([f"killed {when}:", *found])


CASES = [
    Case("first build", None, parallel=2),
    Case("a text", TEXT, parallel=1),
    Case("few edits", FEW, parallel=1),
    Case("few edits, undone", FEW, parallel=2, undone=True),
    Case("all is read again", ALL, parallel=2),
]
QUICK = {"a text"}
all_cases = pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case, id=case.name, marks=[] if case.name in QUICK else pytest.mark.slow
        )
        for case in CASES
    ],
)


@all_cases
def test_killed_at_any_time(workshop: Workshop, case: Case) -> None:
    case.prepare(workshop)
    started = time.monotonic()
    assert workshop.start(["-m", "sphinx"], case.parallel).wait() == 0
    duration = time.monotonic() - started
    chance = random.Random(case.name)
    for _ in range(KILLS):
        delay = chance.uniform(0.25, 1) * duration  # before, Sphinx is imported
        case.prepare(workshop)
        process = workshop.start(["-m", "sphinx"], case.parallel)
        time.sleep(delay)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        case.assert_healed(workshop, f"after {delay:.2f} of {duration:.2f} s")


@pytest.mark.slow
@all_cases
def test_killed_at_any_file(workshop: Workshop, case: Case) -> None:
    script = [str(dying_build.__file__), str(workshop.now / "killed")]
    case.prepare(workshop)
    process = workshop.start([*script, "0"], parallel=1)
    count = int(process.communicate()[0].split()[-1])
    chance = random.Random(case.name)
    for _ in range(KILLS):
        last = chance.randint(1, count)
        case.prepare(workshop)
        process = workshop.start([*script, str(last)], case.parallel)
        said = process.communicate()[0]
        assert process.returncode in (0, -signal.SIGKILL), said
        case.assert_healed(workshop, f"at the change {last} of {count}")


@pytest.mark.slow
@pytest.mark.parametrize("file", ["atom.xml", "feed.json"])
def test_killed_while_it_writes_a_feed_that_the_next_build_has_not(
    workshop: Workshop, file: str
) -> None:
    case = Case("few edits, undone", FEW, parallel=1, undone=True)
    case.prepare(workshop)
    name = f"blog/tag/quince/{file}.tmp"
    script = [str(dying_build.__file__), str(workshop.now / "killed"), f"at:/{name}"]
    process = workshop.start(script, case.parallel)
    said = process.communicate()[0]
    assert process.returncode == -signal.SIGKILL, said
    left = workshop.now / "killed/site" / name
    left.write_bytes(b"")  # the kill came before the file was opened
    case.assert_healed(workshop, f"while it writes {file}")


@pytest.mark.slow
def test_full_from_any_file_on(workshop: Workshop) -> None:
    case = Case("few edits", FEW, parallel=1)
    script = [str(dying_build.__file__), str(workshop.now / "killed")]
    case.prepare(workshop)
    old = snapshot(workshop.now / "killed/site")
    process = workshop.start([*script, "0"], parallel=1)
    count = int(process.communicate()[0].split()[-1])
    new = snapshot(workshop.now / "killed/site")
    chance = random.Random(f"full: {case.name}")
    for _ in range(max(KILLS // 2, 1)):
        last = chance.randint(1, count)
        case.prepare(workshop)
        process = workshop.start([*script, f"full:{last}"], case.parallel)
        said = process.communicate()[0].decode()
        when = f"full from change {last} of {count} on: {said}"
        if process.returncode:  # each worker counts for itself: it may reach the end
            assert process.returncode == 1, when
            assert "No space left on device; free some space, and build again" in said
            assert "Traceback" not in said, when
        files = snapshot(workshop.now / "killed/site")
        halves = {x for x in files if files[x] not in (old.get(x), new.get(x))}
        halves -= {STORE}  # of this build alone
        assert {x for x in halves if not x.endswith(".tmp")} == set(), when
        case.assert_healed(workshop, when)
