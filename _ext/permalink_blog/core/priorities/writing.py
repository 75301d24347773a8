"""Priorities of handlers of the events after reading, and of assets."""

from __future__ import annotations

from enum import IntEnum, unique

from permalink_blog.core.priorities.limits import HIGHEST, LOWEST


@unique
class EnvGetUpdated(IntEnum):
    """Priorities of handlers of ``env-get-updated``."""

    BEFORE_SPHINX = 400
    """Before Sphinx assigns section numbers (500): those of the last build are gone."""

    NUMBERED = 900
    """After Sphinx has assigned section and figure numbers (500): pages show them."""

    LAST = HIGHEST
    """After the last handler, right before the environment is pickled."""


@unique
class EnvCheckConsistency(IntEnum):
    """Priorities of handlers of ``env-check-consistency``."""

    FIRST = LOWEST
    """Right after the environment was pickled, before anybody reads a setting."""


@unique
class WriteStarted(IntEnum):
    """Priorities of handlers of ``write-started``."""

    FIRST = LOWEST
    """Before anybody reads a setting, if the environment was not pickled."""


@unique
class MissingReference(IntEnum):
    """Priorities of handlers of ``missing-reference``: the first answer counts."""

    FIRST = LOWEST
    """Before anybody answers: references to no document are noted."""

    BEFORE_ABLOG = 400
    """Before ABlog and intersphinx (500), which look for a name everywhere."""

    LAST = HIGHEST
    """After all others: nobody has resolved the reference."""


@unique
class DoctreeResolved(IntEnum):
    """Priorities of handlers of ``doctree-resolved``."""

    FIRST = LOWEST
    """Before any handler replaces nodes: what the author asked for is noted."""

    UNKNOWN_LABELS = 300
    """Before lists of posts are made (400), which fail at an unknown label."""

    BEFORE_ABLOG = 400
    """Before ABlog replaces ``postlist`` (500): plain lists are made of some."""

    LINKS = 900
    """After all links of the page are made (500): they are noted."""

    EXCERPTS = 950
    """After links are noted (900): excerpts are not part of the page."""


@unique
class HtmlCollectPages(IntEnum):
    """Priorities of handlers of ``html-collect-pages``."""

    ARCHIVES = 400
    """Before others generate pages (500): where ABlog's archives would be."""

    FEEDS = 900
    """After all pages are collected: the posts' pages are written, feeds quote them."""


@unique
class HtmlPageContext(IntEnum):
    """Priorities of handlers of ``html-page-context``."""

    BEFORE_THEMES = 490
    """Before pydata-sphinx-theme renders templates of its options (500)."""

    PAGE_URLS = 505
    """After ABlog has added itself to the context (500), before proxies (510)."""

    PROXIES = 510
    """Right after ABlog's context is corrected (505): uses from here on are noted."""

    METADATA = 550
    """After proxies are in place (510): the page depends on what is used here."""

    COMPLETE = 600
    """After metadata (550) and style sheets (500) are in the context."""

    FEED_TEXTS = 900
    """After all who change the text of the page, before comments (950)."""

    PARTS = 940
    """After feeds have taken the text (900), before comments (950) below them."""

    COMMENTS = 950
    """After feeds have taken the text (900): comments are not part of it."""

    ABLOG_PAGES = 955
    """After comments (950): what ABlog shows below a post is below them."""

    PREVIEW = 960
    """After all others: notes of a preview stand above everything."""


@unique
class BuildFinished(IntEnum):
    """Priorities of handlers of ``build-finished``."""

    STATUS = 400
    """Before reports (500): a build that refused a page ends with status 1."""

    BEFORE_SITEMAP = 450
    """Before ``sphinx_sitemap`` writes its list (500): it gets all pages."""

    PREVIEW = 600
    """After the status (400) and the records (500) that the preview shows."""

    LAST = HIGHEST
    """After all others have written: remove leftovers."""

    STORE = HIGHEST + 1
    """After even these: what the next build asks for is complete, and is written."""

    UNDO = HIGHEST + 2
    """After everything: undo what was changed in the process, release folders."""


@unique
class AssetPriority(IntEnum):
    """Priorities of scripts and style sheets; Sphinx's are at 200, others at 500."""

    SEARCH_SCRIPT = 201
    """After ``documentation_options.js`` (200), before ``searchtools.js`` (500)."""

    BOOK_STYLE = 300
    """After Sphinx's style (200), before those of extensions and the site (500)."""

    THEME = 700
    """After styles of extensions (500), before those of ``html_css_files`` (800)."""
