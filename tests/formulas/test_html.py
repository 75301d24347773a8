"""Pages with formulas, through real builds."""

# ruff: noqa: RUF001 - letters of mathematics are meant

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from lxml import etree
from sphinx.util.console import strip_escape_sequences

from conftest import snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

    CopyRoot = Callable[[str], Path]

ROOT = "mathml-formulas"
MATHML = "{http://www.w3.org/1998/Math/MathML}"


def soup(app: SphinxTestApp, page: str = "index") -> BeautifulSoup:
    return BeautifulSoup((app.outdir / f"{page}.html").read_text(), "html.parser")


def warnings(app: SphinxTestApp) -> list[str]:
    return strip_escape_sequences(app.warning.getvalue()).splitlines()


def anchors(page: BeautifulSoup) -> list[tuple[Any, ...]]:
    """All that numbers and links of equations are made of."""
    return [
        (*sorted(box["class"]), box.get("id"), *(str(x) for x in box.select(".eqno")))
        for box in page.select("div.math")
    ] + [(str(link),) for link in page.select("a[href*='#equation-']")]


@pytest.mark.parametrize("page", ["index", "directives"])
@pytest.mark.parametrize("numfig", [False, True])
def test_numbers_and_links_are_those_of_mathjax(
    build_root: BuildRoot, page: str, numfig: bool
) -> None:
    options = {"numfig": numfig, "math_numfig": numfig}
    app = build_root(ROOT, **options)
    assert app.warning.getvalue() == ""
    ours = anchors(soup(app, page))
    assert any("equation-" in str(each) for each in ours)
    theirs = build_root(ROOT, html_math_renderer="mathjax", **options)
    assert anchors(soup(theirs, page)) == ours


def test_a_page_needs_no_script(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    for page in ("index", "directives"):
        text = (app.outdir / f"{page}.html").read_text()
        assert "tex-mml" not in text
        assert "jsdelivr" not in text
        assert r"\(" not in text
        assert "mathml-formulas.css" in text
    assert (app.outdir / "_static" / "mathml-formulas.css").is_file()


def test_mathjax_can_be_chosen(build_root: BuildRoot) -> None:
    app = build_root(ROOT, html_math_renderer="mathjax")
    text = (app.outdir / "index.html").read_text()
    assert "tex-mml" in text
    assert "<math" not in text
    assert "mathml-formulas.css" not in text


def test_all_ways_to_write_a_formula(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    written = [math["alttext"] for math in soup(app).select("math")]
    assert written == [
        r"\frac{a}{b} < 1",
        "x^2",
        r"\sigma = \sqrt{\frac{p\,(1-p)}{n}}",
        "\\begin{aligned}a &= b \\\\\n  &= c\\end{aligned}",
        written[4],
        r"\norm{x} \in \RR",
    ]
    assert written[4].startswith(r"\begin{align*}")
    assert [len(m.select("mtr")) for m in soup(app).select("div > math")] == [0, 2, 4]
    page = soup(app, "directives")
    assert [len(m.select("mtr")) for m in page.select("div > math")] == [2, 0, 2]
    assert page.select_one("div.half > .formula > math[display=block] > mfrac")
    assert page.select_one("p > span.math > math:not([display]) > msup")


BAD = r"""---
orphan: true
---

# Bad

First.

A *line* with $\foo{<b>}$ in it.

$$
\frac{a}{ \\
b
$$ (bad)

## A title $\bar$

{eq}`bad`, $\foo{<b>}$
"""


def test_a_bad_formula_is_shown_as_code(
    build_root: BuildRoot, copy_root: CopyRoot
) -> None:
    (copy_root(ROOT) / "bad.md").write_text(BAD)
    app = build_root(ROOT)
    said = warnings(app)
    lines = [re.match(r".*bad\.md:(\d+): WARNING: ", each) for each in said]
    assert [int(found[1]) for found in lines if found] == [9, 11, 16, 18]
    assert r'shown: Unknown command "\foo". The formula: \foo{<b>}. Write' in said[0]
    assert all(each.endswith("[mathml_formulas.latex]") for each in said)
    assert all("mathml_formulas_macros" in each for each in said)
    page = soup(app, "bad")
    assert page.select_one("p > span.math > code").text == r"\foo{<b>}"
    box = page.select_one("div.math#equation-bad")
    assert box.select_one(".eqno").text.startswith("(1)")
    assert box.select_one("pre").text == "\\frac{a}{ \\\\\nb"
    assert page.select_one("p > a[href='#equation-bad']").text == "(1)"


def test_warnings_can_be_suppressed(build_root: BuildRoot, copy_root: CopyRoot) -> None:
    (copy_root(ROOT) / "bad.md").write_text(BAD)
    app = build_root(ROOT, suppress_warnings=["mathml_formulas"])
    assert app.warning.getvalue() == ""


@pytest.mark.parametrize("value", [3, None, [], r"\nonsense", ["#"]])
def test_a_bad_macro_is_left_out(build_root: BuildRoot, value: object) -> None:
    macros = {"RR": [r"\mathbb{R}"], r"\norm": [r"\lVert #1 \rVert", 1], "bad": value}
    app = build_root(ROOT, mathml_formulas_macros=macros)
    (said,) = warnings(app)
    assert "mathml_formulas_macros['bad'] in conf.py cannot be used" in said
    assert said.endswith("[mathml_formulas.macro]")
    assert "ℝ" in soup(app).select("math")[-1].text


def test_many_processes_write_the_same(build_root: BuildRoot) -> None:
    one = snapshot(build_root(ROOT).outdir)
    again = build_root(ROOT, force_all=True, parallel=2)
    assert again.warning.getvalue() == ""
    many = snapshot(again.outdir)
    pages = [name for name in one if name.endswith((".html", ".css"))]
    assert {name: many[name] for name in pages} == {name: one[name] for name in pages}


def test_another_macro_is_seen_by_an_incremental_build(build_root: BuildRoot) -> None:
    build_root(ROOT)
    macros = {"RR": r"\mathbf{R}", "norm": "#1"}
    app = build_root(ROOT, mathml_formulas_macros=macros)
    assert "𝐑" in soup(app).select("math")[-1].text


def test_a_book_is_xml(build_root: BuildRoot) -> None:
    app = build_root(ROOT, "epub")
    for name, formulas in [("index", 6), ("directives", 4)]:
        page = etree.parse(app.outdir / f"{name}.xhtml")
        assert len(list(page.iter(f"{MATHML}math"))) == formulas


def test_latex_is_left_alone(build_root: BuildRoot) -> None:
    app = build_root(ROOT, "latex", latex_elements={"preamble": ""})
    (tex,) = app.outdir.glob("*.tex")
    assert r"\frac{a}{b}" in tex.read_text()
    assert app.warning.getvalue() == ""


def test_a_feed_has_the_formulas(
    build_root: BuildRoot, check_feed: Callable[[SphinxTestApp], str]
) -> None:
    content = check_feed(build_root("mathml-formulas-blog"))
    root = etree.HTML(content)
    maths = root.findall(".//math")
    assert [math.get("alttext") for math in maths] == [r"\sin x < 1", r"\frac{a}{b}"]
    assert "".join(maths[0].itertext()) == "sin\u2061x<1"
    assert [child.tag for child in maths[1]] == ["mfrac"]
    assert root.find(".//p").xpath("string()").startswith("If sin")


def test_an_excerpt_shows_formulas_and_warns_of_nothing(
    build_root: BuildRoot, copy_root: CopyRoot
) -> None:
    source = copy_root("mathml-formulas-blog") / "posts" / "waves.md"
    source.write_text(source.read_text().replace("Text", r"Text $\foo$"))
    app = build_root("mathml-formulas-blog")
    assert len([each for each in warnings(app) if "mathml_formulas" in each]) == 1
    archive = soup(app, "blog")
    assert archive.select_one("math")["alttext"] == r"\sin x < 1"
    assert archive.select_one("code").text == r"\foo"
