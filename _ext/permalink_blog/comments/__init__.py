"""Comments and a page-view counter, loaded on request; both are off by default.

Nothing is on any page unless ``conf.py`` says so. Then comments (giscus) are loaded
when a reader asks for them, and a visit is counted with one request that has nothing
of the reader.

- what ``conf.py`` may say: :mod:`.settings`
- which pages have comments: :mod:`.pages`; and what is there: :mod:`.giscus`
"""

from __future__ import annotations

from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.errors import ConfigError
from sphinx.util import logging
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

from permalink_blog.comments.giscus import (
    SCRIPT,
    STYLE,
    giscus_attributes,
    path_term,
    section_html,
)
from permalink_blog.comments.pages import comment_settings_of
from permalink_blog.comments.settings import (
    SettingsError,
    is_url,
    read_comments,
    read_counter,
)
from permalink_blog.core.priorities import HtmlPageContext
from permalink_blog.core.stored_front_matter import add_front_matter
from permalink_blog.core.theme_options import option_templates
from permalink_blog.core.version import extension_metadata

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

    from permalink_blog.comments.settings import Comments, Counter


logger = logging.getLogger(__name__)

COUNTER_SCRIPT = "on-demand-counter.js"
TEMPLATE = "post-comments"
_STATIC_DIR = Path(__file__).parent / "static"
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


class OnDemand:
    """The enabled services of an application, with the handlers of its events."""

    def __init__(self) -> None:
        self._comments: Comments | None = None
        self._counter: Counter | None = None
        self._in_template = False

    def read(self, app: Sphinx, config: Config) -> None:
        """Read the settings (``config-inited``).

        :raises ConfigError: if they are wrong, saying all that is
        """
        try:
            self._comments = read_comments(config.on_demand_comments)
            self._counter = read_counter(config.on_demand_counter)
        except SettingsError as error:
            msg = f"{error}\nguide/comments.md says what each key is."
            raise ConfigError(msg) from error
        if self._counter and not _can_count(config.html_baseurl):
            self._counter = None
        # A new list: the old one may be the default, or belong to conf.py.
        parts = {"comments": self._comments, "counter": self._counter}
        wanted = [str(_STATIC_DIR / name) for name, part in parts.items() if part]
        config.html_static_path = [*config.html_static_path, *wanted]

    def choose(self, app: Sphinx) -> None:
        """Leave books, help viewers and the like alone (``builder-inited``).

        And find out whether the theme shows the comments.
        """
        if not _makes_website(app):
            self._comments = self._counter = None
        if self._comments:
            options = _theme_options(app)
            self._in_template = _is_in_template(self._comments, options)

    def add_to_context(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: object,
    ) -> None:
        """Prepare a page (``html-page-context``, before themes look at templates)."""
        context["post_comments"] = self._comments_of(app, pagename)
        if context["post_comments"]:
            app.add_css_file(STYLE)
            app.add_js_file(SCRIPT, loading_method="defer")
        if self._counter:
            app.add_js_file(
                COUNTER_SCRIPT,
                loading_method="defer",
                **{
                    "data-service": self._counter.service,
                    "data-url": self._counter.url,
                    "data-page": context["pageurl"],
                    "data-domain": self._counter.domain or None,
                },
            )

    def _comments_of(self, app: Sphinx, pagename: str) -> str:
        """Write the comments of a page; "" if it has none."""
        if self._comments is None or pagename not in app.env.all_docs:
            return ""
        chosen = comment_settings_of(app, pagename)
        if chosen is None:
            return ""
        builder = app.builder
        suffix = getattr(builder, "link_suffix", "")
        attributes = giscus_attributes(
            self._comments,
            term=chosen.term or path_term(builder.get_target_uri(pagename), suffix),
            is_own_term=bool(chosen.term),
            language=app.config.language,
        )
        return section_html(self._comments, attributes)

    def append(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: object,
    ) -> None:
        """Append comments to the text of a page (``html-page-context``, last of all).

        Only where no template shows them. Feeds have the page's text without them.
        """
        if self._comments is None:
            return
        if "ablog" in context and pagename in app.env.all_docs:
            # Asked through permalink_blog.incremental's stand-in, which notes that the
            # page depends on whether this is a post, and published.
            pagename in context["ablog"]  # noqa: B015
        if context.get("post_comments") and not self._in_template:
            context["body"] = f"{context.get('body', '')}{context['post_comments']}"


def _theme_options(app: Sphinx) -> Mapping[str, object]:
    """Return the options of the theme and its parents, as the site sets them."""
    theme: Any = getattr(app.builder, "theme", None)
    own: dict[str, object] = app.config.html_theme_options
    return {**theme.get_options(), **own} if theme else own


def _is_in_template(comments: Comments, options: Mapping[str, object]) -> bool:
    """Return whether a template of the site shows the comments.

    That is so if the theme's options name ours, as those of pydata-sphinx-theme may.

    :param options: of the theme
    """
    if comments.place:
        return comments.place == "template"
    return TEMPLATE in option_templates(options)


def _can_count(base_url: str) -> bool:
    """Return whether the site's URL is known; visits elsewhere are not counted."""
    if not any(is_url(base_url, scheme=scheme) for scheme in ("https", "http")):
        logger.warning(
            "on_demand_counter counts nothing: html_baseurl is %r, and only visits "
            "there are counted; expected the URL where the site is read, such as "
            "https://example.org/",
            base_url,
            type="on_demand",
            subtype="counter",
        )
        return False
    return urlsplit(base_url).hostname not in _THIS_MACHINE


def _makes_website(app: Sphinx) -> bool:
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder) or builder.embedded:
        return False
    return not isinstance(builder, SingleFileHTMLBuilder | SerializingHTMLBuilder)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    add_front_matter(app)
    app.add_config_value("on_demand_comments", {}, "html", (dict, NoneType))
    app.add_config_value("on_demand_counter", {}, "html", (dict, NoneType))

    parts = OnDemand()
    app.connect("config-inited", parts.read)
    app.connect("builder-inited", parts.choose)
    app.connect(
        "html-page-context",
        parts.add_to_context,
        priority=HtmlPageContext.BEFORE_THEMES,
    )
    app.connect("html-page-context", parts.append, priority=HtmlPageContext.COMMENTS)
    return extension_metadata()
