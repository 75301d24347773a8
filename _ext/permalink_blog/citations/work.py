"""A post as a work that others cite: its tags in the head, BibTeX and CFF. Pure rules.

Sources: Google Scholar's inclusion guidelines (the tags of Highwire Press), the
entry types of BibTeX, and the Citation File Format 1.2.0.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from permalink_blog.core.identifiers import doi_url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_MONTHS = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
_TEX = re.compile(r"[\\{}$&#%_^~]")
_TEX_NAMES = {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}"}
_STOP_WORDS = frozenset(
    {"a", "an", "and", "for", "in", "of", "on", "the", "to"}
    | {"das", "der", "die", "ein", "eine"}
)
"""At the start of a title, of no use in a key."""


@dataclass(frozen=True, slots=True)
class WorkAuthor:
    """An author; ``orcid`` is the URL of their ORCID iD, or empty."""

    name: str
    orcid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A post as it is cited.

    :ivar url: canonical
    :ivar site: title of the blog
    :ivar doi: without what stands before it, or empty
    :ivar language: BCP 47, or empty
    :ivar license: URL, or empty
    """

    title: str
    url: str
    site: str
    published: date
    authors: tuple[WorkAuthor, ...]
    tags: tuple[str, ...] = ()
    doi: str = ""
    language: str = ""
    license: str = ""

    @property
    def address(self) -> str:
        """The URL to cite: that of the DOI, or else the post's own."""
        return doi_url(self.doi) if self.doi else self.url


def _properties(work: Work) -> Iterator[tuple[str, str]]:
    yield "citation_title", work.title
    for author in work.authors:
        yield "citation_author", author.name
        yield "citation_author_orcid", author.orcid
    yield "citation_publication_date", work.published.strftime("%Y/%m/%d")
    yield "citation_journal_title", work.site
    yield "citation_doi", work.doi
    yield "citation_language", work.language
    yield "citation_keywords", "; ".join(work.tags)
    yield "citation_fulltext_html_url", work.url


def citation_tags(work: Work) -> str:
    """Write the ``meta`` elements that reference managers read.

    :param work: post
    """
    return "".join(
        f'<meta name="{name}" content="{escape(content)}" />\n'
        for name, content in _properties(work)
        if content
    )


def plain_citation(work: Work) -> str:
    """Write authors, year, title and site in one line, without the address.

    :param work: post
    """
    names = ", ".join(author.name for author in work.authors)
    return f"{names} ({work.published.year}). {work.title}. {work.site}."


def bibtex(work: Work) -> str:
    """Write an entry for BibTeX and BibLaTeX.

    :param work: post
    """
    fields = {
        "author": " and ".join(_tex_name(author.name) for author in work.authors),
        "title": f"{{{_tex(work.title)}}}",  # inner braces keep capital letters
        "howpublished": _tex(work.site),
        "year": str(work.published.year),
        "doi": work.doi,
        "url": work.address,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    lines.insert(
        -2 if work.doi else -1, f"  month = {_MONTHS[work.published.month - 1]}"
    )
    return f"@misc{{{citation_key(work)},\n" + ",\n".join(lines) + "\n}\n"


def citation_key(work: Work) -> str:
    """Return a key of ASCII letters and digits, such as ``lovelace2018notes``.

    :param work: post
    """
    first = work.authors[0].name if work.authors else work.site
    surname = next(reversed(_ascii_words(first)), "")
    words = _ascii_words(work.title)
    word = next((each for each in words if each not in _STOP_WORDS), "")
    return f"{surname or 'post'}{work.published.year}{word}"


def _ascii_words(text: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", text)
    folded = "".join(x for x in decomposed if not unicodedata.combining(x)).casefold()
    return re.findall(r"[a-z0-9]+", folded)


def _tex(text: str) -> str:
    return _TEX.sub(lambda found: _TEX_NAMES.get(found[0], f"\\{found[0]}"), text)


def _tex_name(name: str) -> str:
    """Return a name; one that BibTeX would divide elsewhere has braces."""
    written = _tex(name)
    is_divided = "," in name or re.search(r"\band\b", name, re.IGNORECASE)
    return f"{{{written}}}" if is_divided else written


def cff(work: Work) -> str:
    """Write a file in the Citation File Format that prefers the post.

    :param work: post
    """
    common = [f"title: {_yaml(work.title)}", "authors:"]
    for author in work.authors:
        common.append(f"  - name: {_yaml(author.name)}")
        if author.orcid:
            common.append(f"    orcid: {_yaml(author.orcid)}")
    fields = {
        "date-published": work.published.isoformat(),
        "collection-title": work.site,
        "doi": work.doi,
        "url": work.url,
        "license-url": work.license,
    }
    preferred = [
        "type: blog",
        *common,
        *(f"{name}: {_yaml(value)}" for name, value in fields.items() if value),
    ]
    message = "Please cite this post as below."
    lines = ["cff-version: 1.2.0", f"message: {_yaml(message)}", *common]
    lines += ["preferred-citation:", *(f"  {line}" for line in preferred)]
    return "\n".join(lines) + "\n"


def _yaml(text: str) -> str:
    """Return a text in the double quotes of JSON, which are YAML's, too."""
    return json.dumps(text, ensure_ascii=False)
