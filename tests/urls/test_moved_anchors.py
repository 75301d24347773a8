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


def test_headings_with_stable_ids(build_root: BuildRoot) -> None:
    folder = build_root.copy(ROOT)
    text = "# Page\n\n## Setup\n\nA.{}\n\n## Setup\n\n## 夏\n\n[^a]: b\n[^c]: d\n"
    rst = "Page\n====\n\nUse\n---\n\n{}\n\nUse\n---\n\n.. [#] a\n"
    found = []
    for number, notes in enumerate(("[^a]", "[^a][^c]")):
        (folder / "m.md").write_text(text.format(notes), "utf-8")
        (folder / "r.rst").write_text(rst.format("[#]_ " * (1 - number)), "utf-8")
        app = build_root(ROOT)
        html = "".join((app.outdir / f"{x}.html").read_text("utf-8") for x in "mr")
        found.append(re.findall(r'class="headerlink" href="#(.*?)"', html))
    assert (
        found[0]
        == found[1]
        == [
            *("page", "setup", "setup-1", "夏"),
            *("page", "use", "use-1"),
        ]
    )
    assert 'id="id1"' in html  # of an old link


def test_another_page(build_root: BuildRoot) -> None:
    folder = build_root.copy(ROOT)
    app = build_root(ROOT)
    kinds, hidden = app.outdir / "kinds/index.html", folder / "posts/hidden.md"
    link = '<a href="{0}">This part has moved</a>'
    html = kinds.read_text("utf-8")
    assert 'data-moved-to="../posts/hidden.html#linked" id="away"' in html
    assert link.format("../posts/hidden.html#linked") in html
    assert 'src="../_static/permalinks-anchors.js' in html
    for page in ("about.html", "index.html"):
        assert "permalinks-anchors" not in (app.outdir / page).read_text("utf-8")
    # The target moves, and loses the anchor
    text = hidden.read_text("utf-8").replace("---\n", "---\npermalink: /h/\n", 1)
    hidden.write_text(text.replace("## Linked", "## Renamed"), "utf-8")
    edit = folder / "posts/kinds.md"
    text = edit.read_text("utf-8").replace("/posts/hidden.html#linked", "/h/#linked")
    edit.write_text(text, "utf-8")
    said = build_root(ROOT).warning.getvalue()
    assert "posts/kinds.md:4: WARNING: anchors: " in said
    assert "'away: /h/#linked': /h/ has no anchor 'linked'; correct the target" in said
    edit.write_text(text.replace("/h/#linked", "/h/#renamed"), "utf-8")
    assert build_root(ROOT).warning.getvalue() == ""
    assert 'data-moved-to="../h/#renamed"' in kinds.read_text("utf-8")


def test_invalid_targets(build_root: BuildRoot) -> None:
    folder = build_root.copy(ROOT)
    values = "{a: //example.org/, use: /about.html, b: 'javascript://x'}"
    (folder / "m.md").write_text(PAGE.format(f"x: 1\nanchors: {values}"), "utf-8")
    app = build_root(ROOT)
    said = app.warning.getvalue()
    reason = (
        "the target is neither a path of this site nor an http(s) URL; write /path/"
    )
    assert f"anchors: 'a: //example.org/': {reason}" in said
    assert f"anchors: 'b: javascript://x': {reason}" in said
    assert "'use: /about.html': something in this page has the id 'use' already" in said
    assert "data-moved-to" not in (app.outdir / "m.html").read_text("utf-8")
