"""The same sources make the same bytes, whenever, wherever and however."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import permalink_blog.urls
from conftest import PROJECT, snapshot
from site_tools import edits
from site_tools.edits import Blog
from site_tools.fresh_builds import differences
from site_tools.sites import clean_environ

EXTENSIONS = Path(permalink_blog.urls.__file__).parents[2]
ROOT = PROJECT / "tests/roots/test-blog-any-edit"
#: What "make html" needs of a checkout, in which the rest only takes time to copy.
SITE = ("*.py", "*.md", "_ext", "_static", "_templates", "guide", "posts", "*.txt")
EPOCH = "1500030000"  # on 14 July 2017, around noon
FORMS = ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%b %d, %Y", "%a, %d %b %Y")


@dataclass(frozen=True)
class Machine:
    """One that builds, as unlike the others as can be."""

    folder: str
    parallel: str = "1"
    umask: int = 0o022
    backwards: bool = False
    environ: dict[str, str] = field(default_factory=dict)


HERE = Machine("a", environ={"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"})
OTHERS = [
    Machine(
        "somewhere/else",
        parallel="2",
        umask=0o077,
        backwards=True,
        environ={"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"},
    ),
    Machine(
        "a folder with spaces and ümlauts",
        parallel="auto",
        backwards=True,
        environ={
            "PYTHONHASHSEED": "2",
            "TZ": "America/St_Johns",
            "LC_ALL": "C.UTF-8",
            "SOURCE_DATE_EPOCH": EPOCH,
        },
    ),
]


def copy(
    source: Path, target: Path, patterns: tuple[str, ...], backwards: bool
) -> None:
    """Copy a project; the files of each folder are made in this or that order.

    A file system may list them so, and "now" is when they were last changed.
    """
    found = [x for pattern in patterns for x in source.glob(pattern)]
    files = {x for top in found for x in (top.rglob("*") if top.is_dir() else [top])}
    for path in sorted(files, reverse=backwards):
        if path.is_file() and "__pycache__" not in path.parts:
            edits.save(target / path.relative_to(source), path.read_bytes())


def output_of(machine: Machine, source: Path) -> dict[str, bytes]:
    folder = source.parent
    done = subprocess.run(
        [
            *(sys.executable, "-m", "sphinx", "-q", "-b", "html", "-j"),
            *(machine.parallel, "-d", str(folder / "doctrees")),
            *(str(source), str(folder / "site")),
        ],
        env=clean_environ(PYTHONPATH=str(EXTENSIONS), **machine.environ),
        umask=machine.umask,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return snapshot(folder / "site")


def build_on(
    machine: Machine, tmp_path: Path, project: Path, patterns: tuple[str, ...]
) -> dict[str, bytes]:
    source = tmp_path / machine.folder / "source"
    copy(project, source, patterns, machine.backwards)
    return output_of(machine, source)


@pytest.mark.parametrize(
    "other",
    [OTHERS[0], pytest.param(OTHERS[1], marks=pytest.mark.slow)],
    ids=lambda machine: machine.folder,
)
def test_a_blog_is_reproducible(tmp_path: Path, other: Machine) -> None:
    here = build_on(HERE, tmp_path, ROOT, ("*",))
    assert {"objects.inv", "searchindex.js", "blog/atom.xml"} <= here.keys()
    found = differences(build_on(other, tmp_path, ROOT, ("*",)), here)
    assert not found, "\n".join(found)


@pytest.mark.slow
def test_the_site_is_reproducible(tmp_path: Path) -> None:
    here = build_on(HERE, tmp_path, PROJECT, SITE)
    found = differences(build_on(OTHERS[0], tmp_path, PROJECT, SITE), here)
    assert not found, "\n".join(found)


@pytest.mark.slow
def test_the_language_of_the_machine_is_not_that_of_the_blog(tmp_path: Path) -> None:
    """Sphinx asks for the machine's locale, and Python names the months in it."""
    locales = tmp_path / "locales"
    locales.mkdir()
    german = ["-i", "de_DE", "-f", "UTF-8", str(locales / "de_DE.UTF-8")]
    if shutil.which("localedef") is None:
        pytest.skip("localedef is not installed")
    if subprocess.run(["localedef", *german], check=False).returncode:
        pytest.skip("localedef knows no German")
    environ = {"LC_ALL": "de_DE.UTF-8", "LOCPATH": str(locales)}
    here = build_on(HERE, tmp_path, ROOT, ("*",))
    there = build_on(Machine("b", environ=environ), tmp_path, ROOT, ("*",))
    found = differences(there, here)
    assert not found, "\n".join(found)


@pytest.mark.slow
def test_the_time_zone_of_the_machine_shifts_no_post(tmp_path: Path) -> None:
    """From one end of the world to the other: 26 hours lie between them."""
    now = datetime.now(UTC)
    dates = {
        "last-minute": "2018-12-31 23:59:59",
        "first-minute": "2019-01-01 00:00:01",
        "west": "2018-12-31 23:59:00 -1200",  # 2019 in UTC, the zone of the site
        "east": "2019-01-01 00:01:00 +1400",  # 2018
        "yesterday": f"{now - timedelta(days=1):%Y-%m-%d %H:%M:%S}",
        "today": f"{now:%Y-%m-%d} 23:59:59 +0000",
        "tomorrow": f"{now + timedelta(days=1):%Y-%m-%d} 00:00:00 +0000",
    }
    project = tmp_path / "project"
    copy(ROOT, project, ("*",), backwards=False)
    for name, when in dates.items():
        text = f"---\ndate: {when}\n---\n# The post {name}\n\nText.\n"
        edits.save(project / f"posts/{name}.md", text)
    machines = [
        Machine(name, environ={"TZ": name})
        for name in ("Etc/GMT+12", "Etc/GMT-14")  # the sign is POSIX's: UTC-12, UTC+14
    ]
    west, east = (build_on(machine, tmp_path, project, ("*",)) for machine in machines)
    found = differences(east, west)
    assert not found, "\n".join(found)
    old, new = east["blog/2018.html"], east["blog/2019.html"]
    assert [b"post last-minute" in old, b"post east" in old] == [True, True]
    assert [b"post first-minute" in new, b"post west" in new] == [True, True]
    listed, drafts = east["blog.html"], east["blog/drafts.html"]
    assert [b"post today" in listed, b"post tomorrow" in listed] == [True, False]
    assert b"post tomorrow" in drafts


def test_nothing_tells_when_it_was_built(tmp_path: Path) -> None:
    days = {time.gmtime(time.time() + hours * 3600)[:3] for hours in (-14, 0, 14)}
    pages = build_on(HERE, tmp_path, ROOT, ("*",))
    texts = {f"{date(*day):{form}}".encode() for form in FORMS for day in days}
    told = {name: text for name in pages for text in texts if text in pages[name]}
    assert told == {}


@pytest.mark.slow
def test_the_epoch_decides_what_must_be_a_date(tmp_path: Path) -> None:
    machine = Machine("a", environ={"SOURCE_DATE_EPOCH": EPOCH})
    source = tmp_path / "a/source"
    copy(ROOT, source, ("*",), backwards=False)
    edits.set_config(Blog(source), "html_last_updated_fmt", "'%Y-%m-%d'")
    edits.set_config(Blog(source), "html_theme", "'basic'")  # its footer has it
    edits.set_config(Blog(source), "html_sidebars", "{}")
    assert b"2017-07-14" in output_of(machine, source)["index.html"]
