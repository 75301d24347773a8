"""Pelican's content folder: which file is an article, a page or a static file."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatch
from os.path import normpath
from posixpath import splitext
from typing import TYPE_CHECKING

from permalink_import.files import own_folder
from permalink_import.pelican.texts import HTML, MARKDOWN, RST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from permalink_import.pelican.settings import Pelican


_READ = MARKDOWN | RST | HTML


@dataclass(frozen=True, slots=True)
class PelicanContent:
    """The files of the content folder, by their paths in it.

    :param folder: of the content, relative to the site's root, "" for that
    :param texts: path to "ARTICLE" or "PAGE"
    :param static: what ``STATIC_PATHS`` has
    """

    folder: str
    texts: dict[str, str]
    static: tuple[str, ...]

    def source(self, path: str) -> str:
        """Return a path relative to the site's root.

        :param path: relative to the content folder
        """
        return f"{self.folder}/{path}" if self.folder else path


def list_content(root: Path, settings: Pelican) -> PelicanContent:
    """Find all files, as Pelican's generators do."""
    folder = normpath(str(settings["PATH"])).replace("\\", "/").removeprefix("./")
    folder = "" if folder == "." else folder.strip("/")
    top = root / own_folder(root, folder or ".", "pelicanconf.py: PATH")
    for key in ("ARTICLE_PATHS", "PAGE_PATHS", "STATIC_PATHS"):
        for name in settings.names(key):
            own_folder(root, f"{folder}/{name}".strip("/"), f"pelicanconf.py: {key}")
    output = normpath(root / str(settings["OUTPUT_PATH"]))
    articles, pages = settings.names("ARTICLE_PATHS"), settings.names("PAGE_PATHS")
    without = {
        "ARTICLE": [*settings.names("ARTICLE_EXCLUDES"), *pages],
        "PAGE": [*settings.names("PAGE_EXCLUDES"), *(x for x in articles if x)],
    }
    texts: dict[str, str] = {}
    for kind, paths in (("PAGE", pages), ("ARTICLE", articles)):
        for path in _files(top, paths, without[kind], settings, output):
            if splitext(path)[1][1:].lower() in _READ:
                texts.setdefault(path, kind)
    excluded = settings.names("STATIC_EXCLUDES")
    found = _files(top, settings.names("STATIC_PATHS"), excluded, settings, output)
    static = tuple(path for path in found if path not in texts)
    return PelicanContent(folder, dict(sorted(texts.items())), static)


def _files(
    top: Path,
    paths: Iterable[str],
    excluded: Iterable[str],
    settings: Pelican,
    output: str,
) -> Iterator[str]:
    """Yield the files below some paths, each once."""
    ignored = settings.names("IGNORE_FILES")
    without = [normpath(x) for x in excluded]
    seen = set()
    for path in paths:
        start = top / path
        found = sorted(start.rglob("*")) if start.is_dir() else [start]
        for file in found:
            name = file.relative_to(top).as_posix()
            parts = name.split("/")
            above = {"/".join(parts[:n]) for n in range(1, len(parts))}
            if (
                name in seen
                or not file.is_file()
                or above & set(without)
                or any(str(x) == output for x in file.parents)
                or any(_is_ignored(part, ignored) for part in parts)
            ):
                continue
            seen.add(name)
            yield name


def _is_ignored(name: str, patterns: Iterable[str]) -> bool:
    # "**/.*" is what Pelican 4.12 has for hidden files
    return name.startswith(".") or any(fnmatch(name, pattern) for pattern in patterns)
