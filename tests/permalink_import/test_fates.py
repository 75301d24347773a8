"""Whatever people and the old site do in turn, nothing that a person wrote is lost."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from site_tools.old_sites import NewSite, old_site, page

NAMES = st.sampled_from(["a", "b"])


def content(name: str, text: str) -> str:
    """Give what an import writes."""
    return f"---\npermalink: /{name}/\norphan: true\n---\n\n{text}\n"


class Imports(RuleBasedStateMachine):
    """People write here, the old site changes, and imports are made, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.above = Path(tempfile.mkdtemp())
        self.site = NewSite(self.above)
        self.number = 0
        self.old: dict[str, str] = {}
        # What must be here: as a person left it, None for deleted; else the import's
        self.persons: dict[str, str | None] = {}
        self.imports: dict[str, str] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.above)

    def text(self) -> str:
        self.number += 1
        return f"Text {self.number}."

    @rule(name=NAMES)
    def old_site_changes(self, name: str) -> None:
        self.old[name] = self.text()

    @rule(name=NAMES)
    def old_site_loses(self, name: str) -> None:
        self.old.pop(name, None)

    @rule(name=NAMES)
    def person_writes(self, name: str) -> None:
        text = f"{self.text()}\n"
        self.site.write(f"pages/{name}.md", text)
        self.persons[name] = text

    @rule(name=NAMES)
    def person_deletes(self, name: str) -> None:
        (self.site.folder / f"pages/{name}.md").unlink(missing_ok=True)
        if name in self.imports:
            self.persons[name] = None
        else:  # no import knows of it
            self.persons.pop(name, None)

    def run_import(self, **options: Any) -> None:
        pages = [page(name, text) for name, text in sorted(self.old.items())]
        report = self.site.run(old_site(*pages), **options)
        for name, text in self.old.items():
            is_alike = self.persons.get(name) == content(name, text)
            if is_alike and "dry_run" not in options:
                del self.persons[name]  # it is what the import would write
                self.imports[name] = content(name, text)
        if not options:
            said = "\n".join(report.lines())
            assert [x for x in self.old if f"pages/{x}.md" not in said] == [
                name for name in self.old if name not in self.persons
            ]

    @rule()
    def is_imported(self) -> None:
        before = self.site.snapshot()
        self.run_import(dry_run=True)
        assert self.site.snapshot() == before
        self.run_import()
        for name, text in self.old.items():
            if name not in self.persons:
                self.imports[name] = content(name, text)
        self.check()
        before = self.site.snapshot()
        self.run_import()
        assert self.site.snapshot() == before

    @rule(name=NAMES)
    @precondition(lambda self: self.old)
    def one_is_forced(self, name: str) -> None:
        self.run_import(force=[f"pages/{name}.md"])
        if name in self.old:
            self.persons.pop(name, None)
        self.is_imported()

    @rule()
    def all_are_forced(self) -> None:
        self.run_import(force=())
        for name in self.old:
            if name in self.imports:
                self.persons.pop(name, None)
        self.is_imported()

    @rule()
    def manifest_is_lost(self) -> None:
        """Then what is there and is not the old site's counts as a person's."""
        (self.site.folder / "imported.json").unlink(missing_ok=True)
        for name, text in self.imports.items():
            if name not in self.persons:
                self.persons[name] = text
        self.persons = {x: text for x, text in self.persons.items() if text is not None}
        self.imports = {}

    def check(self) -> None:
        for name in ("a", "b"):
            path = self.site.folder / f"pages/{name}.md"
            here = path.read_text() if path.exists() else None
            assert here == self.persons.get(name, self.imports.get(name))


TestImports = Imports.TestCase
TestImports.settings = settings(stateful_step_count=20)
