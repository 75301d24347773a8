"""What is wrong with front matter, and what stands in for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.core.yaml_nodes import FRONT_MATTER
from permalink_blog.preview.front_matter import (
    find_problem,
    lines_around,
    with_other_front_matter,
)

GOOD = "title: A\npermalink: b\n"


def below(text: str) -> tuple[int, str]:
    """Give the line that is told, and the text below the front matter."""
    found = find_problem(text)
    assert found is not None, text
    problem, start = found
    return problem.line, text[start:]


@pytest.mark.parametrize(
    "text",
    [
        "# Title\n\nText\n",
        f"---\n{GOOD}---\n\nText\n",
        f"---\n{GOOD}---",
        "---\n---\nText\n",
        "---\n# only a comment\n---\nText\n",
        "---\ndate: 2018-02-30\n---\nText\n",  # the extension frontmatter repairs it
        "---\n\nText below a line across the page\n",
        "---\nText below a line across the page\n",
        "---\nIt was said: no.\n",
        "",
    ],
)
def test_nothing_is_wrong(text: str) -> None:
    assert find_problem(text) is None


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("---\ntitle: A\ntags: [a, b\n---\n", 4),
        ("---\ntitle: A\nand text\n---\n", 4),
        ("---\ntitle: {a: b\n---\n", 3),
        ("---\n- title\n---\n", 2),
        ("---\ntitle\n---\n", 2),
    ],
)
def test_something_is(head: str, line: int) -> None:
    body = (
        "\nText, and then\n\n---\n\nmore.\n" if head.endswith("---\n") else "\nText\n"
    )
    assert below(head + body) == (line, body)


def test_nor_has_it_an_end() -> None:
    assert below("---\ntitle: A\ntags: [a, b\n\nText\n") == (4, "Text\n")


@pytest.mark.parametrize(
    "text",
    [
        f"---\n{GOOD}\nText: this.\n\nAnd so *on*.\n\n---\n\nmore.\n",
        "---\ntitle: A",
        "---\ntitle: A: B\n---\n",
        "---\ntitle: 'A\n---\n",
        "---\ntitle: A\n\tdate: 2018\n---\n",
    ],
)
def test_what_is_meant_needs_no_stand_in(text: str) -> None:
    assert find_problem(text) is None


LINES = st.lists(st.sampled_from(["a: b", "a: [b", "- c", "---", "", "# d", "text"]))


@given(LINES, st.sampled_from(["", GOOD, "x: y\n"]))
def test_any_text_below_stays_on_its_line(lines: list[str], good: str) -> None:
    text = "\n".join(["---", *lines, "", "The text"])
    if (found := find_problem(text)) is None:
        return
    problem, start = found
    new = with_other_front_matter(text, start, good)
    assert find_problem(new) is None or "---" in text[start:]
    assert new.endswith(text[start:])
    assert 1 <= problem.line <= text.count("\n") + 1
    match = FRONT_MATTER.match(new)
    if good:
        assert match
        assert match["yaml"].startswith(good)
        room = text.count("\n", 0, start)
        needed = good.count("\n") + 2
        assert new.count("\n") - text.count("\n") == max(0, needed - room)
    else:
        assert new.count("\n") == text.count("\n")


def test_lines_around() -> None:
    text = "1\n2\n3\n4\n5\n6"
    assert lines_around(text, 1) == ((1, "1"), (2, "2"), (3, "3"))
    assert lines_around(text, 4) == tuple((n, str(n)) for n in range(2, 7))
    assert lines_around(text, 6) == ((4, "4"), (5, "5"), (6, "6"))
