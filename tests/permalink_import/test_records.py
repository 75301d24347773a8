"""What the tests have on record of Hugo and Pelican is what these generators say.

Both are in the environment of the benchmarks (``make environment-bench``), which pins
them; elsewhere they are skipped. Another Hugo, such as Debian's, knows less.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
BIN = Path(os.environ.get("BENCH_VENV", HERE.parents[1] / "_build/bench/venv"), "bin")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("generator", "files"),
    [
        ("hugo", ["answers.json", "urls.json", "texts.json"]),
        ("pelican", ["answers.json"]),
    ],
)
def test_record_is_what_the_generator_says(
    tmp_path: Path, generator: str, files: list[str]
) -> None:
    if not (BIN / generator).exists():
        pytest.skip(f"no {generator} in {BIN}: make environment-bench installs it")
    subprocess.run(
        [BIN / "python", HERE / generator / "ask.py", tmp_path],
        check=True,
        env={**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"},
        timeout=300,
    )
    for name in files:
        recorded = read(HERE / generator / name)
        assert read(tmp_path / name) == recorded


def read(path: Path) -> dict[str, Any]:
    """Return an answer without the version of the generator."""
    answer: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return {key: answer[key] for key in answer if key not in {"hugo", "pelican"}}
