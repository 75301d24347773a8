"""Images and files beside a post, whatever letters are in their names."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import quote, unquote, urljoin

import pytest
from bs4 import BeautifulSoup

from conftest import snapshot
from site_tools.edits import save
from site_tools.epub import Epub, epub_of
from site_tools.flat_images import flat_png

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp
    from tests.conftest import BuildRoot
    from tests.links.conftest import BuildPage

NAMES = (
    "my photo.png",
    "100%.png",
    "a%20b.png",
    "C#.png",
    "a&b.png",
    "q?.png",
    "x (1) [2].png",
    "über.png",
    "日本.png",
    "fotos/Föhn im Süden.png",
)
SETTINGS = {"myst_enable_extensions": ["html_image"], "html_theme": "alabaster"}


def in_markdown(name: str) -> str:
    escaped = name.replace("[", r"\[").replace("]", r"\]")
    return f"![x](<{escaped}>)" if "%20" not in name else f"![x]({quote(name)})"


WAYS = {
    "Markdown": in_markdown,
    "Markdown, encoded": lambda name: f"![x]({quote(name)})",
    "a reference": lambda name: f"![x][y]\n\n[y]: {quote(name)}",
    "HTML": lambda name: f'<img alt="x" src="{name.replace("&", "&amp;")}">',
    "HTML, encoded": lambda name: f'<img alt="x" src="{quote(name)}">',
    "HTML in a text": lambda name: f'Text <img alt="x" src="{quote(name)}"> text',
    "image": lambda name: f"```{{image}} {name}\n:alt: x\n```",
    "figure": lambda name: f"```{{figure}} {quote(name)}\n:alt: x\n\nText\n```",
    "from the root": lambda name: f"![x](/images/{quote(name)})",
}


def picture(name: str) -> bytes:
    return flat_png(300, 200, shade=NAMES.index(name))


def files(srcdir: Path, form: str) -> None:
    for name in NAMES:
        path = srcdir / "images" / normalize(form, name)  # type: ignore[arg-type]
        save(path, picture(name))


def save_post(srcdir: Path, texts: Iterable[str]) -> None:
    head = "---\norphan: true\n---\n\n# Post\n\n"
    save(srcdir / "images/post.md", head + "\n\n".join(texts) + "\n")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_images(build_page: BuildPage, srcdir: Path, form: str) -> None:
    files(srcdir, form)
    written = [(name, WAYS[way](name)) for way in WAYS for name in NAMES]
    # A link reference definition needs a label of its own.
    texts = [x.replace("[y]", f"[y{number}]") for number, (_, x) in enumerate(written)]
    save_post(srcdir, texts)
    page = build_page("Text", **SETTINGS).at("images/post")
    assert page.warnings == []
    shown = [str(image["src"]) for image in page.body.select("img")]
    assert len(shown) == len(written)
    for (name, text), source in zip(written, shown, strict=True):
        copy = page.app.outdir / unquote(urljoin("/images/post.html", source))[1:]
        assert copy.read_bytes() == picture(name), text


LINKS = {
    "Markdown": lambda name: f"[x](<{name}>)",
    "Markdown, encoded": lambda name: f"[x]({quote(name)})",
    "path:": lambda name: f"[x](<path:{name}>)",
    "a role": lambda name: f"{{download}}`x <{name}>`",
    "from the root": lambda name: f"[x](/images/{quote(name)})",
}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_downloads(build_page: BuildPage, srcdir: Path, form: str) -> None:
    files(srcdir, form)
    written = [
        (name, LINKS[way](name))
        for way in LINKS
        for name in NAMES
        # Written as it is, "%20" is a space and "#" begins a fragment.
        if way in {"Markdown, encoded", "from the root"} or not {*"%#?"} & {*name}
    ]
    save_post(srcdir, [text for _, text in written])
    page = build_page("Text").at("images/post")
    assert page.warnings == []
    links = page.body.select("a.download")
    assert len(links) == len(written)
    for (name, text), link in zip(written, links, strict=True):
        path = unquote(urljoin("/images/post.html", str(link["href"])))
        assert (page.app.outdir / path[1:]).read_bytes() == picture(name), text


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("name", ["über uns", "100% Café"])
def test_documents(build_page: BuildPage, srcdir: Path, form: str, name: str) -> None:
    """Sphinx itself reads no document whose name is not in NFC."""
    save(srcdir / f"{name}.md", "---\norphan: true\n---\n\n# Café\n\n## Wer wir sind\n")
    url = quote(normalize(form, f"{name}.md"))  # type: ignore[arg-type]
    page = build_page(f"[x]({url}) [x]({url}#wer-wir-sind) [](/{url})")
    assert page.warnings == []
    here = f"{quote(name)}.html"
    assert page.hrefs == [here, f"{here}#wer-wir-sind", here]
    assert page.body.select("a:not(.headerlink)")[-1].text == "Café"


def test_names_are_looked_for_in_each_build(
    build_page: BuildPage, srcdir: Path, build_root: BuildRoot
) -> None:
    """A file whose name is as written takes the place of another one."""
    save(srcdir / "a b.png", flat_png(10, 10))
    first = build_page("![x](a%20b.png)", **SETTINGS)
    assert str(first.body.select_one("img")["src"]) == "_images/a%20b.png"  # type: ignore[index]
    save(srcdir / "a%20b.png", flat_png(20, 20))
    second = build_page("![x](a%20b.png)", **SETTINGS)
    assert str(second.body.select_one("img")["src"]) == "_images/a%2520b.png"  # type: ignore[index]
    (srcdir / "a%20b.png").unlink()
    third = build_page("![x](a%20b.png)", **SETTINGS)
    incremental = snapshot(third.app.outdir)
    clean = build_root("jekyll-links", force_all=True, **SETTINGS)
    assert incremental == snapshot(clean.outdir)
    assert str(third.body.select_one("img")["src"]) == "_images/a%20b.png"  # type: ignore[index]


def test_a_missing_image_is_told_by_its_name(build_page: BuildPage) -> None:
    (warning,) = build_page("![x](nicht da.png)\n\n![x](<nicht da.png>)").warnings
    assert "page.md:5: WARNING: image file not readable: nicht%20da.png" in warning


NAME = normalize("NFD", "Föhn 100% & mehr.png")


def blog(build_root: BuildRoot, front_matter: str = "") -> SphinxTestApp:
    app = build_root("blog-metadata", freshenv=True)
    save(app.srcdir / "posts" / NAME, flat_png(640, 320))
    url = quote(normalize("NFC", NAME))
    save(
        app.srcdir / "posts/new.md",
        f"---\ndate: 2019-01-01\ntags: summer\n{front_matter}---\n\n# New\n\n"
        f"![Eine Wolke]({url}) A cloud.\n",
    )
    settings = {
        "extensions": [
            *app.config.extensions,
            "permalink_blog.links",
            "permalink_blog.images",
        ]
    }
    return build_root("blog-metadata", **settings)


def is_the_copy(app: SphinxTestApp, url: str, page: str = "") -> bool:
    path = unquote(urljoin(f"https://example.org/{page}", url))
    assert path.startswith("https://example.org/")
    copy = app.outdir / path.removeprefix("https://example.org/")
    return copy.read_bytes() == flat_png(640, 320)


@pytest.mark.parametrize("front_matter", ["", f'image: "{normalize("NFC", NAME)}"\n'])
def test_everywhere_in_a_blog(build_root: BuildRoot, front_matter: str) -> None:
    app = blog(build_root, front_matter)
    assert app.warning.getvalue() == ""
    page = BeautifulSoup((app.outdir / "posts/new.html").read_text("utf-8"), "lxml")
    image = page.select_one("div.body img")
    assert image
    assert is_the_copy(app, str(image["src"]), "posts/")
    assert (image["width"], image["height"]) == ("640", "320")
    preview = page.select_one('meta[property="og:image"]')
    assert preview
    assert is_the_copy(app, str(preview["content"]))
    feed = BeautifulSoup((app.outdir / "blog/atom.xml").read_text("utf-8"), "xml")
    entry = next(x for x in feed.select("entry") if x.title.text == "New")
    content = BeautifulSoup(entry.content.text, "lxml").select_one("img")
    assert content
    assert is_the_copy(app, str(content["src"]))
    listed = BeautifulSoup((app.outdir / "blog/tag/summer.html").read_text(), "lxml")
    shown = [str(x["src"]) for x in listed.select("img[src*='Fo'], img[src*='100']")]
    assert shown
    assert all(is_the_copy(app, source, "blog/tag/") for source in shown)


def test_in_a_book(build_root: BuildRoot) -> None:
    app = build_root("jekyll-links", "epub")
    save(app.srcdir / NAME, flat_png(640, 320))
    url = quote(normalize("NFC", NAME))
    save(app.srcdir / "index.md", f"# Home\n\n![x]({url})\n")
    app = build_root("jekyll-links", "epub", suppress_warnings=["toc", "epub"])
    book = Epub(epub_of(app.outdir))
    assert any(NAME in name for name in book.names)
