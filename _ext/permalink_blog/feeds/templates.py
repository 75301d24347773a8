"""The site's own templates for entries: ABlog's ``blog_feed_templates``.

Its keys are names of files without ".xml"; each value is a mapping from "title",
"summary" or "content" to a Jinja template (ABlog's manual, "Blog feeds").
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import jinja2
from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Mapping

    from permalink_blog.feeds.model import FeedEntry


logger = logging.getLogger(__name__)

ELEMENTS = ("title", "summary", "content")


class EntryTemplates:
    """The templates of one feed file.

    :param root: the file's name without ".xml"
    :param sources: element to template
    """

    def __init__(self, root: str, sources: Mapping[str, str]) -> None:
        self._templates: dict[str, jinja2.Template] = {}
        self._root = root
        for element in ELEMENTS:
            if element in sources:
                try:
                    self._templates[element] = jinja2.Template(sources[element])
                except (jinja2.TemplateError, TypeError) as error:
                    self._warn(element, error)

    def __bool__(self) -> bool:
        """Return whether the site has templates for entries."""
        return bool(self._templates)

    def apply(self, entry: FeedEntry, context: Mapping[str, Any]) -> FeedEntry:
        """Return an entry with the elements that templates override.

        :param entry: as it would be without templates
        :param context: what they can use besides the entry's own values
        """
        values = {**context, **{name: getattr(entry, name) for name in ELEMENTS}}
        made: dict[str, str] = {}
        for element, template in self._templates.items():
            try:
                made[element] = template.render(values)
            except Exception as error:  # a template may raise anything
                self._warn(element, error)
        return replace(entry, **made)  # type: ignore[arg-type]

    def _warn(self, element: str, error: Exception) -> None:
        logger.warning(
            "blog_feed_templates[%r][%r]: %s. The feed has the usual %s; fix the "
            "template in conf.py",
            self._root,
            element,
            error,
            element,
            type="blog_feeds",
            subtype="template",
            once=True,
        )
