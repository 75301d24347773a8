"""One mistake in front matter is one message, and what was meant is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from myst_parser.config.main import read_topmatter

from permalink_blog.core.front_matter_source import prepare_front_matter
from site_tools.edits import save
from site_tools.small_blogs import warned

if TYPE_CHECKING:
    from pathlib import Path

    from tests.frontmatter.conftest import BuildBlog

DATE = "date: 2020-01-01\n"

# What is written for the title, what is meant, and what the message says besides
VALUES = {
    "Summer: the sequel": ("Summer: the sequel", 'before ": " for a key'),
    "Summer:": ("Summer:", 'before ": " for a key'),
    "a: b: c": ("a: b: c", "for a key"),
    "@home": ("@home", 'reserves "@"'),
    "`code` here": ("`code` here", 'reserves "`"'),
    "%x": ("%x", 'reserves "%"'),
    "*Star* and moon": ("*Star* and moon", "a reference"),
    "*star": ("*star", "a reference"),
    "!important thing": ("!important thing", "a type"),
    "[Draft] Hello": ("[Draft] Hello", "a list or mapping"),
    "{curly} braces": ("{curly} braces", "a list or mapping"),
    '"He said" so': ('"He said" so', "second quotation mark"),
    "'It's'": ("It's", "second quotation mark"),
    '"open': ("open", "second quotation mark"),
    "- dash": ("- dash", "cannot read it"),
    "| bar": ("| bar", "several lines"),
    "> more": ("> more", "several lines"),
    '"C:\\d"': ("C:\\d", "for an escape"),
}


@pytest.mark.parametrize("written", VALUES)
@pytest.mark.parametrize("key", ["title", "description"])
def test_values_without_quotes(key: str, written: str) -> None:
    meant, why = VALUES[written]
    text = f"---\n{DATE}{key}: {written}\npermalink: x\n---\n\nText.\n"
    repaired, (problem,) = prepare_front_matter(text)
    read = read_topmatter(repaired)
    assert read is not None
    assert (read[key], read["permalink"]) == (meant, "x")
    assert repaired.splitlines()[-1] == "Text."
    assert repaired.count("\n") == text.count("\n")
    assert problem.line == 3
    assert not problem.is_ignored
    assert problem.message.startswith(f"{key}: ")
    assert why in problem.message
    _, _, advice = problem.message.partition("Quote the value: ")
    assert yaml.safe_load(advice) == {key: meant}  # and it works


NESTED = {
    "tags:\n- a\n- @b": {"tags": ["a", "@b"]},
    "tags:\n  - [a] b": {"tags": ["[a] b"]},
    "image:\n  path: a: b": {"image": {"path": "a: b"}},
    "authors:\n  - name: X: Y\n    url: z": {"authors": [{"name": "X: Y", "url": "z"}]},
    "my key: a: b": {"my key": "a: b"},
}


@pytest.mark.parametrize("written", NESTED)
def test_values_of_lists_and_mappings(written: str) -> None:
    repaired, (problem,) = prepare_front_matter(f"---\n{written}\n---\nText.\n")
    assert read_topmatter(repaired) == NESTED[written]
    assert "Quote the value: " in problem.message
    assert not problem.is_ignored


# Values of several lines; the line of the message, and what it says besides
TEXTS = {
    "title: Hello\n  world: again": ("Hello world: again", 2, 'before ": " for a key'),
    "title: One two\n  a note: it is\n  so": ("One two a note: it is so", 2, "a key"),
    "title: Hello: there\n  and more": ("Hello: there and more", 2, "Quote the value"),
    "title: One\n\n  two: three": ("One two: three", 2, "Quote the value"),
    "title: One  # no\n  two: three  # no": ("One two: three", 2, "for a key"),
    "title: >\n    One\n  two": ("One two", 4, "indented less than the first"),
    "title: |-\n    One\n  two: x": ("One two: x", 4, "indented less than the first"),
    "title: >\n\n      One\n   two\n  three": ("One two three", 5, "Indent all lines"),
}


@pytest.mark.parametrize("written", TEXTS)
def test_values_of_several_lines(written: str) -> None:
    meant, line, why = TEXTS[written]
    text = f"---\n{written}\ntags: x\n---\n\nText.\n"
    repaired, (problem,) = prepare_front_matter(text)
    read = read_topmatter(repaired)
    assert read is not None
    assert (" ".join(read["title"].split()), read["tags"]) == (meant, "x")
    assert repaired.splitlines()[-1] == "Text."
    assert repaired.count("\n") == text.count("\n")
    assert problem.line == line
    assert not problem.is_ignored
    assert problem.message.startswith("title: ")
    assert why in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: >\n  One\n  two\ntags: [a\n---\n",
        "---\ntitle: >\n  One\n\t\ttwo: x\n---\n",
        "---\ntitle: >\n---\n",
        "---\ntitle: One\n  two: x\n  three: [\n---\n",
    ],
)
def test_other_mistakes_near_texts(text: str) -> None:
    _, problems = prepare_front_matter(text)
    assert len(problems) <= 1


def test_deeper_lines_of_a_text_stay_deeper() -> None:
    text = "---\ntitle: A\nexcerpt: |\n    One\n      two\n  three\n---\n"
    repaired, (problem,) = prepare_front_matter(text)
    assert (read_topmatter(repaired) or {})["excerpt"] == "One\n  two\nthree\n"
    assert problem.line == 6


def test_texts_below_other_keys() -> None:
    text = "---\nauthor:\n  bio: |\n      One\n    two: x\n  name: N\ntags: x\n---\n"
    repaired, (problem,) = prepare_front_matter(text)
    author = {"bio": "One\ntwo: x\n", "name": "N"}
    assert read_topmatter(repaired) == {"author": author, "tags": "x"}
    assert problem.line == 5


@pytest.mark.parametrize("key", ["date", "permalink", "tags"])
def test_an_indented_key_is_no_text(key: str) -> None:
    repaired, (problem,) = prepare_front_matter(f"---\ntitle: A b\n  {key}: x\n---\n")
    assert read_topmatter(repaired) == {"title": "A b", key: "x"}
    assert f'"{key}:" is indented' in problem.message


# Where a space is that YAML takes for a letter; the line of the message
SPACES = {
    "---\ntitle: A\n@date: 2020-01-01\n---\nText.\n": 3,
    "---\n@title: A\ndate: 2020-01-01\n---\nText.\n": 2,
    "---\ntitle@: A\ndate: 2020-01-01\n---\nText.\n": 2,
    "---\ntitle:@A\ndate: 2020-01-01\n---\nText.\n": 2,
    "---\ntitle: A\n@ @date@ :@2020-01-01\n---\nText.\n": 3,
    "@---\ntitle: A\ndate: 2020-01-01\n---\nText.\n": 1,
    "\n @@---@\ntitle: A\ndate: 2020-01-01\n---@\nText.\n": 1,
    "---@\ntitle: A\ndate: 2020-01-01\n---@\nText.\n": 1,
    "---\ntitle: A\ndate: 2020-01-01\n---@\nText.\n": 4,
}
CODES = {
    "\u00a0": "U+00A0 (no-break space)",
    "\u200b": "U+200B (zero width space)",
    "\u3000": "U+3000 (ideographic space)",
    "\ufeff": "U+FEFF (byte order mark)",
}


@pytest.mark.parametrize("character", CODES)
@pytest.mark.parametrize("written", SPACES)
def test_spaces_that_are_none_to_yaml(written: str, character: str) -> None:
    text = written.replace("@", character)
    repaired, (problem,) = prepare_front_matter(text)
    read = read_topmatter(repaired)
    assert read is not None
    assert (read["title"], str(read["date"])) == ("A", "2020-01-01")
    assert repaired.count("\n") == text.count("\n")
    assert problem.line == SPACES[written]
    assert not problem.is_ignored
    assert CODES[character] in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\u00a0B\u200b\ntags:\n  - x\u00a0y\n---\nText\u00a0: x.\n",
        "---\ntitle: |\n  \u00a0A\n\u00a0\n---\nText.\n".replace("\n\u00a0\n", "\n"),
        "\u00a0\n---\n\nA line above, and one below.\n\n---\n",
        "\u00a0Text\n\n---\na: b\n---\n",
    ],
)
def test_spaces_in_texts_stay(text: str) -> None:
    assert prepare_front_matter(text) == (text, ())


def test_no_value_hides_the_mistakes_below_it() -> None:
    text = "---\na: !t z\nb: !!binary a\nc: !!int x\nd: !!binary a\n---\nText.\n"
    repaired, problems = prepare_front_matter(text)
    assert [problem.line for problem in problems] == [4]
    assert problems[0].is_ignored
    assert repaired.strip() == "Text."
    date = "---\na: 2018-02-30\nb: [*c, &c d]\n---\nText.\n"
    _, (problem,) = prepare_front_matter(date)
    assert problem.line == 3
    unhashable = "---\na: 2018-02-30\n? [b]\n: c\n---\nText.\n"
    _, (problem,) = prepare_front_matter(unhashable)
    assert problem.line == 3


def test_a_long_value_is_cut_in_the_message() -> None:
    text = f"---\ntitle: {'word ' * 50}: the end\n---\n"
    repaired, (problem,) = prepare_front_matter(text)
    assert str((read_topmatter(repaired) or {})["title"]).endswith(": the end")
    assert len(problem.message) < 250


def test_each_of_several_mistakes_has_a_message() -> None:
    text = "---\ntitle: a: b\ndescription: @c\nexcerpt:d\ntags:\n\t- e\n---\n"
    repaired, problems = prepare_front_matter(text)
    assert [problem.line for problem in problems] == [2, 3, 4, 6]
    assert read_topmatter(repaired) == {
        "title": "a: b",
        "description": "@c",
        "excerpt": "d",
        "tags": ["e"],
    }


# Where front matter is, what is read of it, and the line and words of the message
BOUNDS = {
    "---\ntitle: A\ntags: [b]\n\nText.\n": (3, "the line that ends it is missing"),
    "---\ntitle: A\ntags: [b]\n\nText.\n\n---\n\nMore: text\n": (
        3,
        "the line that ends it is missing",
    ),
    "---\ntitle: A\ntags:\n- b\nText.\n\nMore\n\n---\n\nIt: is.\n": (
        4,
        "the line that ends it is missing",
    ),
    "---\ntitle: A\ntags: [b]": (3, "the line that ends it is missing"),
    "---\ntitle: A\ntags: [b]\n—\nText.\n": (4, 'ends with "—"'),
    "---\ntitle: A\ntags: [b]\n--\nText.\n": (4, 'ends with "--"'),
    "---\ntitle: A\ntags: [b]\n\u2013\u2013\nText.\n": (4, 'ends with "\u2013\u2013"'),
    "---\ntitle: A\ntags: [b]\n-----\nText.\n": None,
    "\n---\ntitle: A\ntags: [b]\n---\nText.\n": (2, "at the very beginning"),
    "\n\n\n---\ntitle: A\ntags: [b]\n---\nText.\n": (4, "at the very beginning"),
    " ---\ntitle: A\ntags: [b]\n---\nText.\n": (1, "at the very beginning"),
    "title: A\ntags: [b]\n---\n\nText.\n": (1, "the line that begins it is missing"),
    "----\ntitle: A\ntags: [b]\n----\nText.\n": (1, 'begins with "----"'),
    "—\ntitle: A\ntags: [b]\n—\nText.\n": (1, 'begins with "—"'),
    "***\ntitle: A\ntags: [b]\n***\nText.\n": (1, 'begins with "***"'),
    "---\ntitle:\tA\ntags:\t[b]\n---\nText.\n": None,  # Jekyll reads it
    "---\ntitle: A\ntags:\n\t- b\n---\nText.\n": (4, "begins with a tab"),
    "---\ntitle: A\n tags: [b]\n---\nText.\n": (3, '"tags:" is indented'),
    "---\ntitle:A\ntags: [b]\n---\nText.\n": (2, 'missing after "title:"'),
    "---\ntitle: A\x07\ntags: [b]\n---\nText.\n": (2, "U+0007"),
    "---\ntitle: B\ntags: [b]\ntitle: A\n---\nText.\n": (4, "first on line 2"),
}


@pytest.mark.parametrize("text", BOUNDS)
def test_where_front_matter_is(text: str) -> None:
    repaired, problems = prepare_front_matter(text)
    assert read_topmatter(repaired) == {"title": "A", "tags": ["b"]}
    place = BOUNDS[text]
    assert [(x.line, x.is_ignored) for x in problems] == (
        [(place[0], False)] if place else []
    )
    assert not place or place[1] in problems[0].message
    body = text[text.find("Text.") :] if "Text." in text else ""
    assert repaired.endswith(body)
    if "- b\nText." not in text and body:  # there is room for the end
        assert repaired.count("\n") == text.count("\n")


UNREADABLE = {
    "---\ntags: [a, @b]\n---\n\nText.\n": (2, "quote the value that begins"),
    "---\ntitle: A\ntags: [a, b\n---\n\nText.\n": (4, "close the list"),
    "---\ntitle: A\nx: {a: b\ny: c\n---\n\nText.\n": (4, "close the mapping"),
    "---\n- title: A\n- b\n---\n\nText.\n": (2, "expected keys with values"),
    "---\nJust text\n---\n\nText.\n": (2, "expected keys with values"),
    "---\na: !!set [x]\n---\n\nText.\n": (2, "correct this line"),
    "---\na: !ruby/object:Foo {x: y}\n---\n\nText.\n": (2, "!ruby/object:Foo"),
    "---\ntitle: A\njust text\n---\n\nText.\n": (4, 'write "key: value"'),
    "---\ntitle: &a [*a]\n---\n\nText.\n": (2, "an alias within its own value"),
}


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_nobody_can_read_is_left_out(text: str) -> None:
    line, words = UNREADABLE[text]
    repaired, (problem,) = prepare_front_matter(text)
    assert problem.line == line
    assert words in problem.message
    assert problem.is_ignored
    assert repaired == "\n" * (text.count("\n") - 1) + "Text.\n"


def test_toml() -> None:
    text = '+++\ntitle = "A"\n+++\n\nText.\n'
    repaired, (problem,) = prepare_front_matter(text)
    assert repaired == text
    assert problem.is_ignored
    assert "TOML" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff---\ntitle: A\n---\nText.\n",
        "---\r\ntitle: A\r\n---\r\nText.\r\n",
        "---\rtitle: A\r---\rText.\r",
    ],
)
def test_files_of_other_systems(
    build_blog: BuildBlog, tmp_path: Path, text: str
) -> None:
    build_blog({})
    save(tmp_path / "frontmatter-blog/posts/a.md", text.encode())
    built = build_blog({}, "html")
    assert "posts/a.md" not in warned(built.app)
    assert "<title>A" in built.page("posts/a")


def _long_ones() -> list[str]:
    texts = [f"---\n{written}\n{DATE}---\n\nText.\n" for written in TEXTS]
    return [*texts, *(text.replace("@", "\u00a0") for text in SPACES)]


def test_one_mistake_is_one_message(build_blog: BuildBlog) -> None:
    """Nobody else reports it: not MyST, docutils, ABlog or permalink_blog.checks."""
    values = [f"---\ntitle: {x}\n{DATE}---\n\nText.\n" for x in VALUES]
    texts = [
        *values,
        *_long_ones(),
        *(x for x, place in BOUNDS.items() if place),
        *UNREADABLE,
    ]
    texts += ['+++\ntitle = "A"\n+++\n\nText.\n', "---\ntitle: a\0b\n---\n\nText.\n"]
    built = build_blog(
        {f"posts/post-{number}.md": text for number, text in enumerate(texts)},
        "html",
        extensions=[
            *(
                "myst_parser",
                "permalink_blog.safe_reading",
                "permalink_blog.frontmatter",
                "ablog",
            ),
            "permalink_blog.checks",
        ],
        suppress_warnings=["toc.not_included"],
    )
    lines = warned(built.app).splitlines()
    for number, text in enumerate(texts):
        found = [line for line in lines if f"/post-{number}.md:" in line]
        assert len(found) == 1, (text, found)
    published = built.app.env.ablog_posts
    for number in range(len(values)):
        (post,) = published[f"posts/post-{number}"]
        assert post["date"] is not None
