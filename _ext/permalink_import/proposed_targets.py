"""Where readers propose to put documents and files, relative to the source folder.

A document gets a name that a build accepts
(:func:`permalink_blog.core.untrusted.paths.name_problem`): its URL is in its front
matter. The name of a file is its URL, and stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_blog.core.untrusted.paths import allowed_name

if TYPE_CHECKING:
    from datetime import date


POSTS = "posts"
"""A folder a year: a post that is looked for by hand is looked for by its date."""
DRAFTS = "posts/drafts"
PAGES = "pages"
PUBLIC = "public"
"""What is published as it is; ``html_extra_path`` names it. A path in it is a URL."""


def post_target(name: str, when: date) -> str:
    """Place a post: ``posts/2018/2018-08-01-summer.md``.

    :param name: of its file, with the suffix it has here
    :param when: its date
    """
    return f"{POSTS}/{when.year:04}/{allowed_name(name)}"


def draft_target(name: str) -> str:
    """Place a draft: ``posts/drafts/summer.md``.

    :param name: of its file, with the suffix that it has here
    """
    return f"{DRAFTS}/{allowed_name(name)}"


def page_target(path: str) -> str:
    """Place a page: ``pages/about.md``.

    :param path: in the old site, with the suffix it has here
    """
    return f"{PAGES}/{allowed_name(path.lstrip('/'))}"


def public_target(path: str) -> str:
    """Place a file that is published as it is: ``public/assets/paper.pdf``.

    :param path: from the root of the published site, not percent-encoded
    """
    return f"{PUBLIC}/{path.lstrip('/')}"
