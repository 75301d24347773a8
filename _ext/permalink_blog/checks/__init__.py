"""Checks for authors: front matter, labels, titles and images.

Mistakes in one document are reported when it is read; labels are compared when all
are. Nothing is kept in the environment, and no page depends on it.

``front-matter.schema.json`` is the same knowledge for editors (:mod:`.schema`).
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError
from sphinx.util import logging

from permalink_blog.checks.document import NoteTitle, check_document, keep_source
from permalink_blog.checks.imported import MANIFEST, collect_imported
from permalink_blog.checks.labels import check_labels
from permalink_blog.checks.report import CHECK_TAG, TYPE
from permalink_blog.core.build import build_of
from permalink_blog.core.extras import how_to_install
from permalink_blog.core.priorities import ConfigInited, DoctreeRead, SourceRead
from permalink_blog.core.stored_front_matter import add_front_matter
from permalink_blog.core.timezone import add_timezone
from permalink_blog.core.version import extension_metadata

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


logger = logging.getLogger(__name__)

EXCERPT_LENGTH = 500  # characters, about eighty words: ten of them are a page to scroll


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx.

    :raises ExtensionError: if fastjsonschema is not installed
    """
    if find_spec("fastjsonschema") is None:  # imported when a document is read
        msg = f"blog_checks needs a package: {how_to_install('fastjsonschema')}"
        raise ExtensionError(msg)
    lists = (list, tuple, set, frozenset)
    app.add_config_value("blog_checks_keys", [], "env", types=lists)
    app.add_config_value("blog_checks_strict", False, "env", types=(bool,))
    length = "blog_checks_excerpt_length"
    app.add_config_value(length, EXCERPT_LENGTH, "env", types=(int,))
    app.add_config_value("blog_checks_imported", MANIFEST, "", types=(str,))
    add_timezone(app)
    app.connect("config-inited", collect_imported, priority=ConfigInited.BEFORE_CHECKS)
    add_front_matter(app)
    app.connect("config-inited", check_config)
    app.connect("source-read", keep_source, priority=SourceRead.PREPARED)
    app.connect("builder-inited", report_all)
    app.add_transform(NoteTitle)
    app.connect("doctree-read", check_document, priority=DoctreeRead.CHECKS)
    app.connect("env-updated", report_labels)
    return extension_metadata(env_version=1)


def report_all(app: Sphinx) -> None:
    """Report what is wrong below a rejected permalink, too (``builder-inited``).

    Only with the tag ``check``, which ``make check`` sets: a tag is no error where this
    extension is not used.
    """
    if CHECK_TAG in app.tags:
        build_of(app).keeps_going = True


def report_labels(app: Sphinx, env: BuildEnvironment) -> None:
    """Compare the labels of all documents (``env-updated``)."""
    check_labels(env, normal="permalink_blog.frontmatter" in app.extensions)


def check_config(app: Sphinx, config: Config) -> None:
    """Replace an invalid ``blog_checks_excerpt_length`` (``config-inited``)."""
    value = config.blog_checks_excerpt_length
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        logger.warning(
            "conf.py: blog_checks_excerpt_length: %r is not a positive integer; %d is "
            "used. Write a number of characters",
            value,
            EXCERPT_LENGTH,
            type=TYPE,
            subtype="config",
        )
        config.blog_checks_excerpt_length = EXCERPT_LENGTH
