from __future__ import annotations

import pytest

from permalink_blog.urls.paths import Location
from permalink_blog.urls.variants import UrlVariants, bare_key

PAGES = [
    Location("index.html", "index.html"),
    Location("x.html", "x.html"),
    Location("x/index.html", "x/"),
    Location("caf\u00e9/index.html", "caf%C3%A9/"),
    Location("v1.2", "v1.2"),
]


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", "index.html"),
        ("", "index.html"),
        ("/index.html", "index.html"),
        ("/x.html", "x.html"),
        ("/x/", "x/index.html"),
        ("x/index.html", "x/index.html"),
        ("/x", "x.html"),
        ("/caf%C3%A9", "caf\u00e9/index.html"),
        ("/cafe\u0301.html", "caf\u00e9/index.html"),
        ("/CAF\u00c9/", "caf\u00e9/index.html"),
        ("/v1.2", "v1.2"),
        ("/y", None),
    ],
)
def test_find(path: str, file: str | None) -> None:
    found = UrlVariants.of(PAGES).find(path)
    assert (found and found.file) == file


def test_all_spellings_have_one_key() -> None:
    spellings = ("/a/b", "a/b/", "/a/b.html", "A/B/index.html", "a/b.htm", "a/b.html/")
    assert {bare_key(path) for path in spellings} == {"a/b"}
    assert {bare_key(path) for path in ("", "/", "index.html", "/index.htm")} == {""}
    assert bare_key("/a/b.txt") == "a/b.txt"
