"""What a checkout of this project has before it is anybody's blog.

After an import the site belongs to its author: posts, guide, About page and landing
text that came with the project are removed, unless somebody has edited them. A list of
their digests, ``template.txt``, sets them apart; ``make template`` writes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from permalink_blog.core.files import text_digest
from permalink_blog.urls.url_list.documents import SUFFIXES, urls_of
from permalink_blog.urls.url_list.git import git_output
from permalink_blog.urls.variants import bare_key
from permalink_import.files import UnsafePathError, locate, read_here
from permalink_import.model import Finding, Outcome, Topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


LIST = Path(__file__).with_name("template.txt")
LANDING, ABOUT = "index.md", "about.md"
GUIDE = "guide/importing.md"
PLACES = (LANDING, ABOUT, "posts", "guide")
"""Files and folders that are somebody's own in a blog."""

_HEADER = "# Digests of what is removed by an import. Written by make template.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFiles:
    """What of the template is in a source folder.

    :param unedited: files as they came, relative to it
    :param edited: files that somebody has changed since
    """

    unedited: frozenset[str] = frozenset()
    edited: frozenset[str] = frozenset()

    @property
    def documents(self) -> list[str]:
        """The unedited files that are pages, sorted."""
        return sorted(name for name in self.unedited if name.endswith(SUFFIXES))


def read_list() -> dict[str, str]:
    """Return the files of the template with their digests."""
    text = LIST.read_text(encoding="utf-8") if LIST.exists() else ""
    rows = (line.partition("  ") for line in text.splitlines() if line[:1] != "#")
    return {name: value for value, _, name in rows if name}


def write_list(folder: Path, names: Iterable[str]) -> str:
    """Return the text of the list.

    An empty line after each file lets Git merge two edits.

    :param folder: that has the files
    :param names: relative to it
    """
    rows = [f"{text_digest((folder / name).read_bytes())}  {name}\n" for name in names]
    return "\n".join([_HEADER, *rows])


def template_files(folder: Path, known: Mapping[str, str]) -> TemplateFiles:
    """Return which files of the template are in a source folder.

    :param known: as :func:`read_list` returns it
    """
    unedited: set[str] = set()
    edited: set[str] = set()
    for name, expected in known.items():
        try:
            here = read_here(locate(folder, name))
        except (OSError, UnsafePathError):
            continue  # a folder or link of somebody's
        if here is not None:
            (unedited if text_digest(here) == expected else edited).add(name)
    return TemplateFiles(unedited=frozenset(unedited), edited=frozenset(edited))


def urls_of_template(folder: Path, files: TemplateFiles) -> frozenset[str]:
    """Return what all spellings of the template's URLs have in common.

    :returns: keys of :func:`permalink_blog.urls.variants.bare_key`; that of the landing
        page is the author's, too, and left out
    """
    keys: set[str] = set()
    for name in files.documents:
        try:
            text = (folder / name).read_text(encoding="utf-8-sig", errors="replace")
        except OSError:
            continue
        keys |= {bare_key(url) for url in urls_of(name, text)}
    return frozenset(keys - {""})


def where_guide_is(folder: Path, removed: Iterable[str]) -> str:
    """Return how to read the guide's page about imports, which may be removed.

    :param removed: files of the template that are removed, or will be
    """
    if GUIDE not in removed:
        return GUIDE
    blob = git_output(folder, "rev-parse", "--short", f"HEAD:{GUIDE}")
    is_there = blob.isalnum()
    return f'"git show {blob}"' if is_there else f"{GUIDE} of this project"


def remove(folder: Path, names: Iterable[str]) -> list[Finding]:
    """Remove files, and the folders that are empty then.

    :param names: of the files, relative to the folder
    :returns: those that could not be removed
    """
    failed: list[Finding] = []
    for name in sorted(names):
        path = folder / name
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            reason = "Files that came with this project cannot be removed. Remove them"
            failed.append(
                Finding(
                    outcome=Outcome.FAILED,
                    source=name,
                    line=0,
                    what=error.strerror or name,
                    reason=reason,
                    topic=Topic.REPLACED,
                )
            )
            continue
        for above in path.parents:
            if above == folder or any(above.iterdir()):
                break
            above.rmdir()
    return failed
