"""All run-time changes of other projects, whether or not they are in use."""

from __future__ import annotations

from permalink_blog.upstream import (
    ablog,
    ablog_pages,
    ablog_templates,
    jinja,
    myst,
    myst_nb,
    python,
)
from permalink_blog.upstream.change import UpstreamChange
from permalink_blog.upstream.sphinx import (
    compared_config,
    guards,
    image_names,
    lazy_tocs,
    moved_folder,
    page_head,
    page_written,
    parallel_builder,
    refused_builds,
)

_MODULES = (
    *(
        compared_config,
        guards,
        image_names,
        lazy_tocs,
        moved_folder,
        page_head,
        page_written,
    ),
    *(parallel_builder, refused_builds, myst, myst_nb, jinja, python),
    *(ablog, ablog_pages, ablog_templates),
)


def all_changes() -> list[UpstreamChange]:
    """Return all changes, by name."""
    found = {
        value.name: value
        for module in _MODULES
        for value in vars(module).values()
        if isinstance(value, UpstreamChange)
    }
    return [found[name] for name in sorted(found)]
