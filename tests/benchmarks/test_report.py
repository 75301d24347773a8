"""Ratios, limits, the table, the plot, and the exit code."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from benchmarks import __main__ as command_line
from benchmarks.contenders import CONTENDERS, REPOSITORY
from benchmarks.measure import Run
from benchmarks.phases import PHASES, Result
from benchmarks.plot import svg
from benchmarks.report import QUICK_LIMITS, TARGETS, Limit, broken, document, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# The versions of contenders are what their commands print.
pytestmark = pytest.mark.system


def result(name: str, seconds: float, *, posts: int = 1000, size: int = 100) -> Result:
    """Make what measuring a contender three times gives; the median is ``seconds``."""
    runs = [
        Run(seconds=each, cpu_seconds=each, peak_rss=1)
        for each in (seconds * 9, seconds, seconds / 9)
    ]
    memory = Run(seconds=1, cpu_seconds=1, peak_rss=size, peak_pss=size)
    return Result(
        contender=CONTENDERS[name],
        posts=posts,
        runs=dict.fromkeys(PHASES, runs),
        memory=memory,
        environment=size,
    )


def made(*results: Result) -> dict[str, Any]:
    """Make a document of results."""
    return document(results, skipped={"hugo": "not installed"}, repeat=3)


def test_ratios_are_of_medians_against_stock() -> None:
    figures = made(result("ours", 2.0, size=25), result("stock", 8.0))["sizes"]["1000"]
    assert {metric: each["ratio"] for metric, each in figures["ours"].items()} == {
        **dict.fromkeys(PHASES, 0.25),
        "memory": 0.25,
        "environment": 0.25,
    }
    assert figures["stock"]["full"]["ratio"] == 1.0


def test_derived_ratios_compare_ours_with_ours() -> None:
    derived = made(
        result("ours", 2.0),
        result("ours", 10.0, posts=4000),
        result("ours-theme", 3.0),
    )["derived"]
    assert [each["ratio"] for each in derived.values()] == [1.25, 5.0, 1.5]


def limit(most: float, metric: str = "edit") -> Limit:
    """Make a limit for ours."""
    return Limit(contender="ours", metric=metric, most=most, reason="because")


@pytest.mark.parametrize(("most", "count"), [(0.24, 1), (0.25, 0), (0.26, 0)])
def test_a_limit_is_broken_above_it(most: float, count: int) -> None:
    figures = made(result("ours", 2.0), result("stock", 8.0))
    assert len(broken(figures, 1000, [limit(most)])) == count


def test_a_limit_is_of_the_quickest_runs() -> None:
    """A machine that was busy for two runs of three breaks no limit."""
    disturbed = result("ours", 2.0)
    seconds = {phase: [9.0, 7.5, 2.0] for phase in PHASES}
    disturbed.runs = {
        phase: [Run(seconds=each, cpu_seconds=1, peak_rss=1) for each in runs]
        for phase, runs in seconds.items()
    }
    quiet = result("stock", 8.0)
    quiet.runs = dict.fromkeys(PHASES, [Run(seconds=8, cpu_seconds=1, peak_rss=1)] * 3)
    figures = made(disturbed, quiet)
    assert figures["sizes"]["1000"]["ours"]["edit"]["ratio"] > 0.9
    assert broken(figures, 1000, [limit(0.25)]) == []
    assert len(broken(figures, 1000, [limit(0.24)])) == 1


def test_what_was_not_measured_breaks_its_limit() -> None:
    figures = made(result("ours", 2.0))
    assert broken(figures, 1000, [limit(9)]) == ["ours, edit, 1000 posts: not measured"]
    assert broken(figures, 100, [limit(9)]) == ["ours, edit, 100 posts: not measured"]


def test_limits_of_the_quick_variant_are_no_stricter_than_the_targets() -> None:
    quick = {
        each.metric: each.most for each in QUICK_LIMITS if each.contender == "ours"
    }
    assert all(quick[target.metric] > target.most for target in TARGETS)


def test_the_table_names_what_was_skipped_and_what_failed() -> None:
    failed = result("mkdocs", 1.0)
    failed.error = "mkdocs ended with 1"
    text = table(made(result("ours", 2.0), result("stock", 8.0), failed))
    assert "skipped: hugo: not installed" in text
    assert "FAILED: mkdocs, 1000 posts: mkdocs ended with 1" in text
    ours = next(line for line in text.splitlines() if line.startswith("  ours"))
    assert ours.split()[-5:] == ["0.250"] * 3 + ["1.000"] * 2
    assert "<= 0.4" in text


@pytest.mark.system
def test_the_document_names_no_place_of_this_machine() -> None:
    text = json.dumps(made(*(result(name, 1.0) for name in CONTENDERS)))
    assert str(REPOSITORY) not in text
    assert sys.prefix not in text


def test_the_plot_is_well_formed_and_has_a_dot_for_each_ratio() -> None:
    results = [
        result(name, 1.0, posts=posts)
        for name in ("ours", "stock")
        for posts in (200, 1000)
    ]
    drawn = svg(made(*results))
    root = ET.fromstring(drawn)
    space = "{http://www.w3.org/2000/svg}"
    assert len(root.findall(f"{space}circle")) == 2 * 2 * len(PHASES)
    texts = {element.text for element in root.iter(f"{space}text")}
    assert {"ours", "stock", "Full build"} <= texts
    assert drawn == svg(made(*results))


def test_the_plot_keeps_extreme_ratios_inside() -> None:
    drawn = svg(
        made(result("ours", 0.001), result("stock", 1.0), result("plain", 99.0))
    )
    root = ET.fromstring(drawn)
    width = float(root.attrib["width"])
    circles = root.findall("{http://www.w3.org/2000/svg}circle")
    assert all(0 < float(circle.attrib["cx"]) < width for circle in circles)


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., int]:
    """Give the command line, with results in place of measurements."""

    def start(results: list[Result], *arguments: str) -> int:
        monkeypatch.setattr(command_line, "measure", lambda *_, **__: results)
        monkeypatch.setattr(
            sys, "argv", ["benchmarks", "--scratch", str(tmp_path / "s"), *arguments]
        )
        return command_line.main()

    return start


def quick(seconds: float, size: int = 10) -> list[Result]:
    """Make what the quick variant measures."""
    return [
        result("ours", seconds, posts=100, size=size),
        result("ours-theme", seconds, posts=100, size=size),
        result("stock", 10.0, posts=100),
    ]


def test_the_quick_variant_fails_past_a_limit(
    command: Callable[..., int], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert command(quick(1.0), "--quick", "--json", str(tmp_path / "out.json")) == 0
    kept = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert kept["sizes"]["100"]["ours"]["edit"]["ratio"] == 0.1
    assert command(quick(11.0), "--quick") == 1
    assert (
        "too slow or too large: ours, edit, 100 posts: 1.10" in capsys.readouterr().err
    )


def test_a_limit_that_is_broken_once_is_measured_again(
    command: Callable[..., int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The machine was busy in the first round; the second has quicker runs."""
    rounds = [quick(11.0), quick(1.0), quick(50.0)]
    command(quick(1.0), "--quick")
    monkeypatch.setattr(command_line, "measure", lambda *_, **__: rounds.pop(0))
    monkeypatch.setattr(
        sys,
        "argv",
        ["", "--scratch", str(tmp_path), "--quick", "--json", str(tmp_path / "out")],
    )
    assert command_line.main() == 0
    assert len(rounds) == 1
    kept = json.loads((tmp_path / "out").read_text(encoding="utf-8"))
    assert len(kept["sizes"]["100"]["ours"]["edit"]["seconds"]) == 6


def test_a_contender_that_failed_is_a_failed_run(command: Callable[..., int]) -> None:
    failed = result("stock", 1.0)
    failed.error = "it ended with 1"
    assert command([failed], "--sizes", "1000", "--only", "stock") == 1


def test_a_layout_never_writes_into_a_folder_that_is_used(
    command: Callable[..., int], tmp_path: Path
) -> None:
    arguments = ("layout", "stock", str(tmp_path / "project"), "--posts", "2")
    assert command([], *arguments) == 0
    assert len(list((tmp_path / "project" / "posts").rglob("*.md"))) == 2
    assert command([], *arguments) == 1
