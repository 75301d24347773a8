"""DOI and ORCID iD."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.core.identifiers import doi_of, doi_url, orcid_of, orcid_url


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.5281/zenodo.7", "10.5281/zenodo.7"),
        (" https://doi.org/10.5281/zenodo.7 ", "10.5281/zenodo.7"),
        ("http://dx.doi.org/10.1000/182", "10.1000/182"),
        ("doi:10.1000/182", "10.1000/182"),
        ("DOI: 10.1000/182", "10.1000/182"),
        ("10.1002/(SICI)1097-4571", "10.1002/(SICI)1097-4571"),
        ("10.1000.10/a/b", "10.1000.10/a/b"),
        ("10.5281", ""),
        ("10.5281/", ""),
        ("11.5281/x", ""),
        ("10.5281/with space", ""),
        ("10.5281/<script>", ""),
        ("javascript:10.5281/x", ""),
        ("https://evil.example/10.5281/x", ""),
        ("", ""),
    ],
)
def test_doi(text: str, doi: str) -> None:
    assert doi_of(text) == doi


def test_the_url_of_a_doi_is_quoted() -> None:
    assert doi_url("10.1000/a#b?c%d") == "https://doi.org/10.1000/a%23b%3Fc%25d"
    assert doi_of(doi_url("10.1002/(SICI)1:2;3")) == "10.1002/(SICI)1:2;3"


@pytest.mark.parametrize(
    ("text", "orcid"),
    [
        ("0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("https://orcid.org/0000-0002-1825-0097/", "0000-0002-1825-0097"),
        ("0000-0002-1694-233x", "0000-0002-1694-233X"),
        ("0000-0002-1825-0098", ""),
        ("0000000218250097", ""),
        ("https://orcid.example/0000-0002-1825-0097", ""),
        ("", ""),
    ],
)
def test_orcid(text: str, orcid: str) -> None:
    assert orcid_of(text) == orcid


def test_the_url_of_an_orcid() -> None:
    assert orcid_url("0000-0002-1825-0097") == "https://orcid.org/0000-0002-1825-0097"


@given(st.integers(0, 10**15 - 1))
def test_one_check_digit_of_eleven_is_right(number: int) -> None:
    digits = f"{number:015d}"
    forms = [
        f"{digits[:4]}-{digits[4:8]}-{digits[8:12]}-{digits[12:]}{check}"
        for check in "0123456789X"
    ]
    assert len([form for form in forms if orcid_of(form)]) == 1
