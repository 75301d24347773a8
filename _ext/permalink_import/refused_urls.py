"""URLs that front matter asks for and a build would refuse: left out in an import.

A build writes no page where one asks for a path outside of the site, or where two ask
for one path. An old site may have both, since other generators let the last page win,
or do not know the key at all. The rules are those of the build
(:mod:`permalink_blog.urls.paths`, :mod:`permalink_blog.urls.collisions`).
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import yaml  # type: ignore[import-untyped]

from permalink_blog.core.errors import InvalidPermalinkError
from permalink_blog.core.front_matter_source import line_of_key, prepare_front_matter
from permalink_blog.urls.collisions import Claim, Claims
from permalink_blog.urls.paths import Layout, locate, parse_old_path, parse_permalink
from permalink_blog.urls.redirect_sources import FROM_KEYS, TO_KEY, old_paths
from permalink_blog.urls.redirects import parse_target
from permalink_blog.urls.url_list.documents import (
    docname_of,
    read_fields,
    values_of_fields,
)
from permalink_import.model import Finding, Outcome, Topic
from permalink_import.sources.yaml_text import change_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from permalink_import.model import ImportedAsset, ImportedDocument


KEYS = ("permalink", *FROM_KEYS, TO_KEY)
GENERATED = ("index.html", "404.html", "search.html", "genindex.html")
"""Pages that the build makes here."""
_PLAIN = re.compile(r"^:?permalink:[ \t]*(?!\S*\.\.)[\w/.-]+$", re.MULTILINE)
_LEFT_OUT = (
    "URLs that a build would refuse are left out of front matter. Write others, if "
    "somebody needs them"
)


def with_own_urls(
    documents: Iterable[ImportedDocument], assets: Iterable[ImportedAsset]
) -> tuple[list[ImportedDocument], list[Finding]]:
    """Return documents that ask for no URL that a build refuses, and what is left out.

    :param assets: files that are published as they are
    """
    documents = list(documents)
    claims = Claims()
    for name in GENERATED:
        claims.add(Claim(name, f"the page {name} that is generated here"))
    published = [(x.url, x.source) for x in documents]
    published += [(x.url, x.source) for x in assets]
    for url, source in published:
        if url is not None and (file := _file_of(url)):
            claims.add(Claim(file, source))
    checked = [_Checked(each, claims) for each in documents]
    return [x.document() for x in checked], [f for x in checked for f in x.findings]


def _file_of(url: str) -> str | None:
    try:
        return locate(parse_old_path(url), Layout()).file
    except InvalidPermalinkError:
        return None


class _Checked:
    """The URLs that one document asks for."""

    def __init__(self, document: ImportedDocument, claims: Claims) -> None:
        self._document = document
        self._claims = claims
        self._kept: dict[str, list[str] | None] = {}
        self.findings: list[Finding] = []
        text = document.front_matter
        if document.url is not None and _is_plain(text):
            return
        whole = text if _is_field_list(document) else f"---\n{text}\n---\n"
        fields = read_fields(document.target, whole, longest=len(whole))
        if "permalink" in fields:
            self._check("permalink", [fields["permalink"]], fields)
        for key in FROM_KEYS:
            self._check(key, old_paths(fields, key), fields)
        self._check(TO_KEY, old_paths(fields, TO_KEY)[:1], fields)

    def _check(self, key: str, paths: Iterable[str], fields: dict[str, str]) -> None:
        paths = list(paths)
        problems = {path: self._problem(key, path, fields) for path in paths}
        kept = [path for path in paths if not problems[path]]
        if len(kept) == len(paths):
            return
        self._kept[key] = kept or None
        line = line_of_key(self._document.front_matter, key)
        self.findings += [
            Finding(
                outcome=Outcome.LEFT,
                source=self._document.source,
                line=line + 1 if line else 0,
                what=f"{key}: {path} ({problem})",
                reason=_LEFT_OUT,
                topic=Topic.SETTINGS,
            )
            for path, problem in problems.items()
            if problem
        ]

    def _problem(self, key: str, path: str, fields: dict[str, str]) -> str:
        """Return why a build refuses a path; "" if it does not, and it is taken."""
        source = self._document.source
        try:
            if key == TO_KEY:
                parse_target(path)
                return ""
            if key == "permalink":
                values = values_of_fields(docname_of(self._document.target), fields)
                found = parse_permalink(path, values)
            else:
                found = parse_old_path(path)
            claim = Claim(locate(found, Layout()).file, source)
        except InvalidPermalinkError as error:
            return f"{error.reason}; {error.remedy}"
        except (UnicodeError, ValueError) as error:
            return str(error)
        if key == "permalink" and self._document.url is not None:
            return ""  # claimed already, with what Jekyll makes of placeholders
        if problem := self._claims.conflict(claim):
            return problem
        self._claims.add(claim)
        return ""

    def document(self) -> ImportedDocument:
        """Return the document without what is left out."""
        if not self._kept:
            return self._document
        document = replace(self._document, changes=self._kept)
        text = with_changes(document, document.front_matter)
        return replace(document, front_matter=text)


def with_changes(document: ImportedDocument, front_matter: str) -> str:
    """Return front matter of a document with what was changed since the survey.

    :param front_matter: as the conversion wrote it: YAML, or a field list
    """
    if not document.changes:
        return front_matter
    if not _is_field_list(document):
        return _change_yaml(front_matter, document.changes)
    for key, kept in document.changes.items():
        front_matter = _change_field(front_matter, key, kept)
    return front_matter


def _is_field_list(document: ImportedDocument) -> bool:
    return document.target.endswith(".rst")


def _is_plain(text: str) -> bool:
    """Return whether front matter has nothing but perhaps a usual permalink."""
    if any(key in text for key in KEYS[1:]):
        return False
    return "permalink" not in _PLAIN.sub("", text)


def _change_yaml(text: str, changes: Mapping[str, Sequence[str] | None]) -> str:
    """Change keys, also of YAML that a build repairs before it reads it."""
    repaired = prepare_front_matter(f"---\n{text}\n---\n")[0]
    repaired = repaired.removeprefix("---\n").rpartition("---")[0]
    for each in (text, repaired):
        with suppress(yaml.YAMLError, ValueError):
            return change_keys(each, changes, {})
    return text  # no build can read it, either


def _change_field(text: str, key: str, paths: Sequence[str] | None) -> str:
    """Write another list of paths into a field list, or none."""
    new = "" if paths is None else f":{key}: {json.dumps(paths, ensure_ascii=False)}\n"
    field = re.compile(rf"^:{key}:.*\n?(?:[ \t]+.*\n?)*", re.MULTILINE)
    return field.sub(lambda _: new, text)
