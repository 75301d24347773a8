"""Asks the Jekyll that is installed (``tests/jekyll/``)."""

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
    return _ask("ask.rb", cases)


def ask_jekyll_texts(
    texts: list[str],
    *,
    config: dict[str, Any],
    data: dict[str, Any],
    includes: dict[str, str],
    posts: list[str],
    front_matter: dict[str, Any],
) -> list[dict[str, Any]]:
    """Give what Jekyll makes of texts (``tests/jekyll/ask_text.rb``).

    :param posts: names of files that are posts
    :returns: ``liquid`` and ``html`` of each, or its ``error``
    """
    return _ask(
        "ask_text.rb",
        {
            "texts": texts,
            "config": config,
            "data": data,
            "includes": includes,
            "posts": posts,
            "front_matter": json.dumps(front_matter),
        },
    )


def _ask(name: str, question: object) -> list[dict[str, Any]]:
    script = Path(__file__).resolve().parent.parent / "jekyll" / name
    asked = subprocess.run(
        ["ruby", str(script)],
        input=json.dumps(question),
        env={**os.environ, "TZ": "UTC"},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    answers: list[dict[str, Any]] = json.loads(asked.stdout)
    return answers
