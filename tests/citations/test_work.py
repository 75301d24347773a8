"""Tags, BibTeX and CFF of a work."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import yaml

from permalink_blog.citations.work import (
    Work,
    WorkAuthor,
    bibtex,
    cff,
    citation_key,
    citation_tags,
)

WORK = Work(
    title="The {Sketch} of 100 % & more",
    url="https://example.org/sketch/",
    site="Notes_and_Sketches",
    published=date(2018, 3, 9),
    authors=(WorkAuthor("Ada Lovelace", "https://orcid.org/0000-0002-1825-0097"),),
)


def test_bibtex_escapes_what_tex_reads() -> None:
    assert bibtex(WORK) == (
        "@misc{lovelace2018sketch,\n"
        "  author = {Ada Lovelace},\n"
        r"  title = {{The \{Sketch\} of 100 \% \& more}}," + "\n"
        r"  howpublished = {Notes\_and\_Sketches}," + "\n"
        "  year = {2018},\n"
        "  month = mar,\n"
        "  url = {https://example.org/sketch/}\n"
        "}\n"
    )


def test_a_doi_is_cited_by_its_url() -> None:
    written = bibtex(replace(WORK, doi="10.1/a_b"))
    assert "  doi = {10.1/a_b},\n  url = {https://doi.org/10.1/a_b}\n" in written
    assert "  month = mar,\n  doi =" in written


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("Lovelace, Ada", "{Lovelace, Ada}"),
        ("Bell and Sons", "{Bell and Sons}"),
        ("Ferdinand", "Ferdinand"),
    ],
)
def test_a_name_is_one_author(name: str, expected: str) -> None:
    authors = (WorkAuthor(name), WorkAuthor("Z"))
    written = bibtex(replace(WORK, authors=authors))
    assert f"  author = {{{expected} and Z}},\n" in written


@pytest.mark.parametrize(
    ("author", "title", "key"),
    [
        ("Ada Lovelace", "The Sketch", "lovelace2018sketch"),
        ("José Ñandú", "Über alles", "nandu2018uber"),
        ("愛", "日記", "post2018"),
        ("O'Neil}", "%\\{", "neil2018"),
    ],
)
def test_keys_are_of_ascii_letters_and_digits(
    author: str, title: str, key: str
) -> None:
    work = replace(WORK, authors=(WorkAuthor(author),), title=title)
    assert citation_key(work) == key


def test_cff_is_yaml_whatever_the_title_is() -> None:
    title = 'a: "b" # c\n- ü \\ <d>'
    work = replace(WORK, title=title, doi="10.1000/1", license="https://l.example/")
    read = yaml.safe_load(cff(work))
    assert read["cff-version"] == "1.2.0"
    assert read["title"] == title
    assert read["preferred-citation"] == {
        "type": "blog",
        "title": title,
        "authors": [
            {
                "name": "Ada Lovelace",
                "orcid": "https://orcid.org/0000-0002-1825-0097",
            }
        ],
        "date-published": "2018-03-09",
        "collection-title": "Notes_and_Sketches",
        "doi": "10.1000/1",
        "url": "https://example.org/sketch/",
        "license-url": "https://l.example/",
    }


def test_tags_are_escaped_and_none_is_empty() -> None:
    written = citation_tags(replace(WORK, title='"><script>'))
    assert 'content="&quot;&gt;&lt;script&gt;"' in written
    assert 'content=""' not in written
    assert "citation_doi" not in written
