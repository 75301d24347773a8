"""Archives in toctrees: ``blog``, ``blog/archive``, ``blog/tag/python``.

They have no source, and Sphinx would report documents that do not exist. It has a list
of pages without a source that a toctree may have (``genindex``), to which they are
added here. Which archives there are is known when all documents have been read; others
are reported then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.directives.other import TocTree
from sphinx.domains.std import StandardDomain
from sphinx.util import docname_join, logging
from sphinx.util.nodes import explicit_title_re

from permalink_blog.core.priorities import BuildFinished, EnvUpdated
from permalink_blog.posts.blog import blog_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx import addnodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


_logger = logging.getLogger(__name__)

_WANTED = "blog_toctree_archives"  # of the environment
_KINDS = ("archive", "drafts", "tag", "category", "author", "location", "language")
_YEAR_DIGITS = 4
_NO_PAGES = ("singlehtml", "epub")  # builders that are HTML, and have no archives
_ORIGINAL = StandardDomain._virtual_doc_names


class _VirtualNames(dict[str, tuple[str, str]]):
    """Pages without a source, as Sphinx keeps them: name to page and title."""

    def __init__(self) -> None:
        super().__init__(_ORIGINAL)
        self.missing: set[str] = set()

    def __contains__(self, name: object) -> bool:
        """Return whether there is such a page.

        :raises LookupError: for an archive that does not exist: Sphinx then leaves the
            entry out. It has been reported, once and not for each page with navigation.
        """
        if name in self.missing:
            raise LookupError(name)
        return super().__contains__(name)


def wanted_archives(env: BuildEnvironment) -> dict[str, dict[str, int]]:
    """Return the archives in toctrees: docname to names with their lines."""
    if not hasattr(env, _WANTED):
        setattr(env, _WANTED, {})
    wanted: dict[str, dict[str, int]] = getattr(env, _WANTED)
    return wanted


def toctree_titles(env: BuildEnvironment) -> list[tuple[str, str]]:
    """Return what navigation shows of archives: their names and titles."""
    names = StandardDomain._virtual_doc_names
    found = {name for entries in wanted_archives(env).values() for name in entries}
    if not isinstance(names, _VirtualNames):
        return []
    return [(x, names[x][1]) for x in sorted(found & names.keys() - names.missing)]


class ArchiveTocTree(TocTree):
    """The directive ``toctree``, which takes archives as well."""

    def parse_content(self, toctree: addnodes.toctree) -> None:
        """Parse the entries, with archives among them.

        :param toctree: node of the directive
        """
        found = dict.fromkeys(self._archives(), self.lineno)
        if found:
            wanted_archives(self.env).setdefault(self.env.docname, {}).update(found)
            _virtual_names().update((name, (name, name)) for name in found)
        super().parse_content(toctree)
        # Only what has a source can be within a document, or its neighbour.
        files = toctree["includefiles"]
        toctree["includefiles"] = [name for name in files if name not in found]

    def _archives(self) -> Iterator[str]:
        for entry in self.content:
            explicit = explicit_title_re.match(entry)
            name = explicit.group(2) if explicit else entry
            if not name or "://" in name or name == "self":
                continue
            for suffix in self.config.source_suffix:
                if name.endswith(suffix):
                    break
            else:
                name = docname_join(self.env.docname, name)
                if name not in self.env.found_docs and self._may_be_archive(name):
                    yield name

    def _may_be_archive(self, name: str) -> bool:
        if any(char in name for char in "*?[") or name in _ORIGINAL:
            return False
        folder = self.config.blog_path
        if folder:
            return name == folder or name.startswith(f"{folder}/")
        first = name.split("/")[0]
        return first in _KINDS or (first.isdecimal() and len(first) == _YEAR_DIGITS)


def _virtual_names() -> _VirtualNames:
    names = StandardDomain._virtual_doc_names
    if not isinstance(names, _VirtualNames):
        names = _VirtualNames()
        # Sphinx 8.2 to 9 have no other way to add one.
        StandardDomain._virtual_doc_names = names  # type: ignore[misc]
    return names


def forget_names(*_args: Any) -> None:
    """Leave Sphinx as it was (``builder-inited``, ``build-finished``)."""
    StandardDomain._virtual_doc_names = _ORIGINAL  # type: ignore[misc]


def settle_names(app: Sphinx, env: BuildEnvironment) -> None:
    """Set the titles of archives, and report missing ones (``env-updated``)."""
    wanted = wanted_archives(env)
    if not wanted:
        return
    builder = app.builder
    has_pages = isinstance(builder, StandaloneHTMLBuilder)
    has_pages = has_pages and builder.name not in _NO_PAGES
    titles = _titles(app) if has_pages else {}
    names = _virtual_names()
    for docname, entries in sorted(wanted.items()):
        for name, line in entries.items():
            if name in env.found_docs:
                names.pop(name, None)
            elif name in titles:
                names[name] = (name, titles[name])
            else:
                names[name] = (name, name)
                names.missing.add(name)
                if has_pages:
                    _logger.warning(
                        "toctree contains reference to nonexisting document %r",
                        name,
                        location=(docname, line),
                        type="toc",
                        subtype="not_readable",
                    )


def _titles(app: Sphinx) -> dict[str, str]:
    """Return the archives of a blog and what they are called."""
    blog = blog_of(app)
    pages: list[Any] = [blog.posts, blog.drafts]
    for catalog in (*blog.catalogs.values(), blog.archive):
        collections = [collection for collection in catalog if len(collection)]
        pages += [catalog, *collections] if collections else []
    names = {str(docname): str(title) for docname, title in blog.references.values()}
    return {str(page.docname): names.get(str(page.docname), "") for page in pages}


def outdated_by_documents(
    _app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    _changed: set[str],
    _removed: set[str],
) -> set[str]:
    """Return the documents with an archive in a toctree that has become a document.

    (``env-get-outdated``)
    """
    wanted = wanted_archives(env)
    return {name for name, entries in wanted.items() if not added.isdisjoint(entries)}


def purge_wanted(_app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget the entries of a document (``env-purge-doc``)."""
    wanted_archives(env).pop(docname, None)


def merge_wanted(
    _app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment
) -> None:
    """Add the entries that a worker has read (``env-merge-info``)."""
    found = wanted_archives(other)
    kept = {name: found[name] for name in docnames if name in found}
    wanted_archives(env).update(kept)


def add_archives_to_toctrees(app: Sphinx) -> None:
    """Enable archives in toctrees.

    :param app: the application
    """
    app.add_directive("toctree", ArchiveTocTree, override=True)
    app.connect("builder-inited", forget_names)
    app.connect("env-get-outdated", outdated_by_documents)
    app.connect("env-purge-doc", purge_wanted)
    app.connect("env-merge-info", merge_wanted)
    app.connect("env-updated", settle_names, priority=EnvUpdated.TOCTREES)
    app.connect("build-finished", forget_names, priority=BuildFinished.LAST)
