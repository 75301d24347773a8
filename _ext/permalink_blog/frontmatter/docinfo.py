"""The field list that a document begins with, from which docutils makes its docinfo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from docutils.languages import get_language

from permalink_blog.core.values import FieldTexts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from permalink_blog.core.values import Value


_OURS = {"author", "authors", "date"}


class FieldList:
    """The fields of a document's front matter, as texts by key.

    This has to be read before docutils' ``DocInfo`` transform: MyST parses the
    fields that docutils knows as Markdown, and only a field keeps its source.

    :param document: as the parser left it
    :param known: values of texts that are known (:class:`FieldTexts`), to add to it
    """

    def __init__(
        self,
        document: nodes.document,
        known: dict[str, tuple[str, Value]] | None = None,
    ) -> None:
        self._document = document
        self._known_values = {} if known is None else known
        # docutils knows "Datum" as the date, in a German document.
        language: Any = get_language(document.settings.language_code, document.reporter)
        self._known: dict[str, str] = language.bibliographic_fields
        self._fields: dict[str, nodes.field] = {}
        self._node = self._find()
        for field in self._node.children if self._node is not None else ():
            if isinstance(field, nodes.field):
                self._fields[self._key(field)] = field

    def _find(self) -> nodes.field_list | None:
        # Where DocInfo looks for it.
        index = self._document.first_child_not_matching_class(
            nodes.PreBibliographic  # type: ignore[arg-type]
        )
        node = None if index is None else self._document[index]
        return node if isinstance(node, nodes.field_list) else None

    def _key(self, field: nodes.field) -> str:
        name = field[0].astext()
        known = self._known.get(nodes.fully_normalize_name(name), name)
        return known if known in _OURS else name

    def texts(self) -> FieldTexts:
        """Read each field as its author wrote it."""
        texts = {key: _text(field) for key, field in self._fields.items()}
        return FieldTexts(texts, self._known_values)

    def write_as_text(self) -> None:
        """Write the fields that docutils knows as text instead of Markdown.

        ``abstract`` and ``dedication`` are shown on the page, with all HTML in them.
        """
        for field in self._fields.values():
            name = nodes.fully_normalize_name(field[0].astext())
            if name in self._known and (text := _text(field)):
                paragraph = nodes.paragraph(text, "", nodes.Text(text))
                field[1] = nodes.field_body(text, paragraph)

    def set(self, key: str, *paragraphs: str) -> None:
        """Set a field to literal text, and add it if it is missing.

        :param key: of the field
        :param paragraphs: its text
        """
        body = [nodes.paragraph("", "", nodes.literal(p, p)) for p in paragraphs]
        field_body = nodes.field_body("\n".join(paragraphs), *body)
        if key in self._fields:
            self._fields[key][1] = field_body
            return
        field = nodes.field("", nodes.field_name(key, key), field_body)
        self._fields[key] = field
        if self._node is None:
            self._node = nodes.field_list()
            self._document.insert(_start(self._document.children), self._node)
        self._node.append(field)


def _text(field: nodes.field) -> str:
    # MyST and docutils keep the source here; smart quotes would change the text.
    body = cast("nodes.field_body", field[1])
    return body.rawsource or body.astext()


def _start(children: Sequence[nodes.Node]) -> int:
    """Find the place where DocInfo accepts a field list."""
    for index, node in enumerate(children):
        if not isinstance(node, nodes.meta | nodes.decoration | nodes.system_message):
            return index
    return len(children)
