"""Findings in imported documents are counted, until somebody edits the document."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from permalink_blog.core.files import text_digest
from site_tools.edits import save
from site_tools.moving import run
from site_tools.small_blogs import said, warned

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import BuildRoot

ROOT = "blog-checks"
POST = "---\ntitle: T\ndate: 2018-08-01\n---\n\nText.\n\n![](https://a.example/a.png)\n"
EXTENSIONS = ["myst_parser", "permalink_blog.frontmatter", "permalink_blog.checks"]
ALT = "expected alt text [blog_checks.alt]"


def imported(srcdir: Path, **texts: str) -> None:
    """Write documents, and the manifest of their import."""
    files = {}
    for name, text in texts.items():
        target = f"posts/{name}.md"
        save(srcdir / target, text)
        files[target] = {"source": f"_{target}", "sha256": text_digest(text.encode())}
    manifest = {"version": 1, "files": files, "settings": {}}
    save(srcdir / "imported.json", json.dumps(manifest))


@pytest.fixture
def srcdir(rootdir: Path, tmp_path: Path) -> Path:
    shutil.copytree(rootdir / f"test-{ROOT}", tmp_path / ROOT)
    return tmp_path / ROOT


@pytest.mark.parametrize("parallel", [0, 2])
def test_one_line_for_a_kind(
    build_root: BuildRoot, srcdir: Path, parallel: int
) -> None:
    imported(srcdir, **{f"p{n}": POST for n in range(6)}, broken=f"{POST}\n[x](#no)\n")
    app = build_root(ROOT, parallel=parallel, extensions=EXTENSIONS)
    assert warned(app) == ""
    lines = said(app)
    assert (
        "Warnings in imported, unedited documents: 8\n"
        f"  posts/broken.md:8: https://a.example/a.png: {ALT}, "
        "and 6 more: posts/p0.md:8, posts/p1.md:8, …\n"
        "  posts/broken.md:10: 'myst' cross-reference target not found: 'no' "
        "[myst.xref_missing]\n"
    ) in lines, lines


def test_others_are_warnings(build_root: BuildRoot, srcdir: Path) -> None:
    imported(srcdir, old=POST)
    save(srcdir / "posts/new.md", POST)
    lines = warned(build_root(ROOT)).splitlines()
    assert [x.split(":")[0].rpartition("/")[2] for x in lines] == ["new.md"]


def test_an_edited_document_is_its_authors(build_root: BuildRoot, srcdir: Path) -> None:
    imported(srcdir, old=POST, other=POST)
    save(srcdir / "posts/old.md", f"{POST}\nMore.\n")
    lines = warned(build_root(ROOT)).splitlines()
    assert [x.split(":")[0].rpartition("/")[2] for x in lines] == ["old.md"]


def test_ends_of_lines_are_no_edit(build_root: BuildRoot, srcdir: Path) -> None:
    imported(srcdir, old=POST)
    (srcdir / "posts/old.md").write_bytes(POST.replace("\n", "\r\n").encode())
    assert warned(build_root(ROOT)) == ""


def test_the_setting(build_root: BuildRoot, srcdir: Path) -> None:
    imported(srcdir, old=POST)
    assert ALT in warned(build_root(ROOT, blog_checks_imported=""))
    app = build_root(ROOT, suppress_warnings=["blog_checks.alt"], force_all=True)
    assert "Warnings in imported" not in said(app)


@pytest.mark.parametrize("text", ["{", "[]", '{"files": 1}', '{"files": {"a": 1}}'])
def test_no_manifest(build_root: BuildRoot, srcdir: Path, text: str) -> None:
    save(srcdir / "imported.json", text)
    save(srcdir / "posts/new.md", POST)
    (config, alt) = warned(build_root(ROOT)).splitlines()
    assert "imported.json: not the manifest of an import" in config
    assert config.endswith("[blog_checks.config]")
    assert ALT in alt


def test_a_check_shows_them_and_does_not_fail(srcdir: Path) -> None:
    """As ``make check`` runs it."""
    imported(srcdir, old=POST)
    command = [
        *("sphinx", "-b", "html", "-q", "-E", "-W", "-t", "check"),
        *(".", "_build"),
    ]
    done = run(command, cwd=srcdir)
    assert done.returncode == 0
    assert done.stderr.startswith("Warnings in imported, unedited documents: 1\n")
    save(srcdir / "posts/new.md", POST)
    assert run(command, cwd=srcdir).returncode == 1
