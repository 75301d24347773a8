"""The nodes of ABlog's posts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import _

from permalink_blog.core.dates import EXPECTED_DATE, InvalidDateError, parse_date
from permalink_blog.core.local_dates import local_date
from permalink_blog.core.messages import shorten, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import tzinfo

    from sphinx.config import Config

    from permalink_blog.core.front_matter import BlogFields


@dataclass(frozen=True, slots=True)
class Clock:
    """The settings for reading dates.

    :param zone: the site's time zone
    :param site_format: ABlog's ``post_date_format``, or ``None`` without ABlog
    """

    zone: tzinfo
    site_format: str | None


def has_ablog(config: Config) -> bool:
    """Return whether ABlog is loaded."""
    return "blog_post_pattern" in config


def matches_pattern(config: Config, docname: str) -> bool:
    """Return whether ABlog's ``blog_post_pattern`` makes a document a post."""
    return docname in getattr(config, "matched_blog_posts", ())


def post_nodes(config: Config, document: nodes.document) -> list[nodes.Element]:
    """Return the posts of a document; none without ABlog.

    :param document: that was read
    """
    if not has_ablog(config):
        return []
    from ablog.post import PostNode

    return list(document.findall(PostNode))


def fill_post(
    node: nodes.Element,
    front_matter: BlogFields,
    *,
    config: Config,
    date: datetime | None,
    title: str,
) -> None:
    """Set the attributes of ABlog's node to the values of the front matter.

    The lists are set as they are: in text, ABlog would split them at commas.

    :param date: ``None`` for a draft
    :param title: plain text
    """
    # Midnight with a "T" is ISO 8601, and no post_date_format anyone would choose.
    node["date"] = date.isoformat() if date else None
    node["title"] = title
    for key, values in _lists(front_matter, config).items():
        node[key] = values
    node["image"] = front_matter.image
    node["nocomments"] = front_matter.nocomments
    node["canonical_link"] = front_matter.canonical_link or []
    node["external_link"] = front_matter.external_link or []
    node["exclude"] = front_matter.exclude
    if front_matter.excerpt_length is not None:
        node["excerpt"] = front_matter.excerpt_length
    if front_matter.excerpt:
        node.extend(nodes.paragraph(text, text) for text in front_matter.excerpt)
        node["exclude"] = True  # shown in archives, but not on the page


def _lists(front_matter: BlogFields, config: Config) -> dict[str, list[str]]:
    """Return the labels and redirects of a post, by the names that ABlog has."""
    return {
        "tags": list(front_matter.tags),
        "category": list(front_matter.categories),
        "author": known_keys(front_matter.authors, config.blog_authors),
        "language": known_keys(front_matter.languages, config.blog_languages),
        "location": known_keys(front_matter.locations, config.blog_locations),
        "redirect": list(front_matter.redirects),
    }


def add_front_matter(
    node: nodes.Element,
    front_matter: BlogFields,
    *,
    config: Config,
    date: datetime | None,
) -> None:
    """Add labels, redirects and date of front matter to a directive ``post``.

    ABlog makes two posts of such a document, each with its own; here it is one, with
    the labels of both. What the directive says takes precedence.

    :param node: of the directive
    :param date: of the front matter, ``None`` for a draft
    """
    for key, values in _lists(front_matter, config).items():
        known = {text.casefold() for text in node[key]}
        node[key] = [*node[key], *(x for x in values if x.casefold() not in known)]
    if date is not None and not node["date"]:
        node["date"] = date.isoformat()


def known_keys(
    names: Iterable[str], known: Mapping[str, tuple[str, str | None]]
) -> list[str]:
    """Replace names by the keys that ``conf.py`` has for them, each once.

    ABlog knows the key alone, and would make two archives of one person.

    :param names: keys, names, or names that ``conf.py`` does not have
    :param known: ``blog_authors``, ``blog_languages`` or ``blog_locations``
    """
    keys = {name: key for key, (name, _link) in known.items()}
    return list(dict.fromkeys(keys.get(name, name) for name in names))


def drop_messages(document: nodes.document) -> None:
    """Remove the parser's messages, of which ABlog would make excerpts.

    Sphinx drops these messages too, but only after ABlog has read the document.

    :param document: that was read
    """
    for message in list(document.findall(nodes.system_message)):
        message.parent.remove(message)


def is_date(text: str, date: datetime, clock: Clock) -> bool:
    """Return whether a directive has the same date, or none.

    :param text: argument of the directive
    :param date: in front matter
    """
    try:
        found = parse_date(text, clock.zone, site_format=clock.site_format).when
    except InvalidDateError:
        return True  # check_dates reports it
    return found == date


def check_dates(config: Config, document: nodes.document, clock: Clock) -> None:
    """Remove the dates of ``post`` directives that would make ABlog fail.

    :param document: that was read
    """
    for node in post_nodes(config, document):
        written = node["date"]
        if not written or _ablog_reads(written, config.post_date_format):
            continue
        try:
            date = parse_date(written, clock.zone, site_format=clock.site_format).when
        except InvalidDateError:
            expected = f"expected {EXPECTED_DATE}. The post stays a draft."
            warn("date", f"post {shorten(written)!r}: {expected}", node)
            node["date"] = None
        else:
            node["date"] = date.isoformat()


def _ablog_reads(text: str, site_format: str) -> bool:
    """Return whether ``ablog.post.process_posts`` can parse and compare a date."""
    from ablog.post import date_parser

    try:
        datetime.strptime(text, site_format)
    except ValueError:
        try:
            return bool(date_parser and date_parser(text).tzinfo is None)
        except (ValueError, OverflowError):
            return False
    return True


def check_updates(
    config: Config, document: nodes.document, clock: Clock, *, dated: bool, draft: bool
) -> None:
    """Keep ``update`` directives from ABlog that it cannot date.

    It compares their dates with the post's, and fails if there is none. A plain
    admonition looks the same.

    :param dated: whether the post has a date
    :param draft: whether its author said that it is a draft
    """
    for node in _updates(config, document):
        written = node["date"]
        try:
            date = parse_date(written, clock.zone, site_format=clock.site_format).when
        except InvalidDateError:
            expected = f"expected {EXPECTED_DATE}. The text stays as it is."
            warn("update", f"update {shorten(written)!r}: {expected}", node)
            text = written
        else:
            if dated:
                node["date"] = date.isoformat()
                continue
            if not draft:
                expected = "expected a date for the post. It stays a draft."
                warn("update", f"update {shorten(written)!r}: {expected}", node)
            text = local_date(date, config.language).strftime(config.post_date_format)
        title = nodes.title("", _("Updated on ") + text)
        note = nodes.admonition("", title, *node.children, classes=["note", "update"])
        note.source, note.line = node.source, node.line
        node.replace_self(note)


def _updates(config: Config, document: nodes.document) -> Iterator[nodes.Element]:
    if has_ablog(config):
        from ablog.post import UpdateNode

        yield from list(document.findall(UpdateNode))
