"""The builders' URLs and output paths, read from the permalink table."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging

from permalink_blog.core.build import Build, build_of
from permalink_blog.core.errors import PermalinkError, PermalinkProblem
from permalink_blog.upstream.sphinx.atomic_path import AtomicPath
from permalink_blog.urls.assets import extra_files
from permalink_blog.urls.collisions import Claim
from permalink_blog.urls.fallback import places_of, settled_pages, without_problems
from permalink_blog.urls.generated import known_generated, taken_files
from permalink_blog.urls.output_folder import OutputFolder
from permalink_blog.urls.paths import Layout, Location, file_of_name, relative_to
from permalink_blog.urls.plan import UrlPlan, make_plan
from permalink_blog.urls.record import (
    BuildRecord,
    is_made,
    moved,
    read_record,
    remove_stale,
)
from permalink_blog.urls.table import PermalinkTable, source_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx


logger = logging.getLogger(__name__)


class AddressedBuilder(StandaloneHTMLBuilder):
    """A builder whose pages are where the permalink table has them."""

    folders: ClassVar[bool] = False
    inventory = ""  # hash of what is in objects.inv
    static_files: frozenset[str] = frozenset()
    has_news = True  # until we know that no document was read or removed
    _table: PermalinkTable | None = None
    _plan: UrlPlan | None = None

    def init(self) -> None:
        """Set the builder up, as Sphinx asks."""
        super().init()
        self._locations: dict[str, Location] = {}
        self.generated: dict[str, Location] = {}  # pages without a source
        self._files: set[str] = set()  # of other extensions, and no pages
        self.folder = OutputFolder(Path(self.outdir))

    @property
    def sphinx_app(self) -> Sphinx:
        """The application; Sphinx 9 deprecates the name that Sphinx 8 has for it."""
        return self._app if hasattr(self, "_app") else self.app

    @property
    def shared(self) -> Build:
        """Return what this build shares with other extensions."""
        return build_of(self.sphinx_app)

    @property
    def layout(self) -> Layout:
        """Return how this builder derives files and URIs from permalinks."""
        return Layout(
            folders=self.folders,
            file_suffix=self.out_suffix,
            link_suffix=self.link_suffix,
        )

    @property
    def table(self) -> PermalinkTable:
        """The permalink table of the environment as it is now."""
        if self._table is None:
            self._table = PermalinkTable.from_environment(self.env, self.layout)
        return self._table

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return a page's URI, percent-encoded and relative to the site's root.

        :param typ: ignored, as by Sphinx's HTML builders
        """
        location = self.table.locations.get(docname)
        return location.uri if location else super().get_target_uri(docname, typ)

    def get_output_path(self, page_name: str, /) -> Path:
        """Return the file that a page is written to.

        :param page_name: docname, or name of a generated page
        """
        location = self.table.locations.get(page_name)
        if location:
            return AtomicPath(self.outdir, location.file)
        return AtomicPath(super().get_output_path(page_name))

    def source_location(self, pagename: str) -> Location | None:
        """Return where Sphinx alone puts a page.

        :returns: ``None`` if that is outside the output folder
        """
        file = file_of_name(pagename, self.layout)
        if file is None:
            file = relative_to(super().get_output_path(pagename), self.outdir)
        return Location(file, super().get_target_uri(pagename)) if file else None

    def location(self, pagename: str) -> Location:
        """Return a page's file and URI.

        :raises PermalinkError: if the file is outside the output folder
        """
        if known := self.table.locations.get(pagename) or self._locations.get(pagename):
            return known  # a permalink never leads out of the folder
        path = None
        if (file := file_of_name(pagename, self.layout)) is None:
            path = self.get_output_path(pagename)
            file = relative_to(path, self.outdir)
        if file is None:
            problem = PermalinkProblem(
                where=source_of(self.env, pagename),
                key="path",
                value=str(path),
                reason="is outside the output folder",
                remedy="fix the extension or setting that sets this path",
            )
            raise PermalinkError([problem])
        found = Location(file, self.get_target_uri(pagename))
        return self._locations.setdefault(pagename, found)

    def keep_file(self, file: str) -> None:
        """Record a file that an extension has written and declared.

        :param file: relative to the output folder
        """
        self._files.add(file)

    def forget_table(self) -> None:
        """Derive table and plan again when they are next asked for."""
        if not self.has_news:
            return
        self._table = None
        self._plan = None
        self._locations.clear()

    @property
    def plan(self) -> UrlPlan:
        """Return where all pages, redirects and files go.

        :raises PermalinkError: with all problems, unless the build keeps going
        """
        if self._plan is None:
            pages = self._known_pages()
            plan, problems = self._make_plan(pages)
            if problems:
                error = PermalinkError(problems)
                if not self.shared.keeps_going:
                    raise error
                _log(error)
                self._table = without_problems(
                    self.table, problems, pages, self._fallback_locations
                )
                self._locations.clear()
                plan, _ = self._make_plan(self._known_pages())
            self._plan = plan
        return self._plan

    def _known_pages(self) -> dict[str, Location]:
        pagenames = {*self.env.all_docs, *known_generated(self)}
        return {name: self.location(name) for name in sorted(pagenames)}

    def _make_plan(
        self, pages: dict[str, Location]
    ) -> tuple[UrlPlan, list[PermalinkProblem]]:
        last = self.last_record if self.shared.keeps_going else BuildRecord()
        return make_plan(
            *(self.env, self.table, self.layout, pages),
            extra=extra_files(self),
            taken=taken_files(self.events),
            settled=settled_pages(pages, last),
        )

    def _fallback_locations(self, pagename: str) -> Iterator[Location]:
        source = self.source_location(pagename)
        return places_of(pagename, self.last_record, source, self.layout)

    def report_problem(self, error: PermalinkError) -> None:
        """Report what is wrong; the build will end with status 1."""
        self.shared.failed = True
        _log(error)

    @property
    def uris(self) -> Mapping[str, str]:
        """The URIs of documents, by docname."""
        return self.plan.uris

    @property
    def last_uris(self) -> Mapping[str, str]:
        """The URIs of documents in the last build, by docname."""
        return self.last_record.uris

    @cached_property
    def last_record(self) -> BuildRecord:
        """Return the record of the last build, which this build replaces."""
        return read_record(self.shared.output)

    def remove_moved(self) -> bool:
        """Delete the pages of documents that moved or are gone since the last build.

        :returns: whether a link to any document has changed
        """
        outdir, old = Path(self.outdir), self.last_record
        gone = moved(old.pages, self.plan.files)
        remove_stale(outdir, (old.pages[docname] for docname in gone))
        return bool(gone or moved(old.uris, self.plan.uris))

    def is_redirect(self, pagename: str) -> bool:
        """Return whether a redirect is published in place of a page.

        :raises PermalinkError: if the page's file is outside the output folder
        """
        return self.location(pagename).file in self.plan.redirect_files

    def is_left_over(self, file: str) -> bool:
        """Return whether the last build made a file, and nobody has changed it since.

        :param file: relative to the output folder
        """
        return is_made(Path(self.outdir), file, self.last_record)

    def _check_generated(self, pagename: str, location: Location) -> None:
        """Check a page without a source that was not announced before."""
        if pagename in self.env.all_docs or pagename in self.plan.generated:
            return
        owner = source_of(self.env, pagename)
        if reason := self.plan.page_claims.conflict(Claim(location.file, owner)):
            remedy = "give the document another permalink"
            raise PermalinkError(
                [PermalinkProblem(owner, "path", location.file, reason, remedy)]
            )


def _log(error: PermalinkError) -> None:
    for problem in error.problems:
        if ":" in problem.where:  # a line: editors find it at the very front
            logger.error(problem.message, location=problem.where)
        else:
            logger.error(str(problem))
