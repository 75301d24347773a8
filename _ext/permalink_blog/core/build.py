"""What the extensions of one build share.

An extension declares here what others need to know, and they read it here: nothing is
set on a builder that belongs to another extension, and nothing is looked for by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from permalink_blog.core.store import STORE, Store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

    from permalink_blog.core.tracker import Tracker


class Address(Protocol):
    """Where a page is; see :class:`permalink_blog.urls.paths.Location`."""

    @property
    def file(self) -> str:
        """The file, relative to the output folder and ``/``-separated."""

    @property
    def uri(self) -> str:
        """The URI, percent-encoded and relative to the site's root."""


class Addresses(Protocol):
    """The locations of pages and files, as ``permalink_blog.urls`` decides them."""

    @property
    def generated(self) -> Mapping[str, Address]:
        """The pages without a source that are there, by pagename."""

    @property
    def uris(self) -> Mapping[str, str]:
        """The URIs of documents, by docname."""

    @property
    def last_uris(self) -> Mapping[str, str]:
        """The URIs of documents in the last build, by docname."""

    def location(self, pagename: str) -> Address:
        """Return a page's file and URI.

        :raises PermalinkError: if the file is outside the output folder
        """

    def is_redirect(self, pagename: str) -> bool:
        """Return whether a redirect is in a page's place.

        :raises PermalinkError: if the page's file is outside the output folder
        """

    def is_left_over(self, file: str) -> bool:
        """Return whether the last build made a file, and nobody has changed it since.

        :param file: relative to the output folder
        """

    def keep_generated(self, pagename: str, *, written: bool = False) -> None:
        """Record a generated page that this process has not written.

        :param written: whether another process of this build has
        """

    def keep_file(self, file: str) -> None:
        """Record a file that an extension has written.

        :param file: relative to the output folder
        """


@dataclass(slots=True, kw_only=True)
class Build:
    """The state of one build.

    :ivar output: what this build leaves to the next one about the output folder
    :ivar doctrees: the same about the doctrees
    :ivar tracker: records what pages show, and selects the pages to write; ``None``
        without ``permalink_blog.incremental``
    :ivar addresses: ``None`` if the builder has no permalinks
    :ivar keeps_going: whether the build goes on after a permalink is refused
    :ivar failed: whether a page was refused; the build ends with status 1
    """

    output: Store
    doctrees: Store
    tracker: Tracker | None = None
    addresses: Addresses | None = None
    keeps_going: bool = False
    failed: bool = False


def build_of(app: Sphinx) -> Build:
    """Return what the extensions of an application's build share.

    It is kept with the application. A table of applications would keep each of them in
    memory, as what is shared refers to it.
    """
    build = getattr(app, "_permalink_blog_build", None)
    if not isinstance(build, Build):
        build = Build(
            output=Store(Path(app.outdir, STORE)),
            doctrees=Store(Path(app.doctreedir, "permalink-blog.store")),
        )
        app._permalink_blog_build = build  # type: ignore[attr-defined]
    return build


def commit_output(app: Sphinx, _exception: Exception | None) -> None:
    """Write what the next build asks for (``build-finished``, when all is written)."""
    build_of(app).output.commit()
