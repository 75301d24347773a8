"""Which generator made a site, by its files, and what reads it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from permalink_import.model import ImportFailedError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from permalink_import.model import Reader


_FORMS = ("toml", "yaml", "yml", "json")

MARKS: Mapping[str, tuple[str, ...]] = {
    "jekyll": ("_config.yml", "_config.yaml", "_config.toml", "_posts"),
    # https://gohugo.io/configuration/introduction/
    "hugo": (*(f"hugo.{form}" for form in _FORMS), "config/_default"),
    "pelican": ("pelicanconf.py",),
}
"""Files and folders that tell a generator, beside each other in the site's root."""

_OLD_HUGO = tuple(f"config.{form}" for form in _FORMS)  # beside content/


def find_generator(root: Path) -> str:
    """Return the generator that made the site in a folder: a key of :data:`MARKS`.

    :raises ImportFailedError: if it is not clear, or there is no such folder
    """
    if not root.is_dir():
        msg = f"{root} is no folder; name the one that has the old site's sources"
        raise ImportFailedError(msg)
    found = [
        name for name, marks in MARKS.items() if any((root / x).exists() for x in marks)
    ]
    has_config = any((root / name).is_file() for name in _OLD_HUGO)
    if not found and has_config and (root / "content").is_dir():
        found = ["hugo"]
    if len(found) == 1:
        return found[0]
    if found:
        msg = (
            f"{root} has files of {' and '.join(found)}; say which one made the site, "
            f"such as --generator {found[0]}"
        )
        raise ImportFailedError(msg)
    msg = (
        f"{root} has neither _config.yml or _posts (Jekyll), hugo.toml or config.toml "
        "beside content (Hugo), nor pelicanconf.py (Pelican). Name the folder of the "
        "old site's sources, not that of its built pages; --generator says which made "
        "it"
    )
    raise ImportFailedError(msg)


def reader_of(generator: str) -> Reader:
    """Return the reader for the sites of a generator.

    :param generator: a key of :data:`MARKS`
    """
    reader: Reader = import_module(f"permalink_import.{generator}").read
    return reader
