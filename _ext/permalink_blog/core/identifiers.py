"""Persistent identifiers of texts and of people: DOI and ORCID iD. Pure rules.

Sources: the DOI Handbook (2.2: prefix and suffix; 3.8: a DOI as a URL), Crossref's
display guidelines, and ORCID's structure of an identifier (ISO 7064, MOD 11-2).
"""

from __future__ import annotations

import re
from urllib.parse import quote

_DOI = re.compile(
    r"(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}(?:\.\d+)*/[^\s<>\"]+)",
    re.IGNORECASE,
)
_ORCID = re.compile(
    r"(?:(?:https?://)?(?:www\.)?orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])/?",
    re.IGNORECASE,
)


def doi_of(text: str) -> str:
    """Return a DOI without what stands before it, or "" if it is none.

    :param text: ``10.5281/zenodo.7`` or a URL of it, as people write it
    """
    match = _DOI.fullmatch(text.strip())
    return match[1] if match else ""


def doi_url(doi: str) -> str:
    """Return the URL of a DOI.

    :param doi: as :func:`doi_of` returns it
    """
    return f"https://doi.org/{quote(doi, safe='/:;()')}"


def orcid_of(text: str) -> str:
    """Return an ORCID iD, or "" if it is none or its check digit is wrong.

    :param text: ``0000-0002-1825-0097`` or a URL of it
    """
    match = _ORCID.fullmatch(text.strip())
    if match is None:
        return ""
    orcid = match[1].upper()
    total = 0
    for digit in orcid.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return orcid if orcid[-1] == ("X" if check == 10 else str(check)) else ""


def orcid_url(orcid: str) -> str:
    """Return the URL of an ORCID iD.

    :param orcid: as :func:`orcid_of` returns it
    """
    return f"https://orcid.org/{orcid}"
