"""``_config.yml``: what is taken from it, and what is said of what is wrong in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from permalink_import.jekyll.collections import suffixed
from permalink_import.jekyll.config import read_config
from permalink_import.model import ImportFailedError, Settings

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import ReadSite

CONFIG = """\
title: Tides
description: >-
  Of the sea,
  mostly.
url: https://example.org/
baseurl: notes/
author: {name: The keeper, email: keeper@example.org}
lang: pt-br
timezone: Europe/Berlin
"""
SETTINGS = Settings(
    title="Tides",
    description="Of the sea, mostly.",
    url="https://example.org",
    baseurl="/notes",
    author="The keeper",
    timezone="Europe/Berlin",
    language="pt-br",
)


def test_settings(read_site: ReadSite) -> None:
    assert read_site({}, CONFIG).settings == SETTINGS


def test_an_author_may_be_text_and_all_may_be_missing(read_site: ReadSite) -> None:
    assert read_site({}, "author: Me\n").settings == Settings(author="Me")


def test_no_configuration_is_jekylls_own(tmp_path: Path) -> None:
    config = read_config(tmp_path)
    assert config.permalink == "date"
    assert config.collections["posts"].template.startswith("/:categories/:year")


def test_toml(tmp_path: Path) -> None:
    text = 'title = "T"\npermalink = "pretty"\n[collections.boats]\noutput = true\n'
    (tmp_path / "_config.toml").write_text(text)
    config = read_config(tmp_path)
    assert config.collections["boats"].published
    assert config.collections["boats"].template == "/:collection/:path/"


def test_collections_may_be_a_list(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("collections: [boats, knots]\n")
    config = read_config(tmp_path)
    assert list(config.collections) == ["posts", "boats", "knots"]
    assert not config.collections["boats"].published


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("_config.yml", "title: x\nurl: [a\n", "_config.yml:2: 'url: [a'"),
        (
            "_config.yml",
            "title: x\nexclude: attic\n",
            "_config.yml:2: exclude: 'attic'",
        ),
        ("_config.yml", "- a\n", "_config.yml: expected keys and values"),
        ("_config.yml", "a: 1\ntimezone: Mars\n", "_config.yml:2: timezone: 'Mars'"),
        ("_config.yml", "source: ../elsewhere\n", "_config.yml:1: source"),
        ("_config.yml", b"title: caf\xe9\n", "_config.yml:1: '\\\\xe9': its bytes"),
        ("_config.toml", "title = 1\nx = \n", "_config.toml:2"),
    ],
)
def test_what_is_wrong_is_said(
    tmp_path: Path, name: str, text: str | bytes, message: str
) -> None:
    content = text if isinstance(text, bytes) else text.encode()
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ImportFailedError) as caught:
        read_config(tmp_path)
    assert str(caught.value).startswith(message)


def test_the_source_may_be_a_folder(tmp_path: Path, read_site: ReadSite) -> None:
    site = read_site(
        {"src/about.md": "---\n---\nHi.\n", "other.md": "No."}, "source: src"
    )
    (page,) = site.documents
    assert (page.source, page.url) == ("src/about.md", "/about.html")
    assert site.assets == ()


@pytest.mark.parametrize(
    ("style", "template"),
    [
        ("date", "/x:output_ext"),
        ("pretty", "/x/"),
        ("weekdate", "/x"),
        ("/blog/:title/", "/x/"),
        ("/blog/:title", "/x"),
        ("/:title:output_ext", "/x:output_ext"),
    ],
)
def test_other_documents_end_as_the_style_does(style: str, template: str) -> None:
    assert suffixed("/x", style) == template
