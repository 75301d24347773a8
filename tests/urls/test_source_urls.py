"""Pages keep answering where they were without permalinks."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from permalink_blog.urls.url_list.output import OutputFolderPages, pages_in
from site_tools.small_blogs import said
from site_tools.written_sites import written_site

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

POST = "---\npermalink: {}\n---\n\n# A post\n"


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_old_url_leads_to_the_permalink(
    build_root: BuildRoot, tmp_path: Path, builder: str
) -> None:
    """A published site has front matter that Sphinx alone ignored."""
    files = {"posts/a.md": POST.format("/about/"), "posts/b.md": "# B\n"}
    extensions = ("myst_parser", "permalink_blog.urls")
    site = written_site(build_root, tmp_path, files, extensions=extensions)
    outdir = site.build(builder, extensions=["myst_parser"]).outdir
    before = {*pages_in(outdir)}
    assert len(before) == 5  # with search and genindex
    shutil.rmtree(outdir)
    assert site.warnings(builder) == []
    assert all(site.has(file, builder) for file in before)


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_they_are_no_promises(
    build_root: BuildRoot, tmp_path: Path, builder: str
) -> None:
    files = {"posts/a.md": POST.format("/about/"), "c.md": POST.format("posts/c")}
    extensions = ("myst_parser", "permalink_blog.urls")
    site = written_site(build_root, tmp_path, files, extensions=extensions)
    app = site.build(builder)
    assert app.warning.getvalue() == ""
    old = "posts/a.html" if builder == "html" else "posts/a/index.html"
    redirect = site.page(old, builder).select_one("[http-equiv=refresh]")["content"]
    assert redirect == f"0; url={'../' * old.count('/')}about/"
    assert f"/{old.removesuffix('index.html')} -> /about/" in said(app)
    assert "2 of 3 documents are published at the URL" in said(app)
    output = OutputFolderPages.of(app.outdir)
    assert not any("posts/a" in path for path in output.published())
    assert old not in {*pages_in(app.outdir)}
    # The source moves, and another document takes the place.
    (site.folder / "posts/a.md").rename(site.folder / "posts/d.md")
    site.write({"posts/a.md": "# Another\n"})
    assert site.differences(builder) == []
    assert "Another" in site.page(old, builder).text
    assert site.differences(builder, permalink_spellings=False) == []
    assert not site.has(old.replace("posts/a", "posts/d"), builder)
