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
from permalink_blog.upstream.change import Change
from permalink_blog.upstream.sphinx import (
    asked_once,
    compared_config,
    guards,
    image_names,
    lazy_tocs,
    page_written,
    parallel_builder,
    paths,
)

_MODULES = (
    *(asked_once, compared_config, guards, image_names, lazy_tocs, page_written),
    *(parallel_builder, paths, myst, myst_nb, jinja, python),
    *(ablog, ablog_pages, ablog_templates),
)


def all_changes() -> list[Change]:
    """Return all changes, by name."""
    found = {
        value.name: value
        for module in _MODULES
        for value in vars(module).values()
        if isinstance(value, Change)
    }
    return [found[name] for name in sorted(found)]
