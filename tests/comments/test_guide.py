"""The guide says what the code does, and its examples work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from permalink_blog.comments import settings
from permalink_blog.comments.giscus import path_term
from permalink_blog.comments.settings import Comments, read_comments, read_counter

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot


@pytest.fixture
def guide(project_dir: Path) -> str:
    return (project_dir / "guide/comments.md").read_text(encoding="utf-8")


def examples(guide: str, language: str) -> list[str]:
    pattern = rf"^```{re.escape(language)}\n(.*?)^```$"
    return re.findall(pattern, guide, re.MULTILINE | re.DOTALL)


def table(guide: str, header: str) -> list[list[str]]:
    lines = guide[guide.index(header) :].split("\n\n")[0].split("\n")[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def settings_of(code: str, **names: Any) -> dict[str, Any]:
    found = dict(names)
    exec(code, found)
    return {name: value for name, value in found.items() if name.startswith("on_d")}


def test_keys_and_defaults(guide: str) -> None:
    rows = table(guide, "| key | default |")
    told = {
        key: default
        for keys, defaults, _ in rows
        for key, default in zip(
            re.findall(r"`(\w+)`", keys),
            re.findall(r"`([^`]+)`", defaults) or [""] * 3,
            strict=False,
        )
    }
    assert told.keys() == settings.COMMENTS.keys()
    usual = Comments(repo="a/b", repo_id="x", category="x", category_id="x")
    for key, default in told.items():
        value = getattr(usual, key)
        if settings.COMMENTS[key].required:
            assert default == ""
        elif value is not None:
            assert default == repr(value).replace("'", '"')
    [mapping] = [row for row in rows if row[0] == "`mapping`"]
    assert all(f'`"{each}"`' in "".join(mapping) for each in settings.MAPPINGS)
    rows = table(guide, "| key | means |\n|---|---|\n| `service`")
    assert [row[0].strip("`") for row in rows] == list(settings.COUNTER)


def test_settings(build_root: BuildRoot, guide: str) -> None:
    first, options, goatcounter, plausible, _ = examples(guide, "python")
    asked = settings_of(first)
    assert read_comments(asked["on_demand_comments"]) is not None
    for code, service in ((goatcounter, "goatcounter"), (plausible, "plausible")):
        counter = read_counter(settings_of(code)["on_demand_counter"])
        assert counter is not None
        assert counter.service == service
    root = build_root("on-demand", "dummy").srcdir
    (root / "_templates").mkdir()
    [template] = examples(guide, "html+jinja")
    (root / "_templates/post-comments.html").write_text(f"<hr>{template}")
    more: dict[str, Any] = {}
    exec(options, more)
    app = build_root(
        "on-demand",
        **asked,
        **settings_of(goatcounter),
        html_theme="pydata_sphinx_theme",
        html_theme_options=more["html_theme_options"],
        templates_path=["_templates"],
    )
    assert app.warning.getvalue() == ""
    page = BeautifulSoup((app.outdir / "posts/plain.html").read_text(), "html.parser")
    [section] = page.select("hr + .post-comments")
    assert section["data-repo"] == "owner/blog"


def test_previews_are_not_counted(guide: str, monkeypatch: pytest.MonkeyPatch) -> None:
    *_, preview = examples(guide, "python")
    asked = {"on_demand_counter": {"service": "x"}}
    monkeypatch.delenv("READTHEDOCS_VERSION_TYPE", raising=False)
    assert settings_of(preview, **asked) == asked
    monkeypatch.setenv("READTHEDOCS_VERSION_TYPE", "external")
    assert settings_of(preview, **asked) == {"on_demand_counter": {}}


def test_front_matter(
    build_root: BuildRoot, guide: str, comments: dict[str, Any]
) -> None:
    root = build_root("on-demand", "dummy").srcdir
    closed, moved = examples(guide, "markdown")
    (root / "posts/no.md").write_text(closed)
    (root / "posts/yes.md").write_text(moved)
    app = build_root("on-demand", on_demand_comments=comments)
    assert app.warning.getvalue() == ""
    assert "post-comments" not in (app.outdir / "posts/no.html").read_text()
    page = (app.outdir / "summer/index.html").read_text()
    assert 'data-term="2018/08/summer"' in page


def test_titles(guide: str) -> None:
    rows = table(guide, "| page | title |")
    assert len(rows) == 5
    for page, title in rows:
        path = urlsplit(page.strip("`")).path.removeprefix("/en/latest")
        assert path_term(path.lstrip("/")) == title.strip("`")
