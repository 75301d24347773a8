"""Makes old sites as a reader would, and imports them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from permalink_import.fates import Forced
from permalink_import.importing import Options, import_site
from permalink_import.model import Asset, Document, Kind, OldSite, Outcome, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from permalink_import.report import Report

CONF = """\
project = "Permalink"
include_patterns = ["*.md", "pages/**", "posts/**"]
"""


def page(name: str, text: str = "Hello.", **values: Any) -> Document:
    """Make a page, at ``/name/`` unless something else is said."""
    url = values.get("url", f"/{name}/")
    defaults: dict[str, Any] = {
        "kind": Kind.PAGE,
        "source": f"{name}.md",
        "target": f"pages/{name}.md",
        "front_matter": f"permalink: {url}" if url else "",
        "body": text,
        "url": url,
    }
    return Document(**{**defaults, **values})


def file(name: str, **values: Any) -> Asset:
    """Make a file that is published at ``/name``."""
    defaults = {"source": name, "target": f"public/{name}", "url": f"/{name}"}
    return Asset(**{**defaults, **values})


def old_site(*documents: Document, **values: Any) -> OldSite:
    """Make a site of some documents."""
    defaults: dict[str, Any] = {"generator": "Jekyll", "settings": Settings()}
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
    ) -> Report:
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


def told(report: Report, outcome: Outcome | None = None) -> list[str]:
    """Give what a report says, each as it is printed; of one outcome, or all."""
    return [
        f"{found.source}: {found.what}: {found.reason}"
        for found in report.findings
        if outcome in {None, found.outcome}
    ]
