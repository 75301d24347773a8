"""The parts of the site that any page may show: navigation, templates and styles."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from permalink_blog.core.files import node_digest
from permalink_blog.core.installed import installed_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment


_THEME_SUFFIXES = frozenset(
    (".css", ".html", ".js", ".jinja", ".css_t", ".js_t", ".xml")
)


def navigation(builder: StandaloneHTMLBuilder) -> list[object]:
    """Return what themes make navigation of, as what can be written as JSON.

    These are all toctrees with their options, the titles and numbers of the documents
    in them, and the indices that there are.
    """
    env = builder.env
    includes = env.toctree_includes
    shown = {name for names in includes.values() for name in names} | {*includes}
    pages = [
        [
            *(docname, builder.get_target_uri(docname)),
            *(title_digest(env, docname), toc_digest(env, docname)),
        ]
        for docname in sorted(shown & env.all_docs.keys())
    ]
    return [sorted(includes.items()), pages, [*_indices(builder)]]


def title_digest(env: BuildEnvironment, docname: str) -> str:
    """Return a digest of a document's title, with its markup and number."""
    return node_digest(env.titles.get(docname))


def toc_digest(env: BuildEnvironment, docname: str) -> str:
    """Return a digest of a document's table of contents, and of toctrees in it."""
    digest_of: Callable[[str], str] | None = getattr(env.tocs, "digest", None)
    return node_digest(env.tocs[docname]) if digest_of is None else digest_of(docname)


def _indices(builder: StandaloneHTMLBuilder) -> Iterator[str]:
    """Yield the names of the indices that have entries, which pages may link to.

    As Sphinx chooses them in ``prepare_writing``, which is later than this is asked.
    """
    asked: Any = builder.config.html_domain_indices
    for domain in builder.env.domains.sorted() if asked else ():
        for index in domain.indices:
            name = f"{domain.name}-{index.name}"
            if (isinstance(asked, bool) or name in asked) and _has_entries(
                domain, index
            ):
                yield name


def _has_entries(domain: Domain, index: Any) -> bool:
    content, _collapse = index(domain).generate()
    return bool(content)


def theme_file_digests(builder: StandaloneHTMLBuilder) -> list[tuple[str, str]]:
    """Return path and digest of each template, style sheet and script of the site.

    A template that is gone has no time of its last change, and the checksum of a style
    sheet is in the links to it, but for a preview
    (:mod:`permalink_blog.preview.styles`).

    The code of a theme is the same while :func:`installed_digest` is.

    :returns: paths relative to their folder, wherever that is
    """
    config, confdir = builder.config, Path(builder.confdir)
    folders = [
        confdir / name for name in (*config.templates_path, *config.html_static_path)
    ]
    folders += map(Path, builder.theme.get_theme_dirs() if builder.theme else ())
    is_preview = getattr(config, "blog_preview", False)
    suffixes = _THEME_SUFFIXES - ({".css"} if is_preview else set())
    return [("", installed_digest()), *_digests(folders, suffixes)]


def _digests(
    folders: Iterable[Path], suffixes: AbstractSet[str]
) -> Iterator[tuple[str, str]]:
    for folder in folders:
        for path in sorted([folder, *folder.rglob("*")]):
            if path.is_file() and path.suffix in suffixes:
                content = hashlib.sha256(path.read_bytes()).hexdigest()
                yield os.path.relpath(path, folder), content
