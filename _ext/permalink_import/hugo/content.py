"""Hugo's content folder: which file is a page, and which belongs to one.

Rules: https://gohugo.io/content-management/organization/ and page-bundles/.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from permalink_import.bounds import setting_within_limits
from permalink_import.files import own_folder
from permalink_import.hugo.config import compiled

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from pathlib import Path

    from permalink_import.hugo.config import HugoConfig


MARKDOWN = frozenset({"md", "markdown", "mdown"})
HTML = frozenset({"html", "htm"})
EXTERNAL = frozenset({"adoc", "asciidoc", "ad", "org", "rst", "pandoc", "pdc"})
"""What Hugo gives to other programs."""
_PAGES = MARKDOWN | HTML | EXTERNAL


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentFile:
    """A file that is a page.

    :param source: relative to the site's root
    :param folder: in the content folder: of the section for one, and where a bundle's
        folder is, "" for the top
    :param name: without suffix and language, of the folder for a bundle
    :param bundle: the bundle's folder in the content folder, or ``None``
    :param is_branch: it is an ``_index`` file
    """

    source: str
    folder: str
    name: str
    suffix: str
    language: str
    bundle: str | None = None
    is_branch: bool = False


@dataclass(frozen=True, slots=True)
class Resource:
    """A file that belongs to a page.

    :param source: relative to the site's root
    :param owner: the folder of the bundle, or of the section
    :param path: below that
    """

    source: str
    owner: str
    path: str


@dataclass(frozen=True, slots=True)
class HugoContent:
    """All files of the content folders.

    :param branches: folders with an ``_index`` file
    """

    files: tuple[ContentFile, ...]
    resources: tuple[Resource, ...]
    branches: frozenset[str] = field(default=frozenset())

    def sections(self, folder: str) -> tuple[str, ...]:
        """Return the folders of the section that a page in a folder belongs to.

        :param folder: relative to the content folder, "" for that itself
        :return: from the outermost; empty in the content folder itself
        """
        parts = tuple(part for part in folder.split("/") if part)
        for count in range(len(parts), 1, -1):
            if "/".join(parts[:count]) in self.branches:
                return parts[:count]
        return parts[:1]


def list_content(root: Path, config: HugoConfig) -> HugoContent:
    """Find all pages and their resources; hidden files are left out, as Hugo does."""
    files: list[ContentFile] = []
    resources: list[Resource] = []
    for top, language in _folders(config).items():
        own_folder(root, top, f"{config.source}: contentDir")
        found = list(_files(root, top, config))
        bundles = {
            folder
            for folder, name in (_split(path) for path in found)
            if _parse_name(name, config)[0] == "index"
        }
        for path in found:
            file = _classify(path, bundles, config, language)
            if isinstance(file, ContentFile):
                files.append(replace(file, source=f"{top}/{path}"))
            else:
                owner, rest = file
                resources.append(Resource(f"{top}/{path}", owner, rest))
    branches = frozenset(file.folder for file in files if file.is_branch)
    return HugoContent(tuple(files), tuple(resources), branches)


def _folders(config: HugoConfig) -> dict[str, str]:
    """Return the content folders, and the language of what does not say it."""
    default = config.folder("contentdir", "content")
    folders = {default: config.default_language}
    for key, language in config.languages.items():
        if folder := str(language.get("contentdir") or "").strip("/"):
            folders[folder] = key
    return folders


def _files(root: Path, top: str, config: HugoConfig) -> Iterator[str]:
    patterns = [*filter(None, map(compiled, config.texts("ignorefiles")))]
    folder = root / top
    others = {root / name for name in _folders(config)} - {folder}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        hidden = any(x.startswith((".", "#")) or x[-1] == "~" for x in name.split("/"))
        if hidden or not path.is_file() or others & set(path.parents):
            continue
        if patterns and _is_ignored(str(path), patterns, config):
            continue
        yield name


def _is_ignored(path: str, patterns: list[re.Pattern[str]], config: HugoConfig) -> bool:
    with setting_within_limits(f"{config.source}: ignoreFiles"):
        return any(pattern.search(path) for pattern in patterns)


def _split(path: str) -> tuple[str, str]:
    folder, _, name = path.rpartition("/")
    return folder, name


def _parse_name(name: str, config: HugoConfig) -> tuple[str, str, str | None]:
    """Split "summer.de.md" into name, suffix and language."""
    stem, _, suffix = name.rpartition(".")
    if suffix.lower() not in _PAGES:
        return name, "", None
    before, _, language = stem.rpartition(".")
    if before and language.lower() in config.languages:
        return before, suffix.lower(), language.lower()
    return stem, suffix.lower(), None


def _classify(
    path: str, bundles: set[str], config: HugoConfig, language: str
) -> ContentFile | tuple[str, str]:
    """Return the kind of a file; for a resource, its page and its path there."""
    folder, name = _split(path)
    stem, suffix, own = _parse_name(name, config)
    parts = folder.split("/") if folder else []
    above = ["/".join(parts[:n]) for n in range(len(parts) + 1)]
    bundle = next((x for x in above if x in bundles), None)
    if bundle is not None and not (folder == bundle and stem == "index" and suffix):
        return bundle, path[len(bundle) :].lstrip("/")
    if not suffix:
        return folder, name
    if bundle is not None:
        folder, stem = _split(bundle)
    return ContentFile(
        source="",
        folder=folder,
        name=stem,
        suffix=suffix,
        language=own or language,
        bundle=bundle,
        is_branch=stem == "_index" and bundle is None,
    )
