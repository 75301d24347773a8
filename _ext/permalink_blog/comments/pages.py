"""The pages with comments, by their front matter and ABlog's settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from permalink_blog.core.front_matter import read_flag
from permalink_blog.core.messages import warn_key
from permalink_blog.core.stored_front_matter import front_matter_of
from permalink_blog.core.values import field_value, scalar_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx


FLAG, TERM = "comments", "comments_term"


@dataclass(frozen=True, slots=True)
class CommentSettings:
    """The comment settings in a document's front matter.

    :param shown: ``None`` where it says nothing
    :param term: the title of its discussion; "" for the usual one
    :param problems: key, value and what was expected
    """

    shown: bool | None = None
    term: str = ""
    problems: tuple[tuple[str, str, str], ...] = ()


def read_comment_settings(metadata: Mapping[str, str]) -> CommentSettings:
    """Read the front matter of a document.

    :param metadata: its texts, by key
    """
    problems = []
    flag = metadata.get(FLAG, "").strip()
    shown = read_flag(flag)
    if shown is None and flag not in {"", "null"}:
        problems.append((FLAG, flag, "true or false"))
    text, term = metadata.get(TERM, "").strip(), ""
    value = field_value(metadata, TERM)
    if isinstance(value, list | dict | bool):
        problems.append((TERM, text, "the title of a discussion, which is text"))
    elif value is not None:
        term = scalar_text(value)
    return CommentSettings(shown, term, tuple(problems))


def has_comments(
    chosen: CommentSettings, *, is_post: bool, is_draft: bool, is_closed: bool
) -> bool:
    """Return whether a document has comments.

    Published posts have, unless their front matter disables them; other pages only if
    it enables them; drafts never, since nobody can read what would be discussed.

    :param chosen: in the front matter
    :param is_closed: ABlog's ``nocomments``
    """
    if is_draft or is_closed:
        return False
    return chosen.shown if chosen.shown is not None else is_post


def comment_settings_of(app: Sphinx, docname: str) -> CommentSettings | None:
    """Return a document's settings; ``None`` if it has no comments."""
    chosen = read_comment_settings(front_matter_of(app.env, docname))
    for key, value, expected in chosen.problems:
        warn_key(
            app.env,
            docname,
            key,
            message=f"{key}: {value!r}: expected {expected}. It is as if the key was "
            "not there.",
            type="on_demand",
            subtype=key,
        )
    post = _post(app, docname)
    shown = has_comments(
        chosen,
        is_post=post is not None,
        is_draft=post is not None and not post.published,
        is_closed=bool(getattr(post, "nocomments", False)),
    )
    return chosen if shown else None


def _post(app: Sphinx, docname: str) -> Any:
    """Return ABlog's post that is a whole document, or ``None``."""
    if "ablog" not in app.extensions:
        return None
    from permalink_blog.posts.blog import Blog

    blog = Blog(app)
    return blog.posts[docname] or blog.drafts[docname]
