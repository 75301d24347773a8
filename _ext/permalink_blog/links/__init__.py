"""Links as authors of Jekyll write them, resolved to documents.

``[text](/summer-2018)``, ``[text](https://example.org/summer-2018.html#talks)`` and
``[text]({% post_url 2018-08-01-summer %})`` lead to the document, wherever its source
and its page are; in every builder, as ``[text](summer.md)`` does. See
``guide/links.md``.

The way of a link:

1. ``source-read``: Liquid in a target becomes a target (:mod:`.liquid`,
   :mod:`.markdown`)
2. ``doctree-read``: links to paths of the site become cross-references of our own, and
   the environment remembers them (:mod:`.collect`); images at such paths become the
   files that Sphinx has there (:mod:`.images`); names of files need not be written as
   the file system has them (:mod:`.files`), also in raw HTML (:mod:`.html_files`)
3. ``env-get-updated``: they are checked, and documents with links that lead elsewhere
   than before are written again (:mod:`.links`, :mod:`.resolver`)
4. ``missing-reference``: Sphinx asks for each where it leads
5. ``build-finished``: files that links lead to are looked for

It works without the extension ``permalink_blog.urls``; Sphinx's own URLs count then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

from permalink_blog.core.build import commit_output
from permalink_blog.core.events import add_generated_pages_event
from permalink_blog.core.priorities import BuildFinished, DoctreeRead, MissingReference
from permalink_blog.core.timezone import add_timezone
from permalink_blog.core.version import extension_metadata
from permalink_blog.links.collect import (
    base_urls,
    collect_links,
    forget_links,
    merge_links,
    reread_all,
)
from permalink_blog.links.files import find_linked_files
from permalink_blog.links.html_files import (
    find_html_files,
    forget_html_files,
    merge_html_files,
    reread_moved_files,
    resolve_html_files,
)
from permalink_blog.links.images import (
    find_images,
    forget_images,
    merge_images,
    reread_moved,
)
from permalink_blog.links.links import LinkChecker
from permalink_blog.links.markdown import rewrite_source
from permalink_blog.upstream.sphinx.write_errors import reporting_write_errors

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    # Where else the site is or was read: links to there are links within the site
    app.add_config_value("jekyll_links_base_urls", [], "env", types=(list, tuple))
    app.connect("config-inited", check_base_urls)
    # Others of this family have these, too; each works alone
    add_timezone(app)
    add_generated_pages_event(app)

    # Reading
    app.connect("source-read", rewrite_source)
    # before ABlog, which makes excerpts of what it finds
    app.connect("doctree-read", find_linked_files, priority=DoctreeRead.LINKED_FILES)
    app.connect("doctree-read", collect_links, priority=DoctreeRead.BEFORE_COLLECTORS)
    app.connect("env-purge-doc", forget_links)
    app.connect("env-merge-info", merge_links)
    app.connect("env-get-outdated", reread_all)
    # before Sphinx, which looks for the files
    app.connect("doctree-read", find_images, priority=DoctreeRead.BEFORE_COLLECTORS)
    app.connect("env-purge-doc", forget_images)
    app.connect("env-merge-info", merge_images)
    app.connect("env-get-outdated", reread_moved)
    # after those who leave files out of raw HTML, or put others in
    app.connect("doctree-read", find_html_files, priority=DoctreeRead.BEFORE_ABLOG)
    app.connect("env-purge-doc", forget_html_files)
    app.connect("env-merge-info", merge_html_files)
    app.connect("env-get-outdated", reread_moved_files)

    # Resolving
    links = LinkChecker()
    app.connect("env-before-read-docs", links.begin)
    app.connect("env-get-updated", links.check)
    # before those who look for names everywhere
    app.connect(
        "missing-reference",
        links.resolve_reference,
        priority=MissingReference.BEFORE_ABLOG,
    )
    app.connect("doctree-resolved", links.resolve_html)
    app.connect("doctree-resolved", resolve_html_files)
    app.connect("build-finished", reporting_write_errors(links.finish))
    app.connect(
        "build-finished",
        reporting_write_errors(commit_output),
        priority=BuildFinished.STORE,
    )

    return extension_metadata(env_version=4)


def check_base_urls(_app: Sphinx, config: Config) -> None:
    """Refuse what is no URL (``config-inited``).

    :raises ConfigError: naming the value
    """
    try:
        base_urls(config)
    except ValueError as error:
        msg = f'jekyll_links_base_urls: {error}; write "https://example.org/"'
        raise ConfigError(msg) from error
