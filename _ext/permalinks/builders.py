"""The ``html`` and ``dirhtml`` builders, asking the permalink table for every URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import copyfile

from permalinks.collisions import Claim, Claims
from permalinks.errors import PermalinkError, Problem
from permalinks.paths import relative_to
from permalinks.published import moved, read_record, remove_stale, write_record
from permalinks.search_index import SCRIPT, PermalinkSearchIndex
from permalinks.table import (
    Layout,
    PermalinkTable,
    claims_of,
    find_collisions,
    source_of,
)

_STATIC = Path(__file__).parent / "static"


class PermalinkHTMLBuilder(StandaloneHTMLBuilder):
    """The ``html`` builder; ``permalink: x`` is the page ``x.html``."""

    folders: ClassVar[bool] = False
    _table: PermalinkTable | None = None
    _claims: Claims | None = None

    def init(self) -> None:
        """Set the builder up, as Sphinx asks."""
        super().init()
        self.indexer_format = PermalinkSearchIndex(self)

    @property
    def table(self) -> PermalinkTable:
        """The permalink table of the environment as it is now."""
        if self._table is None:
            layout = Layout(
                folders=self.folders,
                file_suffix=self.out_suffix,
                link_suffix=self.link_suffix,
            )
            self._table = PermalinkTable.from_environment(self.env, layout)
        return self._table

    def forget_table(self) -> None:
        """Derive the table again when it is next asked for."""
        self._table = None
        self._claims = None

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Give a page's URI, percent-encoded and relative to the site's root."""
        location = self.table.locations.get(docname)
        return location.uri if location else super().get_target_uri(docname, typ)

    def get_output_path(self, page_name: str, /) -> Path:
        """Give the file that a page is written to."""
        location = self.table.locations.get(page_name)
        if location:
            return Path(self.outdir, location.file)
        return super().get_output_path(page_name)

    def output_file(self, pagename: str) -> str:
        """Give the file of a page, relative to the output folder.

        :raises PermalinkError: if that is outside the output folder
        """
        path = self.get_output_path(pagename)
        file = relative_to(path, self.outdir)
        if file is None:
            raise PermalinkError(
                [
                    Problem(
                        where=source_of(self.env, pagename),
                        key="path",
                        value=str(path),
                        reason="is outside the output folder",
                        remedy="mend what asks for it (a redirect in front matter?)",
                    )
                ]
            )
        return file

    def check_permalinks(self) -> None:
        """Find everything wrong with the permalinks, before anything is written.

        :raises PermalinkError: naming all of it
        """
        generated = self._generated_pagenames()
        pagenames = sorted({*self.env.all_docs, *generated} - {*self.table.locations})
        collisions = find_collisions(
            self.env,
            self.table,
            generated=generated,
            others=[self._claim(pagename) for pagename in pagenames],
        )
        problems = (*self.table.problems, *collisions)
        if problems:
            raise PermalinkError(problems)

    def _claim(self, pagename: str) -> Claim:
        return Claim(self.output_file(pagename), source_of(self.env, pagename))

    def _generated_pagenames(self) -> set[str]:
        """Name the pages without a source that are known before writing."""
        pagenames = set(self.config.html_additional_pages)
        if self.use_index:
            pagenames.add("genindex")
        if self.search:
            pagenames.add("search")
        return pagenames

    def remove_moved(self) -> frozenset[str]:
        """Delete the pages of documents that moved or are gone since the last build.

        :returns: the docnames of these documents
        """
        old = read_record(Path(self.outdir))
        gone = moved(old, self.document_files())
        remove_stale(Path(self.outdir), (old[docname] for docname in gone))
        return gone

    def record_published(self) -> None:
        """Remember where the documents are, for the next build."""
        write_record(Path(self.outdir), self.document_files())

    def document_files(self) -> dict[str, str]:
        """Map each docname to its file, relative to the output folder."""
        return {docname: self.output_file(docname) for docname in self.env.all_docs}

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        **kwargs: Any,
    ) -> None:
        """Write a page, unless it would overwrite a document's.

        :raises PermalinkError: if a generated page (an archive, say) wants the place
            of a permalink
        """
        if pagename not in self.env.all_docs and not kwargs.get("outfilename"):
            claim = self._claim(pagename)
            if self._claims is None:
                self._claims = claims_of(self.env, self.table)
            if reason := self._claims.conflict(claim):
                remedy = "give the document another permalink"
                problem = Problem(claim.owner, "path", claim.file, reason, remedy)
                raise PermalinkError([problem])
        super().handle_page(pagename, addctx, templatename, **kwargs)

    def copy_static_files(self) -> None:
        """Copy static files, the search page's script among them."""
        super().copy_static_files()
        copyfile(_STATIC / SCRIPT, Path(self.outdir, "_static", SCRIPT), force=True)


class PermalinkDirectoryHTMLBuilder(PermalinkHTMLBuilder, DirectoryHTMLBuilder):
    """The ``dirhtml`` builder; ``permalink: x`` is the page ``x/index.html``."""

    name = "dirhtml"
    folders = True
