"""The preview of ``make livehtml``: drafts, mistakes, and pages that reload.

``sphinx-build -D blog_preview=1`` makes it, as ``make livehtml`` does each time a file
is saved. Without that this extension does nothing.

- drafts are listed on the landing page, and say why they are drafts
  (:mod:`permalink_blog.posts.drafts`, :mod:`.pages`)
- front matter that cannot be read does not move its page: the last one that could be
  read stands in for it, and the page says what is wrong (:mod:`.front_matter`)
- a permalink that cannot be stops no other page: its page stays where it was
- the browser shows what a build said, keeps its place, and follows a page that moves
  (``static/blog-preview.js``, :mod:`.state`)
- a template that cannot be read is reported by file and line (:mod:`.templates`)
- a style is seen at once, on pages that are not written again (:mod:`.styles`)
- code of extensions that has changed is seen to have
  (:mod:`permalink_blog.urls.local_code`)
- before the first build, ``python -m permalink_blog.preview FOLDER`` leaves a page that
  waits for it

What is left to other pages, archives and feeds is as it will be published.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging

from permalink_blog.core.build import build_of
from permalink_blog.core.timezone import add_timezone
from permalink_blog.core.version import extension_metadata
from permalink_blog.preview.state import remove_state
from permalink_blog.urls import local_code

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata


logger = logging.getLogger(__name__)

_HERE = Path(__file__).parent
STYLE = "blog-preview.css"


def enable_preview(app: Sphinx, config: Config) -> None:
    """Enable the preview if ``blog_preview`` is set (``config-inited``)."""
    if config.blog_preview and os.environ.get("READTHEDOCS") == "True":
        logger.warning(
            "conf.py: blog_preview is set on Read the Docs, which publishes what it "
            "builds; it is ignored there. Remove it: make livehtml sets it",
            type="blog_preview",
            subtype="host",
        )
        config.blog_preview = False
    if not config.blog_preview:
        return
    # New lists: the old ones may be the default, or belong to conf.py.
    config.html_static_path = [*config.html_static_path, str(_HERE / "static")]
    config.templates_path = [*config.templates_path, str(_HERE / "templates")]
    if "notfound_urls_prefix" in config:
        config.notfound_urls_prefix = "/"  # where sphinx-autobuild serves the site


def connect(app: Sphinx) -> None:
    """Follow a build of a website, if it is a preview (``builder-inited``)."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder) or builder.embedded:
        return
    if not app.config.blog_preview:
        remove_state(Path(app.outdir))
        return
    build_of(app).keeps_going = True
    app.add_css_file(STYLE)
    # Only now: a build that is no preview needs none of it.
    from permalink_blog.preview import extension

    extension.connect(app)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    # "env": a folder of documents that were read for a preview is none of the site's
    app.add_config_value("blog_preview", False, "env", types=bool)
    add_timezone(app)
    app.connect("config-inited", enable_preview)
    local_code.connect(app)
    app.connect("builder-inited", connect)
    return extension_metadata(env_version=1)
