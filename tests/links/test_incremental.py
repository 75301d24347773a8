"""The next build: a page that is linked to appears, moves or goes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from permalink_blog.core.store import STORE, Store
from permalink_blog.links.links import SECTION

if TYPE_CHECKING:
    from tests.conftest import BuildRoot
    from tests.links.conftest import BuildPage, Page

NO_PAGE = "page.md:3: WARNING: /new: no document, redirect or file of this site "
NO_PAGE += "has this path; fix the link [jekyll_links.missing]"


def write(path: Path, permalink: str, body: str = "") -> None:
    path.write_text(f"---\npermalink: {permalink}\n---\n# Other\n\n{body}\n")


def contents(outdir: Path) -> dict[str, bytes]:
    """Give the content of each file that is written for this site."""
    return {
        path.relative_to(outdir).as_posix(): path.read_bytes()
        for path in outdir.rglob("*")
        if path.suffix in {".html", ".json", ".xml"}
    }


def assert_clean(page: Page, build_root: BuildRoot, builder: str) -> None:
    """The output is what a clean build makes."""
    outdir = page.app.outdir
    incremental = contents(outdir)
    shutil.rmtree(outdir)
    build_root("jekyll-links", builder, force_all=True)
    assert contents(outdir) == incremental


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_page_appears_moves_and_goes(
    build_page: BuildPage, build_root: BuildRoot, srcdir: Path, builder: str
) -> None:
    up = "../" if builder == "dirhtml" else ""
    text, other = "[a](/new)", srcdir / "other.md"
    page = build_page(text, builder)
    assert page.hrefs == [f"{up}new"]
    assert page.warnings == [NO_PAGE]

    write(other, "/new/")
    page = build_page(text, builder)
    assert page.hrefs == [f"{up}new/"]
    assert page.warnings == []
    assert_clean(page, build_root, builder)

    write(other, "/newer/\nredirect_from: /new/")
    page = build_page(text, builder)
    assert page.hrefs == [f"{up}newer/"]
    assert page.warnings == []
    assert_clean(page, build_root, builder)

    other.unlink()
    page = build_page(text, builder)
    assert page.hrefs == [f"{up}new"]
    assert page.warnings == [NO_PAGE]
    assert_clean(page, build_root, builder)


def test_without_permalinks(build_page: BuildPage, srcdir: Path) -> None:
    stock = ["myst_parser", "permalink_blog.links"]
    assert build_page("[a](/new)", extensions=stock).hrefs == ["new"]
    (srcdir / "new.md").write_text("# New\n")
    page = build_page("[a](/new)", extensions=stock)
    assert page.hrefs == ["new.html"]
    assert page.warnings == []


def test_post_appears_and_goes(build_page: BuildPage, srcdir: Path) -> None:
    text, post = "[a]({% post_url 2018-10-01-new %})", srcdir / "posts" / "new.md"
    page = build_page(text)
    assert page.hrefs == []
    post.write_text("---\ndate: 2018-10-01\n---\n# New\n")
    page = build_page(text)
    assert page.hrefs == ["posts/new.html"]
    assert page.warnings == []
    post.unlink()
    page = build_page(text)
    assert page.hrefs == []
    assert len(page.warnings) == 1


def test_heading_appears_and_goes(build_page: BuildPage, srcdir: Path) -> None:
    text, other = "[a](/new/#below)", srcdir / "other.md"
    write(other, "/new/")
    assert len(build_page(text).warnings) == 1
    write(other, "/new/", "(x)=\n## Below")
    page = build_page(text)
    assert page.hrefs == ["new/#below"] or page.hrefs == ["new/#x"]
    assert page.warnings == []
    write(other, "/new/")
    assert len(build_page(text).warnings) == 1


def test_title_changes(build_page: BuildPage, srcdir: Path) -> None:
    build_page("[](/about-us)")
    about = srcdir / "about.md"
    about.write_text(about.read_text().replace("# About us", "# Who we are"))
    page = build_page("[](/about-us)")
    assert "Who we are" in page.body.get_text()


def test_redirect_changes(build_page: BuildPage) -> None:
    build_page("[a](/elsewhere)")
    page = build_page(
        "[a](/elsewhere)", permalink_redirects={"/elsewhere": "/about-us"}
    )
    assert page.hrefs == ["about-us/"]


def test_site_moves_to_another_url(build_page: BuildPage) -> None:
    text = "[a](https://example.org/about-us) [b](https://example.net/about-us)"
    page = build_page(text)
    assert page.hrefs == ["about-us/", "https://example.net/about-us"]
    page = build_page(text, html_baseurl="https://example.net/")
    assert page.hrefs == ["https://example.org/about-us", "about-us/"]


def test_file_appears(build_page: BuildPage, srcdir: Path) -> None:
    assert len(build_page("[a](/files/new.pdf)").warnings) == 1
    (srcdir / "extra" / "files" / "new.pdf").write_text("new")
    assert build_page("[a](/files/new.pdf)").warnings == []


def test_nothing_changed(build_page: BuildPage, srcdir: Path) -> None:
    """Nothing is written again, and warnings come again."""
    text = "[a](/new) [b](/about-us) [c](/summer#nothing)"
    first = build_page(text)
    path = first.app.outdir / "page.html"
    before = path.stat().st_mtime_ns
    again = build_page(text)
    assert path.stat().st_mtime_ns == before
    assert sorted(again.warnings) == sorted(first.warnings)
    assert len(again.warnings) == 2


def test_only_who_links_to_it_is_written_again(
    build_page: BuildPage, srcdir: Path
) -> None:
    (srcdir / "bystander.md").write_text("# Bystander\n\n[a](/about-us)\n")
    page = build_page("[a](/new)")
    paths = [page.app.outdir / f"{name}.html" for name in ("bystander", "page")]
    before = [path.stat().st_mtime_ns for path in paths]
    about = srcdir / "about.md"
    about.write_text(about.read_text().replace("us/", "us/\nredirect_from: /new"))
    build_page("[a](/new)")
    after = [path.stat().st_mtime_ns for path in paths]
    assert after[0] == before[0]
    assert after[1] > before[1]


def test_two_builders_share_an_environment(build_page: BuildPage, srcdir: Path) -> None:
    build_page("[a](/new)", "html")
    build_page("[a](/new)", "dirhtml")
    write(srcdir / "other.md", "/new/")
    assert build_page("[a](/new)", "html").hrefs == ["new/"]
    assert build_page("[a](/new)", "dirhtml").hrefs == ["../new/"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"page": 1}', "\udcff"])
def test_record_is_damaged(build_page: BuildPage, text: str) -> None:
    page = build_page("[a](/about-us)")
    path = Path(page.app.outdir, STORE)
    good, store = path.read_bytes(), Store(path)
    assert set(json.loads(store.get(*SECTION) or b"")) == {"page"}
    store.put(*SECTION, text.encode(errors="surrogateescape"))
    store.commit()
    assert build_page("[a](/about-us)").warnings == []
    assert path.read_bytes() == good
