"""docutils' settings are made once, and each document has its own."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import pytest
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser

from permalink_blog.upstream.docutils import KeptSettings

if TYPE_CHECKING:
    from docutils.frontend import Values


class Maker:
    """Makes settings, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, *components: Any, defaults: dict[str, Any]) -> Values:
        self.times += 1
        with warnings.catch_warnings(action="ignore"):
            settings = get_default_settings(*components)
        settings._update_loose(defaults)
        return settings


@pytest.fixture
def maker() -> Maker:
    return Maker()


def test_the_same_is_made_once(maker: Maker) -> None:
    kept = KeptSettings(maker)
    first, second = kept(Parser, defaults={"a": 1}), kept(Parser(), defaults={"a": 1})
    assert maker.times == 1
    told = [{**vars(x), "record_dependencies": None} for x in (first, second)]
    assert told[0] == told[1]
    assert first.a == 1


def test_other_options_are_others(maker: Maker) -> None:
    kept = KeptSettings(maker)
    defaults = {"a": 1}
    assert kept(Parser, defaults=defaults).a == 1
    defaults["a"] = 2  # the same mapping, with another value
    assert kept(Parser, defaults=defaults).a == 2
    assert kept(defaults=defaults).a == 2
    assert maker.times == 3


def test_what_a_document_changes_is_its_own(maker: Maker) -> None:
    kept = KeptSettings(maker)
    first = kept(Parser, defaults={"words": ["a"]})
    first.words.append("b")
    first.more = True
    first.record_dependencies.add("file.txt")
    second = kept(Parser, defaults={"words": ["a"]})
    assert second.words == ["a"]
    assert not hasattr(second, "more")
    assert second.record_dependencies.list == []
