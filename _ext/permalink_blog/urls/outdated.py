"""A faster ``get_outdated_docs()``, which compares times without ``Path`` objects.

Sphinx makes several path objects of each document for it, in every build.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html._build_info import BuildInfo

if TYPE_CHECKING:
    from permalink_blog.urls.addressing import AddressedBuilder


def outdated_documents(builder: AddressedBuilder) -> list[str] | None:
    """Return the documents without a page, or that are newer than it.

    As ``StandaloneHTMLBuilder.get_outdated_docs`` does, if configuration and templates
    are those of the last build. The tracker of a build compares contents, and no time
    is asked for: in a checkout all files are new.

    :returns: ``None`` if configuration or templates have changed, which Sphinx handles
    """
    path = Path(builder.outdir, ".buildinfo")
    templates = None if builder.shared.tracker else _template_time(builder)
    try:
        if BuildInfo.load(path) != builder.build_info:
            return None
        if templates is not None and templates > _changed(path):
            return None
    except (OSError, ValueError):
        return None
    return [x for x in builder.env.found_docs if _is_outdated(builder, x, templates)]


def _is_outdated(
    builder: AddressedBuilder, docname: str, templates: int | None
) -> bool:
    env = builder.env
    if docname not in env.all_docs:
        return True
    file, source = builder.location(docname).file, env.doc2path(docname, base=False)
    page = f"{os.fspath(builder.outdir)}/{file}"
    if templates is None:
        return not os.path.isfile(page)  # noqa: PTH113 - no path is made
    try:
        written = _changed(page)
    except OSError:
        written = 0
    try:
        changed = _changed(f"{os.fspath(builder.srcdir)}/{source}")
    except OSError:
        return False  # it is gone since documents were looked for
    return max(changed, templates) > written


def _template_time(builder: AddressedBuilder) -> int:
    templates = builder.templates
    return int(templates.newest_template_mtime() * 10**6) if templates else 0


def _changed(path: str | os.PathLike[str]) -> int:
    """Return a file's modification time in microseconds, rounded up as Sphinx does."""
    return -(os.stat(path).st_mtime_ns // -1_000)  # noqa: PTH116 - no path is made
