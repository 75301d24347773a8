"""The state that a preview keeps for the next build, and for the browser."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from permalink_blog.core.files import write_if_different

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


FOLDER = "_preview"
STATE = f"{FOLDER}/state.json"
WARNINGS = f"{FOLDER}/warnings.txt"
"""What the last build said: the file that ``sphinx-build -w`` is told."""


@dataclass(frozen=True, slots=True)
class State:
    """The state after the last successful build.

    :param moved: old URI of a page to where it is now, relative to the site's root
    """

    moved: Mapping[str, str] = field(default_factory=dict)


def followed(
    known: Mapping[str, str], old: Mapping[str, str], new: Mapping[str, str]
) -> dict[str, str]:
    """Return the present URIs of pages that have moved.

    :param known: what was known of this before, old URI to URI
    :param old: docname to URI, of the last build
    :param new: the same, of this build
    :returns: old URI to URI; a URI that another page has now is left out
    """
    moved = {
        old[name]: new[name]
        for name in old.keys() & new.keys()
        if old[name] != new[name]
    }
    found = {start: moved.get(end, end) for start, end in known.items()} | moved
    pages = {*new.values()}
    return {
        start: end
        for start, end in sorted(found.items())
        if start not in pages and end in pages
    }


def read_state(outdir: Path) -> State | None:
    """Read what the last preview left; ``None`` if there was none."""
    try:
        data = json.loads((outdir / STATE).read_text(encoding="utf-8"))
        moved = {str(start): str(end) for start, end in data["moved"].items()}
        return State(moved)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_state(outdir: Path, state: State) -> None:
    """Leave what is known now."""
    data = {"moved": dict(state.moved)}
    text = json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True)
    write_if_different(outdir / STATE, f"{text}\n".encode())


def remove_state(outdir: Path) -> None:
    """Remove what a preview left, if one did."""
    if (outdir / STATE).is_file():
        for file in (STATE, WARNINGS):
            (outdir / file).unlink(missing_ok=True)
        if not any((outdir / FOLDER).iterdir()):
            (outdir / FOLDER).rmdir()
