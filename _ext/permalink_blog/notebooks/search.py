"""The sources that are notebooks; unchanged ones are not read again."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from sphinx.project import EXCLUDE_PATHS
from sphinx.util.matching import get_matching_files

from permalink_blog.core.files import write_if_different
from permalink_blog.core.yaml_nodes import FRONT_MATTER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import TypeAlias


SUFFIX = ".ipynb"
_TEXTS = (".md", ".markdown", ".myst")
# Of front matter that MyST-NB takes for that of a notebook. A key or value may be
# written with escapes: then MyST-NB has the last word.
_DECLARES = re.compile(r"\bmystnb\b|format_name\W+myst\b|\\")
_LONGEST = 20_000  # bytes in which front matter ends

Stamps: TypeAlias = "Mapping[str, list[int]]"
"""Path to time of the last change (ns), size (bytes), and 1 for a notebook."""


def is_text_notebook(text: str) -> bool:
    """Return whether a Markdown source may say that it is a notebook.

    :param text: its beginning
    """
    head = FRONT_MATTER.match(text.replace("\r\n", "\n").removeprefix("\ufeff"))
    return head is not None and _DECLARES.search(head["yaml"]) is not None


def find_notebook(
    srcdir: Path, *, include: Iterable[str], exclude: Iterable[str], memory: Path
) -> str | None:
    """Find a notebook among the sources of a site.

    :param include: patterns of documents, as in ``include_patterns``
    :param exclude: patterns of what is none, as in ``exclude_patterns``
    :param memory: a file that remembers what is known of each source
    :returns: its path, relative to *srcdir*; ``None`` if there is none
    """
    known, stamps = _read(memory), {}
    found = None
    for path in get_matching_files(srcdir, include, [*exclude, *EXCLUDE_PATHS]):
        if path.endswith(SUFFIX):
            found = found or path
        elif path.endswith(_TEXTS):
            stamp = _stamp(srcdir / path, known.get(path))
            if stamp is not None:
                stamps[path] = stamp
                found = found or (path if stamp[2] else None)
    if stamps != known:
        _write(memory, stamps)
    return found


def _stamp(path: Path, known: list[int] | None) -> list[int] | None:
    """Return what is known of a source; ``None`` if it cannot be read."""
    try:
        status = path.stat()
        new = [status.st_mtime_ns, status.st_size]
        if known is not None and known[:2] == new:
            return known
        with path.open("rb") as file:
            text = file.read(_LONGEST).decode("utf-8", "replace")
    except OSError:
        return None  # Sphinx reports it
    return [*new, int(is_text_notebook(text))]


def _read(memory: Path) -> Stamps:
    try:
        data = json.loads(memory.read_bytes())
        return {
            str(path): [int(number) for number in stamp]
            for path, stamp in data.items()
            if len(stamp) == 3
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _write(memory: Path, stamps: Stamps) -> None:
    """Remember, if that is possible: nothing depends on it but time."""
    try:
        memory.parent.mkdir(parents=True, exist_ok=True)
        write_if_different(memory, json.dumps(stamps, sort_keys=True).encode())
    except OSError:
        return
