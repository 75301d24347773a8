"""The excerpt of a post ends at ``<!--more-->``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from permalink_blog.directives.excerpts import read_separator
from site_tools.written_sites import BLOG, WrittenSite, written_site

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

MYST = ("myst_parser",)
JEKYLL = ("myst_parser", "permalink_blog.safe_reading", "permalink_blog.frontmatter")
STOCK = ("myst_parser", "permalink_blog.directives")  # ABlog's own lists of posts
OURS = [(*MYST, *BLOG), (*JEKYLL, *BLOG), STOCK]

# The text of a post, and what its excerpt shows
MARKDOWN: dict[str, tuple[str, str]] = {
    "block": ("One.\n\nTwo.\n\n<!--more-->\n\nThree.", "One. Two."),
    "spaces": ("One.\n\nTwo.\n\n<!-- more -->\n\nThree.", "One. Two."),
    "case": ("One.\n\nTwo.\n\n<!--MORE-->\n\nThree.", "One. Two."),
    "line": ("One.\n<!--more-->\nThree.", "One."),
    "inline": ("One. <!--more--> Three.", "One."),
    "list": ("One.\n\n- a\n- b\n\n<!--more-->\n\nThree.", "One. a b"),
    "within": ("One.\n\n- a\n- b\n\n  <!--more-->\n\n- c\n\nThree.", "One. a b"),
    "code": (
        "One.\n\n```python\nprint(2)\n```\n\n<!--more-->\n\nThree.",
        "One. print(2)",
    ),
    "heading": ("One.\n\n## Part\n\nTwo.\n\n<!--more-->\n\nThree.", "One. Two."),
    "first": ("<!--more-->\n\nOne.", ""),
    "comment": ("One.\n\nTwo.\n\n% more\n\nThree.", "One. Two."),
    "twice": ("One.\n\n<!--more-->\n\nTwo.\n\n<!--more-->\n\nThree.", "One."),
    "note": ("One.[^1]\n\n[^1]: Small.\n\nTwo.\n\n<!--more-->\n\nThree.", "One.1 Two."),
    "figure": (
        "One.\n\n```{figure} a.png\n:name: fig\n\nCaption.\n```\n\n<!--more-->\n\nTwo.",
        "One.",
    ),
    "shown": ("One: `<!--more-->`.\n\n    <!--more-->\n\nTwo.", "One: <!--more-->."),
    "other": ("One.\n\nTwo.\n\n<!--more text-->\n\nThree.", "One."),
    "none": ("One.\n\nTwo.", "One."),
}
REST: dict[str, tuple[str, str]] = {
    "comment": ("One.\n\nTwo.\n\n.. more\n\nThree.", "One. Two."),
    "text": ("One.\n\nTwo.\n\n<!--more-->\n\nThree.", "One. Two."),
    "raw": ("One.\n\n.. raw:: html\n\n   <!--more-->\n\nTwo.", "One."),
    "inline": ("One. <!--more--> Three.", "One."),
    "literal": ("One ``<!--more-->``.\n\nTwo.", "One <!--more-->."),
}
KEYS: dict[str, tuple[str, str]] = {
    "number": ("excerpt: 1", "One."),
    "text": ("excerpt: Zero.", "Zero."),
    "separator": ("excerpt_separator: <!-- end -->", "One. Two. Three."),
    "words": ("excerpt_separator: Three", "One. Two."),
    "blank": ('excerpt_separator: "\\n\\n"', "One."),
}
_TEXT = "One.\n\nTwo.\n\n<!--more-->\n\nThree.\n\n<!--end-->\n\nFour."


def files() -> dict[str, str]:
    """Return posts in Markdown and reStructuredText."""
    head = "blogpost: true\ndate: 2020-01-01\n"
    found = {
        f"{name}-md.md": f"---\n{head}---\n\n# T\n\n{text}\n"
        for name, (text, _) in MARKDOWN.items()
    }
    for name, (text, _) in REST.items():
        found[f"{name}-rst.rst"] = (
            f":blogpost: true\n:date: 2020-01-01\n\nT\n=\n\n{text}\n"
        )
    for name, (key, _) in KEYS.items():
        found[f"{name}-key.md"] = f"---\n{head}{key}\n---\n\n# T\n\n{_TEXT}\n"
    return found


EXPECTED = {
    f"{name}-{kind}": excerpt
    for kind, cases in (("md", MARKDOWN), ("rst", REST), ("key", KEYS))
    for name, (_, excerpt) in cases.items()
}


def without_spaces(text: str) -> str:
    """Return text in which markup makes no difference."""
    return "".join(text.split())


def excerpts(site: WrittenSite) -> dict[str, str]:
    """Return the text of each excerpt in the list of all posts, without spaces."""
    found = {}
    for box in site.page("blog.html").select("div.section.ablog-post"):
        link = box.select_one(".ablog-post-title a")
        assert link
        name = str(link["href"]).removesuffix(".html")
        for other in box.select(
            ".ablog-post-title, .ablog-archive, .ablog-post-expand"
        ):
            other.decompose()
        found[name] = without_spaces(box.text)
    return found


def png(site: WrittenSite) -> None:
    (site.folder / "a.png").write_bytes(
        bytes.fromhex(
            "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
            "0000000d49444154789c6360f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
        )
    )


@pytest.mark.parametrize("extensions", OURS, ids=["plain", "jekyll", "stock"])
def test_excerpts(
    build_root: BuildRoot, tmp_path: Path, extensions: tuple[str, ...]
) -> None:
    conf = "blog_page_size = 100\n"
    site = written_site(build_root, tmp_path, files(), conf=conf, extensions=extensions)
    png(site)
    warnings = site.warnings()
    if "permalink_blog.frontmatter" not in extensions:
        [warning] = warnings  # for ABlog, an excerpt is a number
        assert "excerpt: 'Zero.' is not a whole number" in warning
    else:
        assert warnings == []
    shown = excerpts(site)
    expected = {name: without_spaces(text) for name, text in EXPECTED.items()}
    if "permalink_blog.frontmatter" not in extensions:
        expected["text-key"] = "One."
    if extensions == STOCK:
        expected["note-md"] = "One.[1]Two."  # ABlog shows a footnote so
    assert shown == expected


def test_summaries_and_feeds(build_root: BuildRoot, tmp_path: Path) -> None:
    """Descriptions and feeds show the same; the page shows everything, and no mark."""
    extensions = (*JEKYLL, *BLOG, "permalink_blog.metadata")
    conf = "blog_feed_fulltext = False\n"
    site = written_site(build_root, tmp_path, files(), conf=conf, extensions=extensions)
    png(site)
    site.build()
    page = site.page("heading-md.html")
    [description] = page.select("meta[name=description]")
    assert description["content"] == "One. Two."
    assert "Three." in page.text
    page = site.page("text-rst.html")
    assert "more" not in without_spaces(page.select_one("[role=main]").text)
    assert site.differences() == []


def test_a_post_of_several(build_root: BuildRoot, tmp_path: Path) -> None:
    """Each section that is a post has its own mark; a directive may have a number."""
    sections = [
        f"## Part {n}\n\n```{{post}} 2020-01-0{n}\n{option}```\n\n"
        f"One {n}.\n\nTwo {n}.\n\n<!--more-->\n\nThree.\n"
        for n, option in ((1, ""), (2, ""), (3, ":excerpt: 1\n"))
    ]
    text = "\n".join(["# Many\n", *sections])
    site = written_site(build_root, tmp_path, {"many.md": text})
    site.build()
    shown = site.page("blog.html").select(".ablog-post-excerpt")
    assert [" ".join(box.text.split()) for box in shown] == [
        "One 3.",
        "One 2. Two 2.",
        "One 1. Two 1.",
    ]


def test_a_separator_of_the_site(build_root: BuildRoot, tmp_path: Path) -> None:
    post = "---\nblogpost: true\ndate: 2020-01-01\n---\n\n# T\n\n" + _TEXT
    for separator, expected in (("<!--end-->", "One.Two.Three."), ("", "One.")):
        site = written_site(build_root, tmp_path, {"a.md": post})
        site.build(blog_excerpt_separator=separator)
        assert excerpts(site) == {"a": expected}


@pytest.mark.parametrize(
    ("text", "found", "rest"),
    [
        ("<!--more-->", "<!-- MORE -->", "<!--more text-->"),
        ("<!-- read  on -->", "<!--read  on-->", "<!--on-->"),
        ("READ (ON)", "READ (ON)", "read (on)"),
    ],
)
def test_separators(text: str, found: str, rest: str) -> None:
    separator = read_separator(text)
    assert separator
    assert separator.pattern.search(found)
    assert not separator.pattern.search(rest)


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_no_separator(text: str) -> None:
    assert not read_separator(text)
