"""Asks the Jekyll that is installed (``tests/jekyll/ask.rb``)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

needs_jekyll = pytest.mark.skipif(
    shutil.which("jekyll") is None, reason="Jekyll is not installed"
)
"""Mark of a test that asks it."""


def ask_jekyll(cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give Jekyll's answers.

    :param cases: ``name`` of the file, ``front_matter`` and site-wide ``permalink``
    :returns: ``output``, ``url``, ``tags`` and ``categories`` of each, or its ``error``
    """
    script = Path(__file__).resolve().parent.parent / "jekyll/ask.rb"
    asked = subprocess.run(
        ["ruby", str(script)],
        input=json.dumps(cases),
        env={**os.environ, "TZ": "UTC"},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    answers: list[dict[str, Any]] = json.loads(asked.stdout)
    return answers
