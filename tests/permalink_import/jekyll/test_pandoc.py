"""Texts that neither kramdown nor MyST reads, and pages that are whole."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from permalink_import.jekyll import pandoc, read
from permalink_import.model import silent
from site_tools.moving import fresh_project, run_import

if TYPE_CHECKING:
    from pathlib import Path

needs_pandoc = pytest.mark.skipif(
    shutil.which("pandoc") is None, reason="Pandoc is not installed"
)
WHOLE = (
    "<!DOCTYPE html>\n<html><head><title>C</title></head>\n<body>C &amp;</body></html>"
)


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_DOT_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


TEXTILE = 'h2. Head\n\nA "link":/x and *bold* {{ site.title }}.\n\n'
TEXTILE += "{% highlight ruby %}\nh2. *x*\n{% endhighlight %}\n"


@needs_pandoc
@pytest.mark.system
def test_textile_is_converted(tmp_path: Path) -> None:
    text = pandoc.to_markdown(TEXTILE, ".textile")
    assert text is not None
    assert "## Head" in text
    assert "[link](/x) and **bold** {{ site.title }}." in text
    assert "{% highlight ruby %}\nh2. *x*\n{% endhighlight %}" in text


@needs_pandoc
@pytest.mark.system
def test_pandoc_reads_no_other_file(tmp_path: Path) -> None:
    write(tmp_path, secret_DOT_txt="canary")
    text = pandoc.to_markdown(f".. include:: {tmp_path}/secret.txt\n", ".rst")
    assert "canary" not in (text or "")


@pytest.mark.parametrize(
    "has_pandoc", [pytest.param(True, marks=[needs_pandoc, pytest.mark.system]), False]
)
def test_its_url_is_listed(
    has_pandoc: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not has_pandoc:
        monkeypatch.setattr(pandoc.shutil, "which", lambda _: None)
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_posts/2010-08-01-a.textile").write_text(f"---\n---\n{TEXTILE}")
    old = read(tmp_path, silent)
    assert "/2010/08/01/a.html" in old.urls
    assert len(old.documents) == has_pandoc
    assert len(old.findings) == (not has_pandoc)


def test_a_whole_page_is_published_as_it_is(tmp_path: Path) -> None:
    old = write(tmp_path / "old", contact_DOT_html=f"---\n---\n{WHOLE}")
    (old / "_posts").mkdir()
    project = fresh_project(tmp_path / "blog")
    done = run_import(old, project)
    assert done.returncode == 0, done.said
    assert (project / "public/contact.html").read_text("utf-8") == WHOLE
    assert "/contact.html" in (project / "published-urls.txt").read_text("utf-8")
