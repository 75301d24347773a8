"""The third phase of an import: texts are converted, now that all targets are known."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING

from permalink_import.bounds import within_limits
from permalink_import.model import Finding
from permalink_import.pieces import text_of
from permalink_import.processes import map_in_processes
from permalink_import.refused_urls import with_changes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from permalink_import.model import (
        Conversion,
        Convert,
        ImportedDocument,
        OldSite,
        Progress,
    )
    from permalink_import.pieces import ImportedFile


@dataclass(frozen=True, slots=True)
class Converted:
    """The files of an import, all of which can be read.

    :param failed: sources of the documents that could not be converted
    :param counts: how many constructs of each name were converted
    """

    pieces: list[ImportedFile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)


def convert(
    pieces: Iterable[ImportedFile], old: OldSite, progress: Progress
) -> Converted:
    """Convert the documents among the files of an import.

    :param pieces: each with its final target; of documents whose conversion fails,
        nothing is left but a finding
    """
    pieces = list(pieces)
    documents = [replace(x.document, target=x.target) for x in pieces if x.document]
    targets = {document.source: document.target for document in documents}
    work = within_limits(
        partial(_convert, old.converter(targets)), lambda document: document.source
    )
    results = map_in_processes(work, documents)
    shown = progress(documents, len(documents), "converting")
    made = iter([next(results) for _ in shown])
    converted = Converted()
    once: list[tuple[int, str, Finding]] = []
    for piece in pieces:
        if piece.document is None:
            converted.pieces.append(piece)
            continue
        result = next(made)
        if isinstance(result, Finding):
            converted.findings.append(result)
            converted.failed.add(piece.source)
            continue
        content, conversion = result
        converted.pieces.append(_with_content(piece, content))
        converted.findings.extend(conversion.findings)
        if conversion.once is not None:
            rank, finding = conversion.once
            once.append((rank, piece.source, finding))
        converted.counts.update(conversion.converted)
    if once:
        converted.findings.append(min(once, key=itemgetter(0, 1))[2])
    return converted


def _with_content(piece: ImportedFile, content: bytes) -> ImportedFile:
    return replace(piece, read=lambda: content)


def _convert(convert: Convert, document: ImportedDocument) -> tuple[bytes, Conversion]:
    """Return the content of a document's file, and what else its conversion says."""
    conversion = convert(document)
    front_matter = (
        document.front_matter
        if conversion.front_matter is None
        else with_changes(document, conversion.front_matter)
    )
    content = text_of(document, front_matter, conversion.text).encode("utf-8")
    return content, replace(conversion, text="", front_matter=None)
