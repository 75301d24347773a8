"""Checks of values that would make ABlog fail when it registers posts.

ABlog raises an error at a date, a title or a number that it does not understand, and
searches without end for the section of a post that is in none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util import get_filetype

from permalink_blog.core.dates import site_zone
from permalink_blog.core.names import PostName
from permalink_blog.core.priorities import Reading
from permalink_blog.core.stored_front_matter import key_line
from permalink_blog.core.values import labels
from permalink_blog.directives.options import (
    LABELS,
    POST_OPTIONS,
    OptionKind,
    read_options,
)
from permalink_blog.directives.report import warn
from permalink_blog.posts.blog import PostNode
from permalink_blog.posts.nodes import (
    Clock,
    check_dates,
    check_updates,
    matches_pattern,
)

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


_KEPT = "blog_posts"  # in env.temp_data: fields that ABlog must not see
_NULL = "null"  # how MyST writes a key without a value


class HideInvalidFields(SphinxTransform):
    """Hide from ABlog the fields that it cannot read.

    With ``permalink_blog.frontmatter``, which reads front matter itself, nothing is
    left to do.
    """

    default_priority = Reading.INVALID_FIELDS

    def apply(self, **_kwargs: Any) -> None:
        """Remove them from the docinfo."""
        hidden: list[tuple[nodes.Element, int, nodes.field]] = []
        for docinfo in list(self.document.findall(nodes.docinfo))[:1]:
            for index, field in enumerate(list(docinfo)):
                if isinstance(field, nodes.field) and self._is_invalid(
                    field[0].astext(), field[1].astext()
                ):
                    hidden.append((docinfo, index, field))
            for _, _, field in hidden:
                docinfo.remove(field)
        self.env.temp_data[_KEPT] = hidden

    def _is_invalid(self, name: str, text: str) -> bool:
        if name not in POST_OPTIONS or name == "title":
            return False
        if POST_OPTIONS[name] is OptionKind.FLAG:
            return False  # for ABlog it is there or not, whatever its value
        is_markdown = self._filetype() != "restructuredtext"
        if not text or (text == _NULL and is_markdown):
            return True
        if POST_OPTIONS[name] not in (OptionKind.NUMBER, OptionKind.LINK):
            return False
        _, problems = read_options({name: text}, POST_OPTIONS)
        for problem in problems:
            if _is_post(self.env, self.document):
                warn("option", str(problem), _place(self.env, name))
        return bool(problems)

    def _filetype(self) -> str:
        path = self.env.doc2path(self.env.docname)
        return get_filetype(self.config.source_suffix, path)


class CheckPosts(SphinxTransform):
    """Let ABlog find posts that it can register."""

    default_priority = Reading.POSTS_CHECKED

    def apply(self, **_kwargs: Any) -> None:
        """Check each post of the document, and put the hidden fields back."""
        kept: list[tuple[nodes.Element, int, nodes.field]]
        kept = self.env.temp_data.pop(_KEPT, None) or []
        for docinfo, index, field in kept:
            docinfo.insert(index, field)
        posts = list(self.document.findall(PostNode))
        has_sections = len(posts) > 1 or self.config.post_always_section
        for post in posts:
            if post.line is None:  # of front matter
                place = _place(self.env, "date")
                post.source, post.line = str(self.env.doc2path(place[0])), place[1]
            _clean_labels(post)
            if post["date"] in ("", _NULL):
                post["date"] = None
            if has_sections and not self._place_in_section(post):
                continue
            self._give_title(post, has_section=has_sections)
        posts = list(self.document.findall(PostNode))
        if posts:
            zone = site_zone(self.config.permalink_timezone)
            clock = Clock(zone, self.config.post_date_format)
            check_dates(self.config, self.document, clock)
            dated = all(post["date"] for post in posts)
            check_updates(self.config, self.document, clock, dated=dated, draft=False)

    def _place_in_section(self, post: nodes.Element) -> bool:
        """Move a post into the section that it is about, where ABlog looks for it.

        :returns: whether there is one; if not, the directive is left out
        """
        if isinstance(post.parent, nodes.section):
            return True
        section: Any = post.parent
        while section is not None and not isinstance(section, nodes.section):
            section = section.parent
        if section is None:  # above the first heading, as the post of the document
            section = next(iter(self.document.findall(nodes.section)), None)
        shown = [] if post["exclude"] else [x.deepcopy() for x in post.children]
        if section is None:
            reason = "is in no section, and is left out, since a document of several "
            message = f"post: the directive {reason}posts needs a heading for each"
            warn("section", f"{message}; write one", post)
            post.replace_self(shown)
            return False
        post.replace_self(shown)
        post["exclude"] = True  # what is shown of it stays where it was
        section.append(post)
        return True

    def _give_title(self, post: nodes.Element, *, has_section: bool) -> None:
        if not post["title"]:
            section = post.parent if has_section else self.document
            if not any(True for _ in section.findall(nodes.title)):
                post["title"] = PostName.from_docname(self.env.docname).title


def _clean_labels(post: nodes.Element) -> None:
    for name in (*LABELS, "redirect"):
        post[name] = list(labels(list(post[name])))


def _is_post(env: BuildEnvironment, document: nodes.document) -> bool:
    fields = {x[0].astext() for x in document.findall(nodes.field)}
    return "blogpost" in fields or matches_pattern(env.config, env.docname)


def _place(env: BuildEnvironment, key: str) -> tuple[str, int]:
    return env.docname, key_line(env, env.docname, key) or 1
