"""What Jekyll 4.3 answered (``tests/jekyll/permalinks.json``) is what a build gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from conftest import refusal

if TYPE_CHECKING:
    from conftest import BuildRoot

CASES = json.loads(
    (Path(__file__).parent.parent / "jekyll/permalinks.json").read_text("utf-8")
)
# Where we are strict and clear instead, and what the message says.
REFUSED = {
    "permalink: /what?x=1/": "has a '?'",
    "permalink: /frag#ment/": "has a '#'",
    "permalink: ../../escape": "leads outside the site",
    "permalink: index.html": "is also where index.md goes",
}
# Where Jekyll stops with a traceback, and what is published here.
CRASHED = {
    "permalink: 2018": "2018.html",
    "permalink: 1.0": "1.0",
    "permalink: true": "true.html",
}


def name_of(case: dict[str, Any]) -> str:
    return f"{case['front_matter']}|{case['permalink']}|{case['name']}"


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_case(build_root: BuildRoot, tmp_path: Path, case: dict[str, Any]) -> None:
    root = tmp_path / "one"
    root.mkdir()
    post = root / "_posts" / case["name"]
    post.parent.mkdir()
    post.write_text(f"---\n{case['front_matter']}\n---\n\n# A post\n", encoding="utf-8")
    (root / "index.md").write_text("# Home\n", encoding="utf-8")
    (root / "conf.py").write_text(
        'extensions = ["myst_parser", "permalinks"]\n', encoding="utf-8"
    )
    settings = {
        "permalink_style": {"_posts/**": case["permalink"] or "date"},
        "suppress_warnings": ["toc.not_included"],
    }
    if reason := REFUSED.get(case["front_matter"]):
        assert reason in refusal(build_root("one", **settings))
        return
    app = build_root("one", **settings)
    assert app.warning.getvalue() == ""
    expected = case.get("output") or CRASHED[case["front_matter"]]
    location = app.builder.table.locations[f"_posts/{Path(case['name']).stem}"]
    assert location.file == expected
    assert "<h1>A post" in (app.outdir / expected).read_text("utf-8")
    if "url" in case:  # the same path, percent-encoded or not
        uri = "/" + unquote(location.uri)
        url = unquote(case["url"])
        assert url in {uri, uri.removesuffix(".html")}


def test_every_exception_is_a_case() -> None:
    texts = {case["front_matter"] for case in CASES}
    assert {*REFUSED, *CRASHED} <= texts
    assert set(CRASHED) == {case["front_matter"] for case in CASES if "error" in case}
