"""Files of Hugo's that are published as they are: ``static``, and what pages bring."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from permalink_import.files import own_folder
from permalink_import.hugo.content import EXTERNAL, MARKDOWN
from permalink_import.model import Finding, ImportedAsset, Outcome, Topic
from permalink_import.proposed_targets import public_target
from permalink_import.sources.urls import path_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from permalink_import.hugo.config import HugoConfig
    from permalink_import.hugo.content import HugoContent, Resource
    from permalink_import.hugo.planning import PlannedPage


# Suffixes of images that Sphinx puts on pages.
_IMAGES = frozenset(
    {"png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "ico", "apng"}
)
_PART = (
    "Markdown files of a bundle are shown by templates only. Copy what you need into "
    "index.md there, and import again"
)
_ADAPTER = "Content adapters make pages that are not imported. Write these by hand"


def static_assets(root: Path, config: HugoConfig) -> Iterator[ImportedAsset]:
    """Yield the files of ``static``; the last folder that has a name counts."""
    found: dict[str, ImportedAsset] = {}
    for folder in _static_folders(config):
        own_folder(root, folder, f"{config.source}: staticDir")
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root / folder).as_posix()
            if path.is_file() and path.name not in {".DS_Store", "Thumbs.db"}:
                source = path.relative_to(root).as_posix()
                target = public_target(name)
                found[name] = ImportedAsset(
                    source=source, target=target, url=path_url(name)
                )
    yield from found.values()


def _static_folders(config: HugoConfig) -> list[str]:
    folders: list[str] = []
    for values in (config.values, *config.languages.values()):
        for key in ("staticdir", *(f"staticdir{n}" for n in range(11))):
            value = values.get(key)
            folders += value if isinstance(value, list) else [value] if value else []
    return [str(folder).strip("/") for folder in folders] or ["static"]


class Resources:
    """The files beside pages: where each is published, and where it is here.

    :param planned: all pages
    """

    def __init__(
        self, content: HugoContent, planned: Iterable[PlannedPage], config: HugoConfig
    ) -> None:
        self._bundles: dict[str, list[PlannedPage]] = {}
        self._sections: dict[str, str] = {}
        self._config = config
        self._content = content
        self.findings: list[Finding] = []
        for each in planned:
            file = each.page.file
            if file.bundle is not None:
                self._bundles.setdefault(file.bundle, []).append(each)
            elif file.is_branch and file.language == config.default_language:
                self._sections[file.folder] = each.page.url

    def assets(self, section_urls: dict[str, str]) -> Iterator[ImportedAsset]:
        """Yield all of them.

        :param section_urls: folder of a section to its URL
        """
        for resource in self._content.resources:
            suffix = resource.path.rpartition(".")[2].lower()
            if resource.path.startswith("_content."):
                self._leave(resource, _ADAPTER, Topic.MISSING)
            elif suffix in MARKDOWN | EXTERNAL:
                self._leave(resource, _PART, Topic.REPLACED)
            elif resource.owner in self._bundles:
                yield from self._of_bundle(resource, suffix)
            else:
                sections = "/".join(self._content.sections(resource.owner))
                rest = f"{resource.owner}/{resource.path}"[len(sections) :].lstrip("/")
                above = section_urls.get(sections, f"/{sections}/")
                yield _asset(resource, f"{unquote(above)}{rest}")

    def _of_bundle(self, resource: Resource, suffix: str) -> Iterator[ImportedAsset]:
        pages = self._bundles[resource.owner]
        default = self._config.default_language
        main = next((x for x in pages if x.page.file.language == default), pages[0])
        if main.is_published:
            folder = unquote(main.page.url).removesuffix(".html").rstrip("/")
            yield _asset(resource, f"{folder}/{resource.path}")
        if suffix in _IMAGES or not main.is_published:
            for folder in dict.fromkeys(x.target.rpartition("/")[0] for x in pages):
                target = f"{folder}/{resource.path}"
                yield ImportedAsset(source=resource.source, target=target)

    def _leave(self, resource: Resource, reason: str, topic: Topic) -> None:
        self.findings.append(
            Finding(
                outcome=Outcome.FAILED,
                source=resource.source,
                line=0,
                what=resource.path,
                reason=reason,
                topic=topic,
            )
        )


def _asset(resource: Resource, path: str) -> ImportedAsset:
    return ImportedAsset(
        source=resource.source, target=public_target(path), url=path_url(path)
    )
