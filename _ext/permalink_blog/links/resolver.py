"""The targets of links in one builder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.nodes import clean_astext

from permalink_blog.links.anchors import Anchor, find_anchor
from permalink_blog.links.posts import Sources
from permalink_blog.links.site import PublishedSite, is_website
from permalink_blog.links.targets import SCHEME, LinkTarget, TargetKind, parse_target
from permalink_blog.urls.redirects import Redirect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.builders import Builder

    from permalink_blog.links.targets import BaseUrl


_TOP = ("", "top")  # HTML standard, "scroll to the fragment"


@dataclass(frozen=True, slots=True)
class LinkProblem:
    """The problem of a link.

    :param subtype: of the warning
    """

    subtype: str
    message: str


@dataclass(frozen=True, slots=True)
class DocumentTarget:
    """A link leads to a document.

    :param anchor: an id in it, or ""
    :param title: to show if the author wrote no text
    """

    docname: str
    title: str
    query: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A link leads to a file of the output: a generated page, or one that is copied.

    :param uri: percent-encoded, relative to the site's root
    :param path: of the file; ``None`` if this builder does not make it
    :param tail: query and fragment
    """

    uri: str
    path: Path | None
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A link leads to another site, by a redirect."""

    url: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """The target of a link, or its problem.

    :param destination: ``None`` if there is none
    :param problem: to warn about, known before anything is written
    """

    destination: DocumentTarget | File | Elsewhere | None
    problem: LinkProblem | None = None


class Resolver:
    """Resolves links of one build.

    :param builder: when all documents are read
    :param base: where the site is read, if that is known
    """

    def __init__(self, builder: Builder, base: BaseUrl | None) -> None:
        self._builder = builder
        self._env = builder.env
        self._base = base
        self._known: dict[str, Resolution | None] = {}

    def resolve(self, text: str) -> Resolution | None:
        """Resolve a link.

        :param text: as in :func:`~permalink_blog.links.targets.parse_target`
        :returns: ``None`` if the link is none of ours
        """
        if text not in self._known:
            target = parse_target(text)
            self._known[text] = self._resolve(target) if target else None
        return self._known[text]

    def identity(self, destination: DocumentTarget | File | Elsewhere | None) -> str:
        """Return a text that changes when a page with this link must be rewritten."""
        if isinstance(destination, DocumentTarget):
            uri = self._builder.get_target_uri(destination.docname)
            url = f"{uri}{destination.query}#{destination.anchor}"
            return f"{url} {destination.title}"
        if isinstance(destination, File):
            return destination.uri + destination.tail
        return destination.url if destination else ""

    @cached_property
    def _site(self) -> PublishedSite:
        return PublishedSite.of(self._builder)

    @cached_property
    def _sources(self) -> Sources:
        return Sources(self._env)

    @cached_property
    def _objects(self) -> dict[str, tuple[str, str]]:
        """Names that Sphinx knows and that look like a path, such as HTTP routes."""
        return {
            name: (docname, anchor)
            for domain in self._env.domains.sorted()
            for name, _title, _type, docname, anchor, _priority in domain.get_objects()
            if name.startswith("/")
        }

    def _resolve(self, target: LinkTarget) -> Resolution:
        if target.kind in {TargetKind.POST, TargetKind.SOURCE}:
            return self._resolve_source(target)
        for path in self._paths(target):
            found = self._site.find(path)
            if isinstance(found, Redirect):
                return self._follow(found, target)
            if found is not None:
                return self._page(found, target)
        return self._resolve_name(target)

    def _paths(self, target: LinkTarget) -> Iterator[str]:
        """Yield the paths from the site's root that a URL's path may stand for."""
        if target.kind is TargetKind.PATH and self._base:
            below = self._base.without_path(target.name)
            if below is not None:
                yield below
        yield target.name

    def _resolve_source(self, target: LinkTarget) -> Resolution:
        is_post = target.kind is TargetKind.POST
        find = self._sources.posts if is_post else self._sources.sources
        found = find(target.name)
        if not found and not is_post and target.name.endswith((".html", ".htm")):
            path = f"/{target.name.lstrip('/')}"  # copied, maybe
            return self._file(
                LinkTarget(TargetKind.URL, path, target.query, target.fragment)
            )
        if not found:
            what = (
                "post has this date and name" if is_post else "document has this path"
            )
            message = f"no {what}; link to its file instead: [text](file.md)"
            return Resolution(None, LinkProblem("missing", message))
        resolution = self._document(found[0], target)
        if len(found) > 1:
            names = ", ".join(found)
            message = (
                f"may be any of {names}; link to its file instead: [text](file.md)"
            )
            return Resolution(resolution.destination, LinkProblem("ambiguous", message))
        return resolution

    def _follow(self, redirect: Redirect, link: LinkTarget) -> Resolution:
        """Link to where a redirect ends."""
        text = redirect.target if redirect.external else f"/{redirect.target}"
        if redirect.external:
            fragment = f"#{link.fragment}" if link.fragment and "#" not in text else ""
            return Resolution(Elsewhere(text + fragment))
        end = parse_target(f"{SCHEME}{TargetKind.URL}{text}")
        if end is None:
            return self._file(link)
        # The redirect's page keeps both, if it has none of its own.
        query, fragment = end.query or link.query, end.fragment or link.fragment
        end = LinkTarget(TargetKind.URL, end.name, query, fragment)
        found = self._site.find(end.name)
        if found is None or isinstance(found, Redirect):
            return self._file(end)
        return self._page(found, end)

    def _page(self, pagename: str, target: LinkTarget) -> Resolution:
        if pagename in self._env.all_docs:
            return self._document(pagename, target)
        builder = self._builder
        if not isinstance(builder, StandaloneHTMLBuilder):  # it has no such pages
            return self._file(target)
        uri, path = builder.get_target_uri(pagename), builder.get_output_path(pagename)
        return Resolution(File(uri, Path(path), _tail(target)))

    def _document(self, docname: str, target: LinkTarget) -> Resolution:
        fragment, query, problem = target.fragment, _quote(target.query), None
        if fragment.lower() in _TOP or fragment.startswith(":~:"):
            anchor = Anchor(_quote(fragment), clean_astext(self._env.titles[docname]))
        elif found := find_anchor(self._env, docname, fragment):
            return Resolution(DocumentTarget(docname, found.title, query, found.id))
        else:
            source = self._env.doc2path(docname, base=False)
            message = f"no heading or id {unquote(fragment)!r} is in {source}"
            problem = LinkProblem("anchor", message)
            anchor = Anchor(_quote(fragment))
        # A browser makes the best of it; LaTeX would miss a label.
        place = anchor.id if is_website(self._builder) else ""
        return Resolution(DocumentTarget(docname, anchor.title, query, place), problem)

    def _resolve_name(self, target: LinkTarget) -> Resolution:
        """Resolve what is no page's URL, but may be a name as MyST understands it."""
        docname = target.name.strip("/")
        if docname in self._env.all_docs:
            return self._document(docname, target)
        if target.name in self._objects:
            docname, anchor = self._objects[target.name]
            return Resolution(DocumentTarget(docname, "", anchor=anchor))
        return self._file(target)

    def _file(self, target: LinkTarget) -> Resolution:
        """Link to a file that somebody else may make; it is looked for at the end."""
        below = next(self._paths(target)).lstrip("/")
        uri, path = quote(unquote(below), safe="/!$()*+,;=@~"), None
        builder = self._builder
        if isinstance(builder, StandaloneHTMLBuilder) and is_website(builder):
            path = Path(builder.outdir, unquote(below))
            if not below or below.endswith("/"):
                path /= f"index{builder.out_suffix}"
        return Resolution(File(uri, path, _tail(target)))


def _tail(target: LinkTarget) -> str:
    return _quote(target.query + (f"#{target.fragment}" if target.fragment else ""))


def _quote(tail: str) -> str:
    """Encode what MyST has decoded."""
    return quote(tail, safe="/?#:@!$&'()*+,;=%~")
