"""What themes and writers do not escape is text all the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from lxml import html as lxml_html

from permalink_blog.core.untrusted.urls import scheme_of
from site_tools.edits import save
from site_tools.hostile_sites import hostile_site
from site_tools.sites import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from site_tools.fresh_builds import Built
    from site_tools.hostile_sites import HostileSite

THEMES = ["alabaster", "basic", "furo", "pydata_sphinx_theme"]
CONF = """
import sys
sys.path.insert(0, {ext!r})
project, author, html_baseurl = "P", "A", "https://example.org/"
extensions = {extensions}
myst_enable_extensions = ["attrs_block", "attrs_inline", "dollarmath"]
blog_title, blog_baseurl, blog_path = "P", html_baseurl, "blog"
blog_post_pattern = "posts/*"
blog_feed_fulltext = True
html_theme = {theme!r}
html_sidebars = {{"**": ["ablog/postcard.html", "ablog/recentposts.html",
    "ablog/tagcloud.html", "ablog/categories.html", "ablog/authors.html",
    "ablog/archives.html"]}}
"""
#: Extensions of others alone, and those of a whole blog of this project.
STOCK = [
    "permalink_blog.safe_reading",
    "ablog",
    "sphinxcontrib.youtube",
    "sphinx_design",
]
OWN = [
    *(
        "permalink_blog.safe_reading",
        "permalink_blog.frontmatter",
        "sphinxcontrib.youtube",
        "permalink_blog.video",
    ),
    *(
        "permalink_blog.images",
        "permalink_blog.formulas",
        "ablog",
        "permalink_blog.posts",
        "permalink_blog.incremental",
        "permalink_blog.archives",
    ),
    *(
        "permalink_blog.related",
        "permalink_blog.languages",
        "permalink_blog.feeds",
        "permalink_blog.search",
    ),
    *(
        "permalink_blog.metadata",
        "permalink_blog.checks",
        "permalink_blog.links",
        "permalink_blog.urls",
    ),
]


def tag(number: int) -> str:
    return f'"><script>pwn({number})</script>'


def attribute(number: int) -> str:
    return f'x" onmouseover="pwn({number})" y="'


POST = f"""---
title: 'Titled <script>pwn(1)</script> "q'
date: 2020-02-02
tags: ['{tag(2)}', '{attribute(3)}']
category: ['{tag(4)}']
author: ['{tag(5)}', '{attribute(6)}']
location: ['{tag(7)}']
description: '{tag(8)}'
image: 1
github_url: '{tag(10)}'
bitbucket_url: 'javascript:pwn(11)'
gitlab_url: '{attribute(12)}'
external_link: 'javascript:pwn(13)'
canonical_link: '{tag(14)}'
html_theme.sidebar_secondary.remove: '{tag(15)}'
lang: '{attribute(16)}'
---

# Titled \\<script>pwn(1)\\</script> "q

Text.

(a"onclick="pwn(20))=
## A heading {attribute(21)}

{{#b"onclick="pwn(22)}}
## Another

```{{code-block}} x"onclick="pwn(23)
:name: a" onclick="pwn(24)
:caption: <script>pwn(25)</script>
x
```

```{{youtube}} x"onload="pwn(26)
:url_parameters: ?a=1" onload="pwn(27)
```

```{{peertube}} abc
:instance: evil.example/x"><script>pwn(28)</script>
```

![<script>pwn(29)</script>](https://e.example/x.mp4)

```{{postlist}} 5
:format: "<script>pwn(30)</script> {{title}}"
:list-style: square" onclick="pwn(31)
```

```{{option}} --x" onclick="pwn(32)
x
```

{{abbr}}`A (x" onclick="pwn(33))` {{index}}`x" onclick="pwn(34)`

```{{toctree}}
:caption: <script>pwn(35)</script>
T<script>pwn(36)</script> <https://e.example/"onclick="pwn(37)>
```
"""


@pytest.fixture(
    scope="module", params=[(x, "stock") for x in THEMES] + [("alabaster", "own")]
)
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[HostileSite]:
    theme, kind = request.param
    for name in (
        "sphinx_design",
        *([theme] if theme not in {"alabaster", "basic"} else []),
    ):
        pytest.importorskip(name, reason="not all requirements are installed")
    with hostile_site(tmp_path_factory.mktemp(theme)) as made:
        made.lay_out()
        for path in (made.source / "posts").iterdir():
            if path.stem != "good":
                path.unlink()
        extensions = [*(OWN if kind == "own" else STOCK)]
        if theme == "furo":
            extensions.append(
                "permalink_blog.posts"
            )  # ABlog alone does not work with it
        conf = CONF.format(
            ext=str(PROJECT / "_ext"),
            theme=theme,
            extensions=extensions,
        )
        save(made.source / "conf.py", conf)
        made.post("hostile.md", POST)
        made.post("it's onload=pwn(40).md", "# An apostrophe\n")
        made.post(
            "usual.md", "---\ntitle: The <video> & <b>bold</b> element\n---\n\nx\n"
        )
        yield made


@pytest.fixture(scope="module")
def built(site: HostileSite) -> Built:
    made = site.build_well()
    assert "cannot be read" not in made.said
    return made


def test_nothing_runs(site: HostileSite, built: Built) -> None:
    found = []
    for path in sorted(site.output.rglob("*.html")):
        root = lxml_html.document_fromstring(path.read_bytes())
        found += [(path.name, x) for x in _running(root)]
    assert found == []


def test_a_title_is_shown_as_it_was_written(site: HostileSite, built: Built) -> None:
    page = next(site.output.rglob("*hostile*.html"))
    root = lxml_html.document_fromstring(page.read_bytes())
    assert "Titled <script>pwn(1)</script>" in root.xpath("string(//title)")


def test_titles_that_are_markup_of_each_page_take_nothing_away(tmp_path: Path) -> None:
    with hostile_site(tmp_path) as made:
        made.lay_out()
        for number in range(4):
            made.post(f"a{number}.md", "# `Title`\n")
        save(made.source / "it.md", "# `Title`\n")
        made.build()
        before = (made.output / "posts/good.html").read_text("utf-8")
        scripts = re.findall(r"<script[^>]*></script>", before)
        for number, text in enumerate(
            [scripts[0], '<div class="', "<script", "</div>"]
        ):
            made.post(f"a{number}.md", f"# `{text}`\n")
        (made.source / "it.md").rename(made.source / "'.md")
        made.output = tmp_path / "again"
        built = made.build()
        after = (made.output / "posts/good.html").read_text("utf-8")
    assert built.status == 0, built.said
    assert re.findall(r"<script[^>]*></script>", after) == scripts
    assert _tags(after) == _tags(before)


def _tags(page: str) -> list[str]:
    root = lxml_html.document_fromstring(page.encode())
    return [str(x.tag) for x in root.iter() if isinstance(x.tag, str)]


def _running(root: lxml_html.HtmlElement) -> Iterator[str]:
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        is_data = element.get("type") in {"application/json", "application/ld+json"}
        code = re.sub(r"'[^'\n]*'|\"[^\"\n]*\"", "", element.text or "")
        if element.tag == "script" and not is_data and "pwn(" in code:
            yield f"<script>{element.text}"
        for name, value in element.attrib.items():
            is_link = name in {"href", "src", "action", "data"}
            is_event = name.startswith("on") and name.isascii()
            if (is_event and "pwn" in value) or (
                is_link and scheme_of(value) in {"javascript", "vbscript"}
            ):
                yield f"<{element.tag} {name}={value}>"
        if element.tag in {"object", "embed", "base"} or (
            element.tag == "iframe" and "evil" in element.get("src", "")
        ):
            yield f"<{element.tag}>"
