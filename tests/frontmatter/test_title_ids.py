"""An id that the author wrote leads to what it was written for, not to the title."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup, Tag

if TYPE_CHECKING:
    from tests.frontmatter.conftest import BuildBlog, Built

PLAIN = "frontmatter-plain"
SETTINGS = {
    "myst_heading_anchors": 3,
    "myst_enable_extensions": ["attrs_block", "attrs_inline"],
    "suppress_warnings": ["myst.header"],
}
PAGE = "---\ntitle: {}\n---\n\nFirst.\n\n{}\n"


def article(built: Built, pagename: str) -> Tag:
    found = BeautifulSoup(built.page(pagename), "html.parser").select_one("div.body")
    assert found is not None
    return found


def words_at(built: Built, pagename: str, anchor: str) -> str:
    """Return the words that a browser shows first for a fragment."""
    found = article(built, pagename).select_one(f'[id="{anchor}"], a[name="{anchor}"]')
    assert found is not None, f"#{anchor} is nowhere"
    texts = (found, *found.find_all_next())
    return next(text for x in texts if (text := x.get_text(" ", strip=True)))


def all_ids(built: Built, pagename: str) -> list[str]:
    return [str(x["id"]) for x in article(built, pagename).find_all(id=True)]


@pytest.mark.parametrize("to_header", [True, False])
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize(
    ("title", "text", "anchor", "words"),
    [
        ("Summer", "{#summer}\n## Below\n\nText.", "summer", "Below"),
        ("Summer", "(summer)=\n\n## Below\n\nText.", "summer", "Below"),
        ("Summer!", "{#summer}\n## Summer\n\nText.", "summer", "Summer"),
        ("My page", "(my_page)=\n\n## Below", "my-page", "Below"),
        ("Summer", "{#summer}\nBelow.", "summer", "Below."),
        ("Summer", "Text [Below]{#summer}.", "summer", "Below"),
        ("Summer", '<div id="summer"></div>\n\n## Below', "summer", "Below"),
        ("Summer", 'Text <a name="summer">Below</a>.', "summer", "Below"),
        ("Summer", "> {#summer}\n> ## Below", "summer", "Below"),
        ("夏", '<div id="夏"></div>\n\n## Below', "夏", "Below"),
        ("Über uns", "{#über-uns}\n## Below", "uber-uns", "Below"),
    ],
)
def test_an_anchor_of_the_text(
    build_blog: BuildBlog,
    title: str,
    text: str,
    anchor: str,
    words: str,
    builder: str,
    *,
    to_header: bool,
) -> None:
    built = build_blog(
        {"pages/a.md": PAGE.format(title, text)},
        builder,
        root=PLAIN,
        myst_title_to_header=to_header,
        **SETTINGS,
    )
    page = "pages/a/index" if builder == "dirhtml" else "pages/a"
    assert words_at(built, page, anchor).startswith(words)
    ids = all_ids(built, page)
    assert len(ids) == len(set(ids))
    section = article(built, page).section
    assert section is not None
    assert section.get("id")  # where the link beside the title leads
    assert built.warnings == ""


@pytest.mark.parametrize(
    ("title", "text", "ids"),
    [
        ("Summer", "## Below", ["summer", "below"]),
        ("Summer", "## Summer", ["summer", "id1", "summer-1"]),
        ("Summer", "{#other}\n## Summer", ["summer", "other", "summer-1"]),
        ("Summer", "a[^summer]\n\n[^summer]: b", ["summer", "id1", "id2"]),
        ("Summer", "`<a id='summer'></a>`", ["summer"]),
        ("Summer", "<!-- <a id='summer'></a> -->", ["summer"]),
        ("Summer", "<input name='summer'>", ["summer"]),
        ("Summer", "# Summer\n\n<i id='summer'></i>", ["summer", "id1", "summer"]),
        ("夏", "## 夏", ["id1", "夏", "id2", "夏-1"]),
    ],
)
def test_all_other_ids_stay(
    build_blog: BuildBlog, title: str, text: str, ids: list[str]
) -> None:
    built = build_blog(
        {"pages/a.md": PAGE.format(title, text)},
        "html",
        root=PLAIN,
        myst_title_to_header=True,
        **SETTINGS,
    )
    assert all_ids(built, "pages/a") == ids


@pytest.mark.parametrize("to_header", [True, False])
def test_a_target_of_the_title_itself(
    build_blog: BuildBlog, *, to_header: bool
) -> None:
    built = build_blog(
        {"pages/a.md": "---\ntitle: Summer\n---\n\n(summer)=\n\n# Summer\n\nText.\n"},
        "html",
        root=PLAIN,
        myst_title_to_header=to_header,
        **SETTINGS,
    )
    assert words_at(built, "pages/a", "summer").startswith("Summer")
    assert built.warnings == ""


@pytest.mark.parametrize(
    ("title", "text", "anchor"),
    [
        ("Summer", "{#summer}\n## Below", "summer"),
        ("夏", '<div id="夏"></div>\n\n## Below', "夏"),
        ("夏", "{#夏}\n## Below", "夏"),
        ("Über uns", "{#über-uns}\n## Below", "uber-uns"),
    ],
)
def test_links_lead_there(
    build_blog: BuildBlog, title: str, text: str, anchor: str
) -> None:
    links = f"[One](#{anchor})\n\n{text}"
    built = build_blog(
        {
            "pages/a.md": PAGE.format(title, links),
            "pages/b.md": f"# B\n\n[Two](a.md#{anchor})\n",
        },
        "html",
        root=PLAIN,
        myst_title_to_header=True,
        **SETTINGS,
    )
    targets = [
        str(link["href"])
        for page in ("pages/a", "pages/b")
        for link in article(built, page).select("a")
        if link.get_text() in {"One", "Two"}
    ]
    assert [target.partition("#")[0] for target in targets] == ["", "a.html"]
    for found in (anchor, *(target.partition("#")[2] for target in targets)):
        assert words_at(built, "pages/a", found).startswith("Below")
    assert built.warnings == ""
