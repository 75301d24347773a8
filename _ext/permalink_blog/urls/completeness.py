"""Checks whether an output folder is complete."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import INVENTORY_FILENAME

from permalink_blog.core.files import string_digest
from permalink_blog.frontmatter.modified import DATED, dates_of_posts
from permalink_blog.posts.drafts import drafts
from permalink_blog.urls.record import is_complete
from permalink_blog.urls.robots import ROBOTS, SITEMAP

if TYPE_CHECKING:
    from permalink_blog.urls.addressing import AddressedBuilder


OF_SPHINX = (".buildinfo", INVENTORY_FILENAME)


def is_finished(builder: AddressedBuilder) -> bool:
    """Return whether all is there already, if no document was read or written."""
    outdir, record = Path(builder.outdir), builder.last_record
    files = {*record.pages.values(), *record.made, *OF_SPHINX}
    return record.inputs == inputs_of(builder) and is_complete(outdir, files)


def lacks_files(builder: AddressedBuilder) -> bool:
    """Return whether files are gone that only writing all documents can make."""
    outdir, record = Path(builder.outdir), builder.last_record
    files = {file for file in record.assets if not file.startswith("_static/")}
    if builder.search:
        files.add(builder.searchindex_filename)
    return bool(record.inputs) and not is_complete(outdir, files)


def inputs_of(builder: AddressedBuilder) -> str:
    """Return a digest of what decides, besides the documents, what is there.

    Redirects may be in a file of their own, and a post that was in the future may be
    so no longer.
    """
    env, plan, info = builder.env, builder.plan, builder.build_info
    parts: list[object] = [
        info.config_hash,
        info.tags_hash,
        plan.uris,
        sorted(drafts(env)),
    ]
    parts += [plan.redirects, plan.by_host]
    parts += [sorted(builder.static_files), builder.config.permalink_timezone]
    keys = (*DATED, SITEMAP, ROBOTS)
    for name in plan.documents:
        parts += [env.metadata[name].get(key) for key in keys]
        parts += dates_of_posts(env, name)
    return string_digest(repr(parts))
