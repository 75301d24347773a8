"""Documents that lead elsewhere: to a page, to nothing, in a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from site_tools.moving import fresh_project, run, run_import

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import ReadSite

CONFIG = "url: https://old.example\nbaseurl: /b\nplugins: [jekyll-redirect-from]\n"


@pytest.mark.parametrize(
    ("target", "written"),
    [
        ("/about/", "/about/"),
        ("about", "about"),
        ("https://else.example/", "https://else.example/"),
        ("/a.pdf", "/a.pdf"),
        ("/former/", "/former/"),
        ("sigils", "https://old.example/b/sigils"),
        ("/nowhere/#x", "https://old.example/b/nowhere/#x"),
        ("/r.html", None),
        ("'javascript:alert(1)'", None),
    ],
)
def test_targets(read_site: ReadSite, target: str, written: str | None) -> None:
    files: dict[str, str | bytes] = {
        "about.md": "---\npermalink: /about/\nredirect_from: /former/\n---\nx\n",
        "a.pdf": "x",
        "r.md": f"---\nlayout: redirect\nredirect_to: {target}\n---\n",
    }
    site = read_site(files, CONFIG)
    found = [x for x in site.documents if x.source == "r.md"]
    values = [yaml.safe_load(x.front_matter)["redirect_to"] for x in found]
    assert values == ([] if written is None else [written])
    is_same = written == target
    assert [x.source for x in site.findings] == ([] if is_same else ["r.md"])


def test_the_build_accepts_them(tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    (old / "_config.yml").write_text(CONFIG, encoding="utf-8")
    for name, target in (("a", "/b.html"), ("b", "/a.html"), ("c", "/nowhere/")):
        text = f"---\nredirect_to: {target}\n---\n"
        (old / f"{name}.md").write_text(text, encoding="utf-8")
    project = fresh_project(tmp_path / "blog")
    (project / "about.md").write_text("---\norphan: true\n---\n# About\n", "utf-8")
    done = run_import(old, project)
    assert done.returncode == 1, done.said
    built = run(["sphinx", "-q", "-W", "-b", "html", ".", "_build/html"], cwd=project)
    assert built.returncode == 0, built.said
    page = (project / "_build/html/c.html").read_text("utf-8")
    assert "https://old.example/b/nowhere/" in page
