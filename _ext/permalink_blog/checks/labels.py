"""Near-duplicate tags and categories: "Python", "python" and "pythons"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from permalink_blog.checks.report import warn
from permalink_blog.core.front_matter import read_front_matter
from permalink_blog.core.stored_front_matter import (
    front_matter_of,
    front_matter_value,
    label_line,
)
from permalink_blog.core.values import labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from sphinx.environment import BuildEnvironment


KEYS: Mapping[str, tuple[str, str]] = {
    "tags": ("tag", "tags"),
    "categories": ("category", "categories"),
}
"""What labels are called, and the keys of front matter that have them."""

_SHORTEST = 4  # letters of a plural: "ios" is none
_MORE = 5  # places of the usual spelling that are named


@dataclass(frozen=True, slots=True)
class Likeness:
    """Labels that differ only in case or in singular and plural.

    :param kind: what they are, of :data:`KEYS`
    :param places: label to documents; the one that most have is the first, and of
        two with as many, the one in lower case and in the singular
    """

    kind: str
    places: Mapping[str, tuple[str, ...]]


def similar_labels(
    documents: Mapping[str, tuple[str, ...]], kind: str
) -> Iterator[Likeness]:
    """Find labels that are likely to be one.

    :param documents: docname to labels
    """
    places: dict[str, list[str]] = {}
    for docname in sorted(documents):
        for label in documents[docname]:
            places.setdefault(label, []).append(docname)
    known = {label.casefold() for label in places}
    alike: dict[str, list[str]] = {}
    for label in sorted(places):
        alike.setdefault(fold(label, known), []).append(label)
    for found in alike.values():
        if len(found) > 1:
            found.sort(key=lambda x: (-len(places[x]), x != x.casefold(), len(x), x))
            yield Likeness(kind, {x: tuple(places[x]) for x in found})


def fold(label: str, known: AbstractSet[str]) -> str:
    """Fold case, and a plural whose singular is known.

    :param known: all labels, case-folded
    """
    text = label.casefold()
    return next((x for x in _singulars(text) if x in known), text)


def _singulars(text: str) -> Iterator[str]:
    """Yield the words that a word may be the plural of, in languages like English."""
    if len(text) < _SHORTEST or not text.endswith("s") or text.endswith("ss"):
        return
    yield text[:-1]
    if text.endswith("ies"):
        yield text[:-3] + "y"
    if text.endswith(("ses", "xes", "zes", "ches", "shes")):
        yield text[:-2]


def check_labels(env: BuildEnvironment, *, normal: bool) -> None:
    """Warn of labels that are likely to be one, when all documents are read.

    :param normal: ``permalink_blog.frontmatter`` has put all labels in one form: a list
    """
    for kind, (singular, plural) in KEYS.items():
        found: dict[str, tuple[str, ...]] = {}
        for docname in env.all_docs:
            metadata = env.metadata.get(docname) or {}
            if normal and isinstance(metadata.get(plural), str):
                found[docname] = labels(front_matter_value(env, docname, plural))
            elif not normal and (singular in metadata or plural in metadata):
                found[docname] = _written(front_matter_of(env, docname), kind)
        for likeness in similar_labels(found, kind):
            _warn(env, likeness)


def _written(fields: Mapping[str, str], kind: str) -> tuple[str, ...]:
    found = read_front_matter(fields)
    return found.tags if kind == "tags" else found.categories


def _warn(env: BuildEnvironment, likeness: Likeness) -> None:
    usual, *others = likeness.places
    docnames = likeness.places[usual]
    named = [_place(env, x, likeness.kind, usual) for x in docnames[:_MORE]]
    if len(docnames) > _MORE:
        named.append(f"and {len(docnames) - _MORE} more")
    for label in others:
        docnames = likeness.places[label]
        more = [_place(env, x, likeness.kind, label) for x in docnames[1:]]
        also = f" (also in {', '.join(more)})" if more else ""
        warn(
            "label",
            f"{likeness.kind}: {label!r}{also} differs from {usual!r} only in case or "
            f"number: write one of them. {usual!r} is in {', '.join(named)}",
            (docnames[0], _line(env, docnames[0], likeness.kind, label)),
        )


def _place(env: BuildEnvironment, docname: str, kind: str, label: str) -> str:
    """Return file and line of a label for a message."""
    path = env.doc2path(docname, base=False).as_posix()
    return f"{path}:{_line(env, docname, kind, label)}"


def _line(env: BuildEnvironment, docname: str, kind: str, label: str) -> int:
    return label_line(env, docname, label, *KEYS[kind]) or 1
