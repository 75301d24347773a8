"""Old ids of a page that keep working: ``anchors`` in front matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import BuildRoot

ROOT = "permalinks-anchors"


def test_second_anchors(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    assert app.warning.getvalue() == ""
    html = (app.outdir / "kinds/index.html").read_text("utf-8")
    assert re.search(
        r'<section id="installing">\s*<span id="old-heading"></span>'
        r'<span id="older"></span><h2>Installing<a class="headerlink" '
        r'href="#installing"',
        html,
    )
    for old, new in (
        *(("old-note", "a-note"), ("old-equation", "equation-euler")),
        *(("old-term", "term-Term"), ("old-object", "foo.bar")),
    ):
        assert re.search(rf'id="{re.escape(new)}"[^<]*<span id="{old}">', html), old
    assert '<span class="target" id="old-html"></span><a id="in-html">' in html
    assert html.count('id="old-') == 6
    about = (app.outdir / "about.html").read_text("utf-8")
    assert '<span id="history"></span><h2>Past' in about


PAGE = """\
---
{}
---

# Page

## Installing

## Use

<a id="in-html"></a>
"""
MISTAKES = [
    ("setup", "'setup': expected old ids with new ones, such as {setup: installing}"),
    ("{use: installing}", "something in this page has the id 'use' already"),
    ("{in-html: use}", "something in this page has the id 'in-html' already"),
    ("{a: b, b: a}", "is a loop: a → b → a; let it end at a heading"),
    ("{a: instaling}", "has the id 'instaling'; write 'installing'"),
    ("{a: }", "nothing in this page has the id ''; write an id that it has"),
    ("{a b: use}", "an id has no spaces and is not empty; correct it"),
]


def test_mistakes(build_root: BuildRoot) -> None:
    folder = build_root.copy(ROOT)
    for number, (value, _) in enumerate(MISTAKES):
        front_matter = f"permalink: /m{number}/\nanchors: {value}"
        (folder / f"m{number}.md").write_text(PAGE.format(front_matter), "utf-8")
    said = build_root(ROOT).warning.getvalue()
    for number, (_, reason) in enumerate(MISTAKES):
        lines = [x for x in said.splitlines() if f"m{number}.md" in x]
        assert f"m{number}.md:3: WARNING: anchors: " in lines[0]
        assert reason in lines[0]
        assert "is ignored. [permalinks.anchor]" in lines[0]
