"""The files that an import wants to be here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from permalink_blog.core.front_matter_source import line_of_key
from permalink_blog.urls.paths import collision_key
from permalink_blog.urls.redirect_sources import FROM_KEYS
from permalink_blog.urls.url_list.documents import urls_of
from permalink_blog.urls.url_list.file import place
from permalink_blog.urls.variants import bare_key
from permalink_import.files import read_old
from permalink_import.model import DocumentKind, Finding, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from permalink_import.model import ImportedAsset, ImportedDocument, OldSite


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    """A file that an import wants to be here.

    :param source: file of the old site, relative to its root; "" if the importer made
        the content
    :param target: file here, relative to the source folder
    :param read: returns the content; raises :class:`OSError` or ``UnsafePathError``
    :param document: a document whose text :mod:`permalink_import.converting` converts;
        until then it cannot be read
    :param path: that its URL has in common with all that name the same file; ``None``
        if it has no URL
    :param urls: what the spellings of each URL that it asks for have in common
        (:func:`permalink_blog.urls.variants.bare_key`)
    :param is_document: it has front matter
    """

    source: str
    target: str
    read: Callable[[], bytes]
    document: ImportedDocument | None = None
    path: str | None = None
    urls: frozenset[str] = frozenset()
    is_document: bool = False

    def failed(self, reason: str, detail: str = "") -> Finding:
        """Return that it is not imported.

        :param detail: what is special about this file
        """
        return Finding(
            outcome=Outcome.FAILED,
            source=self.source or self.target,
            line=0,
            what=f"{self.target} ({detail})" if detail else self.target,
            reason=reason,
        )


def pieces_of(site: OldSite, root: Path) -> Iterator[ImportedFile]:
    """Make the pieces of an old site, the documents first.

    :param root: its folder
    """
    for document in site.documents:
        yield _of_document(document)
    for asset in site.assets:
        yield _of_asset(asset, root)


def _of_document(document: ImportedDocument) -> ImportedFile:
    front_matter = document.front_matter
    asks = document.url is None or any(key in front_matter for key in FROM_KEYS)
    text = text_of(document, front_matter, "")
    urls = set(urls_of(document.target, text)) if asks else set()
    if document.url is not None:
        urls.add(bare_key(document.url))
    return ImportedFile(
        source=document.source,
        target=document.target,
        read=_read_unconverted,
        document=document,
        path=_path(document.url),
        urls=frozenset(urls),
        is_document=True,
    )


def _read_unconverted() -> bytes:
    msg = "the text is not converted yet"
    raise RuntimeError(msg)


def _of_asset(asset: ImportedAsset, root: Path) -> ImportedFile:
    content = asset.content

    def read() -> bytes:
        return read_old(root, asset.source) if content is None else content

    return ImportedFile(
        source=asset.source,
        target=asset.target,
        read=read,
        path=_path(asset.url),
        urls=frozenset() if asset.url is None else frozenset({bare_key(asset.url)}),
    )


def _path(url: str | None) -> str | None:
    return None if url is None else collision_key(place(url)).removesuffix(".html")


def text_of(document: ImportedDocument, front_matter: str, body: str) -> str:
    """Return the text of a document's file.

    A page of a blog is in no table of contents, which its front matter has to say.

    :param front_matter: YAML without its fences, or a field list
    :param body: the text below, converted
    """
    front_matter, body = front_matter.strip("\n"), body.strip("\n")
    is_field_list = document.target.endswith((".rst", ".txt"))
    if (
        document.kind is DocumentKind.PAGE
        and line_of_key(front_matter, "orphan") is None
    ):
        orphan = ":orphan:" if is_field_list else "orphan: true"
        front_matter = f"{front_matter}\n{orphan}".strip("\n")
    if is_field_list:
        above = front_matter
    elif front_matter or body.startswith("---"):
        above = f"---\n{front_matter}\n---" if front_matter else "---\n---"
    else:
        above = ""
    text = "\n\n".join(part for part in (above, body) if part)
    return f"{text}\n"
