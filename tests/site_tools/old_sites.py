"""Makes old sites as a reader would, converts them, and imports them."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from permalink_import.fates import Forced
from permalink_import.importing import Options, import_site
from permalink_import.model import (
    Conversion,
    DocumentKind,
    ImportedAsset,
    ImportedDocument,
    OldSite,
    Outcome,
    Settings,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from permalink_import.model import Convert, Targets
    from permalink_import.report import ImportReport

CONF = """\
project = "Permalink"
include_patterns = ["*.md", "pages/**", "posts/**"]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertedDocument(ImportedDocument):
    """A document with its text."""

    body: str
    converted: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertedSite(OldSite):
    """An old site whose documents are converted; its findings are all of them."""

    documents: tuple[ConvertedDocument, ...]


def converted(old: OldSite) -> ConvertedSite:
    """Convert all documents of an old site, with the targets that are proposed."""
    convert = old.converter({x.source: x.target for x in old.documents})
    documents: list[ConvertedDocument] = []
    findings = list(old.findings)
    for document in old.documents:
        made = convert(document)
        values = {x.name: getattr(document, x.name) for x in fields(document)}
        if made.front_matter is not None:
            values["front_matter"] = made.front_matter
        documents.append(
            ConvertedDocument(**values, body=made.text, converted=made.converted)
        )
        findings += made.findings
    values = {x.name: getattr(old, x.name) for x in fields(old)}
    values |= {"documents": tuple(documents), "findings": tuple(findings)}
    return ConvertedSite(**values)


def _as_it_is(_targets: Targets) -> Convert:
    def convert(document: ImportedDocument) -> Conversion:
        assert isinstance(document, ConvertedDocument)
        return Conversion(text=document.body, converted=document.converted)

    return convert


def page(name: str, text: str = "Hello.", **values: Any) -> ConvertedDocument:
    """Make a page, at ``/name/`` unless something else is said."""
    url = values.get("url", f"/{name}/")
    defaults: dict[str, Any] = {
        "kind": DocumentKind.PAGE,
        "source": f"{name}.md",
        "target": f"pages/{name}.md",
        "front_matter": f"permalink: {url}" if url else "",
        "body": text,
        "url": url,
    }
    return ConvertedDocument(**{**defaults, **values})


def file(name: str, **values: Any) -> ImportedAsset:
    """Make a file that is published at ``/name``."""
    defaults = {"source": name, "target": f"public/{name}", "url": f"/{name}"}
    return ImportedAsset(**{**defaults, **values})


def old_site(*documents: ImportedDocument, **values: Any) -> OldSite:
    """Make a site of some documents."""
    defaults: dict[str, Any] = {
        "generator": "Jekyll",
        "settings": Settings(),
        "converter": _as_it_is,
    }
    return OldSite(documents=documents, **{**defaults, **values})


class NewSite:
    """A site, beside the old one, that is imported into."""

    def __init__(self, above: Path) -> None:
        self.root = above / "old"
        self.folder = above / "new"
        for folder in (self.root, self.folder):
            folder.mkdir(parents=True)
        self.write("conf.py", CONF)

    def write(self, file: str, text: str) -> None:
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, file: str) -> str:
        return (self.folder / file).read_text(encoding="utf-8")

    def has(self, file: str) -> bool:
        return (self.folder / file).exists()

    def run(
        self,
        old: OldSite,
        *,
        force: Iterable[str] | None = None,
        dry_run: bool = False,
    ) -> ImportReport:
        """Import; ``force=()`` is ``--force`` without a name."""
        paths = frozenset(force or ())
        forced = Forced(everything=force is not None and not paths, paths=paths)
        options = Options(forced=forced, dry_run=dry_run)
        return import_site(old, self.root, self.folder, options)

    def snapshot(self) -> dict[str, tuple[bytes, int]]:
        """Give what all files have, and when they were written."""
        return {
            path.relative_to(self.folder).as_posix(): (
                path.read_bytes(),
                path.stat().st_mtime_ns,
            )
            for path in self.folder.rglob("*")
            if path.is_file()
        }


def sources_told(printed: str) -> set[str]:
    """Return the files that a printed report names, below each of its causes."""
    lines = [line.strip() for line in printed.splitlines() if line.startswith(" " * 6)]
    assert not [line for line in lines if line.startswith("…")], printed
    return {line.split(":")[0] for line in lines}


def told(report: ImportReport, outcome: Outcome | None = None) -> list[str]:
    """Give what a report says, each as it is printed; of one outcome, or all."""
    return [
        f"{found.source}: {found.what}: {found.reason}"
        for found in report.findings
        if outcome in {None, found.outcome}
    ]
