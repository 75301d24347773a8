"""The content of the book and its order, decided when all documents are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from sphinx import addnodes
from sphinx.util import logging
from sphinx.util.i18n import format_date
from sphinx.util.matching import Matcher

from permalink_blog.posts.blog import blog_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from permalink_blog.posts.blog import Post


logger = logging.getLogger(__name__)

OPENED = "blog_book"
"""The book in the environment, in memory, while it is written."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A post with the values that decide its place in the book."""

    date: datetime
    title: str
    docname: str


@dataclass(frozen=True, slots=True)
class BookPart:
    """Chapters below one heading.

    :param title: the year; empty if the book has no parts
    """

    title: str
    docnames: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChapterHead:
    """The line below the title of a chapter.

    :param section: id of the section that is the post; empty for the whole document
    """

    section: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The documents of the book, in order.

    :param root: the document that it begins with
    :param pages: other documents before the posts
    :param parts: the posts, oldest first
    :param nested: documents within a chapter, by the one whose toctree has them
    :param heads: of the documents that are posts
    :param first: date of the oldest post
    :param last: when a post was last added or updated
    """

    root: str
    pages: tuple[str, ...] = ()
    parts: tuple[BookPart, ...] = ()
    nested: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    heads: Mapping[str, tuple[ChapterHead, ...]] = field(default_factory=dict)
    first: datetime | None = None
    last: datetime | None = None

    @property
    def tops(self) -> tuple[str, ...]:
        """The documents that are chapters, in order."""
        posts = (docname for part in self.parts for docname in part.docnames)
        return (*self.pages, *posts)

    @property
    def docnames(self) -> frozenset[str]:
        """All documents of the book."""
        within = (name for names in self.nested.values() for name in names)
        return frozenset((self.root, *self.tops, *within))

    def open(self, env: BuildEnvironment) -> None:
        """Pass the book to transforms, and its order to Sphinx.

        Call it when the environment has been written to the disk: another builder may
        read it, and knows no book.
        """
        setattr(env, OPENED, self)
        env.toctree_includes[self.root] = list(self.tops)
        for docname in self.docnames - {self.root}:
            children = self.nested.get(docname, ())
            if docname in env.toctree_includes:
                env.toctree_includes[docname] = list(children)
            for toctree in env.tocs[docname].findall(addnodes.toctree):
                entries = [x for x in toctree["entries"] if x[1] in children]
                toctree["entries"] = entries
                toctree["includefiles"] = [name for _title, name in entries]

    @classmethod
    def of(cls, app: Sphinx, env: BuildEnvironment) -> Book:
        """Make the book of what was read (after ``env-updated``)."""
        config, root = env.config, str(env.config.root_doc)
        blog = blog_of(app)
        posts = [post for post in blog.posts if post.docname != root]
        dated = [Dated(post.date, str(post.title), post.docname) for post in posts]
        parts = parts_of(dated, by_year=config.blog_books_parts)
        chapters = {name for part in parts for name in part.docnames}
        pages = [
            name
            for name in included(env, config.blog_books_include)
            if name not in chapters and name != root
        ]
        nested = nesting(env.toctree_includes, [*pages, *ordered(parts)], root)
        within = {name for names in nested.values() for name in names}
        return cls(
            root=root,
            pages=tuple(name for name in pages if name not in within),
            parts=parts,
            nested=nested,
            heads=heads_of(posts, config),
            first=min((post.date for post in posts), default=None),
            last=max((post.update or post.date for post in posts), default=None),
        )


def parts_of(posts: Iterable[Dated], *, by_year: bool) -> tuple[BookPart, ...]:
    """Sort posts by date, then by title, and divide them into parts.

    A document with several posts is where its oldest one is.

    :param posts: of the site; several may be in one document
    :param by_year: a part for each year, if there is more than one
    """
    order = sorted(posts, key=lambda post: (post.date, post.title, post.docname))
    oldest: dict[str, Dated] = {}
    for post in order:
        oldest.setdefault(post.docname, post)
    years = [
        BookPart(str(year), tuple(post.docname for post in group))
        for year, group in groupby(oldest.values(), lambda post: post.date.year)
    ]
    if by_year and len(years) > 1:
        return tuple(years)
    return (BookPart("", tuple(oldest)),) if oldest else ()


def ordered(parts: Iterable[BookPart]) -> Iterator[str]:
    """Yield the docnames of parts in order.

    :param parts: of the book
    """
    for part in parts:
        yield from part.docnames


def nesting(
    includes: Mapping[str, Sequence[str]], tops: Collection[str], root: str
) -> dict[str, tuple[str, ...]]:
    """Return the documents within each chapter, by their toctrees.

    Each is in one place only, the first; a chapter is never within another, so that
    the posts stay in their order.

    :param includes: the documents of each document's toctrees
    :param tops: docnames of the chapters
    :param root: docname of the document that contains the chapters
    """
    nested: dict[str, tuple[str, ...]] = {}
    taken = {root, *tops}

    def claim(docname: str) -> None:
        free = [name for name in includes.get(docname, ()) if name not in taken]
        children = tuple(dict.fromkeys(free))
        taken.update(children)
        if children:
            nested[docname] = children
        for child in children:
            claim(child)

    for top in tops:
        claim(top)
    return nested


def included(env: BuildEnvironment, patterns: Sequence[str]) -> list[str]:
    """Return the documents that match patterns, in the patterns' order.

    Those of one pattern are in the order of the site's toctrees, or else of their
    names.

    :param patterns: of ``blog_books_include``: "about", "guide/**"
    """
    places = {name: n for n, name in enumerate(_walk(env))}
    last = len(places)
    names = sorted(env.all_docs, key=lambda name: (places.get(name, last), name))
    found: dict[str, None] = {}
    for pattern in patterns:
        matches = list(filter(Matcher([pattern]), names))
        if not matches:
            logger.warning(
                "blog_books_include: no document is named %r; write the path of its "
                "source without the suffix, such as 'about' or 'guide/**'",
                pattern,
                type="blog_books",
                subtype="include",
            )
        found.update(dict.fromkeys(matches))
    return list(found)


def _walk(env: BuildEnvironment) -> Iterator[str]:
    """Yield documents in the order of the toctrees."""
    seen: set[str] = set()
    stack = [str(env.config.root_doc)]
    while stack:
        docname = stack.pop()
        if docname not in seen:
            seen.add(docname)
            yield docname
            stack += reversed(env.toctree_includes.get(docname, []))


def heads_of(
    posts: Iterable[Post], config: Config
) -> dict[str, tuple[ChapterHead, ...]]:
    """Return the lines below the titles of chapters, by docname.

    :param posts: in the book
    """
    heads: dict[str, tuple[ChapterHead, ...]] = {}
    for post in posts:
        date = format_date(
            config.post_date_format, date=post.date, language=config.language
        )
        head = ChapterHead(
            post.section, head_line(post, date.lstrip("0"), config.author)
        )
        heads[post.docname] = (*heads.get(post.docname, ()), head)
    return heads


def head_line(post: Post, date: str, owner: str) -> str:
    """Write date, authors, categories and tags of a post.

    :param owner: whose book it is; what has no other author needs none
    """
    authors = [str(author) for author in post.author or ()]
    pieces = [
        date,
        ", ".join(authors) if authors != [owner] else "",
        ", ".join(str(category) for category in post.category or ()),
        ", ".join(str(tag) for tag in post.tags or ()),
    ]
    return " \N{MIDDLE DOT} ".join(piece for piece in pieces if piece)
