"""All that readers see is translated, and what is compiled is what was written."""

from __future__ import annotations

import re
from gettext import GNUTranslations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sphinx
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from permalink_blog.languages import LOCALE

if TYPE_CHECKING:
    from babel.messages import Catalog

LANGUAGES = ["de", "ja"]
SOURCES = [("**.py", "python"), ("**.html", "jinja2")]
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]")


def catalog(folder: Path, language: str) -> Catalog:
    path = folder / language / "LC_MESSAGES" / "sphinx.po"
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def texts(found: Catalog) -> dict[str, str]:
    return {str(m.id): str(m.string) for m in found if m.id and m.string}


def test_there_are_no_others() -> None:
    assert sorted(path.name for path in LOCALE.iterdir()) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(project_dir: Path, language: str) -> None:
    """By us, or by Sphinx, whose catalog goes first."""
    found = {
        str(message): f"{file}:{line}"
        for folder in ("_ext", "_templates")
        for file, line, message, _comments, _context in extract_from_dir(
            project_dir / folder, SOURCES, keywords={"_": None, "gettext": None}
        )
    }
    assert len(found) > 40
    of_sphinx = texts(catalog(Path(sphinx.__file__).parent / "locale", language))
    known = texts(catalog(LOCALE, language)).keys() | of_sphinx.keys()
    missing = {text: where for text, where in found.items() if text not in known}
    assert missing == {}, f"add them to {LOCALE}/{language}, and compile"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_are_whole(language: str) -> None:
    for message in catalog(LOCALE, language):
        text, translation = str(message.id), str(message.string)
        assert translation or not text, text
        if text:
            placeholders = PLACEHOLDER.findall(text)
            assert PLACEHOLDER.findall(translation) == placeholders, text
            assert text.endswith(" ") == translation.endswith(" "), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_was_written(language: str) -> None:
    written = texts(catalog(LOCALE, language))
    with (LOCALE / language / "LC_MESSAGES/sphinx.mo").open("rb") as file:
        compiled = GNUTranslations(file)
    found = {text: compiled.gettext(text) for text in written}
    advice = "run: pybabel compile -d _ext/permalink_blog/languages/locale -D sphinx"
    assert found == written, advice
