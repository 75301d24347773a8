"""Permalinks: a page's URL is what its front matter says, wherever its source is.

``permalink: summer-2018`` makes ``summer-2018.html`` with the ``html`` builder and
``summer-2018/index.html`` with ``dirhtml``. Both builders ask one table where each
page goes, so every link that Sphinx and its extensions make is right. The rules are
Jekyll's (https://jekyllrb.com/docs/permalinks/); see ``guide/permalinks.md``.
"""

from __future__ import annotations

import time
from functools import partial
from types import NoneType
from typing import TYPE_CHECKING

from sphinx.util import logging

from jekyll_frontmatter.timezone import add_timezone
from permalinks import viewcode
from permalinks.builders import (
    PermalinkDirectoryHTMLBuilder,
    PermalinkHTMLBuilder,
)
from permalinks.complete_sitemap import list_all_pages
from permalinks.diagrams import note_modules
from permalinks.errors import PermalinkError
from permalinks.finishing import finish_others
from permalinks.folder_lock import hold_folders
from permalinks.generated import add_generated_pages_event
from permalinks.late_assets import leave_out_checksums
from permalinks.neighbours import warn_of_neighbours
from permalinks.null_characters import KeepNullCharacters
from permalinks.other_files import assets_of
from permalinks.robots import add_robots, read_robots
from permalinks.search_index import add_script
from permalinks.section_numbers import BEFORE_SPHINX, drop_section_numbers
from permalinks.source_urls import drop_own_url, report_moved
from permalinks.surroundings import surroundings_of
from permalinks.unwritable import telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


logger = logging.getLogger(__name__)

EXCLUDED = ["404", "genindex", "genindex-*", "search", "*/drafts", "*/drafts/page/*"]


def note_news(
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
    warn_of_neighbours(app, has_permalinks=bool(documents))
    try:
        moved = builder.remove_moved()
        warn_of_skipped(builder)
        if not builder.last_record.pages:
            report_moved(builder)
        return sorted(env.all_docs) if moved and not builder.knows_links else ()
    except PermalinkError as error:
        builder.refuse(error)
        return ()


def outdated_documents(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Return the documents to write again (``env-get-updated``, when all is numbered).

    These are all if anything has changed that they may show of others, unless an
    extension knows what each of them does show.
    """
    builder = app.builder
    if not isinstance(builder, PermalinkHTMLBuilder) or builder.knows_links:
        return ()
    if builder.has_news or not builder.surroundings:
        builder.surroundings = surroundings_of(builder)
    if builder.surroundings == builder.last_record.surroundings:
        return ()
    return sorted(env.all_docs)


def warn_of_skipped(builder: PermalinkHTMLBuilder) -> None:
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


def fail(app: Sphinx, exception: Exception | None) -> None:
    """Let a build that refused a page end with status 1 (``build-finished``)."""
    if isinstance(app.builder, PermalinkHTMLBuilder) and app.builder.failed:
        app.statuscode = 1


def settle_others(app: Sphinx, exception: Exception | None) -> None:
    """Remove what other extensions left and nobody shows (``build-finished``, last)."""
    builder = app.builder
    if isinstance(builder, PermalinkHTMLBuilder) and not (exception or builder.failed):
        finish_others(builder)


def note_start(start: int, before: Mapping[str, int], app: Sphinx) -> None:
    """Note in the builder how the build began (``builder-inited``)."""
    if isinstance(app.builder, PermalinkHTMLBuilder):
        app.builder.others.note_start(start, before)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    beginning = partial(note_start, time.time_ns(), assets_of(app.outdir))
    app.connect("builder-inited", beginning, priority=0)

    # The folders that it writes to, before anything in them is read
    hold_folders(app)

    # The builders, in the place of Sphinx's own
    app.add_builder(PermalinkHTMLBuilder, override=True)
    app.add_builder(PermalinkDirectoryHTMLBuilder, override=True)

    # What documents without a permalink of their own get
    app.add_config_value("permalink_style", None, "env", types=(str, dict, NoneType))
    add_timezone(app)
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
    app.connect("env-get-outdated", note_news)
    app.connect("env-before-read-docs", forget_table)
    app.connect("env-updated", settle_table)
    app.connect("env-get-updated", drop_section_numbers, priority=BEFORE_SPHINX)
    app.connect("env-get-updated", outdated_documents, priority=900)
    app.connect("build-finished", fail, priority=400)
    app.connect("build-finished", telling(settle_others), priority=10**6)
    app.connect("build-finished", list_all_pages, priority=450)

    # What viewcode makes of the code that documents link to
    viewcode.connect(app)

    # The code that diagrams show
    app.connect("doctree-read", note_modules)

    # Style sheets that are there in the second build, and not in the first
    app.connect("html-page-context", leave_out_checksums)

    app.add_transform(KeepNullCharacters)

    # What front matter asks of search engines
    app.connect("doctree-read", read_robots, priority=600)  # Sphinx' metadata: 500
    app.connect("html-page-context", add_robots)
    app.connect("html-page-context", drop_own_url)

    # The search page, whose script makes URLs on its own
    app.connect("html-page-context", add_script)

    return {
        "version": "0.1.0",
        # another keeps other things of documents: "robots", links to code, paths,
        # section numbers
        "env_version": 4,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
