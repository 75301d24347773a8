"""The work of an import grows as the blog does, and no faster: counted, not timed."""

from __future__ import annotations

import cProfile
from typing import TYPE_CHECKING

import pytest

from benchmarks import imports
from benchmarks.source_sites import SITES
from permalink_import.cli import main
from site_tools.growth import calls_of, too_fast

if TYPE_CHECKING:
    from collections import Counter
    from pathlib import Path

SIZES = (8, 16, 32)


def count(generator: str, number: int, folder: Path) -> Counter[str]:
    """Import a blog of some posts, and return its calls."""
    SITES[generator].write(folder / "site", number)
    imports.write_project(folder / "project")
    profile = cProfile.Profile()
    profile.enable()
    try:
        code = main([str(folder / "site"), "--into", str(folder / "project")])
    finally:
        profile.disable()
    assert code in (0, 1)  # 1: links to videos and the like are reported
    assert len([*(folder / "project/posts").rglob("*.md")]) == number
    return calls_of(profile)


@pytest.mark.slow
@pytest.mark.parametrize("generator", SITES)
def test_an_import_is_linear(tmp_path: Path, generator: str) -> None:
    # The first one imports, compiles and fills caches, for all.
    count(generator, SIZES[-1], tmp_path / "first")
    counts = [count(generator, x, tmp_path / str(x)) for x in SIZES]
    assert too_fast(counts) == {}


@pytest.mark.slow
def test_it_prints_what_it_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--sizes", "1", "2", "--scratch", str(tmp_path)]
    code = imports.main(options)
    said = capsys.readouterr()
    assert code in (0, 1), said.err  # a ratio of so few is a matter of chance
    for generator in SITES:
        assert f"{generator}, 2 posts: " in said.out
        assert f"{generator}, a post of 2 beside one of 1: " in said.out
    assert list(tmp_path.iterdir()) == []
