"""What Jekyll 4.3 answered (``tests/jekyll/permalinks.json``) is what a build gives."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from sphinx.errors import ConfigError

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
        'extensions = ["myst_parser", "permalink_blog.urls"]\n', encoding="utf-8"
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


@pytest.mark.parametrize(
    "machine", ["UTC", "Pacific/Kiritimati", "America/Los_Angeles"]
)
@pytest.mark.parametrize(
    ("zone", "day"), [("UTC", "2018/07/31"), ("Asia/Tokyo", "2018/08/01")]
)
def test_dates_are_in_the_sites_time_zone(
    build_root: BuildRoot,
    monkeypatch: pytest.MonkeyPatch,
    zone: str,
    day: str,
    machine: str,
) -> None:
    monkeypatch.setenv("TZ", machine)
    time.tzset()
    try:
        app = build_root(
            "permalinks-styles", permalink_timezone=zone, permalink_style="pretty"
        )
    finally:
        monkeypatch.undo()
        time.tzset()
    files = {name: loc.file for name, loc in app.builder.table.locations.items()}
    assert files["posts/late"] == f"{day}/late/index.html"


def test_the_first_pattern_that_matches_decides(build_root: BuildRoot) -> None:
    styles = {"posts/late.md": "/:title/", "posts/**": "none", "**": "date"}
    app = build_root("permalinks-styles", permalink_style=styles)
    files = {name: loc.file for name, loc in app.builder.table.locations.items()}
    assert files == {
        "posts/late": "late/index.html",
        "posts/2018-08-01-named": "named.html",
        "posts/own": "own.html",
        "404": "404.html",
    }


def test_without_a_style_paths_are_sphinxs_own(build_root: BuildRoot) -> None:
    app = build_root("permalinks-styles")
    assert app.builder.get_target_uri("posts/late") == "posts/late.html"


def test_a_style_that_cannot_be_is_refused(build_root: BuildRoot) -> None:
    said = refusal(build_root("permalinks-styles", permalink_style="/:yaer/"))
    assert "posts/late.md: permalink_style: '/:yaer/' has the unknown" in said


def test_a_time_zone_that_is_none_is_named(build_root: BuildRoot) -> None:
    with pytest.raises(ConfigError, match="permalink_timezone = 'Mars/Olympus'"):
        build_root("permalinks-styles", permalink_timezone="Mars/Olympus")
