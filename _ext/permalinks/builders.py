"""The ``html`` and ``dirhtml`` builders, asking the permalink table for every URL."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import INVENTORY_FILENAME, StandaloneHTMLBuilder
from sphinx.builders.html._build_info import BuildInfo
from sphinx.locale import __
from sphinx.util import logging
from sphinx.util.display import progress_message
from sphinx.util.osutil import copyfile

from permalinks import redirect_pages, search_index
from permalinks.assets import (
    PortableConfig,
    copied_files,
    drop_broken_build_info,
    extra_files,
)
from permalinks.collisions import Claim
from permalinks.errors import PermalinkError, Problem
from permalinks.finishing import begin, finish, is_finished, lacks_files
from permalinks.generated import anything_unfinished, known_generated, taken_files
from permalinks.inside import OutputFolder, links_in_the_way, problem_of_link
from permalinks.inventory import all_objects, dump, inventory_digest
from permalinks.outdated import outdated_documents
from permalinks.paths import Layout, Location, file_of_name, relative_to
from permalinks.plan import Plan, make_plan
from permalinks.published import (
    Record,
    is_made,
    moved,
    read_record,
    remove_stale,
    whole,
)
from permalinks.search_update import PermalinkIndexBuilder
from permalinks.table import PermalinkTable, source_of
from permalinks.unwritable import give_up, no_error_swallowed, tell_failure
from permalinks.whole_files import WholeFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

_STATIC = Path(__file__).parent / "static"
_SCRIPTS = (search_index.SCRIPT, redirect_pages.SCRIPT)


class PermalinkHTMLBuilder(StandaloneHTMLBuilder):
    """The ``html`` builder; ``permalink: x`` is the page ``x.html``."""

    folders: ClassVar[bool] = False
    _table: PermalinkTable | None = None
    _plan: Plan | None = None
    _refused = False
    failed = False
    knows_links = False  # an extension names the pages that link to what has moved
    has_news = True  # until we know that no document was read or removed

    def init(self) -> None:
        """Set the builder up, as Sphinx asks."""
        super().init()
        self.indexer_format = search_index.PermalinkSearchIndex(self)
        self._generated: dict[str, Location] = {}
        self._locations: dict[str, Location] = {}
        self._written: set[str] = set()  # of those, in this build
        self._files: set[str] = set()  # of other extensions, and no pages
        self.static_files: frozenset[str] = frozenset()
        self.inventory = ""
        self.folder = OutputFolder(Path(self.outdir))
        drop_broken_build_info(Path(self.outdir))

    def create_build_info(self) -> BuildInfo:
        """Make the digest that tells Sphinx whether the configuration has changed."""
        config: Any = PortableConfig(self)
        return BuildInfo(config, self.tags, frozenset({"html"}))

    # -- where pages go

    @property
    def layout(self) -> Layout:
        """How this builder makes files and URIs of permalinks."""
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
        """Give a page's URI, percent-encoded and relative to the site's root."""
        location = self.table.locations.get(docname)
        return location.uri if location else super().get_target_uri(docname, typ)

    def get_output_path(self, page_name: str, /) -> Path:
        """Give the file that a page is written to."""
        location = self.table.locations.get(page_name)
        if location:
            return WholeFile(self.outdir, location.file)
        return WholeFile(super().get_output_path(page_name))

    def location(self, pagename: str) -> Location:
        """Give a page's file and URI.

        :raises PermalinkError: if the file is outside the output folder
        """
        if known := self.table.locations.get(pagename) or self._locations.get(pagename):
            return known  # a permalink never leads out of the folder
        path = None
        if (file := file_of_name(pagename, self.layout)) is None:
            path = self.get_output_path(pagename)
            file = relative_to(path, self.outdir)
        if file is None:
            problem = Problem(
                where=source_of(self.env, pagename),
                key="path",
                value=str(path),
                reason="is outside the output folder",
                remedy="mend what asks for it",
            )
            raise PermalinkError([problem])
        found = Location(file, self.get_target_uri(pagename))
        return self._locations.setdefault(pagename, found)

    # -- before pages are written

    def get_outdated_docs(self) -> Iterator[str]:
        """Give the documents to write; all, if an image or the search index is gone."""
        if (found := outdated_documents(self)) is None:
            found = list(super().get_outdated_docs())
        yield from self.env.found_docs if lacks_files(self) else found

    def forget_table(self) -> None:
        """Derive table and plan again when they are next asked for."""
        if not self.has_news:
            return
        self._table = None
        self._plan = None
        self._locations.clear()

    @property
    def plan(self) -> Plan:
        """Where everything goes.

        :raises PermalinkError: naming everything that is wrong
        """
        if self._plan is None:
            pagenames = {*self.env.all_docs, *known_generated(self)}
            pages = {name: self.location(name) for name in sorted(pagenames)}
            self._plan = make_plan(
                *(self.env, self.table, self.layout, pages),
                extra=extra_files(self),
                taken=taken_files(self.events),
            )
        return self._plan

    @cached_property
    def last_record(self) -> Record:
        """What the last build left; this one writes its own over it."""
        return read_record(Path(self.outdir))

    def remove_moved(self) -> bool:
        """Delete the pages of documents that moved or are gone since the last build.

        :returns: whether a link to any document has changed
        """
        outdir, old = Path(self.outdir), self.last_record
        gone = moved(old.pages, self.plan.files)
        remove_stale(outdir, (old.pages[docname] for docname in gone))
        return bool(gone or moved(old.uris, self.plan.uris))

    # -- if they cannot be

    def build(  # type: ignore[misc]  # final for those who read: no other step has all
        self,
        docnames: Iterable[str] | None,
        summary: str | None = None,
        method: Literal["all", "specific", "update"] = "update",
    ) -> None:
        """Build, and tell of what cannot be written without a traceback."""
        try:
            super().build(docnames, summary, method)
        except Exception as error:
            if not tell_failure(self._sphinx, error):
                raise
            self.failed = True
            give_up(self._sphinx)

    @property
    def _sphinx(self) -> Sphinx:
        """The application; Sphinx 9 deprecates the name that Sphinx 8 has for it."""
        return self._app if hasattr(self, "_app") else self.app

    def refuse(self, error: PermalinkError) -> None:
        """Tell what is wrong, and let this build write nothing."""
        self.tell(error)
        logger.error("no page was written: the site stays as it was published")
        self._refused = True
        # For others who ask in what is left of the build
        documents = {name: self.location(name) for name in sorted(self.env.all_docs)}
        self._plan = Plan(documents, redirects=())

    def tell(self, error: PermalinkError) -> None:
        """Tell what is wrong; the build will end with status 1."""
        self.failed = True
        for problem in error.problems:
            if ":" in problem.where:  # a line: editors find it at the very front
                logger.error(problem.message, location=problem.where)
            else:
                logger.error(str(problem))

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Prepare, unless the build is refused."""
        if not self._refused:
            self.has_news = self.has_news or bool(docnames)
            if self.has_news:
                files = self.plan.files
                pages = [files[name] for name in docnames if name in files]
                if found := links_in_the_way(self, self.folder, pages):
                    self.refuse(PermalinkError(found))
                    return
            super().prepare_writing(docnames)
            if self.has_news:
                begin(self)

    def load_indexer(self, docnames: AbstractSet[str]) -> None:
        """Begin with the search index of the last build, if it will be written."""
        if self.indexer is None or not (docnames or self.has_news):
            return
        config = self.config
        self.indexer = indexer = PermalinkIndexBuilder(
            self.env,
            config.html_search_language or config.language,
            config.html_search_options,
            config.html_search_scorer,
        )
        try:
            path = Path(self.outdir, self.searchindex_filename)
            with path.open(encoding="utf-8") as file:
                indexer.begin(self.indexer_format.load(file), docnames)
        except (OSError, ValueError):
            if self.env.all_docs.keys() - docnames:
                logger.warning(
                    "the search index could not be read, and not all pages are "
                    "written: it will not have all. Remove the output folder",
                    type="permalinks",
                    subtype="search",
                )

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write pages, unless the build is refused."""
        if not self._refused:
            super().write_documents(docnames)

    def finish(self) -> None:
        """Write everything else, unless the build is refused or all is there."""
        if self._refused:
            return
        if self.has_news or anything_unfinished(self.events) or not is_finished(self):
            if not self.has_news:
                self.has_news = True
                self.load_indexer(set())
                begin(self)
            with no_error_swallowed(self._sphinx):
                super().finish()

    # -- while pages are written

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        **kwargs: Any,
    ) -> None:
        """Write a page, unless a redirect or a document's permalink is there."""
        if not kwargs.get("outfilename"):
            try:
                location = self.location(pagename)
                if location.file in self.plan.redirect_files:
                    return  # redirect_to; or ABlog's own page for its key "redirect"
                if not self.folder.has(location.file):
                    owner = source_of(self.env, pagename)
                    raise PermalinkError([problem_of_link(location.file, owner)])
                self._check_generated(pagename, location)
            except PermalinkError as error:
                self.tell(error)
                return
            if pagename not in self.env.all_docs:
                self._generated[pagename] = location
                self._written.add(pagename)
        super().handle_page(pagename, addctx, templatename, **kwargs)

    def keep_generated(self, pagename: str, *, written: bool = False) -> None:
        """Know of a page without a source that this process has not written.

        :param written: whether another process of this build has
        """
        self._generated[pagename] = self.location(pagename)
        if written:
            self._written.add(pagename)

    def keep_file(self, file: str) -> None:
        """Know of a file that an extension has written, one of those it told of."""
        self._files.add(file)

    def is_left_over(self, file: str) -> bool:
        """Say whether a file is one that the last build made, of a redirect say."""
        return is_made(Path(self.outdir), file, self.last_record)

    def _check_generated(self, pagename: str, location: Location) -> None:
        """Check a page without a source that nobody told of before."""
        if pagename in self.env.all_docs or pagename in self.plan.generated:
            return
        owner = source_of(self.env, pagename)
        if reason := self.plan.claims.conflict(Claim(location.file, owner)):
            remedy = "give the document another permalink"
            raise PermalinkError(
                [Problem(owner, "path", location.file, reason, remedy)]
            )

    # -- when pages are written

    def copy_assets(self) -> None:
        """Copy assets, unless the build is refused; note what is copied."""
        if not self._refused:
            super().copy_assets()
            self.static_files = copied_files(self)
            # Pages have the checksums of style sheets that are there.
            old = self.last_record.assets
            static = {file for file in old if file.startswith("_static/")}
            remove_stale(Path(self.outdir), static - self.static_files)

    def copy_static_files(self) -> None:
        """Copy static files, the scripts of this extension among them."""
        super().copy_static_files()
        for script in _SCRIPTS:
            copyfile(_STATIC / script, Path(self.outdir, "_static", script), force=True)

    def dump_inventory(self) -> None:
        """Write the inventory of the site for others, if it is another one."""
        self.inventory = inventory_digest(self, self._objects)
        path = Path(self.outdir, INVENTORY_FILENAME)
        if self.inventory != self.last_record.inventory or not path.is_file():
            with progress_message(__("dumping object inventory")), whole(path) as half:
                dump(half, self, self._objects)

    def handle_finish(self) -> None:
        """Write the search index, redirects and the sitemap; remember all, last."""
        self._objects = all_objects(self.env.domains.sorted())
        if isinstance(self.indexer, PermalinkIndexBuilder):
            self.indexer.objects = self._objects
        super().handle_finish()
        finish(self, self._generated, self._written, self._files)


class PermalinkDirectoryHTMLBuilder(PermalinkHTMLBuilder, DirectoryHTMLBuilder):
    """The ``dirhtml`` builder; ``permalink: x`` is the page ``x/index.html``."""

    name = "dirhtml"
    folders = True
