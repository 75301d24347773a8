"""Settings that suit a blog, for those that its ``conf.py`` leaves out.

They are of ``extensions = ["permalink_blog"]`` alone: who loads single parts gets what
Sphinx, MyST-Parser and ABlog have as a default.
"""

from __future__ import annotations

from copy import deepcopy
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config


DEFAULTS: Mapping[str, Any] = MappingProxyType(
    {
        # Markdown
        "myst_enable_extensions": [
            "amsmath",  # \begin{align} without dollars
            "attrs_block",  # {.language-ja} before a paragraph
            "attrs_inline",  # [text]{.language-ja}, ![image](a.png){width="50%"}
            "colon_fence",  # :::{note}, readable where the directive is unknown
            "deflist",  # term, then ": definition"
            "dollarmath",  # $x$ and $$x$$
            "html_image",  # a pasted <img> moves with its page, as ![]() does
            "tasklist",  # - [x] done
        ],
        "myst_title_to_header": True,  # below "title:" a text begins at ##
        "myst_heading_anchors": 3,  # [text](other.md#a-heading) down to ###
        # Posts, and lists of them
        "blog_post_pattern": [f"posts/**/*.{x}" for x in ("md", "rst", "ipynb")],
        "blog_archive_titles": False,  # archives show the first paragraph too
        # Feeds
        "blog_feed_fulltext": True,  # read a post in the feed reader, not a teaser
        "blog_feed_length": 20,  # readers keep what they saw; newcomers need no more
    }
)
"""Name of a setting to its value."""

BY_THEME: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "permalink_blog": {
            "html_permalinks_icon": "#",
            "notfound_template": "404.html",  # of sphinx-notfound-page
        }
    }
)
"""Theme to the settings that suit it."""

SAME_AS = MappingProxyType({"blog_title": "project", "blog_baseurl": "html_baseurl"})
"""Name of a setting to the one of Sphinx that it follows."""


def set_defaults(app: Sphinx, config: Config) -> None:
    """Set what neither ``conf.py`` nor ``-D`` says (``config-inited``, first).

    A part that is left out has no settings, and none are set for it.
    """
    for name, value in default_settings(config):
        if name in config and not is_set(config, name):
            config[name] = deepcopy(value)


def is_set(config: Config, name: str) -> bool:
    """Return whether ``conf.py`` or the command line sets a value.

    Sphinx has no public way to ask: a value may be set to what the default is.

    :param name: of the setting
    """
    raw: Mapping[str, Any] = getattr(config, "_raw_config", {})
    return name in raw or name in config.overrides


def default_settings(settings: Config | Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the settings that suit a blog, and their values.

    :param settings: those of the site, which some others follow
    """
    yield from DEFAULTS.items()
    if "html_theme" in settings:
        yield from BY_THEME.get(settings["html_theme"], {}).items()
    for name, other in SAME_AS.items():
        if value := settings[other]:
            yield name, value
