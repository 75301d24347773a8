"""Metadata, slugs and settings, as Pelican reads them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_import.model import ImportFailedError
from permalink_import.pelican.defaults import DEFAULTS
from permalink_import.pelican.settings import Pelican, read_settings
from permalink_import.pelican.slugs import UnknownSlugError, slugify, to_ascii
from permalink_import.pelican.texts import split_text
from permalink_import.reasons import NO_ZONE

ANSWER: dict[str, Any] = json.loads(
    Path(__file__).with_name("answers.json").read_text("utf-8")
)
SETTINGS = Pelican(DEFAULTS)


@pytest.fixture
def _without_unidecode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "unidecode", None)


# -- Metadata -------------------------------------------------------------------------


def test_markdown_has_the_syntax_of_meta() -> None:
    text = split_text("Title: A: b\nTags: x,\n    y\nTags: z\n\n\nText.\n", "md")
    assert text.fields == {"title": ("A: b",), "tags": ("x,", "y", "z")}
    assert (text.body, text.line) == ("Text.\n", 7)


def test_lines_may_stand_around_metadata() -> None:
    text = split_text("---\ntitle: [A]\n---\nText.\n", "md")
    assert (text.fields, text.body, text.line) == ({"title": ("[A]",)}, "Text.\n", 4)


def test_metadata_ends_with_the_first_other_line() -> None:
    text = split_text("Title: A\nNo key here\n", "md")
    assert (text.fields, text.body) == ({"title": ("A",)}, "No key here\n")


def test_a_plugin_reads_yaml() -> None:
    source = "---\ntitle: 'A: b'\ntags: [x, y]\nempty:\n---\nText.\n"
    text = split_text(source, "md", is_yaml=True)
    assert text.fields == {"title": ("A: b",), "tags": ("x, y",)}
    assert split_text("---\nTitle: [A\n---\n", "md", is_yaml=True).fields == {
        "title": ("[A",)
    }


RST = {
    "Title\n=====\n\n:date: 2018\n\nText.\n": ({"date": ("2018",)}, "Title\n====="),
    "=====\nTitle\n=====\n:date: 2018\n\nText.\n": (
        {"date": ("2018",)},
        "=====\nTitle\n=====",
    ),
    ".. a comment\n   of two\n\nTitle\n=====\n\n:a: b\n    c\n:d:\n\nText.\n": (
        {"a": ("b", "c"), "d": ("",)},
        ".. a comment\n   of two\n\nTitle\n=====",
    ),
}


@pytest.mark.parametrize("source", RST)
def test_restructuredtext_has_fields_below_its_title(source: str) -> None:
    fields, heading = RST[source]
    text = split_text(source, "rst")
    assert text.fields == {**fields, "title": ("Title",)}
    assert (text.title, text.body) == (heading, "Text.\n")
    assert source.split("\n")[text.line - 1] == "Text."


def test_restructuredtext_may_have_no_title() -> None:
    text = split_text(":title: T\n\nText.\n", "rst")
    assert (text.fields, text.title) == ({"title": ("T",)}, "")


def test_html_has_meta_elements() -> None:
    source = (
        "<html><head><title>A &amp; B</title>\n<meta name='Tags' content='x, y'/>\n"
        "</head>\n<body>\n<p>Text.</p>\n</body></html>"
    )
    text = split_text(source, "html")
    assert text.fields == {"title": ("A & B",), "tags": ("x, y",)}
    assert (text.body, text.line) == ("<p>Text.</p>", 5)


@given(st.text(alphabet="aT:- \n.=|#", max_size=60), st.sampled_from(["md", "rst"]))
def test_any_text_is_split(text: str, suffix: str) -> None:
    split = split_text(text, suffix)
    assert text.replace("\r\n", "\n").endswith(split.body)


# -- Slugs ----------------------------------------------------------------------------


@pytest.mark.usefixtures("_without_unidecode")
def test_letters_of_latin_are_unidecodes() -> None:
    """Signs that are not known are told, and not guessed."""
    found = {}
    for char in ANSWER["letters"]:
        try:
            found[char] = to_ascii(char)
        except UnknownSlugError:
            assert not char.isalpha() or char.isnumeric(), char
    assert found == {char: ANSWER["letters"][char] for char in found}


@pytest.mark.usefixtures("_without_unidecode")
def test_other_scripts_are_not_guessed() -> None:
    with pytest.raises(UnknownSlugError, match="\N{CYRILLIC CAPITAL LETTER EN}"):
        slugify("Ночь", SETTINGS)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("The First Train: a <b>Start</b>", "the-first-train-a-start"),
        ("  Œuvre -- été  ", "oeuvre-ete"),
        ("R&amp;D_1", "rd_1"),
    ],
)
def test_slugs_are_pelicans(text: str, slug: str) -> None:
    assert slugify(text, SETTINGS) == slug


def test_slugs_follow_the_settings() -> None:
    rules = [(r"[^\w\s.-]", ""), (r"\s+", "_")]
    values = {**DEFAULTS, "SLUGIFY_USE_UNICODE": True, "SLUGIFY_PRESERVE_CASE": True}
    values["TAG_REGEX_SUBSTITUTIONS"] = rules
    assert slugify("Été Ж", Pelican(values)) == "Été-Ж"
    assert slugify("Été. Ж!", Pelican(values), "TAG") == "Été._Ж"


# -- Settings -------------------------------------------------------------------------


def settings_of(root: Path, text: str, publish: str = "") -> Pelican:
    (root / "pelicanconf.py").write_text(text, encoding="utf-8")
    if publish:
        (root / "publishconf.py").write_text(publish, encoding="utf-8")
    return read_settings(root)


def test_settings_are_read_and_not_run(tmp_path: Path) -> None:
    text = (
        "import os\nopen('ran', 'w')\nA = SITENAME = 'S'\nSITEURL = 'https://' + A\n"
        "PATH: str = 'content'\nPAGE_SAVE_AS = PAGE_URL = '{slug}/'\n"
        "TIMEZONE = os.environ['TZ']\nEXTRA_PATH_METADATA = {}\n"
        "EXTRA_PATH_METADATA['a'] = {}\nif A:\n    DEFAULT_LANG = 'de'\n"
        "FEED_ALL_ATOM = None\nJINJA_FILTERS = {'x': len}\nARTICLE_PATHS += ['b']\n"
    )
    settings = settings_of(tmp_path, text, "SITEURL = 'https://b.example'\n")
    assert settings["SITENAME"] == "S"
    assert settings["SITEURL"] == "https://b.example"
    assert settings["PAGE_SAVE_AS"] == "{slug}/"
    assert settings["PATH"] == "content"
    assert settings["FEED_ALL_ATOM"] is None
    found = {(x.source, x.line): x.what for x in settings.findings}
    assert found == {
        ("pelicanconf.py", 4): "SITEURL = 'https://' + A",
        ("pelicanconf.py", 7): "TIMEZONE = os.environ['TZ']",
        ("pelicanconf.py", 9): "EXTRA_PATH_METADATA['a'] = {}",
        ("pelicanconf.py", 11): "DEFAULT_LANG = 'de'",
        ("pelicanconf.py", 14): "ARTICLE_PATHS += ['b']",
    }
    assert not (tmp_path / "ran").exists()
    assert not Path("ran").exists()


def test_settings_of_another_kind_are_told(tmp_path: Path) -> None:
    wrong = {
        "STATIC_PATHS": "[1]",
        "EXTRA_PATH_METADATA": "{'a': 'b'}",
        "FILENAME_METADATA": "'('",
        "SLUG_REGEX_SUBSTITUTIONS": "[('(', '')]",
        "PAGINATION_PATTERNS": "[1]",
        "TAG_SAVE_AS": "'{nope}'",
        "ARTICLE_SAVE_AS": "3",
        "DEFAULT_DATE": "(2018, 13)",
        "MARKDOWN": "[1]",
    }
    lines = [f"{name} = {value}" for name, value in wrong.items()]
    settings = settings_of(tmp_path, "\n".join(lines))
    found = [finding.what.partition(" (expected ") for finding in settings.findings]
    assert [what for what, _, _ in found] == lines
    assert all(expected for _, _, expected in found)
    defaults = Pelican(settings_of(tmp_path, "").values)
    assert {name: settings[name] for name in wrong} == {
        name: defaults[name] for name in wrong
    }


def test_old_settings_make_urls(tmp_path: Path) -> None:
    old = "ARTICLE_PERMALINK_STRUCTURE = '/%Y/%(category)s/'\nARTICLE_SAVE_AS = 'a'\n"
    settings = settings_of(tmp_path, old)
    assert settings["ARTICLE_SAVE_AS"] == "{date:%Y}/{category}/a"
    assert settings["PAGE_URL"] == "{date:%Y}/{category}/pages/{slug}.html"


def test_settings_that_are_no_python_are_named(tmp_path: Path) -> None:
    with pytest.raises(ImportFailedError, match=r"pelicanconf\.py: cannot be read"):
        settings_of(tmp_path, "SITENAME = ")
    with pytest.raises(ImportFailedError, match=r"has no pelicanconf\.py"):
        read_settings(tmp_path / "gone")


def test_a_time_zone_that_is_none_is_told(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, "TIMEZONE = 'Mars/Olympus'\n")
    assert settings.settings().timezone is None
    assert settings.findings[0].reason == NO_ZONE
