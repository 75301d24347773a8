"""A build of the site parses the front matter of each document once.

Nobody makes values again of the texts in ``env.metadata``.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
import yaml  # type: ignore[import-untyped]
from sphinx.testing.util import SphinxTestApp

from permalink_blog.core import values
from site_tools.sites import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

READERS = ("compose", "compose_all", "load", "load_all", "parse", "scan")
#: The guide has no front matter, and takes the longest.
PARTS = ["index.md", "about.md", "posts/**"]


def counted(function: Callable[..., Any], read: Counter[str]) -> Callable[..., Any]:
    def call(text: Any, *args: Any, **options: Any) -> Any:
        read[str(text).rstrip("\n")] += 1
        return function(text, *args, **options)

    return call


@pytest.fixture
def app(tmp_path: Path) -> Iterator[SphinxTestApp]:
    known = [*sys.path]
    app = SphinxTestApp(
        srcdir=PROJECT, builddir=tmp_path, confoverrides={"include_patterns": PARTS}
    )
    yield app
    app.cleanup()
    sys.path[:] = known


def front_matter_of(path: Path) -> str | None:
    """Return the YAML of a document, cut out without our code."""
    text = path.read_text("utf-8")
    if path.suffix == ".ipynb":
        text = "".join(json.loads(text)["cells"][0]["source"])
    if not text.startswith("---\n"):
        return None
    return text.removeprefix("---\n").partition("\n---")[0]


def test_yaml_is_parsed_once(
    app: SphinxTestApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: Counter[str] = Counter()
    for name in READERS:
        monkeypatch.setattr(yaml, name, counted(getattr(yaml, name), read))
    decoded: Counter[str] = Counter()
    original = values.decode
    for module in [*sys.modules.values()]:
        if getattr(module, "decode", None) is original:
            monkeypatch.setattr(module, "decode", counted(original, decoded))
    app.build()
    found = [front_matter_of(app.env.doc2path(name)) for name in app.env.all_docs]
    expected = Counter(block for block in found if block is not None)
    assert expected.total() > 5
    assert read == expected
    assert not decoded, "of YAML the values are known, and need not be made of text"
