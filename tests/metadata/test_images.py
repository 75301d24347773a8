"""The image that stands for a page, and what lists show of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_tools.edits import save
from site_tools.flat_images import flat_png
from site_tools.heads import BASE, ROOT, head_of, thumbnails
from site_tools.small_blogs import warned

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

LIST = "blog/tag/summer"
CARD = f"{BASE}_static/card.png"


def write(root: Path, image: str | None, text: str = "Text.") -> None:
    """Write a post with an ``image`` in the third line of its file."""
    line = "" if image is None else f"image: {image}\n"
    save(
        root / "posts/new.md",
        f"---\ndate: 2018-09-01\n{line}tags: summer\n---\n\n# New\n\n{text}\n",
    )


def image_of(app: SphinxTestApp, docname: str = "posts/new") -> str | None:
    return head_of(app, docname).one("og:image")


class TestChoice:
    @pytest.mark.parametrize("builder", ["html", "dirhtml"])
    def test_front_matter_then_the_text_then_the_card(
        self, build_root: BuildRoot, builder: str
    ) -> None:
        app = build_root(ROOT, builder)
        assert {
            x: image_of(app, f"posts/{x}") for x in ("named", "shown", "plain")
        } == {
            "named": f"{BASE}_images/photo.png",
            "shown": f"{BASE}_images/wide.png",
            "plain": CARD,
        }
        for name, *told in (
            ("named", "600", "400", 'A "photo" & more'),
            ("shown", "640", "320", "A wide picture"),
            ("plain", "1200", "630", "Metadata"),
        ):
            head = head_of(app, f"posts/{name}")
            keys = ("width", "height", "alt")
            assert [head.one(f"og:image:{key}") for key in keys] == told

    def test_icons_and_drawings_are_passed_over(self, build_root: BuildRoot) -> None:
        """The text has one of each before the picture."""
        app = build_root(ROOT)
        page = head_of(app, "posts/shown").page
        sources = page.xpath("//div[@class='body']//img/@src")
        assert [x.rpartition("/")[2] for x in sources][-1] == "wide.png"
        assert len(sources) == 3

    def test_one_of_another_site(self, build_root: BuildRoot) -> None:
        """Its size is not known, and nobody is asked for it."""
        head = head_of(build_root(ROOT), "posts/remote")
        assert head.one("og:image") == "https://img.example/far.jpg"
        assert head.one("og:image:alt") == "From afar"
        assert head.one("og:image:width") is None

    def test_previews_have_the_card_for_a_drawing(self, build_root: BuildRoot) -> None:
        """They show no SVG; a list does."""
        app = build_root(ROOT)
        assert image_of(app, "posts/here/folder") == CARD
        source = thumbnails(app, LIST)["posts/here/folder"]["src"]
        assert source.endswith(".svg")
        assert (app.outdir / "blog/tag" / source).is_file()

    @pytest.mark.parametrize(
        ("image", "expected"),
        [
            ("/img/photo.png", "_images/photo.png"),
            ("../img/photo.png", "_images/photo.png"),
            ("img/photo.png", "_images/photo.png"),  # as in Jekyll
            ("https://img.example/a.png", "https://img.example/a.png"),
            ("//img.example/a.png", "https://img.example/a.png"),
            ("{path: /img/photo.png}", "_images/photo.png"),
            # The images of the text below are an icon, photo.png and wide.png.
            (None, "_images/photo.png"),
            ("null", "_images/photo.png"),
            ("''", "_images/photo.png"),
            ("1", "_images/photo.png"),
            ("3", "_images/wide.png"),
            ("4", "_static/card.png"),
            ("0", "_static/card.png"),
            ("false", "_static/card.png"),
        ],
    )
    def test_how_it_is_written(
        self, build_root: BuildRoot, image: str | None, expected: str
    ) -> None:
        root = build_root.copy(ROOT)
        names = ("icon", "photo", "wide")
        write(root, image, "\n\n".join(f"![x](../img/{name}.png)" for name in names))
        app = build_root(ROOT)
        assert not warned(app)
        found = image_of(app)
        assert found is not None
        assert found.removeprefix(BASE) == expected
        if expected.startswith("_images"):
            assert (app.outdir / expected).is_file()

    def test_a_name_that_is_quoted_in_front_matter(self, build_root: BuildRoot) -> None:
        root = build_root.copy(ROOT)
        save(root / "img/a b.png", flat_png(300, 300))
        write(root, "/img/a%20b.png")
        app = build_root(ROOT)
        assert not warned(app)
        assert image_of(app) == f"{BASE}_images/a%20b.png"

    def test_one_of_html_extra_path(self, build_root: BuildRoot) -> None:
        """A file where Jekyll had it, whose old URL still answers."""
        root = build_root.copy(ROOT)
        save(root / "public/assets/a b.png", flat_png(400, 300))
        for image in ("/assets/a b.png", "assets/a%20b.png"):
            write(root, image)
            app = build_root(ROOT, html_extra_path=["public"])
            assert not warned(app)
            head = head_of(app, "posts/new")
            assert head.one("og:image") == f"{BASE}_images/a%20b.png"
            assert head.one("og:image:width") == "400"
        save(root / "public/assets/a b.png", flat_png(500, 300))
        app = build_root(ROOT, html_extra_path=["public"])
        assert head_of(app, "posts/new").one("og:image:width") == "500"
        copy = app.outdir / "_images/a b.png"
        assert copy.read_bytes() == flat_png(500, 300)

    @pytest.mark.parametrize("found", [True, False])
    def test_one_that_is_pasted_as_html(
        self, build_root: BuildRoot, *, found: bool
    ) -> None:
        """MyST's ``html_image`` makes an image of it; else it is but raw HTML."""
        root = build_root.copy(ROOT)
        write(root, None, '<img src="../img/photo.png" alt="A photo">')
        names = ["html_image"] if found else []
        app = build_root(ROOT, myst_enable_extensions=names)
        assert image_of(app) == (f"{BASE}_images/photo.png" if found else CARD)

    def test_a_file_that_is_no_image(self, build_root: BuildRoot) -> None:
        """Nothing is said of its size."""
        root = build_root.copy(ROOT)
        save(root / "img/odd.png", b"no image")
        write(root, "/img/odd.png")
        head = head_of(build_root(ROOT), "posts/new")
        assert head.one("og:image") == f"{BASE}_images/odd.png"
        assert head.one("og:image:width") is None

    def test_two_of_one_name(self, build_root: BuildRoot) -> None:
        root = build_root.copy(ROOT)
        save(root / "posts/photo.png", flat_png(500, 250))
        write(root, "photo.png")
        app = build_root(ROOT)
        for name, width in (("new", b"\x01\xf4"), ("named", b"\x02\x58")):
            path = (image_of(app, f"posts/{name}") or "").removeprefix(BASE)
            assert (app.outdir / path).read_bytes()[18:20] == width


class TestWarning:
    @pytest.mark.parametrize(
        "value",
        [
            "/img/none.png",
            "img",  # a folder
            "../../../outside.png",
            "data:image/png;base64," + "A" * 5000,
            "'[/img/photo.png'",
        ],
    )
    def test_of_what_is_no_file(self, build_root: BuildRoot, value: str) -> None:
        root = build_root.copy(ROOT)
        save(root.parent / "outside.png", flat_png(300, 300))
        write(root, value, "![x](../img/wide.png)")
        app = build_root(ROOT)
        [line] = warned(app).strip().splitlines()
        place, _, message = line.partition(": WARNING: ")
        assert place == f"{root / 'posts/new.md'}:3"
        shown = value.strip("'")
        shown = shown if len(shown) <= 80 else f"{shown[:80]}…"
        assert message == (
            f"image: {shown!r}: expected a file below the source folder, as a path "
            "from the document's folder or from the source folder, or a URL. It is as "
            "if the key was not there. [blog_metadata.image]"
        )
        assert image_of(app) == f"{BASE}_images/wide.png"

    @pytest.mark.parametrize("value", ["[/img/photo.png]", "{alt: A photo}"])
    def test_of_what_names_none(self, build_root: BuildRoot, value: str) -> None:
        root = build_root.copy(ROOT)
        write(root, value)
        app = build_root(ROOT)
        assert "new.md:3: WARNING: image: " in warned(app)
        assert image_of(app) == CARD

    def test_it_ends_when_the_file_is_there(self, build_root: BuildRoot) -> None:
        """The document is read again until then, and the list is written."""
        root = build_root.copy(ROOT)
        write(root, "/img/late.png")
        assert "late.png" in warned(build_root(ROOT))
        assert "late.png" in warned(build_root(ROOT))
        save(root / "img/late.png", flat_png(300, 300))
        app = build_root(ROOT)
        assert not warned(app)
        assert image_of(app) == f"{BASE}_images/late.png"
        assert "posts/new" in thumbnails(app, LIST)
        (root / "img/late.png").unlink()
        app = build_root(ROOT)
        assert "late.png" in warned(app)
        assert "posts/new" not in thumbnails(app, LIST)


class TestCard:
    @pytest.mark.parametrize(
        ("card", "static", "extra", "url"),
        [
            ("_static/card.png", ["_static"], [], f"{BASE}_static/card.png"),
            (
                "assets/a/card.png",
                ["_static", "assets"],
                [],
                f"{BASE}_static/a/card.png",
            ),
            ("assets/a/card.png", ["assets/a/card.png"], [], f"{BASE}_static/card.png"),
            ("assets/a/card.png", [], ["assets"], f"{BASE}a/card.png"),
            ("https://img.example/card.png", [], [], "https://img.example/card.png"),
            ("", [], [], None),
        ],
    )
    def test_where_it_is(
        self,
        build_root: BuildRoot,
        card: str,
        static: list[str],
        extra: list[str],
        url: str | None,
    ) -> None:
        root = build_root.copy(ROOT)
        save(root / "assets/a/card.png", flat_png(1200, 630))
        app = build_root(
            ROOT,
            blog_metadata_card=card,
            html_static_path=static,
            html_extra_path=extra,
            html_favicon="",
        )
        assert not warned(app)
        head = head_of(app, "about")
        assert head.one("og:image") == url
        kind = "summary_large_image" if url else "summary"
        assert head.one("twitter:card") == kind
        if url is None:
            assert "image" not in head.data
        elif url.startswith(BASE):
            assert (app.outdir / url.removeprefix(BASE)).is_file()
            assert head.one("og:image:height") == "630"

    @pytest.mark.parametrize(
        ("card", "said"),
        [
            ("none.png", "there is no file 'none.png' beside conf.py"),
            ("img/photo.png", "'img/photo.png' is in no folder of html_static_path"),
        ],
    )
    def test_one_that_pages_cannot_have(
        self, build_root: BuildRoot, card: str, said: str
    ) -> None:
        app = build_root(ROOT, blog_metadata_card=card)
        message = f"WARNING: blog_metadata_card: {said} [blog_metadata.card]"
        assert warned(app).strip() == message
        assert image_of(app, "about") is None

    def test_a_value_that_is_no_name(self, build_root: BuildRoot) -> None:
        app = build_root(ROOT, blog_metadata_card=None)
        assert image_of(app, "about") is None


class TestThumbnails:
    @pytest.mark.parametrize("builder", ["html", "dirhtml"])
    def test_lists_have_the_images_of_posts(
        self, build_root: BuildRoot, builder: str
    ) -> None:
        """But not the card, and none of another site."""
        app = build_root(ROOT, builder)
        found = thumbnails(app, LIST)
        assert {name: (x["width"], x["height"]) for name, x in found.items()} == {
            "posts/here/folder": ("300", "250"),
            "posts/shown": ("640", "320"),
            "posts/named": ("600", "400"),
        }
        folder = app.builder.get_output_path(LIST).parent
        for image in found.values():
            assert (folder / image["src"]).is_file()

    @pytest.mark.parametrize("builder", ["json", "epub"])
    def test_there_are_none_where_they_are_not_copied(
        self, build_root: BuildRoot, builder: str
    ) -> None:
        template = (
            '{% extends "!layout.html" %}{% block body %}'
            "[{{ thumbnail('posts/named') }}]{{ super() }}{% endblock %}"
        )
        root = build_root.copy(ROOT)
        save(root / "_templates/layout.html", template)
        app = build_root(ROOT, builder)
        assert not list(app.outdir.rglob("photo.png"))
        for path in app.outdir.rglob("*.xhtml"):
            assert "photo.png" not in path.read_text("utf-8")
