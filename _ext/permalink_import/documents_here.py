"""Which URLs the site has already: those of documents that no import replaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util.matching import compile_matchers, get_matching_files

from permalink_blog.urls.paths import relative_to
from permalink_blog.urls.url_list.documents import STYLE_KEY, SUFFIXES, urls_of
from permalink_import.conf_file import ConfFile, ConfFileError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


# Where nothing is that Sphinx reads, and much that takes time to look through
_NEVER = [".*", "**/.*", "**/node_modules"]
_DEFAULT_EXCLUDES = ["_*"]  # of a conf.py that does not say what is read


def patterns(conf: ConfFile | None, name: str, default: list[str]) -> list[str]:
    """Read a list of patterns from ``conf.py``.

    :param default: what it is taken for if it is not written out
    """
    try:
        value = conf.value(name) if conf else None
    except ConfFileError:
        value = None
    return list(map(str, value)) if isinstance(value, (list, tuple)) else default


def held_urls(
    folder: Path, conf: ConfFile | None, *, old: Path, apart: Iterable[str]
) -> dict[str, str]:
    """Return the document of the site that has each URL.

    :param folder: the source folder
    :param old: the folder of the old site, which may be in it
    :param apart: files that do not count, relative to it: those of the import
    :returns: what the spellings of a URL have in common
        (:func:`permalink_blog.urls.variants.bare_key`), to the document's file
    """
    include = patterns(conf, "include_patterns", ["**"])
    exclude = [*patterns(conf, "exclude_patterns", _DEFAULT_EXCLUDES), *_NEVER]
    if (inside := relative_to(old.resolve(), folder.resolve())) is not None:
        exclude.append(inside)
    has_style = conf is not None and "permalink_style" in conf.assignments
    held: dict[str, str] = {}
    files = set(get_matching_files(folder, include, exclude)) - set(apart)
    for file in sorted(file for file in files if file.endswith(SUFFIXES)):
        try:
            text = (folder / file).read_text(encoding="utf-8-sig", errors="replace")
        except OSError:
            continue  # the build tells
        for url, key in urls_of(file, text).items():
            if key != STYLE_KEY or has_style:
                held.setdefault(url, file)
    return held


def unread(conf: ConfFile | None, name: str, files: Iterable[str]) -> list[str]:
    """Return the files that no pattern of a list in ``conf.py`` matches.

    :param name: of the list; without it, all are taken in
    """
    matchers = compile_matchers(patterns(conf, name, ["**"]))
    return [file for file in files if not any(matches(file) for matches in matchers)]
