"""Related posts, for templates: ``related_posts(pagename)``.

The rule is in :mod:`.ranking`. With ``permalink_blog.incremental`` a page is written
again when its list is another, and not when the text of one of its posts is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.util import logging

from permalink_blog.core.priorities import EnvUpdated
from permalink_blog.core.tracker import (
    LISTED,
    note_shown,
    register_dependency_values,
    tracking_proxy,
)
from permalink_blog.core.version import extension_metadata
from permalink_blog.related.ranking import Labeled, Ranking
from permalink_blog.upstream.ablog_order import newest_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from permalink_blog.posts.blog import Post


logger = logging.getLogger(__name__)

DEFAULT_COUNT = 3
DEPENDENCY = "posts-related"  # it depends on what posts are, and not on their text


class RelatedPosts:
    """The related posts of one build."""

    def __init__(self) -> None:
        self._ranking: Ranking[Post] | None = None
        self._by_docname: dict[str, list[Labeled[Post]]] = {}
        self._found: dict[str, list[Post]] = {}

    def forget(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Begin again with the posts of this build (``env-updated``)."""
        self._ranking = None

    def of(self, app: Sphinx, docname: str) -> list[Post] | None:
        """Choose what is related to a document's posts; ``None`` if it has none."""
        ranking = self._settled(app)
        posts = self._by_docname.get(docname)
        if not posts:
            return None
        if docname not in self._found:
            together = united(posts)
            count = app.config.blog_related_count
            self._found[docname] = ranking.related(together, count)
        return self._found[docname]

    def _settled(self, app: Sphinx) -> Ranking[Post]:
        from permalink_blog.posts.blog import blog_of

        if self._ranking is None:
            blog = blog_of(app)
            published = [
                labeled(post) for post in newest_first(blog.posts._posts.values())
            ]
            self._ranking = Ranking(published)
            self._by_docname, self._found = {}, {}
            for post in (*published, *map(labeled, blog.drafts._posts.values())):
                self._by_docname.setdefault(post.docname, []).append(post)
        return self._ranking

    def shown(self, app: Sphinx, docname: str) -> object | None:
        """Return what lists show of the related posts (``blog-dependency-value``)."""
        posts = self.of(app, docname)
        if posts is None:
            return None
        uri_of = app.builder.get_target_uri
        return [
            [*(str(getattr(post, name, "")) for name in LISTED), uri_of(post.docname)]
            for post in posts
        ]

    def add_to_context(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Add ``related_posts`` to the context (``html-page-context``, after ABlog)."""
        if "ablog" not in context:
            return  # a builder that ABlog does not know

        def related_posts(docname: str = pagename) -> list[Any]:
            """Return the posts that are related to those of a document."""
            note_shown(app, pagename, DEPENDENCY, docname)
            posts = self.of(app, docname) or ()
            return [tracking_proxy(app, pagename, post) for post in posts]

        context["related_posts"] = related_posts


def labeled(post: Post) -> Labeled[Post]:
    """Return the labels of a post, for the ranking."""
    return Labeled(
        post,
        str(post.docname),
        tags=frozenset(map(str, post.tags or ())),
        categories=frozenset(map(str, post.category or ())),
    )


def united(posts: Sequence[Labeled[Post]]) -> Labeled[Post]:
    """Return the posts of one document as one, with the labels of all.

    :param posts: of the document, at least one
    """
    first = posts[0]
    return Labeled(
        first.post,
        first.docname,
        tags=first.tags.union(*(post.tags for post in posts)),
        categories=first.categories.union(*(post.categories for post in posts)),
    )


def check_count(app: Sphinx, config: Config) -> None:
    """Replace an invalid ``blog_related_count`` by the default (``config-inited``)."""
    value = config.blog_related_count
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        logger.warning(
            "conf.py: blog_related_count: %r is not a number of posts; %d is used. "
            "Write an integer from 0",
            value,
            DEFAULT_COUNT,
            type="blog_related",
            subtype="config",
        )
        config.blog_related_count = DEFAULT_COUNT


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    app.setup_extension("ablog")
    app.add_config_value("blog_related_count", DEFAULT_COUNT, "html", int)
    related = RelatedPosts()
    app.connect("config-inited", check_count)
    app.connect("env-updated", related.forget, priority=EnvUpdated.NEW_BUILD)
    # Right after ABlog: themes may look at templates from then on.
    app.connect("html-page-context", related.add_to_context)
    register_dependency_values(app, DEPENDENCY, related.shown)
    return extension_metadata()
