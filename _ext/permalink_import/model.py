"""What an old site says, whichever generator made it.

A reader (:mod:`permalink_import.jekyll`, :mod:`.hugo`, :mod:`.pelican`) surveys a
folder and returns an :class:`OldSite`, whose texts are converted once each document has
its place here. No reader writes a file, and what does knows no generator.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path


T = TypeVar("T")


class ImportFailedError(Exception):
    """The import cannot be done; the message says why, and what to do."""


class Outcome(Enum):
    """What became of a piece of the old site that is not here as it was there."""

    LEFT = "left"
    """It is in the new source as it was, for its author to decide."""
    FAILED = "failed"
    """Its file could not be imported at all."""
    KEPT = "kept"
    """It stays as somebody made it here; for the writer, and not for readers."""


class Topic(Enum):
    """What findings are about, in the order in which readers of the blog notice it.

    The value is a heading of the report, and of guide/importing.md.
    """

    MISSING = "Not imported"
    TEXT = "Text that reads differently"
    LINKS = "Links that lead nowhere"
    REPLACED = "Replaced by pages of this project"
    SETTINGS = "Settings"
    UNPUBLISHED = "Not published by the old site"
    KEPT = "Kept as it is here"

    @property
    def anchor(self) -> str:
        """The fragment of its section in guide/importing.md."""
        return self.value.lower().replace(" ", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that its author has to look at.

    :param source: file of the old site, relative to its root, with ``/``
    :param line: in that file, from 1; 0 for all of it
    :param what: the piece as it was written, on one line, and what is special about it
    :param reason: what is wrong and what to do, the same text for all of one cause
    :param topic: ``None``: that of its outcome
    """

    outcome: Outcome
    source: str
    line: int
    what: str
    reason: str
    topic: Topic | None = None

    @property
    def about(self) -> Topic:
        """The topic."""
        return self.topic or _TOPICS[self.outcome]


_TOPICS = {
    Outcome.LEFT: Topic.TEXT,
    Outcome.FAILED: Topic.MISSING,
    Outcome.KEPT: Topic.KEPT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """A text that was converted to MyST (or left as reStructuredText).

    :param front_matter: of its document; ``None``: that of the survey
    :param converted: name of a construct, such as "highlight", to how many there were
    :param once: what is reported once for the whole site, with this text as example:
        the one of all texts that has the smallest number
    :param excerpt_paragraphs: how many paragraphs are before the mark that ends the
        excerpt, for ``excerpt`` in front matter; ``None`` if there is no mark
    """

    text: str
    front_matter: str | None = None
    converted: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    once: tuple[int, Finding] | None = None
    excerpt_paragraphs: int | None = None


class DocumentKind(Enum):
    """What a document is."""

    POST = "post"
    PAGE = "page"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedDocument:
    """A post or page of the old site, whose text is not converted yet.

    :param source: file of the old site, relative to its root, with ``/``; no other
        document has it
    :param target: file here, relative to the source folder, with ``/``: the one that
        the reader proposes (:mod:`permalink_import.proposed_targets`), and in the end
        its own (:mod:`permalink_import.final_targets`)
    :param front_matter: YAML between the two lines ``---``, in the words of its author
        where these are YAML, with what the importer adds at its end; for
        reStructuredText the field list
    :param url: path that the old site published it at, from the host's root without
        ``baseurl``, percent-encoded; ``None`` if it was not published
    :param changes: keys of front matter that were changed since the survey, each with
        its value now; ``None`` for a key that is left out
    """

    kind: DocumentKind
    source: str
    target: str
    front_matter: str
    url: str | None = None
    changes: Mapping[str, Sequence[str] | None] = field(default_factory=dict)

    @property
    def is_post(self) -> bool:
        """Return whether the document is a post or a draft of one."""
        return self.kind is not DocumentKind.PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedAsset:
    """A file that is published as it is.

    :param source: file of the old site, relative to its root, with ``/``
    :param target: file here, as in :class:`ImportedDocument`
    :param url: path that it is published at, as in :class:`ImportedDocument`;
        ``None`` for one that only documents refer to
    :param content: ``None``: that of its source
    """

    source: str
    target: str
    url: str | None = None
    content: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the old configuration says that has a place in ``conf.py``.

    ``None`` stands for nothing.

    :param url: scheme and host, without a slash at the end
    :param baseurl: path below it with a slash at its start and none at its end, or ""
    :param timezone: name of the IANA database
    :param language: BCP 47, such as "de"
    """

    title: str | None = None
    description: str | None = None
    url: str | None = None
    baseurl: str = ""
    author: str | None = None
    timezone: str | None = None
    language: str | None = None


Targets: TypeAlias = "Mapping[str, str]"
"""Source of each document to its file here, as in :class:`ImportedDocument`."""
Convert: TypeAlias = "Callable[[ImportedDocument], Conversion]"
"""Converts the text of a document, whose target is final. It depends on nothing that it
has done before: it may run in another process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldSite:
    """The survey of a site that another generator made.

    :param generator: its name, such as "Jekyll"
    :param converter: returns what converts the documents, by where all of them are here
    :param redirects: path of the old site that no document asks for in its own front
        matter, to a path or URL: paginated lists, archives of tags
    :param feeds: paths of the old site's feeds (Atom or RSS)
    :param urls: all paths that it published, as far as its sources and its built output
        (``_site``) have; they go into the list
    :param findings: all of them, of documents too; those of texts come with their
        conversion
    """

    generator: str
    settings: Settings
    documents: tuple[ImportedDocument, ...]
    converter: Callable[[Targets], Convert] = field(compare=False, repr=False)
    assets: tuple[ImportedAsset, ...] = ()
    redirects: Mapping[str, str] = field(default_factory=dict)
    feeds: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


class Progress(Protocol):
    """Shows how far a loop has come."""

    def __call__(self, items: Iterable[T], total: int, description: str) -> Iterator[T]:
        """Iterate over items, and show the progress.

        :param total: how many they are
        :param description: what is done with them, such as "reading posts"
        """
        ...


def silent(items: Iterable[T], total: int, description: str) -> Iterator[T]:
    """Iterate over items without showing progress; a :class:`Progress`.

    :param items: to iterate over
    :param total: their number, which is not used
    :param description: of the work, which is not used
    """
    yield from items


class Reader(Protocol):
    """Surveys a site: ``permalink_import.jekyll.read`` and its like."""

    def __call__(self, root: Path, progress: Progress) -> OldSite:
        """Survey the site in a folder; convert and write nothing.

        :raises ImportFailedError: if there is nothing that could be imported; what is
            wrong with a single file is a :class:`Finding`
        """
        ...
