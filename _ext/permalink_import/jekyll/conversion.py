"""From planned texts to documents: what the converter is told of the site."""

from __future__ import annotations

from dataclasses import replace
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, Any

from permalink_import.bounds import within_limits
from permalink_import.jekyll.additions import feed_id
from permalink_import.jekyll.data import page_values, read_data, read_includes
from permalink_import.jekyll.formulas import Formulas
from permalink_import.jekyll.front_matter import amend
from permalink_import.jekyll.html import SUFFIXES, one_block, without_blanks
from permalink_import.jekyll.loading import UnreadableError, read_text
from permalink_import.jekyll.markdown.context import MORE, Context
from permalink_import.jekyll.markdown.conversion import convert
from permalink_import.jekyll.tree import Role
from permalink_import.model import Conversion, Document, Finding, Kind
from permalink_import.processes import map_in_processes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from permalink_import.jekyll.config import Config
    from permalink_import.jekyll.listings import Layouts
    from permalink_import.jekyll.planning import Planned
    from permalink_import.jekyll.special import Ids


_OF_LISTS = frozenset({"paginator"})


class Converter:
    """Makes documents.

    :param planned: all documents of the site
    :param ids: what the site's feed had for ids
    """

    def __init__(
        self,
        config: Config,
        planned: Sequence[Planned],
        *,
        ids: Ids,
        layouts: Layouts,
    ) -> None:
        self.config = config
        self.ids = ids
        self.layouts = layouts
        self.findings: list[Finding] = []
        data, problems = read_data(config)
        self.findings += problems
        self.site = {"data": data, **config.values}
        self.includes = read_includes(config)
        self.formulas = Formulas(config, layouts, self.includes)
        self.targets = {str(each.text.file): each.target for each in planned}
        self.posts = _by_name(planned)

    def documents(self, planned: Sequence[Planned]) -> Iterator[Document]:
        """Convert texts, and note what there is to say of them."""
        convert_one = within_limits(
            self._document, lambda each: self.config.origin(each.text.file.path)
        )
        for made in map_in_processes(convert_one, planned):
            if isinstance(made, Finding):
                self.findings.append(made)
                continue
            document, findings = made
            self.findings += findings
            yield document

    def _document(self, planned: Planned) -> tuple[Document, tuple[Finding, ...]]:
        """Convert one text."""
        text = planned.text
        is_html = text.suffix.lower() in SUFFIXES
        conversion = convert(
            one_block(text.body) if is_html else text.body,
            context=self._context(planned),
            source=self.config.origin(text.file.path),
            first_line=text.first_line,
            is_markdown=not is_html,
        )
        additions = dict(planned.additions)
        if (count := self._paragraphs(planned, conversion)) is not None:
            additions["excerpt"] = count
        if text.file.role is Role.POST and planned.place:
            additions |= feed_id(text, planned.place, self.config, self.ids)
        document = Document(
            kind=planned.kind,
            source=self.config.origin(text.file.path),
            target=planned.target,
            front_matter=amend(text.yaml, text.own, additions),
            body=without_blanks(conversion) if is_html else conversion.text,
            url=planned.url,
            converted=conversion.converted,
        )
        return document, conversion.findings

    def _context(self, planned: Planned) -> Context:
        text = planned.text
        when = planned.when
        labels = {"categories": [*text.categories], "tags": [*text.tags]}
        context = Context(
            site=self.site,
            page=page_values(text, planned.place, self._aware(when), labels),
            layout=self.layouts.values(text.get("layout")),
            unknown=frozenset() if text.is_document else _OF_LISTS,
            includes=self.includes,
            post_target=self._post_target,
            document_target=self._document_target,
            target=planned.target,
            relative_include=lambda path: self._relative(text.file.path, path),
            excerpt_separator=self._excerpt_separator(text.get("excerpt_separator")),
        )
        formulas = self.formulas.of(text.get("layout"), context, text.body)
        return replace(context, formulas=formulas)

    def _aware(self, when: datetime | None) -> datetime | None:
        return None if when is None else when.replace(tzinfo=self.config.zone)

    def _paragraphs(self, planned: Planned, conversion: Conversion) -> int | None:
        """Return how many paragraphs the excerpt of a post has.

        :returns: ``None`` where the mark of the text ends the excerpt here, too
        """
        text = planned.text
        own = text.get("excerpt") is not None or text.get("excerpt_separator")
        is_ours = self._excerpt_separator(None) == MORE
        if own or is_ours or planned.kind is Kind.PAGE:
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


def _by_name(planned: Sequence[Planned]) -> dict[str, str]:
    """Name posts as ``post_url`` does: with the folder below ``_posts``, or without."""
    posts: dict[str, str] = {}
    for each in sorted(planned, key=lambda x: str(x.text.file)):
        if each.text.file.role is not Role.POST:
            continue
        above, _, below = each.text.file.path.rpartition("_posts/")
        folder, name = dirname(below), each.text.stem
        for path in (join(folder, name), join(above, folder, name)):
            posts[path] = each.target
        posts.setdefault(name, each.target)
    return posts
