"""Posts of the future: a build records them, and ``permalink-blog due`` prints them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from permalink_blog.commands.due import main
from permalink_blog.core import timezone
from permalink_blog.core.store import STORE, Store, encode
from permalink_blog.posts.schedule import ScheduledPost, read_schedule
from site_tools.written_sites import written_site

if TYPE_CHECKING:
    from datetime import tzinfo
    from pathlib import Path

    from conftest import BuildRoot

DAY = date(2999, 12, 24)
FILES = {
    "index.md": "# Home\n",
    "past.md": "---\nblogpost: true\ndate: 2018-08-01\n---\n\n# Past\n",
    "eve.md": f"---\nblogpost: true\ndate: {DAY} 18:00\n---\n\n# Christmas *Eve*\n",
    "later.rst": ".. post:: 3000-01-01\n\nLater\n=====\n",
    "draft.md": f"---\nblogpost: true\ndate: {DAY}\ndraft: true\n---\n\n# Draft\n",
    "undated.md": "---\nblogpost: true\n---\n\n# Undated\n",
    "page.md": "---\norphan: true\ndate: 3001-01-01\n---\n\n# A page\n",
}
EVE = ScheduledPost(DAY, "eve.md", "Christmas Eve")
LATER = ScheduledPost(date(3000, 1, 1), "later.rst", "Later")


def set_time(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """Let the clock of the machine show a time in UTC."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Clock:
            utc = cls.fromisoformat(f"{now}+00:00")
            return utc.astimezone(tz)

    monkeypatch.setattr(timezone, "datetime", Clock)


def test_a_post_becomes_due(
    build_root: BuildRoot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    site = written_site(build_root, tmp_path, FILES)
    settings = {"permalink_timezone": "Pacific/Auckland"}  # it is later there
    outdir = str(site.build(**settings).outdir)
    coming = "Next (days in Pacific/Auckland):\n"
    later = "  3000-01-01  Later  (later.rst)\n"
    eve = "  2999-12-24  Christmas Eve  (eve.md)\n"

    assert main([outdir]) == 1
    assert capsys.readouterr().out == f"{coming}{eve}{later}"

    set_time(monkeypatch, datetime(2999, 12, 23, 10))
    assert main([outdir]) == 1
    set_time(monkeypatch, datetime(2999, 12, 23, 12))
    capsys.readouterr()
    assert main([outdir]) == 0
    due = "Due on 2999-12-24 (Pacific/Auckland), and not published yet:\n"
    assert capsys.readouterr().out == f"{due}{eve}{coming}{later}"

    assert "eve.html" not in site.page("blog.html").decode()
    site.build(**settings)
    assert "eve.html" in site.page("blog.html").decode()
    assert main([outdir]) == 1
    assert capsys.readouterr().out == f"{coming}{later}"


def test_a_failed_build_publishes_nothing(
    build_root: BuildRoot, tmp_path: Path
) -> None:
    site = written_site(build_root, tmp_path, FILES)
    store = site.build().outdir / STORE
    before = read_schedule(Store(store))
    assert before
    assert before.posts == (EVE, LATER)
    assert before.zone == "UTC"
    site.write({"eve.md": "---\npermalink: /../a\n---\n\n# Christmas *Eve*\n"})
    assert site.build().statuscode == 1
    assert read_schedule(Store(store)) == before
    site.write({"eve.md": FILES["past.md"], "later.rst": "Later\n=====\n"})
    site.build()
    after = read_schedule(Store(store))
    assert after
    assert after.posts == ()


def test_without_other_extensions(build_root: BuildRoot, tmp_path: Path) -> None:
    alone = ("myst_parser", "ablog", "permalink_blog.posts")
    site = written_site(build_root, tmp_path, FILES, extensions=alone)
    schedule = read_schedule(Store(site.build().outdir / STORE))
    assert schedule
    assert schedule.posts == (EVE, LATER)


def test_nothing_is_scheduled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == 0
    said = f"{tmp_path} has no completed build: build the site.\n"
    assert capsys.readouterr().out == said
    _write(tmp_path, {"zone": "UTC", "posts": []})
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().out == "No post is scheduled.\n"


@pytest.mark.parametrize(
    "data", [{}, [], {"zone": "UTC", "posts": [["tomorrow", "a.md", "A"]]}]
)
def test_a_damaged_record(tmp_path: Path, data: object) -> None:
    _write(tmp_path, data)
    assert read_schedule(Store(tmp_path / STORE)) is None


def test_a_time_zone_that_is_unknown_here(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _write(tmp_path, {"zone": "Europe/Nowhere", "posts": [["2018-08-01", "a.md", "A"]]})
    assert main([str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("due: Europe/Nowhere is no time zone")


def _write(outdir: Path, data: object) -> None:
    store = Store(outdir / STORE)
    store.put("schedule", 1, encode(data))
    store.commit()
