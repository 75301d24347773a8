"""The guide says what the code does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import yaml
from lxml import html

from permalink_blog.metadata.images import _SMALLEST
from permalink_blog.metadata.model import _DESCRIPTION_LENGTH
from site_tools.edits import save
from site_tools.flat_images import flat_png
from site_tools.heads import BASE, ROOT, head_of
from site_tools.small_blogs import edit, warned

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

IMAGES = {
    "images/river.png": f"{BASE}_images/river.png",
    "/images/river.png": f"{BASE}_images/river.png",
    "https://img.example/river.png": "https://img.example/river.png",
    "{path: /images/river.png, alt: A bridge}": f"{BASE}_images/river.png",
    "2": f"{BASE}_images/wide.png",
    "false": f"{BASE}_static/card.png",
}


@pytest.fixture
def guide(project_dir: Path) -> str:
    return (project_dir / "guide/sharing.md").read_text(encoding="utf-8")


def example(guide: str, language: str) -> str:
    """Return the one example in a language, of those about previews."""
    previews, _, _ = guide.partition("\n## What else machines look for\n")
    pattern = rf"^```{language}\n(.*?)^```$"
    [found] = re.findall(pattern, previews, re.MULTILINE | re.DOTALL)
    return str(found)


@pytest.fixture
def lyon(build_root: BuildRoot, guide: str) -> Path:
    """Write the post of the guide, with its image."""
    root = build_root.copy(ROOT)
    save(root / "posts/lyon.md", example(guide, "markdown"))
    for folder in ("posts/images", "images"):
        save(root / folder / "river.png", flat_png(640, 480))
    return root / "posts/lyon.md"


def test_the_post(build_root: BuildRoot, guide: str, lyon: Path) -> None:
    app = build_root(ROOT)
    assert not warned(app)
    head = head_of(app, "posts/lyon")
    for line in example(guide, "html").splitlines():
        [meta] = html.fragments_fromstring(line)
        name = meta.get("name") or meta.get("property")
        assert meta.get("content") in head.tags[name], name
        text = app.builder.get_output_path("posts/lyon").read_text("utf-8")
        assert line in text
    for more in ("og:site_name", "og:locale", "og:image:width", "article:author"):
        assert head.one(more)


def test_the_table_of_images(guide: str) -> None:
    table = guide[guide.index("| `image:` |") :].split("\n\n")[0].splitlines()[2:]
    assert [re.findall(r"`(.*?)`", row)[0] for row in table] == [*IMAGES]


@pytest.mark.parametrize("value", IMAGES)
def test_an_image(build_root: BuildRoot, lyon: Path, value: str) -> None:
    old = "image:\n  path: images/river.png\n  alt: A bridge in the evening\n"
    edit(lyon, old, f"image: {value}\n")
    edit(lyon, "hot.", "hot.\n\n![](../img/photo.png)\n![](../img/wide.png)")
    app = build_root(ROOT)
    assert not warned(app)
    assert head_of(app, "posts/lyon").one("og:image") == IMAGES[value]


def test_the_warning(build_root: BuildRoot, guide: str, lyon: Path) -> None:
    edit(lyon, "images/river.png", "images/rivr.png")
    said = warned(build_root(ROOT)).strip()
    assert said.removeprefix(f"{lyon.parent.parent}/") == example(guide, "text").strip()


def test_the_card(build_root: BuildRoot, guide: str, project_dir: Path) -> None:
    settings: dict[str, str] = {}
    exec(example(guide, "python"), settings)
    card = settings["blog_metadata_card"]
    content = (project_dir / card).read_bytes()
    size = [int.from_bytes(content[x : x + 4], "big") for x in (16, 20)]
    assert f"{size[0]} by {size[1]} pixels" in guide
    app = build_root(ROOT, blog_metadata_card=card)
    assert head_of(app, "about").one("og:image") == BASE + card


def test_own_words(build_root: BuildRoot, guide: str, lyon: Path) -> None:
    own = example(guide, "yaml")
    edit(lyon, "title: Summer", f"{own}title: Summer")
    head = head_of(build_root(ROOT), "posts/lyon")
    said = yaml.safe_load(own)["myst"]["html_meta"]
    assert head.one("description") == said["description"]
    assert head.one("og:description") == said["description"]
    assert head.one("og:title") == said["property=og:title"]


def test_the_template(build_root: BuildRoot, guide: str, lyon: Path) -> None:
    template = f'{{% extends "page.html" %}}{{% block body %}}{example(guide, "jinja")}'
    root = lyon.parent.parent
    save(root / "_templates/ablog/collection.html", template + "{% endblock %}")
    page = head_of(build_root(ROOT), "blog/tag/travel").page
    [image] = page.xpath("//img[contains(@src, 'river.png')]")
    assert (image.get("width"), image.get("height")) == ("640", "480")
    assert image.getnext().text == "Summer in Lyon"


def test_numbers(guide: str) -> None:
    assert f"less than {_SMALLEST} pixels" in guide
    assert f"cut to {_DESCRIPTION_LENGTH} characters" in guide
