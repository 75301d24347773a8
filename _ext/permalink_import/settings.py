"""What the old configuration says, put into ``conf.py``."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

from permalink_import.conf_file import Addition, ConfFile, ConfFileError
from permalink_import.fates import OURS, WRITTEN, Fate, Forced, fate_of
from permalink_import.feeds import feeds_at_old_paths
from permalink_import.model import Finding, Outcome, Topic
from permalink_import.proposed_targets import POSTS
from permalink_import.python_text import literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from permalink_import.manifest import Setting
    from permalink_import.model import OldSite


CONF = "conf.py"

TEMPLATE: Mapping[str, Setting] = {
    "project": "Permalink",
    "author": "The owner of this site",
    "copyright": "the owner of this site",
    "blog_feed_subtitle": "A blog on Sphinx whose URLs never break",
    "language": "en",
    "html_baseurl": "https://example.org/",
    "jekyll_links_base_urls": ["https://example.org/"],
}
"""What nobody has written: the values that this site's ``conf.py`` comes with."""

LOOK: Mapping[str, Setting] = {
    "html_logo": "_static/logo.svg",
    "html_favicon": "_static/favicon.svg",
    "blog_metadata_card": "_static/card.png",
}
"""Drawings that this site's ``conf.py`` comes with, and that no old site replaces."""

DEFAULTS: Mapping[str, Setting] = {"jekyll_frontmatter_tags": "jekyll"}
"""What holds without a line in ``conf.py``."""

EXTENDED = frozenset({"html_extra_path", "blog_post_pattern"})
"""Lists that get further items, and keep those that somebody wrote."""


@dataclass(frozen=True, slots=True)
class SettingsPlan:
    """What happens to ``conf.py``.

    :param conf: the new file; ``None`` if it stays
    :param fates: name to what happens to it
    :param written: name to the value that is of the old site, to be recorded
    :param findings: what has to be done by hand, and what is kept
    """

    conf: ConfFile | None
    fates: Mapping[str, Fate]
    written: Mapping[str, Setting]
    findings: tuple[Finding, ...]


_KEPT = (
    "Values that are edited in conf.py are kept. FORCE=conf.py takes the old site's "
    "again"
)
_BY_HAND = "The import cannot change these lines of conf.py. Write them yourself"


def wanted_settings(
    site: OldSite, *, has_public: bool, redirects: str, blog_path: str
) -> Iterator[Addition]:
    """Yield the settings that ``conf.py`` should have.

    :param has_public: files are published as they are
    :param redirects: name of a file of redirects, "" for none
    :param blog_path: folder of the archives and feeds here
    """
    old = site.settings
    base = f"{old.url}{old.baseurl}/" if old.url else ""
    one_line = " ".join((old.description or "").split())
    formats = {PurePosixPath(x.target).suffix for x in site.documents if x.is_post}
    tags = "jekyll" if site.generator == "Jekyll" else ""
    posts = sorted(f"{POSTS}/**/*{suffix}" for suffix in formats | {".md"})
    values: list[tuple[str, Setting, str]] = [
        ("project", " ".join((old.title or "").split()), "the site's title"),
        ("author", old.author or "", "of posts that name nobody"),
        ("copyright", old.author or "", "below each page"),
        ("language", sphinx_language(old.language or ""), "of dates and texts"),
        ("html_baseurl", base, "for feeds, canonical links and the sitemap"),
        ("blog_feed_subtitle", one_line, "in feeds"),
        ("jekyll_links_base_urls", [base] if base else [], "ours, as it is linked"),
        ("jekyll_frontmatter_tags", tags, "tags and categories that are text"),
        ("blog_post_pattern", posts if formats - {".md"} else [], "what is a post"),
        ("permalink_timezone", old.timezone or "", "of dates that name none"),
        ("html_extra_path", ["public"] if has_public else [], "published as it is"),
        ("permalink_redirects", redirects, "from lists that are elsewhere now"),
        (
            "blog_feed_also_at",
            feeds_at_old_paths(site, blog_path),
            "where readers know it",
        ),
    ]
    for name, value, comment in values:
        if value:
            default = DEFAULTS.get(name)
            yield Addition(name=name, value=value, comment=comment, default=default)


def unset(conf: ConfFile | None) -> tuple[str, ...]:
    """Return the names in ``conf.py`` that still have what this project came with."""
    if conf is None:
        return ()
    names: list[str] = []
    for name, value in {**TEMPLATE, **LOOK}.items():
        with suppress(ConfFileError):
            if name != "language" and conf.value(name) == value:
                names.append(name)
    return tuple(names)


def sphinx_language(tag: str) -> str:
    """Write a language as Sphinx does: ``pt_BR`` for ``pt-br``.

    :param tag: BCP 47 (RFC 5646, 2.1.1: case means nothing)
    :returns: "" for a language that nobody knows, with which no build is free of
        warnings
    """
    first, *others = tag.replace("_", "-").split("-")
    cased = [x.title() if len(x) == 4 else x.upper() for x in others if len(x) < 5]
    names = ("_".join([first.lower(), *cased]), first.lower())
    return next(filter(_has_locale, names), "")


def _has_locale(name: str) -> bool:
    """Return whether Babel, which writes Sphinx's dates, knows a language."""
    try:
        Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def plan_settings(
    conf: ConfFile | None,
    problem: str,
    wanted: list[Addition],
    recorded: Mapping[str, Setting],
    forced: Forced,
) -> SettingsPlan:
    """Plan the changes of settings in ``conf.py``.

    :param conf: ``None`` if it cannot be read
    :param problem: why not
    :param recorded: what an import wrote
    """
    wanted = [
        each
        for each in wanted
        if each.default != each.value or (conf is not None and conf.line(each.name))
    ]
    if conf is None:
        by_hand = tuple(_by_hand(each, 0, problem) for each in wanted)
        return SettingsPlan(None, {}, recorded, by_hand)
    planned = [_Planned.of(each, conf, recorded, forced) for each in wanted]
    findings = [found for each in planned for found in each.findings(conf)]
    fates = {each.wanted.name: each.fate for each in planned}
    for each in planned:
        name = each.wanted.name
        try:
            if each.fate is Fate.CHANGED:
                conf = conf.replace(name, each.wanted.value)
            elif each.fate is Fate.NEW:
                conf = conf.add(each.wanted)
        except ConfFileError as error:
            fates[name] = Fate.FOREIGN
            findings.append(_by_hand(each.wanted, conf.line(name), str(error)))
    new = {x.name: x.value for x in wanted if fates.get(x.name) in OURS}
    is_changed = bool(WRITTEN & set(fates.values()))
    return SettingsPlan(
        conf if is_changed else None,
        fates,
        {**recorded, **new},
        tuple(findings),
    )


@dataclass(frozen=True, slots=True)
class _Planned:
    """A setting, and what becomes of it.

    :param problem: why a program cannot change it, or ""
    """

    wanted: Addition
    fate: Fate
    here: object
    problem: str = ""

    @classmethod
    def of(
        cls,
        wanted: Addition,
        conf: ConfFile,
        recorded: Mapping[str, Setting],
        forced: Forced,
    ) -> _Planned:
        """Decide what is done about a setting.

        :param wanted: name and value, from the source site
        :param conf: the ``conf.py`` of the project, as it is
        :param recorded: values that an earlier import wrote, by name
        :param forced: what may be overwritten
        """
        name = wanted.name
        try:
            here = conf.value(name)
        except ConfFileError as error:
            return cls(wanted, Fate.FOREIGN, None, str(error))
        known: object = recorded.get(name)
        if name in EXTENDED and isinstance(here, list):
            more = [item for item in wanted.value if item not in here]
            wanted = replace(wanted, value=[*here, *more])
        if known is None and (here == TEMPLATE.get(name) or name in EXTENDED):
            known = here
        fate = fate_of(
            recorded=known,
            here=here,
            wanted=wanted.value,
            forced=forced.covers(CONF, imported=name in recorded),
        )
        return cls(wanted, fate, here)

    def findings(self, conf: ConfFile) -> Iterator[Finding]:
        line = conf.line(self.wanted.name)
        if self.problem:
            yield _by_hand(self.wanted, line, self.problem)
        elif self.fate not in OURS:
            kept = "removed here" if self.fate is Fate.DELETED else self.fate.value
            yield Finding(
                outcome=Outcome.KEPT,
                source=CONF,
                line=line,
                what=f"{_written(self.wanted)} ({kept})",
                reason=_KEPT,
            )


def _by_hand(wanted: Addition, line: int, reason: str) -> Finding:
    return Finding(
        outcome=Outcome.LEFT,
        source=CONF,
        line=line,
        what=f"{_written(wanted)} ({reason})",
        reason=_BY_HAND,
        topic=Topic.SETTINGS,
    )


def _written(wanted: Addition) -> str:
    return f"{wanted.name} = {literal(wanted.value)}"
