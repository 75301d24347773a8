"""Work in processes: the same results in the same order, whatever happens to them."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from permalink_import import processes
from permalink_import.converting import convert
from permalink_import.generators import reader_of
from permalink_import.model import silent
from permalink_import.pieces import pieces_of
from permalink_import.processes import FEWEST, map_in_processes
from site_tools.sites import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(
        "fork" not in multiprocessing.get_all_start_methods(),
        reason="this system has no forks",
    ),
]
ITEMS = range(2 * FEWEST)


def doubled(number: int) -> tuple[int, int]:
    return os.getpid(), 2 * number


def test_results_are_in_order_and_from_all_processes() -> None:
    found = [*map_in_processes(doubled, ITEMS, processes=3)]
    assert [value for _, value in found] == [2 * number for number in ITEMS]
    workers = [pid for pid, _ in found]
    assert workers[:3] == workers[3:6]
    assert len({*workers}) == 3
    assert os.getpid() not in workers
    assert not multiprocessing.active_children()


def test_a_few_items_are_worth_no_process() -> None:
    found = [*map_in_processes(doubled, ITEMS[: FEWEST - 1], processes=3)]
    assert {pid for pid, _ in found} == {os.getpid()}


def test_the_work_of_a_process_that_ends_is_done_here() -> None:
    here = os.getpid()

    def killed(number: int) -> tuple[int, int]:
        if number >= 7 and os.getpid() != here:
            os._exit(9)
        return doubled(number)

    found = [*map_in_processes(killed, ITEMS, processes=2)]
    assert [value for _, value in found] == [2 * number for number in ITEMS]
    assert {pid for pid, _ in found[7:]} == {here}


def test_what_the_function_raises_is_raised() -> None:
    def failing(number: int) -> int:
        if number == 5:
            raise LookupError(number)
        return number

    found = map_in_processes(failing, ITEMS, processes=2)
    assert [next(found) for _ in range(5)] == [0, 1, 2, 3, 4]
    with pytest.raises(LookupError, match="5"):
        next(found)
    assert not multiprocessing.active_children()


def test_no_process_is_left_if_nobody_goes_on() -> None:
    found = map_in_processes(doubled, ITEMS, processes=2)
    next(found)
    found.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


_KILLED = """\
import os, sys, time
sys.path.insert(0, "_ext")
from permalink_import.processes import map_in_processes
def work(number):
    time.sleep(0.01)
    return os.getpid(), "x" * 100_000
found = map_in_processes(work, range(10_000), processes=2)
pids = [next(found)[0] for _ in range(2)]
print(*pids, flush=True)
os.kill(os.getpid(), 9)
"""


def test_no_process_is_left_if_the_import_is_killed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _KILLED],
        cwd=PROJECT,
        capture_output=True,
        check=False,
        text=True,
    )
    workers = [int(pid) for pid in done.stdout.split()]
    assert len(workers) == 2, done.stderr
    until = time.monotonic() + 60
    while time.monotonic() < until and any(map(_is_running, workers)):
        time.sleep(0.05)
    assert not any(map(_is_running, workers))


def _is_running(pid: int) -> bool:
    done = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)],
        capture_output=True,
        check=False,
        text=True,
    )
    return not done.stdout.strip().startswith("Z") and done.returncode == 0


SITES = {
    "jekyll": ("_config.yml", "title: Notes\n", "_posts/2018-08-01-post-{}.md"),
    "hugo": ("hugo.toml", "title = 'Notes'\n", "content/posts/post-{}.md"),
    "pelican": (
        "pelicanconf.py",
        "PATH = 'content'\nMARKUP = ['yaml_metadata']\nPLUGINS = ['yaml_metadata']\n",
        "content/post-{}.md",
    ),
}


@pytest.mark.parametrize("generator", SITES)
def test_a_site_is_the_same_whatever_the_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, generator: str
) -> None:
    config, settings, post = SITES[generator]
    (tmp_path / config).write_text(settings, encoding="utf-8")
    for number in range(FEWEST + 6):
        path = tmp_path / post.format(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        front_matter = f"---\ntitle: Post {number}\ndate: 2018-08-01\n---\n"
        path.write_text(
            f"{front_matter}\n*{number}* [x](/nowhere/)\n", encoding="utf-8"
        )
    sites = []
    for count in (1, 3):
        monkeypatch.setattr(processes, "_processors", lambda count=count: count)
        old = reader_of(generator)(tmp_path, silent)
        made = convert(pieces_of(old, tmp_path), old, silent)
        texts = {piece.target: piece.read() for piece in made.pieces}
        sites.append((texts, made.findings, made.counts))
    assert sites[0] == sites[1]
    assert len(sites[0][0]) == FEWEST + 6
    assert len(sites[0][1]) == (0 if generator == "jekyll" else FEWEST + 6)
