"""Whatever an old site has, nothing in it runs, and it ends in a report.

``make fuzz-sites`` imports and builds a thousand sites; CONTRIBUTING.md says how to
go on from a failure.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from site_tools.examples import chunks, examples
from site_tools.hostile_imports import HostileImport
from site_tools.hostile_old_sites import GENERATORS, OLD_SITES

if TYPE_CHECKING:
    from pathlib import Path

CASES = int(os.environ.get("FUZZ_CASES", "36"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))
EACH = max(1, CASES // len(GENERATORS))
CHUNK = 6  # sites of a test, so that tests can run side by side


@pytest.mark.parametrize("generator", GENERATORS)
def test_an_old_site(generator: str, tmp_path: Path) -> None:
    (site,) = examples(OLD_SITES[generator], 1, SEED + EACH)
    complaint = HostileImport(tmp_path / "x", site).complaint(build=False)
    assert complaint is None, f"FUZZ_SEED={SEED}: {complaint}"


@pytest.mark.slow
@pytest.mark.parametrize("generator", GENERATORS)
@pytest.mark.parametrize(("first", "count"), chunks(EACH, CHUNK))
def test_any_old_site(generator: str, first: int, count: int, tmp_path: Path) -> None:
    for site in examples(OLD_SITES[generator], count, SEED + first):
        complaint = HostileImport(tmp_path / "x", site).complaint(build=True)
        assert complaint is None, f"FUZZ_SEED={SEED}: {complaint}"
