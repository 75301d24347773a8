"""URLs of an old site."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.urls.url_list.file import NotAPathError, parse_path
from permalink_blog.urls.url_list.sources import (
    SITEMAP_SIZE,
    BaseAddress,
    SourceError,
    read_source,
)

if TYPE_CHECKING:
    from pathlib import Path

ANYWHERE = BaseAddress()
OLD = BaseAddress.parse("https://Old.example/blog/")


def sitemap(*urls: str, kind: str = "urlset") -> str:
    item = "url" if kind == "urlset" else "sitemap"
    body = "\n".join(f"<{item}><loc>{escape(url)}</loc></{item}>" for url in urls)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{body}\n</{kind}>'
    )


@pytest.mark.parametrize(
    ("base", "url", "path"),
    [
        (ANYWHERE, "https://old.example/about/", "/about/"),
        (ANYWHERE, "http://old.example", "/"),
        (ANYWHERE, "HTTPS://old.example:8080/a", "/a"),
        (ANYWHERE, "//old.example/a", "/a"),
        (ANYWHERE, "/about.html", "/about.html"),
        (ANYWHERE, "/about.html#us", "/about.html"),
        (ANYWHERE, "https://old.example/é x", "/%C3%A9%20x"),
        (ANYWHERE, "https://old.example//about/", "/about/"),
        (OLD, "https://old.example/blog/a", "/a"),
        (OLD, "http://OLD.EXAMPLE/blog/a", "/a"),
        (OLD, "/blog/a", "/a"),
        (OLD, "https://old.example/blog/", "/"),
        (OLD, "https://old.example/blog", "/"),
        (BaseAddress.parse("/blog"), "https://any.example/blog/a", "/a"),
    ],
)
def test_path_of(base: BaseAddress, url: str, path: str) -> None:
    assert base.path_of(url) == path


@pytest.mark.parametrize(
    ("base", "url", "reason"),
    [
        (ANYWHERE, "old.example/a", "begin it with / or https://"),
        (ANYWHERE, "mailto:a@old.example", "begin it with / or https://"),
        (ANYWHERE, "ftp://old.example/a", "begin it with / or https://"),
        (ANYWHERE, "https://old.example/?p=123", "query"),
        (ANYWHERE, "https://old.example?p=123", "query"),
        (ANYWHERE, "/a\t200", "U+0009"),
        (OLD, "https://old.example/blogger/a", "not below old.example/blog/"),
        (OLD, "https://other.example/blog/a", "not below old.example/blog/"),
        (OLD, "/a", "not below old.example/blog/"),
    ],
)
def test_what_is_not_below(base: BaseAddress, url: str, reason: str) -> None:
    with pytest.raises(NotAPathError) as caught:
        base.path_of(url)
    assert reason in str(caught.value)


@given(st.text())
def test_any_line_of_a_list_is_a_path_or_not(text: str) -> None:
    try:
        path = ANYWHERE.path_of(text)
    except NotAPathError:
        return
    assert parse_path(path) == path


def test_a_list(tmp_path: Path) -> None:
    source = tmp_path / "old.txt"
    source.write_text(
        "\ufeff# From the access log\nhttps://old.example/a.html\n\n/b/ # often\n"
        "/c?page=2\n",
        "utf-8",
    )
    paths, unusable = read_source(source, ANYWHERE)
    assert paths == ["/a.html", "/b/"]
    assert [(x.where, x.text) for x in unusable] == [(f"{source}:5", "/c?page=2")]
    packed = tmp_path / "old.txt.gz"
    packed.write_bytes(gzip.compress(source.read_bytes()))
    assert read_source(packed, ANYWHERE)[0] == paths


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("sitemap.xml", "utf-8"),
        ("sitemap.xml", "utf-16"),
        ("sitemap.xml.gz", "latin-1"),
        ("saved", "utf-8"),
    ],
)
def test_a_sitemap(tmp_path: Path, name: str, encoding: str) -> None:
    text = sitemap(
        "https://old.example/a&b/", "https://old.example/é", "https://old.example/?p=1"
    ).replace("UTF-8", encoding)
    content = text.encode(encoding)
    source = tmp_path / name
    source.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    paths, unusable = read_source(source, ANYWHERE)
    assert paths == ["/a%26b/", "/%C3%A9"]
    assert [x.where for x in unusable] == [f"{source}:5"]


def test_only_locations_of_pages_count(tmp_path: Path) -> None:
    source = tmp_path / "sitemap.xml"
    source.write_text(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:i="http://www.google.com/schemas/sitemap-image/1.1">\n'
        "<!-- <url><loc>/no</loc></url> -->\n"
        "<url><loc>\n  https://old.example/yes\n</loc><lastmod>2018</lastmod>"
        "<i:image><i:loc>https://old.example/no.png</i:loc></i:image></url>"
        "<url><loc><![CDATA[/too]]></loc></url></urlset>"
    )
    assert read_source(source, ANYWHERE) == (["/yes", "/too"], [])


def test_a_sitemap_index_leads_to_the_files_beside_it(tmp_path: Path) -> None:
    index = tmp_path / "sitemap.xml"
    urls = [
        "https://old.example/maps/posts.xml",
        "https://old.example/pages.xml",
        "https://old.example/sitemap.xml",
        "https://old.example/gone.xml?x=1",
        "https://old.example/..",
        "https://old.example/",
    ]
    index.write_text(sitemap(*urls, kind="sitemapindex"))
    (tmp_path / "posts.xml").write_text(sitemap("/a"))
    (tmp_path / "pages.xml.gz").write_bytes(gzip.compress(sitemap("/b").encode()))
    paths, unusable = read_source(index, ANYWHERE)
    assert paths == ["/a", "/b"]
    assert [x.text for x in unusable] == urls[3:]
    assert "save it as gone.xml beside sitemap.xml" in str(unusable[0])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("s.xml", b"<urlset><url>", "s.xml:1: is no XML"),
        ("s.xml", b"", "s.xml:1: is no XML"),
        ("s.xml", b"<rss/>", "s.xml:1: is no sitemap: it begins with <rss>"),
        (
            "s.xml",
            b"<urlset>\n<url><loc>&x;</loc></url></urlset>",
            "s.xml:2: is no XML",
        ),
        ("s.xml", b"<?xml version='1.0' encoding='nope'?><urlset/>", "s.xml:1: "),
        ("s.xml.gz", b"not packed", "s.xml.gz: Not a gzipped file"),
        ("s.xml.gz", gzip.compress(b"x" * 99, mtime=0)[:-9], "s.xml.gz: "),
        ("list", b"/a\n/caf\xe9\n", "list:2: is not UTF-8"),
    ],
)
def test_what_cannot_be_read(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError) as caught:
        read_source(tmp_path / name, ANYWHERE)
    assert f"{tmp_path}/{message}" in str(caught.value)


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="absent: No such file"):
        read_source(tmp_path / "absent", ANYWHERE)


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY x SYSTEM "secret.txt">',
        '<!ENTITY x "a"><!ENTITY y "&x;&x;&x;">',
        '<!ENTITY % x SYSTEM "secret.txt"> %x;',
        "",
    ],
)
def test_entities_are_not_resolved(tmp_path: Path, declaration: str) -> None:
    (tmp_path / "secret.txt").write_text("/secret")
    source = tmp_path / "s.xml"
    source.write_text(
        f"<!DOCTYPE urlset [{declaration}]>\n"
        "<urlset><url><loc>/&x;</loc></url></urlset>"
    )
    with pytest.raises(SourceError, match=r"s\.xml:1: has a DOCTYPE"):
        read_source(source, ANYWHERE)


def test_a_folder(tmp_path: Path) -> None:
    files = ["index.html", "a/index.html", "b c.html", "404.html", "d.txt", "e\\f.html"]
    for file in [*files, "_static/x.html", ".well-known/x.html", "a/404.html"]:
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text("<p>")
    paths, unusable = read_source(tmp_path, BaseAddress.parse("/old/"))
    assert paths == ["/a/404.html", "/a/", "/b%20c.html", "/"]
    assert [x.where for x in unusable] == [f"{tmp_path}/e\\f.html"]


def test_each_sitemap_is_read_once(tmp_path: Path) -> None:
    # Each lists the next one twice, and the last one lists the first: 2^60 ways.
    for number in range(60):
        urls = [f"https://old.example/s{(number + 1) % 60}.xml"] * 2
        text = sitemap(*urls, kind="sitemapindex")
        (tmp_path / f"s{number}.xml").write_text(text)
    assert read_source(tmp_path / "s0.xml", ANYWHERE) == ([], [])


def test_sitemaps_that_lead_to_sitemaps(tmp_path: Path) -> None:
    for number in range(3000):
        text = sitemap(f"https://old.example/s{number + 1}.xml", kind="sitemapindex")
        (tmp_path / f"s{number}.xml").write_text(text)
    (tmp_path / "s3000.xml").write_text(sitemap("https://old.example/a/"))
    assert read_source(tmp_path / "s0.xml", ANYWHERE) == (["/a/"], [])


def test_a_sitemap_is_not_too_large(tmp_path: Path) -> None:
    path = tmp_path / "sitemap.xml.gz"
    path.write_bytes(gzip.compress(b" " * (SITEMAP_SIZE + 1), 1))
    with pytest.raises(SourceError, match=r"xml\.gz: has more than 52,428,800 bytes"):
        read_source(path, ANYWHERE)


def test_all_sitemaps_together_are_not_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("permalink_blog.urls.url_list.sources.SITEMAPS_SIZE", 5000)
    names = [f"https://old.example/{n}.xml" for n in range(30)]
    (tmp_path / "sitemap.xml").write_text(sitemap(*names, kind="sitemapindex"))
    for number in range(30):
        (tmp_path / f"{number}.xml").write_text(sitemap("https://old.example/a/"))
    with pytest.raises(SourceError, match="sitemaps of more than 5,000 bytes"):
        read_source(tmp_path / "sitemap.xml", ANYWHERE)


def test_no_sitemap_is_read_out_of_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (tmp_path / "other.xml").write_text(sitemap("https://old.example/secret/"))
    (folder / "more.xml").symlink_to("../other.xml")
    text = sitemap("https://old.example/more.xml", kind="sitemapindex")
    (folder / "sitemap.xml").write_text(text)
    paths, unusable = read_source(folder / "sitemap.xml", ANYWHERE)
    assert paths == []
    assert [each.text for each in unusable] == ["https://old.example/more.xml"]
