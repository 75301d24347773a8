"""Links follow documents that are not where their reader proposed to put them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from permalink_import.generators import find_generator, reader_of
from permalink_import.manifest import MANIFEST
from permalink_import.model import silent
from site_tools.old_sites import NewSite, told

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> NewSite:
    return NewSite(tmp_path)


def write_old(site: NewSite, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = site.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def run(site: NewSite, force: Iterable[str] | None = None) -> list[str]:
    """Survey the old site and import it; return what the report says."""
    old = reader_of(find_generator(site.root))(site.root, silent)
    return told(site.run(old, force=force))


def move(site: NewSite, file: str, to: str) -> None:
    """Let an earlier import have put a file elsewhere."""
    (site.folder / to).parent.mkdir(parents=True)
    (site.folder / file).rename(site.folder / to)
    manifest = json.loads(site.read(MANIFEST))
    manifest["files"][to] = manifest["files"].pop(file)
    site.write(MANIFEST, json.dumps(manifest))


def body(site: NewSite, file: str) -> str:
    return site.read(file).partition("---\n\n")[2]


LINKS = """\
[a](boats/otter%20x.md) [b](<boats/otter x.md#top>) [e](/about.html)
[f](https://example.org/boats/otter.md) [g](#top) [c]({% post_url 2018-08-01-c %})
[d]({% link _posts/2018-08-01-c.md %} "title") ![p](/p.png) [h]

[h]: boats/otter%20x.md

    [a](boats/otter%20x.md)

`[a](boats/otter%20x.md)`

# Top {#top}
"""


def test_to_and_from_a_document_that_replaces_one(site: NewSite) -> None:
    front_matter = "---\ntitle: T\n---\n"
    write_old(
        site,
        {
            "_config.yml": "title: T\n",
            "about.md": f"{front_matter}{LINKS}",
            "boats/otter x.md": f"{front_matter}[about](../about.md#me)\n",
            "_posts/2018-08-01-c.md": f"{front_matter}[about]({{% link about.md %}})\n",
            "p.png": "image",
        },
    )
    site.write("about.md", "# About\n")
    run(site)
    assert "[about](../../pages/about.md)" in site.read("posts/2018/2018-08-01-c.md")
    assert run(site, force=["about.md"]) == []
    before = site.snapshot()
    assert run(site) == []
    assert site.snapshot() == before
    assert "[about](../../about.md)" in site.read("posts/2018/2018-08-01-c.md")
    assert "[about](../../about.md#me)" in site.read("pages/boats/otter x.md")
    shown = body(site, "about.md")
    post = "posts/2018/2018-08-01-c.md"
    otter = "pages/boats/otter%20x.md"
    for link in (
        f"[a]({otter}) [b]({otter}#top) [e](/about.html)",
        "[f](https://example.org/boats/otter.md) [g](#top)",
        f'[d]({post} "title") ![p](/p.png)',
        f"[c]({post})",
        "`[a](boats/otter%20x.md)`",
    ):
        assert link in shown
    assert "\n    [a](boats/otter%20x.md)\n" in shown
    assert shown.count(otter) == 3


def test_to_the_right_one_of_two_with_one_name(site: NewSite) -> None:
    front_matter = "---\ntitle: T\n---\n"
    link = "[{0}]({{% post_url {0} %}})\n"
    names = ("2018-08-01-a", "sub/2018-08-01-a")
    write_old(
        site,
        {
            "_config.yml": "title: T\npermalink: /:categories/:title/\n",
            **{f"_posts/{x}.md": f"---\npermalink: /{x}/\n---\nText.\n" for x in names},
            "_posts/2018-08-02-b.md": front_matter + "".join(map(link.format, names)),
        },
    )
    (said,) = run(site)
    assert "this one is posts/2018/2018-08-01-a-2.md" in said
    assert body(site, "posts/2018/2018-08-02-b.md") == (
        "[2018-08-01-a](2018-08-01-a.md)\n[sub/2018-08-01-a](2018-08-01-a-2.md)\n"
    )


def test_a_url_stays_that_came_from_the_name_of_the_file(site: NewSite) -> None:
    text = "---\npermalink: /:categories/:title/  # mine\n---\nText.\n"
    paths = [f"{folder}/_posts/2018-08-01-a.md" for folder in "xy"]
    write_old(site, {"_config.yml": "title: T\n", **dict.fromkeys(paths, text)})
    run(site)
    first, second = "posts/2018/2018-08-01-a.md", "posts/2018/2018-08-01-a-2.md"
    assert "\npermalink: /:categories/:title/  # mine\n" in site.read(first)
    assert "\npermalink: /y/a/\n" in site.read(second)
    move(site, first, "posts/moved/2018-08-02-b.md")
    run(site)
    assert "\npermalink: /x/a/\n" in site.read("posts/moved/2018-08-02-b.md")
    assert site.read("published-urls.txt").endswith("\n/x/a/\n/y/a/\n")


def test_to_images_beside_a_document_of_hugo(site: NewSite) -> None:
    text = """\
---
title: T
date: 2018-08-01
---
![a](a%20b.png) [a](a%20b.png) <img src="a b.png">

{{< figure src="a b.png" alt="A" >}}
"""
    write_old(
        site,
        {
            "hugo.toml": "title = 'T'\n",
            "content/posts/x/index.md": text,
            "content/posts/x/a b.png": "image",
        },
    )
    run(site)
    here = "posts/2018/x/index.md"
    first = body(site, here)
    assert "![a](a%20b.png)" in first
    move(site, here, "posts/moved/y/index.md")
    run(site)
    there = "../../2018/x/a%20b.png"
    assert f"![a]({there}) [a](/posts/x/a%20b.png)" in body(
        site, "posts/moved/y/index.md"
    )
    assert f"{{figure}} {there}" in site.read("posts/moved/y/index.md")
    assert site.has("posts/2018/x/a b.png")


def test_to_a_document_in_restructuredtext(site: NewSite) -> None:
    write_old(
        site,
        {
            "pelicanconf.py": "PATH = 'content'\nDEFAULT_CATEGORY = 'x'\n",
            "content/a.rst": "A\n=\n\n:date: 2018-08-01\n\nText.\n",
            "content/b.rst": (
                "B\n=\n\n:date: 2018-08-01\n\n`A <{filename}a.rst>`_ text.\n"
            ),
        },
    )
    run(site)
    assert ":doc:`A </posts/2018/a>`" in site.read("posts/2018/b.rst")
    move(site, "posts/2018/a.rst", "posts/moved/a.rst")
    run(site)
    assert ":doc:`A </posts/moved/a>`" in site.read("posts/2018/b.rst")
