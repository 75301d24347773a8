"""A site of Jekyll's that texts are converted for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from permalink_import.jekyll.markdown.context import ConversionContext
from permalink_import.jekyll.markdown.conversion import convert
from site_tools.markup import SITE

if TYPE_CHECKING:
    from permalink_import.model import Conversion


class Convert(Protocol):
    def __call__(self, text: str, **other: object) -> Conversion: ...


@pytest.fixture(scope="session")
def to_myst() -> Convert:
    """Convert a text of a post; keywords are those of its ``Context``."""

    def run(text: str, **other: object) -> Conversion:
        context = ConversionContext(**{**SITE, **other})  # type: ignore[arg-type]
        return convert(text, context=context, source="_posts/a.md", first_line=1)

    return run
