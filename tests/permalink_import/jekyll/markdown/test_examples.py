"""Each construct becomes what the table of examples says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from permalink_import.jekyll.markdown.constructs import CONSTRUCTS
from site_tools.markup import EXAMPLES, Example

if TYPE_CHECKING:
    from tests.permalink_import.jekyll.markdown.conftest import Convert

each = pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.jekyll[:30])


@each
def test_it_becomes(example: Example, to_myst: Convert) -> None:
    conversion = to_myst(example.jekyll)
    assert conversion.text == example.myst
    assert not conversion.findings
    if example.construct:
        assert conversion.converted[example.construct]


def test_each_construct_has_an_example() -> None:
    assert {example.construct for example in EXAMPLES} - {""} == {
        construct.name for construct in CONSTRUCTS
    }


def test_only_constructs_of_the_table_are_counted(to_myst: Convert) -> None:
    counted = {name for e in EXAMPLES for name in to_myst(e.jekyll).converted}
    assert counted == {construct.name for construct in CONSTRUCTS}
