"""Which files are read, and what is said of those that are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_import.model import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import ReadSite
    from permalink_import.model import OldSite

PAGE = "---\ntitle: x\n---\n\nText.\n"


def said(site: OldSite) -> dict[str, str]:
    return {found.source: found.reason for found in site.findings}


def test_what_looks_like_text_and_is_not_read_is_told(read_site: ReadSite) -> None:
    site = read_site(
        {
            "_notes/a.md": PAGE,
            "docs/_private.md": PAGE,
            "_posts/no-date.md": PAGE,
            "_posts/photo.jpg": "x",
            "_plugins/tags.rb": "x",
            "_layouts/default.html": "x",
            "_includes/a.html": "x",
            "_sass/a.scss": "x",
            "_data/a.yml": "a: 1",
            "_config_dev.yml": "a: 1",
            ".github/x.yml": "a: 1",
            "node_modules/x.js": "x",
            "draft.md~": PAGE,
        }
    )
    assert site.documents == ()
    assert site.assets == ()
    assert set(said(site)) == {
        *("_notes", "docs/_private.md", "_posts/no-date.md", "_posts/photo.jpg"),
        "_plugins/tags.rb",
    }
    assert all(found.outcome is Outcome.FAILED for found in site.findings)
    assert "2018-08-01-summer.md" in said(site)["_posts/no-date.md"]
    assert "plugins are not run" in said(site)["_plugins/tags.rb"]


def test_include_and_exclude(read_site: ReadSite) -> None:
    site = read_site(
        {"_pages/a.md": PAGE, "attic/b.md": PAGE, "attic/c.txt": "x", "x.bak": "x"},
        "include: [_pages, attic/c.txt]\nexclude: [attic, '*.bak']\n",
    )
    assert [page.url for page in site.documents] == ["/_pages/a.html"]
    assert [file.url for file in site.assets] == ["/attic/c.txt"]
    assert site.findings == ()


def test_no_link_leads_out_of_the_site(read_site: ReadSite, tmp_path: Path) -> None:
    outside = tmp_path.parent / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("s")
    (tmp_path / "folder").symlink_to(outside)
    (tmp_path / "file.txt").symlink_to(outside / "secret.txt")
    (tmp_path / "gone.txt").symlink_to(outside / "gone")
    (tmp_path / "loop").symlink_to(tmp_path)
    site = read_site({"a.txt": "x"})
    assert [file.url for file in site.assets] == ["/a.txt"]
    assert set(said(site)) == {"folder", "file.txt", "gone.txt"}


def test_a_name_that_is_not_utf_8_is_told(read_site: ReadSite, tmp_path: Path) -> None:
    name = b"caf\xe9.txt".decode("utf-8", "surrogateescape")
    (tmp_path / name).write_text("x")
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_posts" / f"2018-08-01-{name}").write_text("x")
    site = read_site({})
    assert sorted(said(site)) == ["_posts/2018-08-01-caf\ufffd.txt", "caf\ufffd.txt"]


def test_a_file_without_front_matter_is_published_as_it_is(read_site: ReadSite) -> None:
    site = read_site({"plain.md": "# Hi\n", "bom.md": b"\xef\xbb\xbf" + PAGE.encode()})
    assert [file.target for file in site.assets] == ["public/bom.md", "public/plain.md"]


def test_github_pages_makes_pages_of_plain_markdown(read_site: ReadSite) -> None:
    site = read_site(
        {"plain.md": "# Hi\n", "README.md": "# Me\n", "Gemfile": "gem 'jekyll'\n"},
        "plugins: [jekyll-optional-front-matter]\n",
    )
    assert [page.url for page in site.documents] == ["/plain.html"]
    assert [file.url for file in site.assets] == ["/README.md"]


def test_what_the_build_makes_itself_is_not_copied(read_site: ReadSite) -> None:
    site = read_site(
        {"index.html": "<p>", "404.html": "<p>", "sitemap.xml": "<urlset/>"}
    )
    assert site.assets == ()
    assert set(said(site)) == {"index.html", "404.html"}


def test_a_collection_without_pages_is_told_once(read_site: ReadSite) -> None:
    config = "collections: {knots: {output: false}}\n"
    site = read_site({"_knots/a.md": PAGE, "_knots/b.md": PAGE}, config)
    (found,) = site.findings
    assert (found.source, found.what) == ("_knots", "knots: 2 files")
    assert site.documents == ()
