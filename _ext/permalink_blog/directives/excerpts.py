"""The mark at which the excerpt of a post ends: ``<!--more-->``.

It is what Jekyll, Hugo and WordPress call it. ``excerpt_separator`` in front matter, as
in Jekyll, or ``blog_excerpt_separator`` in ``conf.py`` is another one. In
reStructuredText a comment with its text is the mark as well (``.. more``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util import get_filetype

from permalink_blog.core.priorities import Reading
from permalink_blog.core.stored_front_matter import known_values
from permalink_blog.core.values import field_value
from permalink_blog.directives.blocks import blocks_before
from permalink_blog.frontmatter.docinfo import FieldList
from permalink_blog.posts.blog import PostNode
from permalink_blog.posts.nodes import matches_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx


SEPARATOR = "blog_excerpt_separator"
"""The configuration value; empty for none."""

KEY = "excerpt_separator"
OWN = "own_excerpt"  # of a post: its author chose an excerpt
_END = "excerpt_end"  # of a comment: it stands for the mark
# In env.temp_data: whether front matter has an excerpt, and which posts have their own
_IN_FRONT_MATTER, _OWN_ONES = "blog_posts_excerpt", "blog_posts_excerpts"
_COMMENT = re.compile(r"<!--\s*(.*?)\s*-->", re.DOTALL)
_NO_PROSE = (
    *(nodes.comment, nodes.raw, nodes.literal, nodes.literal_block, nodes.math),
    *(nodes.math_block, nodes.docinfo, nodes.title, nodes.system_message),
    *(addnodes.toctree, addnodes.index, nodes.pending),
)


@dataclass(frozen=True, slots=True)
class Separator:
    """The mark that ends an excerpt.

    :param pattern: of the mark in text and in raw HTML
    :param comment: the text of the comment that the mark is; empty if it is none
    """

    pattern: re.Pattern[str]
    comment: str = ""


def read_separator(text: str) -> Separator | None:
    """Return the parsed separator, or ``None`` for a blank one.

    Jekyll's default, a blank line, is not a mark in the text.

    :param text: of ``excerpt_separator``
    """
    if not (text := text.strip()):
        return None
    if (found := _COMMENT.fullmatch(text)) and found[1]:
        inner = re.escape(found[1])
        pattern = re.compile(rf"<!--\s*{inner}\s*-->", re.IGNORECASE)
        return Separator(pattern, found[1])
    return Separator(re.compile(re.escape(text)))


class MarkExcerptEnds(SphinxTransform):
    """Replace marks by comments that no writer shows."""

    default_priority = Reading.EXCERPT_MARKS

    def apply(self, **_kwargs: Any) -> None:
        """Find the marks of a post."""
        fields = FieldList(self.document, known_values(self.env)).texts()
        excerpt = field_value(fields, "excerpt") if fields.get("excerpt") else None
        self.env.temp_data[_IN_FRONT_MATTER] = excerpt is not None
        own = field_value(fields, KEY)
        text = own if isinstance(own, str) else str(self.config[SEPARATOR])
        separator = read_separator(text)
        is_post = (
            "blogpost" in fields
            or matches_pattern(self.config, self.env.docname)
            or any(True for _ in self.document.findall(PostNode))
        )
        if separator is None or not is_post:
            return
        path = self.env.doc2path(self.env.docname)
        filetype = get_filetype(self.config.source_suffix, path)
        # In Markdown, a comment is text only if its author wants to show it.
        in_text = not separator.comment or filetype == "restructuredtext"
        for node in list(self.document.findall()):
            if isinstance(node, nodes.comment):
                shown = " ".join(node.astext().split())
                if separator.comment and shown.lower() == separator.comment.lower():
                    node.replace_self(_mark())
            elif isinstance(node, nodes.raw):
                if "html" in node.get("format", "").split():
                    _split(node, separator)
            elif in_text and isinstance(node, nodes.Text) and _is_prose(node):
                _split(node, separator)


def _mark() -> nodes.comment:
    mark = nodes.comment()
    mark[_END] = True
    return mark


def _is_prose(node: nodes.Node) -> bool:
    parent = node.parent
    while parent is not None:
        if isinstance(parent, _NO_PROSE):
            return False
        parent = parent.parent
    return True


def _split(node: nodes.raw | nodes.Text, separator: Separator) -> None:
    """Split text at the first mark in it."""
    text = node.astext()
    if not (found := separator.pattern.search(text)):
        return
    end = found.end() if separator.comment else found.start()
    before, after = text[: found.start()], text[end:]

    def like(part: str) -> Iterator[nodes.Node]:
        if not part.strip():
            return
        if isinstance(node, nodes.raw):
            yield nodes.raw(part, part, **node.attributes)
        else:
            yield nodes.Text(part)

    parts = [*like(before), _mark(), *like(after)]
    parent = node.parent
    if isinstance(parent, nodes.paragraph) and len(parts) == len(parent) == 1:
        parent.replace_self(parts)  # nothing else is in it
    else:
        node.parent.replace(node, parts)


class FindOwnExcerpts(SphinxTransform):
    """Note which posts have an excerpt that their author chose."""

    default_priority = Reading.EXCERPTS_CHOSEN

    def apply(self, **_kwargs: Any) -> None:
        """Leave their numbers to :func:`end_excerpts`."""
        in_front_matter = self.env.temp_data.pop(_IN_FRONT_MATTER, False)
        self.env.temp_data[_OWN_ONES] = {
            order
            for order, post in enumerate(self.document.findall(PostNode), start=1)
            if post.children or post.get(OWN, in_front_matter)
        }


def end_excerpts(app: Sphinx, doctree: nodes.document) -> None:
    """End excerpts at the mark (``doctree-read``, right after ABlog)."""
    env = app.env
    own: set[int] = env.temp_data.pop(_OWN_ONES, None) or set()
    posts: list[dict[str, Any]] = getattr(env, "ablog_posts", {}).get(env.docname, [])
    for post in posts:
        if post["order"] in own:
            continue
        root: nodes.Element = doctree
        for section in doctree.findall(nodes.section) if post["section"] else ():
            if post["section"] in section["ids"]:
                root = section
                break
        ends = (x for x in root.findall(nodes.comment) if x.get(_END))
        if (end := next(ends, None)) is None:
            continue
        blocks = blocks_before(root, end)
        there = {x["uri"] for block in blocks for x in block.findall(nodes.image)}
        post["excerpt"] = blocks + [
            node  # the one of "image: 2", which ABlog adds
            for node in post["excerpt"]
            if isinstance(node, nodes.image) and node["uri"] not in there
        ]
