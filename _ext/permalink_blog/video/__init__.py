"""Embedded YouTube and Vimeo players, loaded on click; links elsewhere.

How those nodes look, pasted or written with the library's directives, is decided here
as well: on HTML pages a facade with a private, titled and responsive player behind it,
a link elsewhere.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib.youtube.vimeo import vimeo
from sphinxcontrib.youtube.youtube import youtube

from permalink_blog.core.priorities import EnvUpdated
from permalink_blog.core.version import extension_metadata
from permalink_blog.video.facade import add_script, visit_video_html
from permalink_blog.video.links import (
    DocumentVideoLinks,
    ExcerptVideoLinks,
    OfflineVideoLinks,
    PlainTextVideoLinks,
)
from permalink_blog.video.transforms import ConvertIframes, TitleVideos

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


_STATIC_DIR = Path(__file__).parent / "static"


def _add_static_dir(_app: Sphinx, config: Config) -> None:
    # A new list: the old one may be the default, or belong to conf.py.
    config.html_static_path = [*config.html_static_path, str(_STATIC_DIR)]


def _add_style(app: Sphinx) -> None:
    """Style players and facades: books have none (``builder-inited``)."""
    if app.builder.name != "epub":
        app.add_css_file("video-embeds.css")


def _forget_thumbnails(_app: Sphinx, env: BuildEnvironment) -> None:
    # The library downloads a thumbnail for each of its directives in LaTeX builds,
    # which nothing there uses: a build needs no network for them.
    env.video_remote_images.clear()  # type: ignore[attr-defined]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set the extension up; the order in ``extensions`` does not matter."""
    app.setup_extension("sphinxcontrib.youtube")
    app.add_config_value("video_embeds_convert", True, "env", frozenset({bool}))
    app.add_config_value("video_embeds_facade", True, "html", frozenset({bool}))

    # Reading
    app.add_transform(ConvertIframes)
    app.add_transform(TitleVideos)
    app.connect("env-updated", _forget_thumbnails, priority=EnvUpdated.BEFORE_DOWNLOADS)

    # Writing
    app.add_post_transform(PlainTextVideoLinks)
    app.add_post_transform(DocumentVideoLinks)
    app.add_post_transform(OfflineVideoLinks)
    app.add_post_transform(ExcerptVideoLinks)
    for node_class in (youtube, vimeo):
        app.add_node(node_class, override=True, html=(visit_video_html, None))

    # Style and script
    app.connect("config-inited", _add_static_dir)
    app.connect("builder-inited", _add_style)
    app.connect("html-page-context", add_script)

    return extension_metadata(env_version=1)
