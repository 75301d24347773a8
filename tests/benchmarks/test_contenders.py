"""The contenders' projects, and the check that what they wrote is the blog."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.contenders import CONTENDERS, REPOSITORY, Contender
from benchmarks.corpus import post
from benchmarks.phases import WrongResultError, check_pages, measure


@pytest.mark.parametrize("name", ["ours", "ours-theme"])
def test_our_extensions_build_the_posts_without_a_warning(
    name: str, tmp_path: Path
) -> None:
    contender = CONTENDERS[name]
    contender.lay_out(tmp_path / name, 5)
    command = [*contender.command, "-W", "-q", "-j", "1"]
    built = subprocess.run(
        command, cwd=tmp_path / name, capture_output=True, text=True, check=False
    )
    assert (built.returncode, built.stderr) == (0, "")
    check_pages(tmp_path / name / "out", range(5), {})


def values(folder: Path, expression: str) -> str:
    """Evaluate an expression in a project's conf.py, in a process of its own."""
    command = [sys.executable, "-c", f"from conf import *\nprint({expression})"]
    run = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=True
    )
    return run.stdout.strip()


SETTINGS = """
import sys
from sphinx.application import Sphinx

root, out, *names = sys.argv[1:]
app = Sphinx(root, root, out, f"{out}/trees", "dummy", status=None, warning=None)
print([app.config[name] for name in names])
"""


def settings(folder: Path, out: Path, *names: str) -> str:
    """Return settings of a project as its extensions see them."""
    command = [sys.executable, "-c", SETTINGS, str(folder), str(out), *names]
    run = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=True
    )
    return run.stdout.strip()


def test_values_are_those_of_this_repository(tmp_path: Path) -> None:
    for name in ("ours", "ours-theme", "stock"):
        CONTENDERS[name].lay_out(tmp_path / name, 0)
    extensions = values(REPOSITORY, "extensions")
    for name in ("ours", "ours-theme"):
        assert values(tmp_path / name, "extensions") == extensions
    assert values(tmp_path / "stock", "extensions") == "['myst_parser', 'ablog']"
    common = (
        *("blog_post_pattern", "blog_baseurl", "blog_feed_fulltext"),
        *("blog_feed_length", "myst_enable_extensions", "myst_heading_anchors"),
    )
    stock = settings(tmp_path / "stock", tmp_path / "out", *common)
    assert stock == settings(REPOSITORY, tmp_path / "ours-out", *common)


@pytest.mark.parametrize(("name", "found"), [("ours", "True"), ("stock", "False")])
def test_stock_stems_as_pip_installs_it(name: str, found: str, tmp_path: Path) -> None:
    pytest.importorskip("Stemmer")
    CONTENDERS[name].lay_out(tmp_path / name, 0)
    module = "type(__import__('snowballstemmer').stemmer('english')).__module__"
    assert values(tmp_path / name, f"{module} == 'Stemmer'") == found


@pytest.mark.system
def test_what_is_not_installed_has_no_version() -> None:
    stock = CONTENDERS["stock"]
    assert stock.version()
    assert replace(stock, version_command=("no-such-generator",)).version() is None
    failing = (sys.executable, "-c", "print('1.2'); raise SystemExit(1)")
    assert replace(stock, version_command=failing).version() is None


def page(out: Path, name: str, text: str) -> None:
    """Write a page."""
    (out / name).parent.mkdir(parents=True, exist_ok=True)
    (out / name).write_text(text, encoding="utf-8")


def test_pages_are_found_by_name_or_folder(tmp_path: Path) -> None:
    one, two = post(0), post(1, revision=3)
    page(tmp_path, f"posts/{one.slug}.html", one.marker)
    page(tmp_path, f"{two.slug}/index.html", two.marker)
    page(tmp_path, f"old/{one.slug}.html", "a redirect")
    check_pages(tmp_path, range(2), {1: 3})


def test_a_missing_doubled_or_stale_page_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(WrongResultError, match="0 pages"):
        check_pages(tmp_path, range(1), {})
    page(tmp_path, f"{post(0).slug}.html", post(0).marker)
    with pytest.raises(WrongResultError, match=r"0 pages .* .Text0000r1 "):
        check_pages(tmp_path, range(1), {0: 1})
    page(tmp_path, f"again/{post(0).slug}.html", post(0).marker)
    with pytest.raises(WrongResultError, match="2 pages"):
        check_pages(tmp_path, range(1), {})


GENERATOR = """
import pathlib, sys
for source in pathlib.Path().rglob("posts/**/*.md"):
    page = pathlib.Path("out", source.stem + ".html")
    page.parent.mkdir(exist_ok=True)
    if "{stale}" == "" or not page.exists():
        page.write_text(source.read_text())
"""


@pytest.mark.system
def test_all_phases_are_measured_and_a_failure_stops_nobody_else(
    tmp_path: Path,
) -> None:
    def contender(name: str, program: str) -> Contender:
        command = (sys.executable, "-c", program)
        return replace(CONTENDERS["plain"], name=name, command=command)

    told: list[str] = []
    good, stale, failing = measure(
        [
            contender("good", GENERATOR.format(stale="")),
            contender("stale", GENERATOR.format(stale="yes")),
            contender("failing", "raise SystemExit('no such theme')"),
        ],
        posts=3,
        repeat=2,
        scratch=tmp_path / "scratch",
        log=told.append,
    )
    assert not good.error
    assert {phase: len(runs) for phase, runs in good.runs.items()} == {
        "full": 2,
        "no-op": 2,
        "edit": 2,
    }
    assert "Text0001r1" in stale.error
    assert failing.error == f"{Path(sys.executable).name} ended with 1"
    assert any("no such theme" in line for line in told)
    assert not (tmp_path / "scratch").exists()
