"""The parts of the extension ``permalink_blog.urls``, connected."""

from __future__ import annotations

import time
from functools import partial
from types import NoneType
from typing import TYPE_CHECKING

from sphinx.util import logging

from permalink_blog.core.build import build_of, commit_output
from permalink_blog.core.errors import PermalinkError
from permalink_blog.core.events import add_generated_pages_event
from permalink_blog.core.priorities import (
    BuilderInited,
    BuildFinished,
    DoctreeRead,
    EnvGetUpdated,
)
from permalink_blog.core.stored_front_matter import add_front_matter
from permalink_blog.core.timezone import add_timezone
from permalink_blog.core.version import extension_metadata
from permalink_blog.upstream.sphinx.write_errors import reporting_write_errors
from permalink_blog.urls import anchor_redirects, viewcode
from permalink_blog.urls.anchors import AnchorCollector
from permalink_blog.urls.builders import (
    PermalinkDirectoryHTMLBuilder,
    PermalinkHTMLBuilder,
)
from permalink_blog.urls.complete_sitemap import list_all_pages
from permalink_blog.urls.diagrams import note_modules
from permalink_blog.urls.extra_files import EXCLUDED
from permalink_blog.urls.finishing import finish_others
from permalink_blog.urls.folder_lock import hold_folders
from permalink_blog.urls.heading_ids import StableHeadingIds
from permalink_blog.urls.incompatible import warn_of_incompatible_extensions
from permalink_blog.urls.late_assets import leave_out_checksums
from permalink_blog.urls.moved_anchors import add_moved_anchors
from permalink_blog.urls.null_characters import KeepNullCharacters
from permalink_blog.urls.other_files import assets_of
from permalink_blog.urls.robots import add_robots, read_robots
from permalink_blog.urls.search_page import add_script
from permalink_blog.urls.section_numbers import drop_section_numbers
from permalink_blog.urls.source_urls import drop_own_url, report_moved
from permalink_blog.urls.surroundings import surroundings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


logger = logging.getLogger(__name__)


def note_changes(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> list[str]:
    """Note whether there is anything new to publish (``env-get-outdated``).

    :returns: the documents to read again: all, if only then an extension makes again
        what it has made of them
    """
    builder = app.builder
    if not isinstance(builder, PermalinkHTMLBuilder):
        return []
    builder.has_news = bool(added or changed or removed)
    builder.collected.begin()
    if builder.collected.need_all_documents(changed=builder.has_news):
        return sorted(env.found_docs - added)
    return []


def forget_table(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Drop what the last build's front matter said (``env-before-read-docs``)."""
    if isinstance(app.builder, PermalinkHTMLBuilder):
        app.builder.has_news = app.builder.has_news or bool(docnames)
        app.builder.collected.note_reading(docnames)
        app.builder.forget_table()


def settle_table(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Check the table when all documents are read (``env-updated``).

    What is wrong is an error each, with file and line; then nothing is written, and
    ``sphinx-build`` ends with status 1.

    :returns: the documents to write again: all of them if any has moved, since
        whichever links to it must, unless an extension knows which those are
    """
    builder = app.builder
    if not isinstance(builder, PermalinkHTMLBuilder):
        return ()
    builder.forget_table()
    documents = builder.table.locations.keys() & env.all_docs
    warn_of_incompatible_extensions(app, has_permalinks=bool(documents))
    try:
        moved = builder.remove_moved()
        warn_of_skipped_documents(builder)
        if not builder.last_record.pages:
            report_moved(builder)
        tracker = build_of(app).tracker
        return sorted(env.all_docs) if moved and not tracker else ()
    except PermalinkError as error:
        builder.refuse(error)
        return ()


def outdated_documents(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Return the documents to write again (``env-get-updated``, when all is numbered).

    These are all if anything has changed that they may show of others, unless an
    extension knows what each of them does show.
    """
    builder = app.builder
    if not isinstance(builder, PermalinkHTMLBuilder) or build_of(app).tracker:
        return ()
    if builder.has_news or not builder.surroundings:
        builder.surroundings = surroundings_of(builder)
    if builder.surroundings == builder.last_record.surroundings:
        return ()
    return sorted(env.all_docs)


def warn_of_skipped_documents(builder: PermalinkHTMLBuilder) -> None:
    """Warn about the redirects that this build does not make."""
    for problem in builder.plan.skipped:
        has_line = ":" in problem.where
        logger.warning(
            "%s",
            problem.message if has_line else problem,
            location=problem.where if has_line else None,
            type="permalinks",
            subtype="redirect",
        )


def set_failed_status(app: Sphinx, exception: Exception | None) -> None:
    """Set exit status 1 after a build with an error (``build-finished``)."""
    if build_of(app).failed:
        app.statuscode = 1


def settle_others(app: Sphinx, exception: Exception | None) -> None:
    """Remove what other extensions left and nobody shows (``build-finished``, last)."""
    builder = app.builder
    failed = exception is not None or build_of(app).failed
    if isinstance(builder, PermalinkHTMLBuilder) and not failed:
        finish_others(builder)


def note_start(start: int, before: Mapping[str, int], app: Sphinx) -> None:
    """Record in the builder how the build began (``builder-inited``).

    :param start: time in nanoseconds since 1970
    :param before: style sheets and scripts that existed then, see
        :func:`~permalink_blog.urls.other_files.assets_of`
    """
    if isinstance(app.builder, PermalinkHTMLBuilder):
        app.builder.others.note_start(start, before)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    beginning = partial(note_start, time.time_ns(), assets_of(app.outdir))
    app.connect("builder-inited", beginning, priority=BuilderInited.FIRST)

    # The folders that it writes to, before anything in them is read
    hold_folders(app)

    # The builders, in the place of Sphinx's own
    app.add_builder(PermalinkHTMLBuilder, override=True)
    app.add_builder(PermalinkDirectoryHTMLBuilder, override=True)

    # What documents without a permalink of their own get
    app.add_config_value("permalink_style", None, "env", types=(str, dict, NoneType))
    add_timezone(app)
    add_front_matter(app)
    # Pages without a source; hosts look for /404.html, never for /404/index.html
    app.add_config_value("permalink_pages", {"404": "/404.html"}, "html", types=dict)
    # Old URLs, each with what answers instead: a mapping, or the name of a file
    app.add_config_value("permalink_redirects", {}, "html", types=(dict, str))
    app.add_config_value("permalink_host_redirects", False, "html", types=bool)
    app.add_config_value("permalink_spellings", True, "html", types=bool)
    app.add_config_value("permalink_source_urls", True, "html", types=bool)
    # What search engines are told
    app.add_config_value("permalink_sitemap", True, "html", types=bool)
    app.add_config_value("permalink_sitemap_exclude", EXCLUDED, "html", types=list)

    # Extensions that generate pages return their names here, before any is written
    add_generated_pages_event(app)

    # The table: from the front matter, once it is all read
    app.connect("env-get-outdated", note_changes)
    app.connect("env-before-read-docs", forget_table)
    app.connect("env-updated", settle_table)
    app.connect(
        "env-get-updated", drop_section_numbers, priority=EnvGetUpdated.BEFORE_SPHINX
    )
    app.connect("env-get-updated", outdated_documents, priority=EnvGetUpdated.NUMBERED)
    app.connect("build-finished", set_failed_status, priority=BuildFinished.STATUS)
    app.connect(
        "build-finished",
        reporting_write_errors(settle_others),
        priority=BuildFinished.LAST,
    )
    app.connect(
        "build-finished",
        reporting_write_errors(commit_output),
        priority=BuildFinished.STORE,
    )
    app.connect("build-finished", list_all_pages, priority=BuildFinished.BEFORE_SITEMAP)

    # What readers may link to in a page, for the list of published anchors
    app.add_env_collector(AnchorCollector)
    app.connect("doctree-read", add_moved_anchors, priority=DoctreeRead.ANCHORS)
    anchor_redirects.connect(app)

    # What viewcode makes of the code that documents link to
    viewcode.connect(app)

    # The code that diagrams show
    app.connect("doctree-read", note_modules)

    # Style sheets that are there in the second build, and not in the first
    app.connect("html-page-context", leave_out_checksums)

    app.add_transform(KeepNullCharacters)
    app.add_transform(StableHeadingIds)

    # What front matter asks of search engines
    app.connect("doctree-read", read_robots, priority=DoctreeRead.ANCHORS)
    app.connect("html-page-context", add_robots)
    app.connect("html-page-context", drop_own_url)

    # The search page, whose script makes URLs on its own
    app.connect("html-page-context", add_script)

    # another keeps other things of documents: "robots", links to code, paths,
    # section numbers, anchors, ids of headings
    return extension_metadata(env_version=7)
