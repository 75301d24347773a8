"""The ``html`` and ``dirhtml`` builders, with every URL from the permalink table."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import INVENTORY_FILENAME
from sphinx.builders.html._build_info import BuildInfo
from sphinx.locale import __
from sphinx.util import logging
from sphinx.util.display import progress_message
from sphinx.util.osutil import copyfile

from permalink_blog.core.errors import PermalinkError
from permalink_blog.core.files import atomic_path
from permalink_blog.upstream.apply import is_on
from permalink_blog.upstream.sphinx.refused_builds import (
    REFUSED_BUILDS,
    pass_error_to_handlers,
)
from permalink_blog.upstream.sphinx.search.index_builder import (
    PermalinkIndexBuilder,
    all_objects,
)
from permalink_blog.upstream.sphinx.write_errors import (
    abort_build,
    no_error_swallowed,
    report_write_error,
)
from permalink_blog.urls import anchor_redirects, redirect_pages, search_page
from permalink_blog.urls.addressing import AddressedBuilder
from permalink_blog.urls.assets import (
    PortableConfig,
    copied_files,
    drop_broken_build_info,
)
from permalink_blog.urls.collected import CollectedPages
from permalink_blog.urls.completeness import is_finished, lacks_files
from permalink_blog.urls.finishing import begin, finish
from permalink_blog.urls.generated import anything_unfinished
from permalink_blog.urls.inventory import dump, inventory_digest
from permalink_blog.urls.other_files import OtherFiles
from permalink_blog.urls.outdated import outdated_documents
from permalink_blog.urls.output_folder import links_in_the_way, problem_of_link
from permalink_blog.urls.plan import UrlPlan
from permalink_blog.urls.record import remove_stale
from permalink_blog.urls.source_urls import copy_not_found_page
from permalink_blog.urls.table import source_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from permalink_blog.urls.record import BuildRecord


logger = logging.getLogger(__name__)

_STATIC = Path(__file__).parent / "static"
_OF_ABLOG = "ablog/redirect.html"
_SCRIPTS = (anchor_redirects.SCRIPT, search_page.SCRIPT, redirect_pages.SCRIPT)


class PermalinkHTMLBuilder(AddressedBuilder):
    """The ``html`` builder; ``permalink: x`` is the page ``x.html``."""

    _refused = False

    def init(self) -> None:
        """Set the builder up, as Sphinx asks."""
        super().init()
        self.indexer_format = search_page.PermalinkSearchIndex(self)
        self.shared.addresses = self
        self.written: set[str] = set()  # of ``generated``, in this build
        self._unexpected: set[str] = set()  # of those, at no moment that we know of
        self._is_generating = False
        self.surroundings = self.last_record.surroundings
        self.collected = CollectedPages(self)
        self.others = OtherFiles(self)
        self._is_update = False  # whether documents were read or written
        self.record: BuildRecord | None = None  # of this build, when it is known
        self.kept_files: frozenset[str] = frozenset()  # in the place of ours
        drop_broken_build_info(Path(self.outdir))

    def create_build_info(self) -> BuildInfo:
        """Make the digest that shows Sphinx whether the configuration has changed."""
        config: Any = PortableConfig(self)
        return BuildInfo(config, self.tags, frozenset({"html"}))

    # -- before pages are written

    def get_outdated_docs(self) -> Iterator[str]:
        """Yield the documents to write: all, if an image or the index is missing."""
        if (found := outdated_documents(self)) is None:
            found = list(super().get_outdated_docs())
        yield from self.env.found_docs if lacks_files(self) else found

    # -- if they cannot be

    def build(  # type: ignore[misc]  # final for those who read: no other step has all
        self,
        docnames: Iterable[str] | None,
        summary: str | None = None,
        method: Literal["all", "specific", "update"] = "update",
    ) -> None:
        """Build, and report files that cannot be written without a traceback.

        :param docnames: the documents to write; ``None`` for all
        :param summary: message that Sphinx logs
        :param method: of Sphinx: all documents, some, or those that have changed
        """
        try:
            super().build(docnames, summary, method)
        except Exception as error:
            if not report_write_error(self.sphinx_app, error):
                raise
            self.shared.failed = True
            abort_build(self.sphinx_app)

    def refuse(self, error: PermalinkError) -> None:
        """Report invalid permalinks, and write no page in this build."""
        self.report_problem(error)
        logger.error("no page was written: the site stays as it was published")
        self._refused = True
        if is_on(self.sphinx_app, REFUSED_BUILDS):
            pass_error_to_handlers(self.sphinx_app, error)
        # For others who ask in what is left of the build
        documents = {name: self.location(name) for name in sorted(self.env.all_docs)}
        self._plan = UrlPlan(documents, redirects=())

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
        self._is_update = self.has_news
        if self.has_news or anything_unfinished(self.events) or not is_finished(self):
            if not self.has_news:
                self.has_news = True
                self.load_indexer(set())
                begin(self)
            with no_error_swallowed(self.sphinx_app):
                super().finish()

    # -- while pages are written

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        **kwargs: Any,
    ) -> None:
        """Write a page, unless a redirect or a document's permalink has its path.

        An invalid path is reported, and the page not written.

        :param addctx: context of the template
        :param kwargs: of Sphinx; with ``outfilename`` the page goes to that file
        :raises PermalinkError: if the path leads out of the output folder or is taken
        """
        if not kwargs.get("outfilename"):
            try:
                is_document = pagename in self.env.all_docs
                if templatename == _OF_ABLOG or (
                    is_document and self.is_redirect(pagename)
                ):
                    return  # redirect_to; or ABlog's own page for its key "redirect"
                location = self.location(pagename)
                if not self.folder.has(location.file):
                    owner = source_of(self.env, pagename)
                    raise PermalinkError([problem_of_link(location.file, owner)])
                self._check_generated(pagename, location)
            except PermalinkError as error:
                self.report_problem(error)
                return
            if not is_document:
                self.generated[pagename] = location
                self.written.add(pagename)
                if not self._is_generating:
                    self._unexpected.add(pagename)
        super().handle_page(pagename, addctx, templatename, **kwargs)
        if pagename in self.generated and not kwargs.get("outfilename"):
            copy_not_found_page(self, pagename)

    def keep_generated(self, pagename: str, *, written: bool = False) -> None:
        """Record a generated page that this process has not written.

        :param written: whether another process of this build has
        """
        if pagename in self.env.all_docs:
            return  # a list over a document: known as the document's page
        self.generated[pagename] = self.location(pagename)
        if written:
            self.written.add(pagename)

    # -- when pages are written

    def gen_indices(self) -> None:
        """Write the indices."""
        with self._generating():
            super().gen_indices()

    def gen_pages_from_extensions(self) -> None:
        """Write the pages of extensions, and keep those that they do not make again."""
        with self._generating():
            self.collected.write(changed=self._is_update)

    def gen_additional_pages(self) -> None:
        """Write the pages that the configuration names."""
        with self._generating():
            super().gen_additional_pages()

    @contextmanager
    def _generating(self) -> Iterator[None]:
        self._is_generating = True
        try:
            yield
        finally:
            self._is_generating = False

    def copy_assets(self) -> None:
        """Copy assets, unless the build is refused; note what is copied."""
        if not self._refused:
            super().copy_assets()
            scripts = {f"_static/{script}" for script in _SCRIPTS}
            self.static_files = copied_files(self) | scripts
            # Pages have the checksums of style sheets that are there.
            old = self.last_record.assets
            static = {file for file in old if file.startswith("_static/")}
            remove_stale(Path(self.outdir), static - self.static_files)
            self.others.note_early()

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
            with (
                progress_message(__("dumping object inventory")),
                atomic_path(path) as half,
            ):
                dump(half, self, self._objects)

    def handle_finish(self) -> None:
        """Write the search index, redirects and the sitemap; remember all, last."""
        self._objects = all_objects(self.env.domains.sorted())
        if isinstance(self.indexer, PermalinkIndexBuilder):
            self.indexer.objects = self._objects
        super().handle_finish()
        self.collected.keep_others(self._unexpected)
        finish(self, self.generated, self.written, self._files)


class PermalinkDirectoryHTMLBuilder(PermalinkHTMLBuilder, DirectoryHTMLBuilder):
    """The ``dirhtml`` builder; ``permalink: x`` is the page ``x/index.html``."""

    name = "dirhtml"
    folders = True


# sphinx_sitemap (2.9.0) recognizes Sphinx's class by its name, not by isinstance, and
# would list b.html in the place of b/.
PermalinkDirectoryHTMLBuilder.__name__ = DirectoryHTMLBuilder.__name__
