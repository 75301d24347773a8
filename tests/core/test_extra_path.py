"""Pages and the files of ``html_extra_path``, which Sphinx copies over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import refusal
from permalink_blog.core.extra_path import files_of_extra_path
from site_tools.edits import save

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

ROOT = "permalinks-redirects"


@pytest.mark.parametrize(
    ("permalink", "reason"),
    [
        ("/plain.txt", "is also where a file of html_extra_path goes"),
        ("/PLAIN.txt", "is also where a file of html_extra_path goes ('plain.txt')"),
        ("/plain.txt/", "needs a folder where a file of html_extra_path is a file"),
    ],
)
def test_no_page_is_overwritten(
    build_root: BuildRoot, permalink: str, reason: str
) -> None:
    app = build_root(ROOT)
    text = f"---\npermalink: {permalink}\n---\n\n# Mine\n"
    save(app.srcdir / "plain.md", text)
    said = refusal(build_root(ROOT))
    assert f"plain.md:2: ERROR: permalink: {permalink!r} {reason}" in said
    assert "give the page another permalink, or the file another name" in said


def test_files_as_sphinx_copies_them(build_root: BuildRoot, tmp_path: Path) -> None:
    app = build_root(ROOT)
    for name in ("a.txt", "b/c.txt", "b/left-out.txt", "d/e/f.txt", ".nojekyll"):
        save(app.srcdir / "extra" / name, "x")
    settings = {
        "html_extra_path": ["extra", "extra/b/c.txt"],
        "exclude_patterns": ["**/left-out.txt", "d/e"],
    }
    app = build_root(ROOT, **settings)
    found = set(files_of_extra_path(*settings.values(), app.srcdir))
    assert found == {"plain.txt", "a.txt", "b/c.txt", "c.txt", ".nojekyll"}
    for name in ("a.txt", "b/c.txt", "b/left-out.txt", "c.txt", "d/e/f.txt"):
        assert (app.outdir / name).is_file() == (name in found)
