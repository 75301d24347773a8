"""The parts of the extension ``permalink_blog.frontmatter``, connected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.errors import ConfigError
from sphinx.util import get_filetype

from permalink_blog.core.front_matter import Convention
from permalink_blog.core.messages import warn
from permalink_blog.core.parsed_source import parse_source
from permalink_blog.core.priorities import DoctreeRead
from permalink_blog.core.stored_front_matter import add_front_matter
from permalink_blog.core.timezone import add_timezone
from permalink_blog.core.version import extension_metadata
from permalink_blog.frontmatter.modified import update_posts
from permalink_blog.frontmatter.notebooks import move_front_matter, quote_dates
from permalink_blog.frontmatter.transforms import (
    CompletePost,
    HideFrontMatter,
    PlaceTitle,
    ReadFrontMatter,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

    from permalink_blog.core.yaml_nodes import YamlProblem


UNREADABLE = "jekyll_frontmatter_unreadable"
"""In ``env.temp_data`` while a document is read whose front matter is ignored."""


TAGS = "jekyll_frontmatter_tags"
"""The configuration value: whose convention of tags and categories holds."""


def _check_convention(_app: Sphinx, config: Config) -> None:
    """Refuse a convention that there is not (``config-inited``)."""
    value = getattr(config, TAGS)
    known = [convention.value for convention in Convention]
    if value not in known:
        msg = (
            f"{TAGS}: {value!r} is not a convention; write {known[0]!r} or {known[1]!r}"
        )
        raise ConfigError(msg)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx.

    :param app: the application
    """
    add_timezone(app)
    add_front_matter(app)
    app.add_config_value(TAGS, Convention.JEKYLL.value, "env", types=(str,))
    app.connect("config-inited", _check_convention)
    app.connect("source-read", _prepare_source)
    app.connect("doctree-read", update_posts, priority=DoctreeRead.DATES)
    app.add_transform(ReadFrontMatter)
    app.add_transform(PlaceTitle)
    app.add_transform(HideFrontMatter)
    app.add_transform(CompletePost)
    # another has other texts or ids in documents that were read
    return extension_metadata(env_version=3)


def _prepare_source(app: Sphinx, docname: str, source: list[str]) -> None:
    path = app.env.doc2path(docname)
    if get_filetype(app.config.source_suffix, path) == "restructuredtext":
        return  # its "---" is a heading
    if path.suffix == ".ipynb":
        if moved := move_front_matter(source[0]):
            source[0] = moved.text
            _report(app, docname, moved.problems)
        return
    prepared = parse_source(app.env, source[0])
    source[0] = prepared.text
    _report(app, docname, prepared.problems)
    if "myst_nb" in app.extensions:
        source[0] = quote_dates(source[0])


def _report(app: Sphinx, docname: str, problems: Sequence[YamlProblem]) -> None:
    for problem in problems:
        if problem.is_ignored:
            app.env.temp_data[UNREADABLE] = True
            kind = "too large, and is ignored" if problem.is_too_large else "ignored"
            message = f"front matter is {kind}: {problem.message}"
        else:
            message = f"front matter: {problem.message}"
        warn("yaml", message, (docname, problem.line))
