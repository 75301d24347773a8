"""Images at paths of the site: in the source folder, or in ``html_extra_path``."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from site_tools.epub import Epub, epub_of, tex_of
from site_tools.flat_images import flat_png

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bs4 import Tag
    from tests.conftest import BuildRoot
    from tests.links.conftest import BuildPage, Page

PHOTO, SPACED = flat_png(30, 20), flat_png(40, 10)
MISSING = "WARNING: image file not readable: "
SETTINGS = {"myst_enable_extensions": ["html_image"], "html_theme": "alabaster"}

IMAGES = {
    "![x](/assets/photo.png)": "photo.png",
    "![x](/assets/a%20b.png)": "a b.png",
    "![x](</assets/a b.png> 'title')": "a b.png",
    "![x](/assets/photo.png?v=2)": "photo.png",
    "![x](/assets/../assets/photo.png)": "photo.png",
    "![x][y]\n\n[y]: /assets/photo.png": "photo.png",
    "[![x](/assets/photo.png)](/about-us)": "photo.png",
    "![x](https://example.org/assets/photo.png)": "photo.png",
    "![x]({{ site.baseurl }}/assets/photo.png)": "photo.png",
    "![x]({{ site.url }}{{ site.baseurl }}/assets/photo.png)": "photo.png",
    "![x]({{ '/assets/a b.png' | relative_url }})": "a b.png",
    "![x]({% link assets/photo.png %})": "photo.png",
    "```{figure} /assets/photo.png\nA caption\n```": "photo.png",
    "```{image} /assets/a%20b.png\n```": "a b.png",
    '<img src="/assets/photo.png" alt="x" width="15">': "photo.png",
    '<img alt="x" src="{{ site.baseurl }}/assets/photo.png">': "photo.png",
    "<img src='{{ \"/assets/photo.png\" | absolute_url }}'>": "photo.png",
    "![x](/logo.png)": "logo.png",  # an entry that is a file
    # of the source folder, as Sphinx has them
    "![x](/images/dot.png)": "dot.png",
    "![x]({{ site.baseurl }}/images/dot.png)": "dot.png",
    "![x](https://example.org/images/dot.png)": "dot.png",
    "![x](/images/d%20t.png)": "d t.png",
    "![x](images/dot.png)": "dot.png",
}


@pytest.fixture
def assets(srcdir: Path) -> Path:
    """Put images where ``html_extra_path`` brings them to ``/assets/``."""
    folder = srcdir / "extra/assets"
    folder.mkdir()
    (folder / "photo.png").write_bytes(PHOTO)
    (folder / "a b.png").write_bytes(SPACED)
    (srcdir / "images/d t.png").write_bytes(SPACED)
    (srcdir / "brand").mkdir()
    (srcdir / "brand/logo.png").write_bytes(PHOTO)
    return folder


def shown(page: Page) -> list[Tag]:
    return page.body.select("img")


def sources(page: Page) -> list[str]:
    return [str(image["src"]) for image in shown(page)]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_images(build_page: BuildPage, assets: Path, builder: str) -> None:
    settings = {**SETTINGS, "html_extra_path": ["extra", "brand/logo.png"]}
    page = build_page("\n\n".join(IMAGES), builder, **settings)
    assert page.warnings == []
    up = "../" if builder == "dirhtml" else ""
    names = [name.replace(" ", "%20") for name in IMAGES.values()]
    assert sources(page) == [f"{up}_images/{name}" for name in names]
    out = page.app.outdir
    assert {x.name: x.read_bytes() for x in (out / "_images").iterdir()} == {
        "photo.png": PHOTO,
        "a b.png": SPACED,
        "logo.png": PHOTO,
        "dot.png": (assets.parent.parent / "images/dot.png").read_bytes(),
        "d t.png": SPACED,
    }
    # What is linked to from elsewhere is where it was.
    assert (out / "assets/photo.png").read_bytes() == PHOTO


def test_what_is_left_alone(build_page: BuildPage, assets: Path) -> None:
    """Such as another host's, and what is relative to the document."""
    images = [
        "https://example.org/assets/none.png",
        "https://example.com/assets/photo.png",
        "data:image/gif;base64,R0lGODlhAQABAAAAACw=",
        "/assets/none.png",
        "/assets",
        "assets/photo.png",
    ]
    page = build_page(" ".join(f"![x]({image})" for image in images))
    assert sources(page)[:3] == images[:3]
    missing = [w.partition(MISSING)[2].split()[0] for w in page.warnings]
    assert missing == ["assets/none.png", "assets", "assets/photo.png"]


def test_html_that_is_no_image(build_page: BuildPage, assets: Path) -> None:
    """Its Liquid becomes the URL at which the file is, as in a link."""
    html = (
        '<p><a href="{{ site.baseurl }}/about-us">'
        "<img alt='x' src='{{ site.baseurl }}/assets/%s.png'></a></p>"
    )
    page = build_page(f"{html % 'photo'}\n\n{html % 'none'}", "dirhtml", **SETTINGS)
    assert sources(page) == ["../assets/photo.png", "../assets/none.png"]
    assert page.hrefs == ["../about-us/"] * 2
    (warning,) = page.warnings
    assert "page.md:5: WARNING: /assets/none.png: no document, redirect" in warning


def test_a_site_below_a_path(build_page: BuildPage, assets: Path) -> None:
    text = (
        "![x](/blog/assets/photo.png) ![x](https://example.org/blog/assets/photo.png)"
    )
    page = build_page(text, html_baseurl="https://example.org/blog/")
    assert page.warnings == []
    assert sources(page) == ["_images/photo.png"] * 2


def test_the_file_that_answers(
    build_page: BuildPage, srcdir: Path, assets: Path
) -> None:
    """Sphinx copies entry by entry, so the last one wins; one may be elsewhere."""
    other = srcdir.parent / "other/assets"
    other.mkdir(parents=True)
    (other / "photo.png").write_bytes(SPACED)
    page = build_page(
        "![x](/assets/photo.png)", html_extra_path=["extra", str(other.parent)]
    )
    assert page.warnings == []
    for folder in ("_images", "assets"):
        assert (page.app.outdir / folder / "photo.png").read_bytes() == SPACED


def test_rst(build_page: BuildPage, srcdir: Path, assets: Path) -> None:
    (srcdir / "other.rst").write_text("A\n=\n\n.. image:: /assets/photo.png\n")
    page = build_page("Text.").at("other")
    assert sources(page) == ["_images/photo.png"]


def test_books(build_root: BuildRoot, srcdir: Path, assets: Path) -> None:
    (srcdir / "page.md").write_text("# Page\n\n" + "\n\n".join(IMAGES))
    settings = {**SETTINGS, "html_extra_path": ["extra", "brand/logo.png"]}
    book = {"version": "1", "copyright": "us", "suppress_warnings": ["epub"]}
    app = build_root("jekyll-links", "epub", **settings, **book)
    assert app.warning.getvalue() == ""
    epub = Epub(epub_of(app.outdir))
    assert epub.zip.read("_images/photo.png") == PHOTO
    assert not [x for x in epub.problems() if x.startswith("page.xhtml")]

    app = build_root("jekyll-links", "latex", **settings)
    assert app.warning.getvalue() == ""
    assert tex_of(app).count(r"\sphinxincludegraphics") == len(IMAGES)
    assert (app.outdir / "photo.png").read_bytes() == PHOTO


class TestNextBuild:
    """What a clean build would make, an incremental one makes as well."""

    TEXT = "![x](/assets/photo.png)"
    SIZES = ("myst_parser", "permalink_blog.links", "permalink_blog.images")

    @pytest.fixture
    def build(self, build_page: BuildPage, assets: Path) -> Callable[..., Page]:
        settings = {"extensions": self.SIZES, "html_theme": "alabaster"}

        def build(**more: object) -> Page:
            return build_page(self.TEXT, **{**settings, **more})

        assert shown(build())[0]["width"] == "30"
        return build

    def test_another_image(self, build: Callable[..., Page], assets: Path) -> None:
        (assets / "photo.png").write_bytes(SPACED)
        page = build()
        assert shown(page)[0]["width"] == "40"
        out = page.app.outdir
        for folder in ("_images", "assets"):
            assert (out / folder / "photo.png").read_bytes() == SPACED

    def test_it_goes_and_comes(self, build: Callable[..., Page], assets: Path) -> None:
        (assets / "photo.png").unlink()
        for _ in range(2):
            (warning,) = build().warnings
            assert f"page.md:3: {MISSING}assets/photo.png" in warning
        (assets / "photo.png").write_bytes(SPACED)
        page = build()
        assert page.warnings == []
        assert shown(page)[0]["width"] == "40"

    def test_one_of_the_source_folder(
        self, build: Callable[..., Page], srcdir: Path
    ) -> None:
        (srcdir / "assets").mkdir()
        (srcdir / "assets/photo.png").write_bytes(SPACED)
        assert shown(build())[0]["width"] == "40"
        shutil.rmtree(srcdir / "assets")
        assert shown(build())[0]["width"] == "30"

    def test_a_whole_url(self, build_page: BuildPage, assets: Path) -> None:
        url = "https://example.org/assets/new.png"
        page = build_page(f"![x]({url})")
        assert sources(page) == [url]
        (assets / "new.png").write_bytes(SPACED)
        assert sources(build_page(f"![x]({url})")) == ["_images/new.png"]

    def test_the_setting(self, build: Callable[..., Page], srcdir: Path) -> None:
        (warning,) = build(html_extra_path=[]).warnings
        assert f"{MISSING}assets/photo.png" in warning
        assert build().warnings == []


def test_what_workers_have_read(
    build_page: BuildPage, srcdir: Path, assets: Path
) -> None:
    for number in range(10):  # enough for Sphinx to share the work
        name = srcdir / f"page-{number}.md"
        name.write_text(f"# {number}\n\n![x](/assets/photo.png)\n")
    page = build_page("Text.", parallel=2)
    assert page.warnings == []
    assert sources(page.at("page-9")) == ["_images/photo.png"]
    page = build_page("Text.", html_extra_path=[])
    assert sum(MISSING in warning for warning in page.warnings) == 10
