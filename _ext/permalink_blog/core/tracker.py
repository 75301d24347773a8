"""Let other extensions record what a page depends on.

The pages of a build are tracked by a :class:`Tracker`. An extension that puts content
of other documents into pages (related posts, pictures of posts in lists) records it for
the page with :func:`note_shown`, and registers a function that returns its present
value with :func:`register_dependency_values`. A page is written again when that value
differs from the one of the previous build. Without ``permalink_blog.incremental`` both
do nothing.

Templates get the posts of such a list through :func:`tracking_proxy`, which records
every other attribute that they read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from permalink_blog.core.build import build_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx


DEPENDENCY_VALUE = "blog-dependency-value"
"""The event: ``(app, dependency)`` -> what can be written as JSON, or None.

The first that answers decides. ``dependency`` is a tuple of strings; the first is its
kind. It is sent in the main process, from ``env-updated`` on.
"""

LISTED = ("docname", "section", "title", "date", "external_link", "lang")
"""What the answer for a list of posts tells of each, besides its URL."""


class Tracker(Protocol):
    """Records what the pages of a build show, and selects the pages to write."""

    def seen(self, pagename: str, *dependencies: tuple[str, ...]) -> None:
        """Record a dependency of a page.

        :param dependencies: kind, and what it is about
        """

    def listed(self, pagename: str, post: Any) -> Any:
        """Return a proxy of a post in a list that has a dependency of its own.

        :param post: of ABlog
        """


def note_shown(app: Sphinx, pagename: str, *dependency: str) -> None:
    """Note that a page shows something, while it is made.

    :param dependency: its kind, such as ``"related"``, and the subject: ``"posts/a"``
    """
    if tracker := build_of(app).tracker:
        tracker.seen(pagename, dependency)


def tracking_proxy(app: Sphinx, pagename: str, post: Any) -> Any:
    """Return a proxy of a post that records attribute access as a dependency.

    :param post: ABlog's; the dependency of the list has :data:`LISTED` of it
    """
    tracker = build_of(app).tracker
    return tracker.listed(pagename, post) if tracker else post


def register_dependency_values(
    app: Sphinx, kind: str, answer: Callable[..., Any]
) -> None:
    """Provide the values of a kind of dependencies.

    :param kind: where it begins with ``posts-``, the answer depends on nothing but the
        titles, dates, labels and URLs of the posts: while they stay, it is not called
    :param answer: called with the application and the subject of the dependency;
        returns what can be written as JSON
    """
    if DEPENDENCY_VALUE not in app.events.events:
        app.add_event(DEPENDENCY_VALUE)

    def answered(app: Sphinx, dependency: tuple[str, ...]) -> Any:
        return answer(app, *dependency[1:]) if dependency[0] == kind else None

    app.connect(DEPENDENCY_VALUE, answered)
