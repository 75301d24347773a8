"""Citations of posts: metadata for reference managers, and a box with BibTeX and CFF.

A post with ``doi`` in its front matter has them; ``blog_citations`` and ``cite`` say it
of others. The box is the template ``blog/cite.html``, which that of a site
(``templates_path``) replaces.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.util import logging

from permalink_blog.citations.pages import DOI_ONLY, add_citation, check_keys
from permalink_blog.core.priorities import BuilderInited
from permalink_blog.core.scholarly import add_scholarly_settings
from permalink_blog.core.stored_front_matter import add_front_matter
from permalink_blog.core.timezone import add_timezone
from permalink_blog.core.version import extension_metadata
from permalink_blog.upstream.ablog_templates import insert_before_ablog

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

_TEMPLATES = Path(__file__).parent / "templates"


def check_setting(_app: Sphinx, config: Config) -> None:
    """Replace an invalid ``blog_citations`` by the default (``config-inited``)."""
    value = config.blog_citations
    if isinstance(value, bool) or value == DOI_ONLY:
        return
    logger.warning(
        "conf.py: blog_citations: %r is unknown; %r is used. Write %r, True or False",
        value,
        DOI_ONLY,
        DOI_ONLY,
        type="blog_citations",
        subtype="config",
    )
    config.blog_citations = DOI_ONLY


def add_template(app: Sphinx) -> None:
    """Add the template ``blog/cite.html`` (``builder-inited``, after ABlog)."""
    templates = getattr(app.builder, "templates", None)
    if isinstance(templates, BuiltinTemplateLoader):
        insert_before_ablog(templates, _TEMPLATES)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    app.setup_extension("ablog")
    app.add_config_value("blog_citations", DOI_ONLY, "html", frozenset({str, bool}))
    add_front_matter(app)
    add_scholarly_settings(app)
    add_timezone(app)  # the day of a post is in it
    app.connect("config-inited", check_setting)
    app.connect("builder-inited", add_template, priority=BuilderInited.AFTER_ABLOG)
    app.connect("doctree-read", check_keys)
    # Right after ABlog: themes may look at templates from then on.
    app.connect("html-page-context", add_citation)
    return extension_metadata(env_version=1)
