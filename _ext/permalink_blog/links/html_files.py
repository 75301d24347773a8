"""Files beside a document that its raw HTML names.

``<a href="talk.pdf">`` and ``<figure><img src="a.png"></figure>`` are HTML that nobody
else reads: the page has it as it is written, wherever the page is, and the file is not
published. Here the file is copied as a download is, and the page has its URL. Names are
found as those of images are (:mod:`permalink_blog.core.source_files`).

Pages and documents are left alone, since a relative link to them is one within the
output; so are paths from the root (``/a.png``), which are the host's, and addresses of
files that are not here: the host may have them, so there is no warning.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes
from sphinx.util.osutil import relative_uri

from permalink_blog.core.source_files import find_file
from permalink_blog.core.untrusted.paths import is_hidden
from permalink_blog.links.addresses import addresses, replace_addresses
from permalink_blog.links.site import is_website
from permalink_blog.urls.paths import relative_to

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


FILES = "candidates"
"""Attribute of raw HTML, as images have one: addresses to paths from the source folder.

What is taken out of it before the document is written, is not published for it.
"""

_TAILS = "tails"  # attribute of raw HTML: addresses to query and fragment

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\?#]|\Z", re.IGNORECASE)
_TAIL = re.compile(r"[?#].*", re.DOTALL)
_PAGES = frozenset(  # also feeds and site maps, which a site generates
    {".html", ".htm", ".xhtml", ".xml", ".php", ".asp", ".aspx", ".jsp"}
)


@dataclass(frozen=True, slots=True, order=True)
class HtmlFile:
    """A file that raw HTML names.

    :ivar address: as it is written, without character references
    :ivar path: of the file, from the source folder; "" if there is none
    :ivar is_copied: whether it is published for the HTML alone
    """

    address: str
    path: str
    is_copied: bool


def files_of(env: BuildEnvironment) -> dict[str, tuple[HtmlFile, ...]]:
    """Return the files that raw HTML names, by docname."""
    if not hasattr(env, "jekyll_links_html_files"):
        env.jekyll_links_html_files = {}  # type: ignore[attr-defined]
    files: dict[str, tuple[HtmlFile, ...]] = env.jekyll_links_html_files  # type: ignore[attr-defined]
    return files


def find_html_files(app: Sphinx, doctree: nodes.document) -> None:
    """Find the files of a document's raw HTML (``doctree-read``)."""
    env, docname = app.env, app.env.docname
    files: set[HtmlFile] = set()
    for raw in doctree.findall(nodes.raw):
        if "html" not in raw.get("format", "").split():
            continue
        paths: dict[str, str] = {}
        tails: dict[str, str] = {}
        for address in addresses(raw.astext()):
            if _ELSEWHERE.match(address):
                continue
            path, tail = find_html_file(app, docname, address)
            is_copied = path != "" and not _published(app, path)
            files.add(HtmlFile(address, path, is_copied))
            if path:
                paths[address], tails[address] = path, tail
                env.note_dependency(path)
            if is_copied:
                env.dlfiles.add_file(docname, path)
        if paths:
            raw[FILES], raw[_TAILS] = paths, tails
    if files:
        files_of(env)[docname] = tuple(sorted(files))


def find_html_file(app: Sphinx, docname: str, address: str) -> tuple[str, str]:
    """Find the file beside a document that an address in HTML means.

    :param docname: of the document
    :param address: relative, percent-encoded or not
    :returns: its path from the source folder, and query and fragment; two empty texts
        for a missing file, one that is hidden or outside, a page and a document
    """
    root, folder = Path(app.srcdir), app.env.doc2path(docname).parent
    short = _TAIL.sub("", address)
    for path, tail in ((address, ""), (short, address.removeprefix(short))):
        file = find_file(folder, path, root=root)
        if file is None or file.suffix == ".*":
            continue
        inside = PurePosixPath(Path(os.path.relpath(file, root)).as_posix())
        if _is_page(app, inside) or _is_output(app, file, inside):
            break
        return str(inside), tail
    return "", ""


def _is_page(app: Sphinx, path: PurePosixPath) -> bool:
    return path.suffix.lower() in _PAGES | app.config.source_suffix.keys()


def _is_output(app: Sphinx, file: Path, inside: PurePosixPath) -> bool:
    """Return whether a file is hidden, or one that a build wrote."""
    return any(is_hidden(part) or part == "_build" for part in inside.parts) or any(
        relative_to(file, folder) for folder in (app.outdir, app.doctreedir)
    )


def _published(app: Sphinx, path: str) -> str:
    """Return where the site has a file without a copy for a document.

    :param path: from the source folder
    :returns: a path from the root of the site; "" if nothing publishes the file
    """
    file, config = Path(app.srcdir, path), app.config
    for place, entries in (
        ("_static/", config.html_static_path),
        ("", config.html_extra_path),
    ):
        for entry in entries:
            inside = relative_to(file, Path(app.confdir, entry))
            if inside is not None:
                return place + (file.name if inside == "." else inside)
    return ""


def resolve_html_files(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Set the URLs of files in raw HTML (``doctree-resolved``)."""
    if not is_website(app.builder):
        return
    page = app.builder.get_target_uri(docname)
    for raw in list(doctree.findall(nodes.raw)):
        paths: dict[str, str] = raw.get(FILES, {})
        found = {x: _published(app, p) or _copied(app, p) for x, p in paths.items()}
        uris = {
            address: relative_uri(page, quote(uri)) + raw[_TAILS][address]
            for address, uri in found.items()
            if uri
        }
        html = raw.astext()
        if uris and (new := replace_addresses(html, uris)) != html:
            raw[:] = [nodes.Text(new)]


def _copied(app: Sphinx, path: str) -> str:
    """Return where the copy of a file is; "" if it may not be copied."""
    downloads: Any = app.env.dlfiles
    _, copy = downloads.get(Path(path)) or downloads.get(path) or (set(), "")
    return f"_downloads/{copy}" if copy else ""


def reread_moved_files(
    app: Sphinx,
    env: BuildEnvironment,
    _added: set[str],
    _changed: set[str],
    removed: set[str],
) -> list[str]:
    """Read documents again whose files are elsewhere now (``env-get-outdated``)."""
    return [
        docname
        for docname, files in files_of(env).items()
        if docname not in removed
        and any(_has_moved(app, docname, file) for file in files)
    ]


def _has_moved(app: Sphinx, docname: str, file: HtmlFile) -> bool:
    path, _ = find_html_file(app, docname, file.address)
    is_copied = path != "" and not _published(app, path)
    return (path, is_copied) != (file.path, file.is_copied)


def forget_html_files(_app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget the files of a document (``env-purge-doc``)."""
    files_of(env).pop(docname, None)


def merge_html_files(
    _app: Sphinx,
    env: BuildEnvironment,
    docnames: Iterable[str],
    other: BuildEnvironment,
) -> None:
    """Add the files that a worker has read (``env-merge-info``)."""
    found = files_of(other)
    files_of(env).update({name: found[name] for name in docnames if name in found})
