"""What an import writes, where, and what it leaves alone."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from permalink_blog.core.files import text_digest
from permalink_blog.urls.url_list.file import HEADER
from permalink_import.fates import Fate
from permalink_import.model import DocumentKind, ImportFailedError, Outcome, Settings
from permalink_import.writing import GONE, NOT_WRITTEN, REMARKS
from site_tools.old_sites import CONF, NewSite, file, old_site, page, told

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def site(tmp_path: Path) -> NewSite:
    return NewSite(tmp_path)


def test_a_document(site: NewSite) -> None:
    report = site.run(old_site(page("about", "\nWho.\n\n\n")))
    assert site.read("pages/about.md") == (
        "---\npermalink: /about/\norphan: true\n---\n\nWho.\n"
    )
    assert report.is_clean
    assert "1 page" in next(report.lines())


@pytest.mark.parametrize(
    ("front_matter", "body", "target", "text"),
    [
        ("", "Text", "pages/a.md", "Text\n"),
        ("", "---\nText", "pages/a.md", "---\n---\n\n---\nText\n"),
        ("a: 1\n", "", "pages/a.md", "---\na: 1\n---\n"),
        ("", "    code", "pages/a.md", "    code\n"),
        (":a: 1", "Text", "pages/a.rst", ":a: 1\n\nText\n"),
        ("a: π\n\n", "π", "pages/π.md", "---\na: π\n---\n\nπ\n"),
    ],
)
def test_the_text_of_a_document(
    site: NewSite, front_matter: str, body: str, target: str, text: str
) -> None:
    values = {"front_matter": front_matter, "target": target, "url": None}
    site.run(old_site(page("a", body, kind=DocumentKind.POST, **values)))
    assert site.read(target) == text


@pytest.mark.parametrize(
    ("front_matter", "target", "text"),
    [
        ("", "pages/a.md", "---\norphan: true\n---\n\nHello.\n"),
        ("orphan: false", "pages/a.md", "---\norphan: false\n---\n\nHello.\n"),
        (":a: 1", "pages/a.rst", ":a: 1\n:orphan:\n\nHello.\n"),
    ],
)
def test_pages_are_in_no_table_of_contents(
    site: NewSite, front_matter: str, target: str, text: str
) -> None:
    site.run(old_site(page("a", front_matter=front_matter, target=target, url=None)))
    assert site.read(target) == text


def test_files_are_copied_byte_by_byte(site: NewSite) -> None:
    content = bytes(range(256)) + b"\r\n"
    (site.root / "a b.bin").write_bytes(content)
    report = site.run(old_site(assets=(file("a b.bin"),)))
    assert (site.folder / "public/a b.bin").read_bytes() == content
    assert told(report) == []
    assert 'html_extra_path = ["public"]' in site.read("conf.py")


def test_a_second_import_changes_nothing(site: NewSite) -> None:
    (site.root / "a.png").write_bytes(b"\0")
    old = old_site(
        page("b"), page("a"), assets=(file("a.png"),), redirects={"/c/": "/a/"}
    )
    site.run(old)
    before = site.snapshot()
    site.run(old)
    assert site.snapshot() == before
    other = NewSite(site.folder.parent / "another")
    shutil.copy(site.root / "a.png", other.root)
    other.run(old)
    texts = {name: content for name, (content, _) in before.items()}
    assert {name: x for name, (x, _) in other.snapshot().items()} == texts


def test_a_dry_run_writes_nothing(site: NewSite) -> None:
    before = site.snapshot()
    report = site.run(old_site(page("a"), redirects={"/c/": "/a/"}), dry_run=True)
    assert site.snapshot() == before
    lines = [*report.lines()]
    start = lines.index("To be written:")
    assert lines[start + 1 :] == [
        "  imported-redirects.csv (new)",
        "  pages/a.md (new)",
    ]


def test_what_changed_in_the_old_site_is_taken(site: NewSite) -> None:
    site.run(old_site(page("a"), page("b")))
    report = site.run(old_site(page("a", "New."), page("b")))
    assert site.read("pages/a.md").endswith("New.\n")
    assert told(report) == []
    assert [*report.lines()][1] == "0 are new, 1 changed, 1 as they were."


def test_what_was_edited_here_is_kept(site: NewSite) -> None:
    site.run(old_site(page("a")))
    site.write("pages/a.md", "Mine.\n")
    report = site.run(old_site(page("a")))
    assert told(report, Outcome.KEPT) == [f"a.md: pages/a.md: {REMARKS[Fate.EDITED]}"]
    assert report.is_clean
    report = site.run(old_site(page("a", "New.")))
    assert told(report, Outcome.FAILED) == [
        f"a.md: pages/a.md: {REMARKS[Fate.CONFLICT]}"
    ]
    assert not report.is_clean
    assert site.read("pages/a.md") == "Mine.\n"


def test_what_was_deleted_here_stays_so(site: NewSite) -> None:
    site.run(old_site(page("a")))
    (site.folder / "pages/a.md").unlink()
    for _ in range(2):
        report = site.run(old_site(page("a", "New.")))
        assert told(report, Outcome.KEPT) == [
            f"a.md: pages/a.md: {REMARKS[Fate.DELETED]}"
        ]
    assert not site.has("pages/a.md")
    assert told(site.run(old_site())) == []  # gone from both
    site.run(old_site(page("a")), force=["pages/a.md"])
    assert site.has("pages/a.md")


def test_what_is_gone_from_the_old_site_is_kept(site: NewSite) -> None:
    site.run(old_site(page("a"), page("b")))
    report = site.run(old_site(page("b")))
    assert told(report, Outcome.KEPT) == [f"pages/a.md: a.md: {GONE}"]
    assert site.has("pages/a.md")


def test_what_no_import_wrote_is_kept(site: NewSite) -> None:
    site.write("pages/a.md", "Mine.\n")
    report = site.run(old_site(page("a")), force=())
    assert told(report, Outcome.FAILED) == [
        f"a.md: pages/a.md: {REMARKS[Fate.FOREIGN]}"
    ]
    assert site.read("pages/a.md") == "Mine.\n"
    site.run(old_site(page("a")), force=["pages/a.md"])
    assert site.read("pages/a.md") != "Mine.\n"


@pytest.mark.parametrize(
    ("force", "taken"),
    [
        (["pages/a.md"], {"a"}),
        (["pages"], {"a", "b", "c"}),
        (["page"], set()),
        ((), {"a", "b", "c"}),
    ],
)
def test_force(site: NewSite, force: Any, taken: set[str]) -> None:
    old = old_site(page("a"), page("b"), page("c"))
    site.run(old)
    site.write("pages/a.md", "Mine.\n")
    site.write("pages/b.md", "Mine.\n")
    (site.folder / "pages/c.md").unlink()
    report = site.run(old, force=force)
    assert {
        name
        for name in ("a", "b", "c")
        if site.has(f"pages/{name}.md") and "Hello" in site.read(f"pages/{name}.md")
    } == taken
    in_vain = [x for x in told(report) if x.startswith("page: FORCE=page: Nothing of")]
    assert bool(in_vain) == (not taken)


def test_the_ends_of_lines_are_no_edit(site: NewSite) -> None:
    """Git may write other ones into a checkout."""
    site.run(old_site(page("a")))
    path = site.folder / "pages/a.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert told(site.run(old_site(page("a")))) == []
    site.run(old_site(page("a", "New.")))
    assert "New." in site.read("pages/a.md")
    assert text_digest(b"a\0\r\n") != text_digest(b"a\0\n")


def test_an_import_that_was_killed_is_taken_up(site: NewSite) -> None:
    old = old_site(page("a"), page("b"))
    site.run(old)
    (site.folder / "imported.json").unlink()
    (site.folder / "pages/b.md").unlink()
    site.write("pages/c.md.tmp", "half")
    assert told(site.run(old)) == []
    assert site.has("pages/b.md")
    site.run(old_site(page("a", "New.")))
    assert "New." in site.read("pages/a.md")


# -- Two that want one place -----------------------------------------------------------


def test_two_documents_with_one_place(site: NewSite) -> None:
    documents = (
        page("x/a", target="pages/a.md"),
        page("a", target="pages/A.md"),
        page("y", target="pages/a-2.md"),
    )
    report = site.run(old_site(*documents))
    [renamed] = told(report)
    assert "x/a.md: pages/a.md (a.md has its name; this one is pages/a-3.md)" in renamed
    urls = {name: site.read(f"pages/{name}.md").split()[2] for name in ("A", "a-3")}
    assert urls == {"A": "/a/", "a-3": "/x/a/"}
    assert "/y/" in site.read("pages/a-2.md")
    # Each stays where it is, whatever else comes
    before = site.snapshot()
    report = site.run(old_site(page("0", target="pages/a.md"), *documents))
    [renamed] = told(report)
    assert "0.md: pages/a.md (a.md has its name; this one is pages/a-4.md)" in renamed
    after = site.snapshot()
    assert {x: after[x] for x in before if x.endswith(".md")} == {
        x: before[x] for x in before if x.endswith(".md")
    }


def test_two_files_with_one_place(site: NewSite) -> None:
    (site.root / "a").write_text("a")
    (site.root / "b").write_text("b")
    (site.root / "c").write_text("a")
    places = {"target": "public/x", "url": "/x"}
    report = site.run(
        old_site(assets=tuple(file(x, **places) for x in ("b", "c", "a")))
    )
    [said] = told(report)
    assert said.startswith("b: public/x (as a): Two files have one place, and")
    assert site.read("public/x") == "a"


def test_two_documents_with_one_url(site: NewSite) -> None:
    report = site.run(old_site(page("b", url="/x/"), page("a", url="/X/index.html")))
    [said] = told(report)
    assert said.startswith("b.md: pages/b.md (/x/ is a.md): Two files have one URL")
    assert not site.has("pages/b.md")


def test_spellings_of_one_url_are_two(site: NewSite) -> None:
    report = site.run(old_site(page("a", url="/x/"), page("b", url="/x.html")))
    assert told(report) == []


# -- URLs that the site has already ----------------------------------------------------


def test_a_url_that_the_site_has(site: NewSite) -> None:
    site.write("about.md", "# About\n")
    old = old_site(page("about", url="/about.html"))
    report = site.run(old)
    [said] = told(report)
    assert said.startswith("about.md: pages/about.md (/about is about.md here): Pages")
    assert said.endswith(
        "in their places, name the files here in FORCE, and import again"
    )
    assert not site.has("pages/about.md")
    assert told(site.run(old, force=["about.md"])) == []
    assert "permalink: /about.html" in site.read("about.md")
    # There it stays
    before = site.snapshot()
    assert told(site.run(old)) == []
    assert site.snapshot() == before
    site.run(old_site(page("about", "New.", url="/about.html")))
    assert "New." in site.read("about.md")


def test_the_start_page(site: NewSite) -> None:
    site.write("index.md", "# Home\n")
    old = old_site(page("index", url="/"))
    report = site.run(old, force=["index.md"])
    (held, in_vain) = told(report)
    assert held.startswith("index.md: pages/index.md (/ is index.md here): The landing")
    assert held.endswith("Put what you want of it into index.md")
    assert in_vain.startswith("index.md: FORCE=index.md: Nothing of the old site")
    assert site.read("index.md") == "# Home\n"


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("---\npermalink: /me\n---\n", page("a", url="/me.html")),
        ("---\nredirect_from: /me/\n---\n", page("a", url="/me/")),
        (
            "---\npermalink: /me/\n---\n",
            page("a", front_matter="permalink: /a/\nredirect_from: [/x/, /me/]"),
        ),
        ("# Mine\n", page("a", url="/posts/Mine.html")),
    ],
)
def test_other_ways_to_have_a_url(site: NewSite, text: str, old: Any) -> None:
    site.write("posts/mine.md", text)
    assert " is posts/mine.md here): Pages of yours" in told(site.run(old_site(old)))[0]
    site.write("conf.py", CONF + 'exclude_patterns = ["posts"]\n')
    assert told(site.run(old_site(old))) == []


def test_what_is_no_document_of_the_site(site: NewSite) -> None:
    """The old site within the new one, a broken link, an environment."""
    site.root = site.folder / "old"
    site.write("conf.py", "")
    site.write("old/a.html.md", "---\npermalink: /a/\n---\n")
    site.write(".venv/x.md", "---\npermalink: /a/\n---\n")
    site.write("_build/x.md", "---\npermalink: /a/\n---\n")
    (site.folder / "a.md").symlink_to("nowhere.md")
    assert told(site.run(old_site(page("a")))) == []


def test_a_post_that_was_moved_here(site: NewSite) -> None:
    site.run(old_site(page("a")))
    (site.folder / "posts").mkdir()
    (site.folder / "pages/a.md").rename(site.folder / "posts/b.md")
    for _ in range(2):
        [said] = told(site.run(old_site(page("a", "New."))))
        assert f"pages/a.md: {REMARKS[Fate.DELETED]}" in said
    [said] = told(site.run(old_site(page("a", "New.")), force=()))
    assert "(/a is posts/b.md here)" in said
    assert not site.has("pages/a.md")


# -- Redirects, the list, conf.py ----------------------------------------------------


def test_redirects(site: NewSite) -> None:
    site.write("about.md", "# About\n")
    redirects = {
        "/tag/x, y/": "/blog/tag/x.html",
        "/2018/": "https://example.org/?a=b",
        "/about/": "/",
        "/a/": "/b/",
        "/q?a": "/",
        "/c": "javascript:x",
    }
    report = site.run(old_site(page("a"), redirects=redirects))
    assert site.read("imported-redirects.csv").splitlines()[1:] == [
        "/2018/,https://example.org/?a=b",
        '"/tag/x, y/",/blog/tag/x.html',
    ]
    assert 'permalink_redirects = "imported-redirects.csv"' in site.read("conf.py")
    said = "\n".join(told(report))
    assert "/about/ → / (about.md has this URL): No redirect is written" in said
    assert "/a/ → /b/ (pages/a.md has this URL): No redirect is written" in said
    assert "/q?a → / (has a '?'" in said
    assert "/c → javascript:x (is neither" in said
    assert "2 redirects" in "\n".join(report.lines())


def test_edited_redirects_are_kept(site: NewSite) -> None:
    site.run(old_site(redirects={"/a/": "/"}))
    site.write("imported-redirects.csv", "/mine/,/\n")
    report = site.run(old_site(redirects={"/a/": "/", "/b/": "/"}))
    assert f"imported-redirects.csv: {REMARKS[Fate.CONFLICT]}" in told(report)[0]
    assert site.read("imported-redirects.csv") == "/mine/,/\n"


def test_the_list_of_urls(site: NewSite) -> None:
    urls = ("/a/", "/caf%C3%A9/", "/?p=1")
    report = site.run(old_site(page("a"), urls=urls))
    assert site.read("published-urls.txt") == f"{HEADER}\n/a/\n/caf%C3%A9/\n"
    assert "published-urls.txt: /?p=1 (static" in told(report)[0]
    site.write("published-urls.txt", "# Mine\n\n/z\n")
    site.run(old_site(page("a"), urls=urls))
    assert site.read("published-urls.txt") == "# Mine\n\n/a/\n/caf%C3%A9/\n/z\n"


def test_the_sitemap_of_the_old_site(site: NewSite) -> None:
    (site.root / "sitemap.xml").write_text("---\n---\n{{ site.pages }}")  # a template
    (site.root / "_site").mkdir()
    (site.root / "_site/sitemap.xml").write_text(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<url><loc>http://localhost:4000/blog/a/</loc></url>"
        "<url><loc>http://localhost:4000/b/</loc></url></urlset>"
    )
    report = site.run(old_site(settings=Settings(baseurl="/blog")))
    assert site.read("published-urls.txt") == f"{HEADER}\n/a/\n"
    [said] = told(report)
    assert "/sitemap.xml: http://localhost:4000/b/ (it is not " in said


def test_posts_in_restructuredtext(site: NewSite) -> None:
    site.write("conf.py", f'{CONF}blog_post_pattern = ["posts/**/*.md"]\n')
    post = page(
        "p", kind=DocumentKind.POST, front_matter=":date: 1", target="posts/2018/p.rst"
    )
    assert told(site.run(old_site(page("a"), post))) == []
    assert '["posts/**/*.md", "posts/**/*.rst"]' in site.read("conf.py")
    before = site.snapshot()
    assert told(site.run(old_site(page("a"), post))) == []
    assert site.snapshot() == before


def test_documents_that_conf_py_leaves_out(site: NewSite) -> None:
    site.write("conf.py", 'include_patterns = ["*.md"]\nblog_post_pattern = ["x/*"]\n')
    post = page("p", kind=DocumentKind.POST, target="posts/2018/p.md")
    report = site.run(old_site(page("a"), page("b"), post))
    (read, posts) = told(report)
    pages = (
        'conf.py: include_patterns (add "pages/**/*.md" for pages/a.md): conf.py does'
    )
    assert read.startswith(pages)
    assert posts.startswith(
        'conf.py: blog_post_pattern (add "posts/**/*.md" for posts/2018/p.md): '
    )


# -- Where nothing may be written ------------------------------------------------------


@pytest.mark.parametrize(
    "target",
    [
        *("../a.md", "/a.md", "pages/../../a.md", "pages/./a.md", "pages//a.md", ""),
        *("pages\\..\\a.md", "C:/a.md", "pages/a\n.md", "pages/\udce9.md", ".."),
        *("conf.py", "Makefile", "_ext/a.md", ".git/hooks/a.md", "published-urls.txt"),
    ],
)
def test_paths_that_lead_elsewhere(site: NewSite, target: str) -> None:
    before = site.snapshot()
    above = {*site.folder.parent.iterdir()}
    report = site.run(old_site(page("a", target=target)))
    [said] = told(report, Outcome.FAILED)
    assert said.startswith(f"a.md: {target} (")
    assert said.endswith(NOT_WRITTEN)
    after = site.snapshot()
    assert {name: after[name] for name in before} == before
    assert {*after} <= {*before, "imported.json"}
    assert {*site.folder.parent.iterdir()} == above


@pytest.mark.parametrize("link", ["pages", "pages/a.md"])
def test_symbolic_links_are_not_followed(site: NewSite, link: str) -> None:
    elsewhere = site.folder.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.md").write_text("Mine.\n")
    path = site.folder / link
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(elsewhere if link == "pages" else elsewhere / "a.md")
    report = site.run(old_site(page("a")), force=["pages/a.md"])
    assert f"({link} is a symbolic link" in told(report)[0]
    assert [x.name for x in elsewhere.iterdir()] == ["a.md"]
    assert (elsewhere / "a.md").read_text() == "Mine.\n"


def test_our_own_files_are_no_symbolic_links(site: NewSite) -> None:
    elsewhere = site.folder.parent / "elsewhere.txt"
    elsewhere.write_text("/mine\n")
    (site.folder / "published-urls.txt").symlink_to(elsewhere)
    report = site.run(old_site(urls=("/a",)))
    assert "a symbolic link; put a file in its place" in told(report)[0]
    assert elsewhere.read_text() == "/mine\n"


@pytest.mark.parametrize("source", ["../secret", "link", "folder/secret"])
def test_sources_outside_of_the_old_site(site: NewSite, source: str) -> None:
    secret = site.root.parent / "secret"
    secret.write_text("secret")
    (site.root / "link").symlink_to(secret)
    (site.root / "folder").symlink_to(site.root.parent)
    asset = file("a", source=source)
    report = site.run(old_site(assets=(asset,)))
    assert "(it is outside of the old site" in told(report)[0]
    assert not site.has("public")


def test_names_that_are_no_text(site: NewSite) -> None:
    name = os.fsdecode(b"caf\xe9.png")
    (site.root / name).touch()
    report = site.run(old_site(assets=(file(name, target="public/a.png", url=None),)))
    assert told(report) == [
        f"{name}: public/a.png (its name is not UTF-8; rename it): {NOT_WRITTEN}"
    ]


def test_a_file_that_cannot_be_read(site: NewSite) -> None:
    (site.root / "folder").mkdir()
    report = site.run(old_site(page("a"), assets=(file("gone"), file("folder"))))
    assert told(report) == [
        f"folder: public/folder (Is a directory): {NOT_WRITTEN}",
        f"gone: public/gone (No such file or directory): {NOT_WRITTEN}",
    ]
    assert site.has("pages/a.md")


def test_a_file_in_the_way(site: NewSite) -> None:
    site.write("pages", "mine")
    (site.folder / "posts/b.md").mkdir(parents=True)
    documents = (
        page("a"),
        page("b", target="posts/b.md"),
        page("c", target="posts/c.md"),
    )
    report = site.run(old_site(*documents))
    assert told(report) == [
        f"a.md: pages/a.md (Not a directory): {NOT_WRITTEN}",
        f"b.md: posts/b.md (Is a directory): {NOT_WRITTEN}",
    ]
    assert site.read("pages") == "mine"
    assert site.has("posts/c.md")


@contextmanager
def nobody() -> Iterator[None]:
    """Be somebody to whom permissions mean something."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_that_cannot_be_written_to() -> None:
    above = Path(tempfile.mkdtemp())  # not in pytest's own, which is closed to others
    try:
        above.chmod(0o755)
        site = NewSite(above)
        (site.folder / "pages").mkdir()
        for path in (site.folder, site.folder / "pages"):
            path.chmod(0o555)
        before = site.snapshot()
        with nobody(), pytest.raises(ImportFailedError, match="cannot be written to"):
            site.run(old_site(page("a")))
        assert site.snapshot() == before
        site.folder.chmod(0o777)
        with nobody():
            report = site.run(old_site(page("a"), page("b", target="posts/b.md")))
        assert told(report) == [f"a.md: pages/a.md (Permission denied): {NOT_WRITTEN}"]
        assert [*json.loads(site.read("imported.json"))["files"]] == ["posts/b.md"]
        (site.folder / "pages").chmod(0o777)
        assert told(site.run(old_site(page("a")))) == [f"posts/b.md: b.md: {GONE}"]
        assert site.has("pages/a.md")
    finally:
        for path in (above / "new", above / "new/pages"):
            path.chmod(0o777)
        shutil.rmtree(above)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{\n<<<<<<< ours\n", r"imported\.json:2: is no JSON"),
        ("[]", "is no list of what was imported"),
        ('{"files": {"a": 1}, "settings": {}}', "is no list of what was imported"),
        ('{"files": {}}', "is no list of what was imported"),
    ],
)
def test_a_broken_manifest(site: NewSite, text: str, message: str) -> None:
    site.write("imported.json", text)
    before = site.snapshot()
    with pytest.raises(ImportFailedError, match=message):
        site.run(old_site(page("a")))
    assert site.snapshot() == before


def test_a_manifest_that_leads_elsewhere(site: NewSite) -> None:
    entry = {"source": "a.md", "sha256": ""}
    data = {"version": 1, "files": {"../a.md": entry}, "settings": {}}
    site.write("imported.json", json.dumps(data))
    report = site.run(old_site(page("a")), force=())
    assert "../a.md (it would be outside" in told(report)[0]
    assert not (site.folder.parent / "a.md").exists()
