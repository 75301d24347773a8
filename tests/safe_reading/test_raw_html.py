"""Raw HTML in pieces, some of them in quotations and lists of Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nh3
import pytest
from bs4 import BeautifulSoup

from site_tools.hostile_sites import hostile_site

if TYPE_CHECKING:
    from pathlib import Path

POSTS = {
    "quotation": "<ul>\n<li>\n\n> <li>in</li>\n>\n> Text\n\nout\n\n</li>\n</ul>\n",
    "item": "<dl><dd>\n\n- a <b>b\n\n  <dd>in</dd>\n\nout\n\n</dd></dl>\n",
    "open": "<li>\n\n> <li>in\n\nout\n\n</li>\n",
    "table": (
        "<table><tr><td>\n\n> <table><tr><td>in</td></tr></table>\n>\n> Text\n\n"
        "out\n\n</td></tr></table>\n"
    ),
    "closed": "<div>\n\n> in\n>\n> </div>\n\nout\n\n</div>\n",
    "details": "<details>\n\n> in\n\nout\n\n</details>\n",
}
"""In each, "in" is within a quotation or item, and "out" behind it."""


def parsed(html: str) -> BeautifulSoup:
    """Parse HTML as browsers do, which nh3 does as well."""
    kept = {"section", "h2", "blockquote", "table", "tbody", "tr", "td", "details"}
    kept |= {"ul", "li", "dl", "dd", "div", "p", "b"}
    return BeautifulSoup(nh3.clean(html, tags=kept, attributes={}), "html.parser")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BeautifulSoup]:
    folder: Path = tmp_path_factory.mktemp("raw")
    with hostile_site(folder) as site:
        site.lay_out("")
        for name, text in POSTS.items():
            site.post(f"{name}.md", f"# A\n\n{text}\n## Next\n\nLast words\n")
        built = site.build()
        assert built.status == 0, built.said
        folder = site.output / "posts"
        return {x: parsed((folder / f"{x}.html").read_text("utf-8")) for x in POSTS}


@pytest.mark.parametrize("name", POSTS)
def test_no_element_of_the_page_ends_early(
    name: str, pages: dict[str, BeautifulSoup]
) -> None:
    page = pages[name]
    (heading,) = (x for x in page.find_all("h2") if "Next" in x.get_text())
    last = page.find(string="Last words")
    section = heading.find_parent("section")
    assert section is not None
    assert last in section.find_all(string=True)
    assert section.find_parent("section") is not None
    for text in page.find_all(string=lambda text: text and text.strip() == "out"):
        assert text.find_parent("section") is not None


@pytest.mark.parametrize("name", ["quotation", "item", "open", "table", "details"])
def test_what_is_open_goes_on_behind_a_quotation(
    name: str, pages: dict[str, BeautifulSoup]
) -> None:
    outer = {"quotation": "li", "item": "dd", "open": "li", "table": "td"}
    (text,) = pages[name].find_all(string=lambda text: text and text.strip() == "out")
    element = text.find_parent(outer.get(name, "details"))
    assert element is not None
    assert "in" in element.get_text().split()
