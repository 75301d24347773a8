"""The root document with the chapters, and the line at the head of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import texescape

from permalink_blog.books.book import OPENED, Book
from permalink_blog.core.fragments import is_page
from permalink_blog.core.priorities import Writing
from permalink_blog.posts.blog import PostList

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.environment import BuildEnvironment


HEAD_CLASS = "book-head"


class _BookTransform(SphinxPostTransform):
    """Change a document of the book, before its references are resolved (10)."""

    default_priority = Writing.BOOK

    def run(self, **kwargs: Any) -> None:
        """Change the document, if there is a book."""
        book = getattr(self.env, OPENED, None)
        if isinstance(book, Book) and isinstance(self.document, nodes.document):
            self.change(book)

    def change(self, book: Book) -> None:
        """Change the document."""
        raise NotImplementedError

    def clear(self, chapters: type[nodes.Element]) -> None:
        """Remove the lists of the landing page: the book contains the posts.

        :param chapters: class of the nodes that stand for chapters, which go too
        """
        for node_class in (PostList, chapters):
            for node in list(self.document.findall(node_class)):
                if node.parent is not None:
                    node.parent.remove(node)


class AssembleEpub(_BookTransform):
    """List the chapters in the root document, in their order."""

    builders = ("epub",)

    def change(self, book: Book) -> None:
        """Replace the toctrees of the root document."""
        if self.env.docname != book.root or not is_page(self.document):
            return
        self.clear(addnodes.toctree)
        place = _place(self.document)
        if book.pages:
            place.append(toctree_of(book.root, book.pages))
        for part in book.parts:
            if part.title:
                place.append(nodes.rubric("", part.title, classes=["book-part"]))
            place.append(toctree_of(book.root, part.docnames))


def _place(document: nodes.document) -> nodes.Element:
    """Return the element that the chapters go into: the section with the title."""
    return next(document.findall(nodes.section), document)


def toctree_of(parent: str, docnames: Sequence[str]) -> addnodes.toctree:
    """Return a toctree node as the directive makes it.

    :param parent: docname of the document that contains it
    :param docnames: its entries
    """
    return addnodes.toctree(
        parent=parent,
        entries=[(None, docname) for docname in docnames],
        includefiles=list(docnames),
        maxdepth=1,
        glob=False,
        hidden=False,
        includehidden=False,
        numbered=0,
        titlesonly=False,
    )


class AssembleLatex(_BookTransform):
    """Insert the chapters into the document that LaTeX makes of the root document."""

    builders = ("latex",)

    def change(self, book: Book) -> None:
        """Replace what Sphinx has put in the place of the toctrees."""
        if self.document.get("docname") != book.root:  # another of latex_documents
            return
        self.clear(addnodes.start_of_file)
        place = _place(self.document)
        self._head_first_page(place)
        for docname in book.pages:
            place.append(chapter(self.env, book, docname))
        for part in book.parts:
            if part.title:
                place.append(self._command("\\part{%s}", part.title))
            for docname in part.docnames:
                place.append(chapter(self.env, book, docname))

    def _head_first_page(self, place: nodes.Element) -> None:
        """Add a heading to the text of the landing page, which Sphinx leaves out."""
        title = place.first_child_matching_class(nodes.title)
        if title is None or not "".join(x.astext() for x in place[title + 1 :]).strip():
            return
        words = place[title].astext()
        for command in ("chapter*{%s}", "addcontentsline{toc}{chapter}{%s}"):
            title += 1
            place.insert(title, self._command(f"\\{command}", words))
        place.insert(title + 1, self._command(r"\markboth{%s}{%s}", words))

    def _command(self, command: str, words: str) -> nodes.raw:
        """Make a command of LaTeX; ``%s`` in it are the words."""
        escaped = texescape.escape(words, self.config.latex_engine)
        return nodes.raw("", command.replace("%s", escaped), format="latex")


def chapter(env: BuildEnvironment, book: Book, docname: str) -> addnodes.start_of_file:
    """Return a document with those nested in it, as the LaTeX builder inlines them."""
    tree = env.get_doctree(docname)
    free = list(book.nested.get(docname, ()))
    for toctree in list(tree.findall(addnodes.toctree)):
        here = [name for name in toctree["includefiles"] if name in free]
        free = [name for name in free if name not in here]
        inlined = [chapter(env, book, name) for name in dict.fromkeys(here)]
        toctree.parent.replace(toctree, inlined)
    file = addnodes.start_of_file(docname=docname)
    file.extend(tree.children)
    for section in file.findall(nodes.section):
        section.setdefault("docname", docname)
    return file


class HeadChapters(_BookTransform):
    """Insert date, categories and tags below the titles of posts."""

    default_priority = Writing.BOOK_HEADS
    builders = ("epub", "latex")

    def change(self, book: Book) -> None:
        """Add a line to each post of the document."""
        for docname, tree in self._files():
            for head in book.heads.get(docname, ()):
                section = find_section(tree, head.section)
                if section is not None and head.text:
                    text = nodes.emphasis("", head.text)
                    line = nodes.paragraph("", "", text, classes=[HEAD_CLASS])
                    section.insert(_below_title(section), line)

    def _files(self) -> Iterator[tuple[str, nodes.Element]]:
        if self.document.get("docname"):  # LaTeX has all of them in one
            for file in self.document.findall(addnodes.start_of_file):
                yield file["docname"], file
        elif is_page(self.document):
            yield self.env.docname, self.document


def _below_title(section: nodes.section) -> int:
    title = section.first_child_matching_class(nodes.title)
    return 0 if title is None else title + 1


def find_section(tree: nodes.Element, name: str) -> nodes.section | None:
    """Return the section with an id, or the first one.

    :param tree: document or part of one
    :param name: id of the section; "" for the first
    """
    for section in tree.findall(nodes.section):
        if not name or name in section["ids"]:
            return section
    return None
