"""The permalink that a page asks for, and the values of its placeholders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx.util.matching import compile_matchers

from permalink_blog.core.dates import date_or_none, site_zone
from permalink_blog.core.errors import PermalinkProblem
from permalink_blog.core.front_matter import read_front_matter
from permalink_blog.core.messages import place_of_key
from permalink_blog.core.names import PostName
from permalink_blog.core.stored_front_matter import (
    front_matter_of,
    front_matter_value,
)
from permalink_blog.core.values import field_value, scalar_text, trim
from permalink_blog.urls.pattern import STYLES, PostValues

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True, slots=True)
class PermalinkRequest:
    """A permalink as it is written, and the key or setting that has it.

    :param text: with placeholders
    :param key: front matter key or config value
    """

    text: str
    key: str = "permalink"

    @property
    def is_style(self) -> bool:
        """Return whether the permalink is the site's style for many documents."""
        return self.key.startswith("permalink_style")


def requested_permalink(
    env: BuildEnvironment, pagename: str
) -> PermalinkRequest | None:
    """Read which permalink a page asks for; ``None`` for Sphinx's own path.

    :param pagename: a document's name, or a generated page's such as "404"
    """
    text = env.metadata.get(pagename, {}).get("permalink")
    value = front_matter_value(env, pagename, "permalink")
    if value is not None:
        # A boolean is taken as text, as a number is; a list or mapping is refused as
        # the text that it is, for its quotes.
        if isinstance(value, list | dict):
            return PermalinkRequest(str(text))
        return PermalinkRequest(scalar_text(value, tidy=trim))
    if text := env.config.permalink_pages.get(pagename):
        return PermalinkRequest(text, f"permalink_pages[{pagename!r}]")
    if pagename in env.all_docs:
        return _style_of(env, pagename)
    return None


def _style_of(env: BuildEnvironment, docname: str) -> PermalinkRequest | None:
    """Return the site-wide style for a document; ``None`` for an undated one."""
    styles = env.config.permalink_style
    if not styles or post_values(env, docname).date is None:
        return None
    if isinstance(styles, str):
        return PermalinkRequest(STYLES.get(styles, styles), "permalink_style")
    source = env.doc2path(docname, base=False).as_posix()
    for pattern, style in styles.items():
        (matches,) = compile_matchers([pattern])
        if matches(source):
            return PermalinkRequest(
                STYLES.get(style, style), f"permalink_style[{pattern!r}]"
            )
    return None


def problem_with(
    env: BuildEnvironment,
    pagename: str,
    request: PermalinkRequest,
    *,
    reason: str,
    remedy: str,
) -> PermalinkProblem:
    """Return a problem of a permalink, with the place where it is written.

    :param request: the permalink
    :param reason: clause that follows the value
    :param remedy: in the imperative
    """
    where = "conf.py"
    if pagename in env.all_docs:
        where = place_of_key(env, pagename, request.key)
    return PermalinkProblem(where, request.key, request.text, reason, remedy, pagename)


def post_values(env: BuildEnvironment, docname: str) -> PostValues:
    """Collect what placeholders may ask of a document."""
    zone = site_zone(env.config.permalink_timezone)
    return values_of(docname, front_matter_of(env, docname), zone)


def values_of(docname: str, fields: Mapping[str, str], zone: tzinfo) -> PostValues:
    """Collect what placeholders may ask of a document with these fields.

    :param fields: of its front matter, as text
    :param zone: of the site
    """
    front_matter = read_front_matter(fields)
    name = PostName.from_docname(docname)
    slug = field_value(fields, "slug")
    return PostValues(
        date=date_or_none(front_matter.date, zone) or date_or_none(name.date, zone),
        slug=(
            scalar_text(slug, tidy=trim).replace("%00", "\0")  # see null_characters
            if isinstance(slug, str | int | float)
            else name.slug.rstrip(".")  # as Jekyll::Document#populate_title does
        ),
        name=name.slug,
        path=docname,
        categories=front_matter.categories,
    )
