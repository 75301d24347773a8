"""Where pages are that have been elsewhere, and what is left in the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.preview.__main__ import main
from permalink_blog.preview.state import (
    STATE,
    State,
    followed,
    read_state,
    remove_state,
    write_state,
)

if TYPE_CHECKING:
    from pathlib import Path

URIS = st.dictionaries(st.sampled_from("abc"), st.sampled_from("xyz"))
KNOWN = st.dictionaries(st.sampled_from("uvwxyz"), st.sampled_from("xyz"))


def test_followed() -> None:
    once = followed({}, {"a": "x", "b": "o"}, {"a": "y", "b": "o"})
    assert once == {"x": "y"}
    assert followed(once, {"a": "y"}, {"a": "z"}) == {"x": "z", "y": "z"}
    assert followed(once, {"a": "y"}, {"a": "x"}) == {"y": "x"}, "it is back"
    assert followed(once, {"a": "y"}, {"b": "y"}) == {"x": "y"}, "another is there"
    assert followed(once, {"a": "y"}, {}) == {}, "it is gone"


@given(KNOWN, URIS, URIS)
def test_nobody_is_led_astray(
    known: dict[str, str], old: dict[str, str], new: dict[str, str]
) -> None:
    found = followed(known, old, new)
    pages = set(new.values())
    assert pages.isdisjoint(found)
    assert pages.issuperset(found.values())


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"moved": 1}', '{"moved": []}'])
def test_no_state(tmp_path: Path, text: str) -> None:
    assert read_state(tmp_path) is None
    (tmp_path / "_preview").mkdir()
    (tmp_path / STATE).write_text(text)
    assert read_state(tmp_path) is None


def test_state_is_left_and_removed(tmp_path: Path) -> None:
    remove_state(tmp_path)
    state = State({"ü": "x"})
    write_state(tmp_path, state)
    assert read_state(tmp_path) == state
    (tmp_path / "_preview/warnings.txt").touch()
    remove_state(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_page_waits_for_the_first_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new" / "out"
    assert main([str(folder)]) == 0
    page = folder / "404.html"
    assert "waits" in page.read_text("utf-8")
    page.write_text("the site's")
    assert main([str(folder)]) == 0
    assert page.read_text() == "the site's"
    assert main([str(page / "x")]) == 1
    assert "cannot be written" in capsys.readouterr().err
