"""Files that Jekyll publishes as they are."""

from __future__ import annotations

import re
from dataclasses import replace
from posixpath import basename, splitext
from typing import TYPE_CHECKING, Any

from permalink_import.jekyll.special import NOT_FOUND
from permalink_import.jekyll.tree import Role
from permalink_import.jekyll.urls import static_place
from permalink_import.model import Finding, ImportedAsset, Outcome, Topic
from permalink_import.proposed_targets import public_target
from permalink_import.sources.urls import path_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from permalink_import.jekyll.config import JekyllConfig
    from permalink_import.jekyll.tree import SiteFile


# What the build makes itself, so that an old one would stand in its way.
_OURS = {
    "index.html": (
        "The landing page here is made from index.md. Put the content of index.html "
        "there"
    ),
    "404.html": NOT_FOUND,
    "blog/atom.xml": (
        "The feed here has this path. Look whether the old one said more than the posts"
    ),
}
_UNPUBLISHED = (
    "Files with published: false were not published. Copy by hand to public/ what you "
    "need"
)
# https://github.com/benbalter/jekyll-optional-front-matter
_NO_PAGES = re.compile(
    "(README|LICEN[SC]E|COPYING|CODE_OF_CONDUCT|CONTRIBUTING|CONTRIBUTORS|SECURITY"
    "|SUPPORT|ISSUE_TEMPLATE|PULL_REQUEST_TEMPLATE)",
    re.IGNORECASE,
)


def assets_of(
    files: Iterable[SiteFile], config: JekyllConfig
) -> tuple[dict[str, ImportedAsset], list[Finding]]:
    """Place the files without front matter.

    :param files: static ones, of the site and of collections
    :param config: whose defaults may leave files unpublished
    :returns: path in the source folder to the file here, and what there is to say
    """
    assets: dict[str, ImportedAsset] = {}
    findings: list[Finding] = []
    for file in files:
        place = static_place(file, config)
        published = config.defaults.all(place.url, file.kind).get("published", True)
        if file.collection:
            published = published and config.collections[file.collection].published
        if reason := _OURS.get(place.file):
            findings.append(_failed(file, config, reason, Topic.REPLACED))
        elif not published:
            findings.append(_failed(file, config, _UNPUBLISHED, Topic.UNPUBLISHED))
        elif place.file != "sitemap.xml":
            assets[file.path] = ImportedAsset(
                source=config.origin(file.path),
                target=public_target(place.file),
                url=place.url,
            )
    return assets, findings


def replaced_urls(files: Iterable[SiteFile], config: JekyllConfig) -> list[str]:
    """Return the URLs of files in whose place the build here makes others.

    :param files: static ones
    :param config: by which they were placed
    """
    places = [static_place(file, config) for file in files]
    return [x.url for x in places if x.file in _OURS or x.file == "sitemap.xml"]


def kept_files(config: JekyllConfig) -> Iterator[ImportedAsset]:
    """Yield the files of the built site in ``keep_files``, which have no source."""
    root = config.root.resolve()
    for name in config.values["keep_files"]:
        if not isinstance(name, str) or name in {".git", ".svn"}:
            continue
        top = config.destination / name.strip("/")
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            if path.is_file() and path.resolve().is_relative_to(root):
                file = path.relative_to(config.destination).as_posix()
                yield ImportedAsset(
                    source=path.relative_to(config.root).as_posix(),
                    target=public_target(file),
                    url=path_url(file),
                )


def with_role(
    file: SiteFile, config: JekyllConfig, plugins: frozenset[str], names: frozenset[str]
) -> SiteFile:
    """Return a file as plugins that make pages of files without front matter see it.

    jekyll-optional-front-matter takes Markdown but README and its like, and
    jekyll-readme-index the README of a folder without an index.

    :param names: paths of all files of the site, in lower case
    """
    stem, suffix = splitext(basename(file.path))
    is_markdown = suffix.lower() in config.markdown_suffixes
    if file.role is not Role.STATIC or file.collection or not is_markdown:
        return file
    options = _options(config, "optional_front_matter")
    is_page = "jekyll-optional-front-matter" in plugins and options.get("enabled", True)
    if is_page and not _NO_PAGES.fullmatch(stem):
        return _page(file, options)
    options = _options(config, "readme_index")
    is_page = "jekyll-readme-index" in plugins and options.get("enabled", True)
    folder = file.path.removesuffix(basename(file.path))
    suffixes = (".html", ".htm", ".xhtml", ".xml", *config.markdown_suffixes)
    has_index = any(f"{folder}index{each}".lower() in names for each in suffixes)
    if is_page and stem.lower() == "readme" and not has_index:
        return replace(_page(file, options), permalink=f"/{folder}")
    return file


def _page(file: SiteFile, options: Mapping[str, Any]) -> SiteFile:
    is_kept = options.get("remove_originals") is not True
    return replace(file, role=Role.PAGE, is_static_too=is_kept)


def _options(config: JekyllConfig, key: str) -> Mapping[str, Any]:
    value = config.values.get(key)
    return value if isinstance(value, dict) else {}


def _failed(file: SiteFile, config: JekyllConfig, reason: str, topic: Topic) -> Finding:
    return Finding(
        outcome=Outcome.FAILED,
        source=config.origin(file.path),
        line=0,
        what=basename(file.path),
        reason=reason,
        topic=topic,
    )
