"""From planned texts to documents, and their conversion once all have a place."""

from __future__ import annotations

from dataclasses import replace
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, Any

from permalink_import.jekyll.additions import feed_id
from permalink_import.jekyll.data import page_values, read_includes
from permalink_import.jekyll.formulas import Formulas
from permalink_import.jekyll.front_matter import amend
from permalink_import.jekyll.html import SUFFIXES, one_block, without_blanks
from permalink_import.jekyll.loading import UnreadableError, read_text
from permalink_import.jekyll.markdown.context import MORE, ConversionContext
from permalink_import.jekyll.markdown.conversion import convert
from permalink_import.jekyll.tree import Role
from permalink_import.model import Conversion, DocumentKind, ImportedDocument

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from permalink_import.jekyll.config import JekyllConfig
    from permalink_import.jekyll.listings import Layouts
    from permalink_import.jekyll.planning import PlannedText
    from permalink_import.jekyll.special import Ids
    from permalink_import.model import Targets


_OF_LISTS = frozenset({"paginator"})


def document_of(
    planned: PlannedText, config: JekyllConfig, ids: Ids
) -> ImportedDocument:
    """Return the document that is made of a text.

    :param ids: what the site's feed had for ids
    """
    return ImportedDocument(
        kind=planned.kind,
        source=config.origin(planned.text.file.path),
        target=planned.target,
        front_matter=_front_matter(planned, config, ids, planned.additions),
        url=planned.url,
    )


def _front_matter(
    planned: PlannedText, config: JekyllConfig, ids: Ids, additions: Mapping[str, Any]
) -> str:
    text = planned.text
    if text.file.role is Role.POST and planned.place:
        additions = {**additions, **feed_id(text, planned.place, config, ids)}
    return amend(text.yaml, text.own, additions)


class JekyllConverter:
    """Converts texts.

    :param planned: all documents of the site
    :param ids: what the site's feed had for ids
    :param data: of the site, for templates
    :param targets: where all documents are here
    """

    def __init__(
        self,
        config: JekyllConfig,
        planned: Sequence[PlannedText],
        targets: Targets,
        *,
        ids: Ids,
        layouts: Layouts,
        data: Mapping[str, object],
    ) -> None:
        self.config = config
        self.ids = ids
        self.layouts = layouts
        self.site = {"data": data, **config.values}
        self.includes = read_includes(config)
        self.formulas = Formulas(config, layouts, self.includes)
        self.planned = {config.origin(x.text.file.path): x for x in planned}
        self.targets = {
            self.planned[source].text.file.path: target
            for source, target in targets.items()
        }
        self.posts = self._by_name(planned)

    def convert(self, document: ImportedDocument) -> Conversion:
        """Convert the text of a document."""
        planned = self.planned[document.source]
        text = planned.text
        is_html = text.suffix.lower() in SUFFIXES
        conversion = convert(
            one_block(text.body) if is_html else text.body,
            context=self._context(planned, document),
            source=document.source,
            first_line=text.first_line,
            is_markdown=not is_html,
        )
        if is_html:
            conversion = replace(conversion, text=without_blanks(conversion))
        if (count := self._paragraphs(planned, conversion)) is None:
            return conversion
        additions = {**planned.additions, "excerpt": count}
        front_matter = _front_matter(planned, self.config, self.ids, additions)
        return replace(conversion, front_matter=front_matter)

    def _context(
        self, planned: PlannedText, document: ImportedDocument
    ) -> ConversionContext:
        text = planned.text
        when = planned.when
        labels = {"categories": [*text.categories], "tags": [*text.tags]}
        context = ConversionContext(
            site=self.site,
            page=page_values(text, planned.place, self._aware(when), labels),
            layout=self.layouts.values(text.get("layout")),
            unknown=frozenset() if text.is_document else _OF_LISTS,
            includes=self.includes,
            post_target=self._post_target,
            document_target=self._document_target,
            target=document.target,
            relative_include=lambda path: self._relative(text.file.path, path),
            excerpt_separator=self._excerpt_separator(text.get("excerpt_separator")),
        )
        formulas = self.formulas.of(text.get("layout"), context, text.body)
        return replace(context, formulas=formulas)

    def _aware(self, when: datetime | None) -> datetime | None:
        return None if when is None else when.replace(tzinfo=self.config.zone)

    def _paragraphs(self, planned: PlannedText, conversion: Conversion) -> int | None:
        """Return how many paragraphs the excerpt of a post has.

        :returns: ``None`` where the mark of the text ends the excerpt here, too
        """
        text = planned.text
        own = text.get("excerpt") is not None or text.get("excerpt_separator")
        is_ours = self._excerpt_separator(None) == MORE
        if own or is_ours or planned.kind is DocumentKind.PAGE:
            return None
        return conversion.excerpt_paragraphs

    def _excerpt_separator(self, own: Any) -> str:
        value = str(own or self.config.values["excerpt_separator"] or "")
        return value if value.strip() else ""  # a paragraph, as it is here

    def _post_target(self, name: str) -> str | None:
        """Find a post as ``{% post_url %}`` does (``Jekyll::Tags::PostComparer``)."""
        return self.posts.get(name.strip().strip("/"))

    def _document_target(self, path: str) -> str | None:
        path = path.strip().lstrip("/")
        folder = self.config.collections_dir
        return self.targets.get(path) or self.targets.get(f"{folder}/{path}")

    def _relative(self, path: str, included: str) -> str | None:
        """Read the text of ``{% include_relative %}``."""
        name = normpath(join(dirname(path), included))
        file = self.config.source / name
        is_inside = file.resolve().is_relative_to(self.config.source.resolve())
        if name.startswith("../") or not file.is_file() or not is_inside:
            return None
        try:
            return read_text(file, self.config.encoding)
        except UnreadableError:
            return None

    def _by_name(self, planned: Sequence[PlannedText]) -> dict[str, str]:
        """Return targets by the names of ``post_url``, with a folder or without."""
        posts: dict[str, str] = {}
        for each in sorted(planned, key=lambda x: x.text.file.path):
            target = self.targets.get(each.text.file.path)
            if each.text.file.role is not Role.POST or target is None:
                continue
            above, _, below = each.text.file.path.rpartition("_posts/")
            folder, name = dirname(below), each.text.stem
            for path in (join(folder, name), join(above, folder, name)):
                posts[path] = target
            posts.setdefault(name, target)
        return posts
