"""Links in outputs that are no websites: to documents within the book."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp
    from tests.conftest import BuildRoot

TEXT = """\
# Page

- [a](/summer-conferences-2018) [b](/summer#talks) [c](https://example.org/about-us/)
- [d]({% post_url 2018-09-01-lyon %}) [e]({% link about.md %}?f#about-us)
- [g](/moved) [h](/elsewhere) [](/old-talks) [![i](/images/dot.png)](/summer)
- [j](/files/paper.pdf?k#l) [m](/blog/tag/python.html) [n](/nothing)
- <a href="{% post_url 2018-08-01-summer %}#talks">o</a>
- [p](/summer#:~:text=q) [r](/summer#top)
"""


@pytest.fixture
def build(build_root: BuildRoot, srcdir: Path) -> BuildRoot:
    (srcdir / "page.md").write_text(TEXT, encoding="utf-8")
    return build_root


def build_epub(build: BuildRoot, **confoverrides: Any) -> SphinxTestApp:
    """Build a book, with all that its builder asks for."""
    ours = {"version": "1", "copyright": "us", "suppress_warnings": ["epub"]}
    return build("jekyll-links", "epub", **ours, **confoverrides)


BUILDERS = [
    *("latex", "text", "epub", "singlehtml", "gettext", "man", "texinfo", "xml"),
    *("pseudoxml", "json", "pickle", "dummy"),
]


@pytest.mark.parametrize("extensions", [True, False])
@pytest.mark.parametrize("builder", BUILDERS)
def test_no_warning(build: BuildRoot, builder: str, *, extensions: bool) -> None:
    alone = {"extensions": ["myst_parser", "permalink_blog.links"]}
    app = build(
        "jekyll-links",
        builder,
        version="1",
        copyright="us",
        suppress_warnings=["epub"],
        **({} if extensions else {**alone, "html_baseurl": ""}),
    )
    found = app.warning.getvalue()
    if extensions or builder in {"gettext", "dummy"}:
        assert found == ""
    # Without its extension a permalink is no URL of the site, and nothing is wrong
    # with a path that nobody can look up.
    assert "jekyll_links" not in found


def test_latex(build: BuildRoot) -> None:
    text = read(build("jekyll-links", "latex"), "*.tex")
    page = text[text.index("{Page}") :]
    for name, label in {
        "a": "posts/2018/summer::doc",
        "b": "posts/2018/summer:talks",
        "c": "about::doc",
        "d": "posts/travel/2018-09-01-lyon::doc",
        "e": "about:about-us",
        "g": "about::doc",
        "Talks": "posts/2018/summer:talks",
        "p": "posts/2018/summer::doc",
        "r": "posts/2018/summer::doc",
    }.items():
        # the label, then in some braces the text
        start = re.escape(rf"\hyperref[\detokenize{{{label}}}]")
        link = rf"{start}[^$\n]*?\{{{name}\}}"
        assert re.search(link, page), name
        assert rf"\label{{\detokenize{{{label}}}}}" in text
    for url in (
        "https://example.com/there",
        "https://example.org/files/paper.pdf?k\\#l",
        "https://example.org/blog/tag/python.html",
        "https://example.org/nothing",
    ):
        assert rf"\sphinxhref{{{url}}}" in page


def test_epub(build: BuildRoot) -> None:
    app = build_epub(build)
    assert hrefs(app, "page.xhtml") == [
        "posts/2018/summer.xhtml",
        "posts/2018/summer.xhtml#talks",
        "about.xhtml",
        "posts/travel/2018-09-01-lyon.xhtml",
        "about.xhtml#about-us",
        "about.xhtml",
        "https://example.com/there",
        "posts/2018/summer.xhtml#talks",
        "posts/2018/summer.xhtml",
        "https://example.org/files/paper.pdf?k#l",
        "https://example.org/blog/tag/python.html",
        "https://example.org/nothing",
        "posts/2018/summer.xhtml#talks",
        "posts/2018/summer.xhtml",
        "posts/2018/summer.xhtml",
    ]


def test_singlehtml(build: BuildRoot) -> None:
    app = build("jekyll-links", "singlehtml")
    found = [href for href in hrefs(app, "index.html") if "://" not in href]
    html = (app.outdir / "index.html").read_text(encoding="utf-8")
    ids = set(re.findall(r'id="([^"]*)"', html))
    links = [href for href in found if "summer" in href or "talks" in href]
    assert len(links) == 7
    for href in found:
        assert href.startswith("#")
        assert href == "#" or href[1:] in ids


def test_text(build: BuildRoot) -> None:
    text = read(build("jekyll-links", "text"), "page.txt")
    words = re.sub(r"\s+", " ", text)
    assert "* a b c * d e * g h Talks [image: i]" in words
    assert "* j m n * o * p r" in words


def test_no_url_of_the_site(build: BuildRoot) -> None:
    """Of a file that is not in the book only the text stays."""
    app = build_epub(build, html_baseurl="")
    found = hrefs(app, "page.xhtml")
    assert not [href for href in found if "paper" in href or "nothing" in href]
    assert "posts/2018/summer.xhtml#talks" in found


def test_what_is_missing_in_every_builder(build: BuildRoot, srcdir: Path) -> None:
    text = "# Page\n\n[a]({% post_url 2018-08-01-x %}) [b](/summer#c)\n"
    (srcdir / "page.md").write_text(text, encoding="utf-8")
    warnings = build("jekyll-links", "text").warning.getvalue()
    assert "page.md:3: WARNING: {% post_url 2018-08-01-x %}: no post" in warnings
    assert "page.md:3: WARNING: /summer#c: no heading" in warnings


def test_wrong_permalinks_elsewhere(build: BuildRoot, srcdir: Path) -> None:
    """The website's builders complain about them."""
    (srcdir / "bad.md").write_text("---\npermalink: /a?b\n---\n# Bad\n")
    app = build_epub(build)
    assert app.warning.getvalue() == ""
    assert hrefs(app, "page.xhtml")[0] == "posts/2018/summer.xhtml"


def read(app: SphinxTestApp, pattern: str) -> str:
    (path,) = app.outdir.glob(pattern)
    return path.read_text(encoding="utf-8")


def hrefs(app: SphinxTestApp, name: str) -> list[str]:
    html = BeautifulSoup(read(app, name), "html.parser")
    body = html.select_one("div.body")
    assert body
    return [
        str(link["href"])
        for link in body.select("a:not(.headerlink, .toctree-wrapper > ul a)")
    ]
