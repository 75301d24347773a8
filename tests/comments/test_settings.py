"""What conf.py may say, and what is said of all else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.comments import settings
from permalink_blog.comments.settings import SettingsError, read_comments, read_counter


@pytest.mark.parametrize("read", [read_comments, read_counter])
@pytest.mark.parametrize("nothing", [{}, None])
def test_nothing_is_asked_for(read: Any, nothing: object) -> None:
    assert read(nothing) is None


def test_usual_comments(comments: dict[str, Any]) -> None:
    found = read_comments(comments)
    assert found is not None
    assert found.repo == "owner/blog"
    assert (found.mapping, found.strict) == ("specific", True)
    assert found.server == "https://giscus.app"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("repo", "https://github.com/owner/blog"),
        ("repo", "blog"),
        ("repo", "owner/blog\n"),
        ("repo", None),
        ("repo_id", ""),
        ("category", " "),
        ("category", "two\nlines"),
        ("mapping", "number"),
        ("mapping", ["specific"]),
        ("strict", 1),
        ("strict", "yes"),
        ("reactions", None),
        ("input_position", "middle"),
        ("theme_dark", "javascript:alert(1)"),
        ("lang", "German"),
        ("lang", "zh_CN"),
        ("server", "http://giscus.example"),
        ("server", "https://giscus.example/client.js"),
        ("server", "https://["),
        ("place", "sidebar"),
    ],
)
def test_a_wrong_value_is_told(comments: dict[str, Any], key: str, value: Any) -> None:
    with pytest.raises(SettingsError) as caught:
        read_comments({**comments, key: value})
    [line] = str(caught.value).split("\n")
    assert line == (
        f'on_demand_comments["{key}"] = {value!r}: '
        f"expected {settings.COMMENTS[key].expected}"
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("service", "matomo"),
        ("url", "mine.goatcounter.com/count"),
        ("url", "https://mine.goatcounter.com"),
        ("url", "https://mine.goatcounter.com/"),
        ("url", "http://mine.goatcounter.com/count"),
        ("url", "https://mine.goatcounter.com/count?p=/"),
        ("url", 3),
        ("domain", "https://example.org"),
    ],
)
def test_a_wrong_counter_is_told(counter: dict[str, str], key: str, value: Any) -> None:
    with pytest.raises(SettingsError) as caught:
        read_counter({**counter, key: value})
    assert str(caught.value).startswith(f'on_demand_counter["{key}"] = {value!r}: ')


def test_all_that_is_wrong_is_told_at_once(comments: dict[str, Any]) -> None:
    del comments["repo_id"]
    with pytest.raises(SettingsError) as caught:
        read_comments({**comments, "categorie": "x", 7: "y", "strict": "no"})
    guess, other, missing, value = str(caught.value).split("\n")
    assert guess.endswith("['categorie']: no such key; did you mean \"category\"?")
    assert other.startswith('on_demand_comments[7]: no such key; expected "repo", ')
    assert missing.startswith('on_demand_comments["repo_id"] is missing: expected the ')
    assert value.endswith("expected True or False")


@pytest.mark.parametrize("value", ["owner/blog", ["repo"], 1, True, (), ""])
def test_what_is_no_mapping(value: object) -> None:
    with pytest.raises(SettingsError, match="expected a mapping, with the keys"):
        read_comments(value)


VALUES = st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text())


@given(
    name=st.sampled_from(["COMMENTS", "COUNTER"]),
    value=VALUES | st.dictionaries(st.text() | st.integers(), VALUES),
    more=st.data(),
)
def test_no_value_is_a_traceback(name: str, value: Any, more: st.DataObject) -> None:
    keys = getattr(settings, name)
    if isinstance(value, dict):
        value |= more.draw(st.dictionaries(st.sampled_from(sorted(keys)), VALUES))
    read = read_comments if name == "COMMENTS" else read_counter
    try:
        found = read(value)
    except SettingsError as error:
        said = str(error)
    else:
        said = f"on_demand_{name.lower()}"
        assert (found is None) == (value in (None, {}))
    assert said.startswith(f"on_demand_{name.lower()}")
