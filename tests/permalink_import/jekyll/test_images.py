"""Images of texts for the theme Chirpy, which has a folder of them in front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import ReadSite

NAME = "_posts/2018-08-01-summer.md"
BODY = "![A](a.png) ![B](/b.png) ![C](https://example.org/c.png) [D](d.html) `![](e)`\n"


@pytest.mark.parametrize("key", ["media_subpath: /img/2018", "img_path: img/2018/"])
def test_folder_of_images(read_site: ReadSite, key: str) -> None:
    text = f"---\n{key}\nimage:\n  path: a.png\n  alt: A\n---\n\n{BODY}"
    (post,) = read_site({NAME: text}).documents
    assert post.front_matter.startswith(
        f"{key}\nimage:\n  path: /img/2018/a.png\n  alt: A\n"
    )
    assert post.body.strip() == (
        "![A](/img/2018/a.png) ![B](/b.png) ![C](https://example.org/c.png) "
        "[D](/2018/08/01/d.html) `![](e)`"
    )


@pytest.mark.parametrize("image", ["/a.png", "https://example.org/a.png", "3"])
def test_image_that_is_elsewhere(read_site: ReadSite, image: str) -> None:
    text = f"---\nimage: {image}\nmedia_subpath: /img\n---\n\nText.\n"
    (post,) = read_site({NAME: text}).documents
    assert post.front_matter.startswith(f"image: {image}\nmedia_subpath: /img\nperma")


def test_folder_elsewhere(read_site: ReadSite) -> None:
    text = (
        "---\nmedia_subpath: https://example.org/a/\nimage: b.png\n---\n\n![](c.png)\n"
    )
    (post,) = read_site({NAME: text}).documents
    assert "image: https://example.org/a/b.png\n" in post.front_matter
    assert post.body.strip() == "![](https://example.org/a/c.png)"


def test_drawings_that_pages_do_not_show(read_site: ReadSite) -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg">'
    site = read_site(
        {
            NAME: "---\n---\n![A](/img/a.svg) ![B](/img/b%20b.svg)\n",
            "img/a.svg": f"{head}<rect/></svg>",
            "img/b b.svg": f"{head}<script>b()</script></svg>",
            "img/c.svg": f"{head}<script>c()</script></svg>",
        }
    )
    (found,) = site.findings
    assert found.source == NAME
    assert found.what.startswith("img/b b.svg is an SVG with <script>")
    assert "plain SVG or as PNG" in found.reason
