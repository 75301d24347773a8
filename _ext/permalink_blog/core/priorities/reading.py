"""Priorities of handlers of events from the start of a build until all is read."""

from __future__ import annotations

from enum import IntEnum, unique

from permalink_blog.core.priorities.limits import HIGHEST, LOWEST


@unique
class ConfigInited(IntEnum):
    """Priorities of handlers of ``config-inited``."""

    DEFAULTS = 0
    """Before everything that reads settings: the umbrella sets its defaults."""

    BEFORE_CHECKS = 100
    """Before settings are read or checked (500): warnings are collected from here on,
    and ``blog_path`` has one form."""

    RESTRICTIONS = 900
    """After Sphinx has checked the settings (800): no other extension replaces what
    restricts extensions."""

    EXCLUSIONS = 950
    """After all who add to ``exclude_patterns``."""

    LAST = HIGHEST
    """After the last extension has changed a setting: values are now final."""


@unique
class BuilderInited(IntEnum):
    """Priorities of handlers of ``builder-inited``."""

    FIRST = 0
    """Before any extension writes a file: note the time and the output that exists."""

    BEFORE_READERS = 100
    """Before extensions that read documents on their own (500)."""

    THEMES = 550
    """After ABlog has added its templates (500), before ours find their place (600)."""

    AFTER_ABLOG = 600
    """After ABlog has added its templates (500): ours go right before them."""

    TEMPLATES_KNOWN = 700
    """After all template folders have been added (600)."""

    GUARDS = 900
    """After extensions have replaced the translator or methods of the builder."""

    LAST = HIGHEST
    """After all others have changed the builder: its writing is observed from here."""


@unique
class EnvGetOutdated(IntEnum):
    """Priorities of handlers of ``env-get-outdated``."""

    FIRST = 0
    """Before anybody asks about a document: those that are not content are left out."""

    CONTENT = 100
    """Before others look at the changed documents (500): those with nothing but other
    times are none."""

    LAST = HIGHEST
    """After all others have added the documents that they read again."""


@unique
class EnvBeforeReadDocs(IntEnum):
    """Priorities of handlers of ``env-before-read-docs``."""

    FIRST = LOWEST
    """Before the others see the list of documents: more may be added to it."""


@unique
class EnvPurgeDoc(IntEnum):
    """Priorities of handlers of ``env-purge-doc``."""

    BEFORE_VIEWCODE = 400
    """Before ``sphinx.ext.viewcode`` forgets the modules of a document (500)."""


@unique
class SourceRead(IntEnum):
    """Priorities of handlers of ``source-read``."""

    FIRST = 0
    """Before all others: they get the text that can be read."""

    AS_IN_FILE = 50
    """Before all who change the text (100): its lines are those of the file."""

    CHARACTERS = 100
    """Before any handler parses the text: it has no invalid characters any more."""

    BEFORE_FRONT_MATTER = 400
    """Before front matter is prepared (500): the text as its author wrote it."""

    PREPARED = 900
    """After all who change the text (500): as it will be parsed."""

    LAST = 999
    """After ``sphinx.ext.intersphinx`` has replaced the function that finds roles."""


@unique
class DoctreeRead(IntEnum):
    """Priorities of handlers of ``doctree-read``.

    Sphinx's collectors, ABlog's registration of posts and viewcode are at 500.
    """

    LINKED_FILES = 390
    """Before links are collected (400): which of them lead to files is known."""

    BEFORE_COLLECTORS = 400
    """Before Sphinx looks for files of images, and before ABlog copies excerpts."""

    BEFORE_ABLOG = 450
    """After files were left out of raw HTML or replaced in it (400), and before ABlog
    overwrites labels (500)."""

    AFTER_VIEWCODE = 501
    """Right after viewcode (500) has noted the modules that a document links to."""

    DATES = 510
    """After ABlog has registered the posts: their dates are completed."""

    LANGUAGES = 520
    """After ABlog (500), before posts are kept (550): months and titles in the language
    of the post."""

    EXCERPTS = 540
    """After ABlog has made excerpts (500), before their nodes are found (550)."""

    MARKS = 550
    """After excerpts are final (540), before their ids are changed (600)."""

    ANCHORS = 600
    """After ABlog and Sphinx's metadata collector (500), before nodes are
    dropped (650): the ids and the metadata of posts are there."""

    NODES_DROPPED = 650
    """After all who read or change the nodes that ABlog keeps of a post."""

    CHECKS = 900
    """After all collectors: what they took from the document is checked or cleaned."""

    LAST = HIGHEST
    """After the last extension has added a target to the document."""


@unique
class EnvUpdated(IntEnum):
    """Priorities of handlers of ``env-updated``; later ones use earlier results."""

    FIRST = LOWEST
    """Before anything is settled: some documents have to be read once more."""

    NEW_BUILD = 0
    """Before anything is asked about posts: forget the answers of the last build."""

    NAMES = 50
    """Before posts are settled (100): images and links to code have final names."""

    POSTS = 100
    """Before all who ask for posts: the registry of the blog is made."""

    PAGES = 110
    """Right after posts (100): what pages may show of the blog is known."""

    LANGUAGES = 150
    """After posts (100), before permalinks (500): archives have their names."""

    BEFORE_DOWNLOADS = 400
    """Before ``sphinxcontrib.youtube`` downloads thumbnails (500)."""

    TOCTREES = 700
    """After archives have their names (150) and permalinks are settled (500)."""

    LINKS = 800
    """After permalinks are settled (500): the URI of each document is final."""

    NOTES = 850
    """After all that decides whether a post is a draft, before feeds (900)."""

    FEEDS_AND_BOOKS = 900
    """After posts, permalinks and names are settled: what they contain is decided."""

    COPIED_FILES = 950
    """After the last file to copy was added, and before Sphinx copies them."""
