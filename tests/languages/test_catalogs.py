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
    from babel.messages.catalog import Message

LANGUAGES = ["de", "ja"]
SOURCES = [("**.py", "python"), ("**.html", "jinja2")]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]")


def catalog(folder: Path, language: str) -> Catalog:
    path = folder / language / "LC_MESSAGES" / "sphinx.po"
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def texts(found: Catalog) -> dict[str, str]:
    return {source: text for message in found for source, text in forms(message)}


def forms(message: Message) -> list[tuple[str, str]]:
    """Give a text with its translation: for one and for several, if it counts."""
    if isinstance(message.id, tuple):
        one, several = message.id
        strings = [str(string) for string in message.string]
        found = [(one, strings[0]), (several, strings[-1])]
    else:
        found = [(str(message.id), str(message.string))]
    return [(source, text) for source, text in found if source and text]


def test_there_are_no_others() -> None:
    assert sorted(path.name for path in LOCALE.iterdir()) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(project_dir: Path, language: str) -> None:
    """By us, or by Sphinx, whose catalog goes first."""
    found = {
        text: f"{file}:{line}"
        for folder in ("_ext", "_templates")
        for file, line, message, _comments, _context in extract_from_dir(
            project_dir / folder, SOURCES, keywords=KEYWORDS
        )
        for text in ([message] if isinstance(message, str) else message)
    }
    assert len(found) > 40
    of_sphinx = texts(catalog(Path(sphinx.__file__).parent / "locale", language))
    known = texts(catalog(LOCALE, language)).keys() | of_sphinx.keys()
    missing = {text: where for text, where in found.items() if text not in known}
    assert missing == {}, f"add them to {LOCALE}/{language}, and compile"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_are_whole(language: str) -> None:
    for message in catalog(LOCALE, language):
        assert all(message.string) or not message.id, message.id
        for text, translation in forms(message):
            placeholders = PLACEHOLDER.findall(text)
            assert PLACEHOLDER.findall(translation) == placeholders, text
            assert text.endswith(" ") == translation.endswith(" "), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_was_written(language: str) -> None:
    written = texts(catalog(LOCALE, language))
    with (LOCALE / language / "LC_MESSAGES/sphinx.mo").open("rb") as file:
        compiled = GNUTranslations(file)
    found = {
        text: compiled.ngettext(*message.id, count)
        if isinstance(message.id, tuple)
        else compiled.gettext(text)
        for message in catalog(LOCALE, language)
        for count, (text, _translation) in enumerate(forms(message), start=1)
    }
    advice = "run: pybabel compile -d _ext/permalink_blog/languages/locale -D sphinx"
    assert found == written, advice
