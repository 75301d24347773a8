"""Images have their size on the page, and their shape in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from permalink_blog.images import image_size
from site_tools.chromium import CHROMIUM

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from conftest import BuildRoot


def images(outdir: Path) -> dict[str, dict[str, str]]:
    """Attributes of the images of a page, by what they show."""
    html = BeautifulSoup((outdir / "index.html").read_text(), "html.parser")
    return {str(image["alt"]): image.attrs for image in html.select("img")}


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_images_say_how_large_they_are(build_root: BuildRoot, builder: str) -> None:
    app = build_root("image-sizes", builder)
    assert app.warning.getvalue() == ""
    found = images(app.outdir)
    sizes = {
        name: (attributes.get("width"), attributes.get("height"))
        for name, attributes in found.items()
    }
    own = ("600", "400")
    assert sizes["A photo"] == sizes["Half as wide"] == sizes["pasted"] == own
    # docutils before 0.22 writes the author's width as a style: no second attribute.
    styled = found["A third as wide"].get("style") == "width: 200px;"
    assert sizes["A third as wide"] == (own if styled else ("200", "133"))
    written = (app.outdir / "index.html").read_text()
    assert written.count('width="200"') == written.count('height="133"') == (not styled)
    assert sizes["A drawing"] == ("300", "150")
    assert sizes["No size"] == sizes["Elsewhere"] == (None, None)
    assert sizes["With a height"] == (None, None)
    lazy = [name for name, attributes in found.items() if "loading" in attributes]
    assert lazy == [name for name in found if name != "A photo"]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_images_have_the_title_of_markdown(build_root: BuildRoot, builder: str) -> None:
    found = images(build_root("image-sizes", builder).outdir)
    titles = {name: attributes.get("title") for name, attributes in found.items()}
    assert titles.pop("Titled") == 'A "title" & <more>'
    assert titles.pop('no title="b"') == "c"
    assert {*titles.values()} == {None}


def test_another_image_of_that_name_is_another_size(build_root: BuildRoot) -> None:
    app = build_root("image-sizes")
    (app.srcdir / "photo.png").write_bytes((app.srcdir / "drawing.svg").read_bytes())
    (app.srcdir / "drawing.svg").write_text("<svg")
    app = build_root("image-sizes")
    assert images(app.outdir)["A photo"]["width"] == "300"
    assert "width" not in images(app.outdir)["A drawing"]


def test_a_book_has_them_as_sphinx_writes_them(build_root: BuildRoot) -> None:
    app = build_root("image-sizes", "epub")
    html = BeautifulSoup((app.outdir / "index.xhtml").read_text(), "html.parser")
    assert not html.select("img[loading], img[height]")


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg width='a' height='b'/>"])
def test_files_that_say_nothing_have_no_size(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "image.svg"
    assert image_size(path) is None
    path.write_bytes(content)
    assert image_size(path) is None


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is here")
def test_they_keep_their_shape_and_fit(build_root: BuildRoot, browser: Browser) -> None:
    page = build_root("image-sizes").outdir / "index.html"
    tab = browser.new_page(viewport={"width": 390, "height": 800})
    tab.route("https://**", lambda route: route.abort())
    tab.goto(page.as_uri())
    boxes = {
        name: tab.get_by_alt_text(name, exact=True).bounding_box()
        for name in ("A photo", "Half as wide", "A third as wide", "A drawing")
    }
    tab.close()
    for name, box in boxes.items():
        assert box, name
        assert box["x"] + box["width"] <= 390
        shape = 2 if name == "A drawing" else 1.5
        assert box["width"] / box["height"] == pytest.approx(shape, rel=0.01)
    assert boxes["A third as wide"]["width"] == pytest.approx(200, abs=1)
    assert boxes["A photo"]["width"] == pytest.approx(
        2 * boxes["Half as wide"]["width"], rel=0.05
    )
