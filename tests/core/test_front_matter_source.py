from __future__ import annotations

from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from myst_parser.config.main import read_topmatter

from permalink_blog.core.front_matter_source import line_of_key
from permalink_blog.core.front_matter_source import prepare_front_matter as prepare_all
from permalink_blog.core.untrusted.yaml_limits import TOO_DEEP
from permalink_blog.core.yaml_nodes import FRONT_MATTER, YamlProblem


def prepare_front_matter(text: str) -> tuple[str, YamlProblem | None]:
    """Return the first problem of a document."""
    prepared, problems = prepare_all(text)
    return prepared, next(iter(problems), None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# No front matter\n",
        "---\ntitle: x\ndate: 2018-08-01\n---\n\ntext\n",
        "---\nIt was said: never.\n",
        "---\nremember: never.\n",
        "---\n\ntitle: x\n",
        "text\n---\ndate: 2018-02-30\n---\n",
        "\n---\nsaid: here\n---\n",
        "---\ntitle:\tx\n---\n".replace("\t", " "),
        "+++\nno end\n",
        "title: a heading\n---\n\ntext\n",
        "----\ntitle: a heading\n----\n",
        "title: x\ndate: y\n",
    ],
)
def test_good_front_matter_stays(text: str) -> None:
    assert prepare_front_matter(text) == (text, None)


def test_impossible_dates_become_text() -> None:
    text = (
        "---\n"
        "date: 2018-02-30  # typing error\n"
        "other: [2018-13-45 25:61:00, 2018-08-01]\n"
        "again: &d 2019-02-29\n"
        "alias: *d\n"
        "...\n"
        "text 2018-02-30\n"
    )
    repaired, problem = prepare_front_matter(text)
    assert problem is None
    assert repaired.count("\n") == text.count("\n")
    assert repaired.endswith("text 2018-02-30\n")
    assert read_topmatter(repaired) == {
        "date": "2018-02-30",
        "other": ["2018-13-45 25:61:00", date(2018, 8, 1)],
        "again": "2019-02-29",
        "alias": "2019-02-29",
    }


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("title: |\n  a\n  b\nother: 1\n", "a b"),
        ('title: "a\\nb\\r\\n\\u2028 \\"c\\""\n', 'a b "c"'),
        ("title: &t |\n  a\n  b\nother: *t\n", "a b"),
        ("{title: 'a\n\n  b', other: 1}\n", "a b"),
        ("x: &x\n  title: |\n    a\n    b\n<<: [*x, *x]\n", "a b"),
        ("x: &x\n  title: |\n    a\n    b\n<<: *x\n", "a b"),
        ("title: |\n  é\n  \U0001f600\n", "é \U0001f600"),
    ],
)
def test_a_title_of_several_lines_is_put_on_one(written: str, title: str) -> None:
    text = f"---\n{written}---\ntext\n"
    repaired, problem = prepare_front_matter(text)
    assert problem is None
    assert repaired.splitlines()[-1] == "text"
    assert repaired.count("\n") == text.count("\n")
    assert read_topmatter(repaired)["title"] == title


@pytest.mark.parametrize(
    "text",
    [
        "---\ndate: 2018-02-30\ntitle: |\n  a\n  b\n---\n",
        "---\nx: &x {date: 2018-02-30}\ntitle: |\n  a\n  b\n<<: *x\n---\n",
        "---\n<<: {title: a b}\ndate: 2018-02-30\n---\n",
        "---\ndate: 2018-02-30\n<<: {title: a b}\n---\n",
    ],
)
def test_all_that_is_wrong_is_repaired(text: str) -> None:
    repaired, problem = prepare_front_matter(text)
    assert problem is None
    assert repaired.count("\n") == text.count("\n")
    read = read_topmatter(repaired)
    assert read is not None
    assert (read["title"], read["date"]) == ("a b", "2018-02-30")


@pytest.mark.parametrize("block", ["", "\n", "# nothing yet\n"])
def test_empty_front_matter_is_none(block: str) -> None:
    text = f"---\n{block}---\n# Heading\n"
    repaired, problem = prepare_front_matter(text)
    assert problem is None
    assert repaired.strip() == "# Heading"
    assert repaired.splitlines().index("# Heading") == (
        text.splitlines().index("# Heading")
    )


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("!!timestamp 'x'", "'x' is no timestamp"),
        ('!!timestamp "2018-02-30"', "'2018-02-30' is no timestamp"),
        ("2018-02-30\n  10:00:00", "'2018-02-30 10:00:00' is no timestamp"),
        ("!!timestamp x", "'x' is no timestamp"),
        ("!!bool x", "'x' is no bool"),
        ("!!int x", "'x' is no int"),
        ("[a, !!float x]", "'x' is no float"),
    ],
)
def test_a_value_that_is_not_what_it_says(value: str, problem: str) -> None:
    text = f"---\ntitle: a\nkey: {value}\n---\n# Heading\n"
    repaired, told = prepare_front_matter(text)
    assert told is not None
    assert (told.message, told.line) == (problem, 3)
    assert repaired.strip() == "# Heading"
    assert repaired.count("\n") == text.count("\n")


def test_halves_of_characters() -> None:
    """JSON, and what programs write of it, has them; no file can."""
    text = '---\ntitle: "\\ud83d\\uDE00 \\\\ud800"\n---\n# Heading\n'
    repaired, problem = prepare_front_matter(text)
    assert problem is None
    assert read_topmatter(repaired) == {"title": "\U0001f600 \\ud800"}
    plain = "---\ntitle: The \\ud800 bug\nkey: '\\ud83d\\ude00'\n---\n"
    assert prepare_front_matter(plain) == (plain, None)
    text = '---\na: b\ntitle: "\\ud800"\n---\n# Heading\n'
    repaired, problem = prepare_front_matter(text)
    assert problem is not None
    assert (problem.message, problem.line) == (r"'\ud800' is no text", 3)
    assert repaired.strip() == "# Heading"


@pytest.mark.parametrize(
    "number",
    [
        *("1" * 5000, "0x" + "f" * 5000),
        *(":".join(["59"] * 100_000), ":".join(["59"] * 200) + ".5"),
    ],
    ids=["decimal", "hexadecimal", "sexagesimal", "float"],
)
def test_a_number_without_an_end_is_text(number: str) -> None:
    repaired, problem = prepare_front_matter(f"---\nkey: {number}\n---\n")
    assert problem is None
    assert read_topmatter(repaired) == {"key": number}


def test_too_deep_yaml_is_told() -> None:
    _, problem = prepare_front_matter(f"---\na: {'[' * 5000}\n---\n")
    assert problem == YamlProblem(TOO_DEEP, 2, is_too_large=True)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("!!bool maybe", "'maybe' is no bool"),
        ("!!int ''", "'' is no int"),
        ("!!timestamp soon", "'soon' is no timestamp"),
    ],
)
def test_a_value_that_its_tag_does_not_fit_is_told(value: str, message: str) -> None:
    text = f"---\ntitle: x\na: {value}\n---\n\nText.\n"
    assert prepare_front_matter(text) == ("\n" * 5 + "Text.\n", YamlProblem(message, 3))


def test_the_first_of_several_is_told() -> None:
    text = "---\na: !!bool maybe\nb: !!int ''\nc: !!float x\n---\n"
    _, problem = prepare_front_matter(text)
    assert problem == YamlProblem("'maybe' is no bool", 2)


def test_quotes_in_a_value_that_its_tag_does_not_fit() -> None:
    text = '---\nb: !!bool a"b\\c\n---\n'
    _, problem = prepare_front_matter(text)
    assert problem == YamlProblem("'a\"b\\\\c' is no bool", 2)


@given(st.text(alphabet="ab:-[]{}\"'&*!#?|>%@ \t\n2018-0_.xT,"))
def test_any_front_matter(block: str) -> None:
    text = f"---\n{block}\n---\n\nText.\n"
    repaired, problems = prepare_all(text)
    assert repaired.count("\n") == text.count("\n")
    assert repaired.endswith("Text.\n")
    assert len({problem.message for problem in problems}) == len(problems)
    for problem in problems:
        assert 2 <= problem.line <= text.count("\n")
    if any(problem.is_ignored for problem in problems):
        assert len(problems) == 1
        assert repaired.strip() == "Text."
    elif FRONT_MATTER.match(repaired):
        assert isinstance(read_topmatter(repaired), dict)
    assert prepare_all(repaired) == (
        repaired,
        tuple(x for x in problems if "twice" in x.message),
    )


@given(
    st.from_regex(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}:[0-9]{2})?", fullmatch=True
    )
)
def test_any_timestamp_can_be_read(stamp: str) -> None:
    repaired, problem = prepare_front_matter(f"---\ndate: {stamp}\n---\n")
    assert problem is None
    value = yaml.safe_load(repaired.split("---")[1])["date"]
    assert str(value).replace("T", " ") == stamp.replace("T", " ")


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("---\ntitle: x\ndate: y\n---\n", "date", 3),
        ("---\n'date' : y\n---\n", "date", 2),
        (":tags: x\n:date: y\n", "date", 2),
        ("---\nupdate: y\n---\n", "date", None),
    ],
)
def test_line_of_key(text: str, key: str, line: int | None) -> None:
    assert line_of_key(text, key) == line
