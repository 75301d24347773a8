"""The order of transforms: all values of ``default_priority``.

docutils runs the transforms of a document in the order of their priorities while it is
read, and Sphinx's post-transforms in the same way before it is written. Those of
others that ours have to be before or after are named in the docstrings.
"""

from __future__ import annotations

from enum import IntEnum, unique


@unique
class Reading(IntEnum):
    """Priorities of transforms of a document that was parsed."""

    NULL_CHARACTERS = 330
    """Before fields are read (335): paths have no null characters."""

    FRONT_MATTER = 335
    """Before ``DocInfo`` of docutils (340) turns fields into other nodes."""

    EXCERPT_MARKS = 338
    """After front matter is read (335); before ``DocInfo`` (340), and before
    ``SmartQuotes`` (750) turns two hyphens of a mark into a dash."""

    HEADING_NOTED = 344
    """Before a title is made of front matter (345): does the text have a heading?"""

    TITLE = 345
    """After ``DocInfo`` (340), before anything that lists headings."""

    IFRAMES = 700
    """Before titles of videos (850); inline raw HTML has its final form."""

    HEADING_IDS = 710
    """After MyST has added anchors to headings (700), before it resolves links to
    them (879)."""

    FRONT_MATTER_HIDDEN = 795
    """Before ABlog's ``CheckFrontMatter`` (800), which fails at values of Jekyll's."""

    INVALID_FIELDS = 796
    """Before ABlog's ``CheckFrontMatter`` (800), where ABlog alone reads it."""

    POST_COMPLETED = 805
    """After ABlog's ``CheckFrontMatter`` (800): the post gets its values back."""

    POSTS_CHECKED = 806
    """After posts have all their values (805), before ABlog registers them."""

    EXCERPTS_CHOSEN = 807
    """After posts are checked (806): those that remain are in their order."""

    VIDEO_TITLES = 850
    """After all who make titles, before ABlog copies the document (880)."""

    CONTENT = 860
    """Before folders (870) and collectors (880): they see what may be shown."""

    FOLDERS = 870
    """Before Sphinx's collectors look for files, at ``doctree-read`` (880)."""

    FILES = 881
    """After the collectors (880) know the files, before the document is kept."""


@unique
class Writing(IntEnum):
    """Priorities of post-transforms; Sphinx resolves references at 10."""

    BOOK = 1
    """Before references are resolved (10): the book has all its documents."""

    BOOK_HEADS = 2
    """After LaTeX has all documents in one (1)."""

    PLAIN_VIDEOS = 4
    """Before other builders' videos (5), which plain text would get as well."""

    BEFORE_REFERENCES = 5
    """Before references are resolved (10), and before ``ReplaceIframes`` (6), which
    would take videos for unknown iframes."""

    IFRAMES = 6
    """After videos (5): an iframe that is left is not one of them."""

    REMOTE_IMAGES = 90
    """Before Sphinx's ``ImageDownloader`` (100) fetches images."""

    BOOK_IMAGES = 250
    """After extensions that convert images (``sphinx.ext.imgconverter``, 200)."""
