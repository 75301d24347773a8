"""The permanent ids of entries: a post's permalink, or its ``feed_id``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from permalink_blog.core.messages import warn_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.environment import BuildEnvironment

    from permalink_blog.feeds.urls import FeedUrls
    from permalink_blog.posts.blog import Post


KEY = "feed_id"
# An absolute IRI (RFC 3987, 2.2): a scheme, and nothing that none may have.
_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`\x00-\x1f\x7f]+')


def is_iri(text: str) -> bool:
    """Return whether text is an absolute IRI, as ids must be (RFC 4287, 4.2.6).

    :param text: of ``feed_id``
    """
    return bool(_IRI.fullmatch(text))


def entry_ids(
    posts: Iterable[Post], env: BuildEnvironment, urls: FeedUrls
) -> dict[tuple[str, str], str]:
    """Return a unique id for each post.

    That is its URL, or ``feed_id`` of the document's front matter. What is no IRI, or
    the id of an older post, gets a warning, and the post its URL.

    :param posts: all that are published, newest first
    :returns: docname and section to id
    """
    ids = {(post.docname, post.section): urls.post(post) for post in posts}
    owners = {url: place for place, url in ids.items()}
    for docname, section in reversed(list(ids)):
        given = str(env.metadata[docname].get(KEY) or "").strip()
        if not given:
            continue
        if not is_iri(given):
            _warn(
                env,
                docname,
                given,
                "expected an absolute URI, such as the entry's old id "
                '"tag:example.org,2018:summer" or its old URL',
            )
            continue
        new = f"{given}#{section}" if section else given
        owner = owners.setdefault(new, (docname, section))
        if owner == (docname, section):
            ids[owner] = new
        else:
            reason = f"this is the id of {owner[0]!r}; each post needs one of its own"
            _warn(env, docname, given, reason)
    return ids


def _warn(env: BuildEnvironment, docname: str, value: str, reason: str) -> None:
    effect = "The post's URL is its id until you change or remove the key."
    warn_key(
        env,
        docname,
        KEY,
        message=f"{KEY}: {value!r}: {reason}. {effect}",
        type="blog_feeds",
        subtype=KEY,
    )
