"""Where Jekyll publishes posts, pages, documents of collections and static files.

Rules: https://jekyllrb.com/docs/permalinks/, ``Jekyll::Document``, ``Jekyll::Page``,
``Jekyll::StaticFile`` and ``Jekyll::URL`` of Jekyll 4.3. What a template's placeholders
mean is in :mod:`permalink_blog.urls.pattern`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from posixpath import basename, dirname, join, normpath, splitext
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from permalink_blog.core.errors import InvalidPermalinkError
from permalink_blog.core.values import scalar_text
from permalink_blog.urls.pattern import PostValues, expand
from permalink_import.jekyll.collections import suffixed
from permalink_import.jekyll.pandoc import FORMATS
from permalink_import.jekyll.texts import relative

if TYPE_CHECKING:
    from datetime import datetime

    from permalink_import.jekyll.config import JekyllConfig
    from permalink_import.jekyll.texts import JekyllText
    from permalink_import.jekyll.tree import SiteFile


_HTML = {".html", ".xhtml", ".htm"}
_SASS = {".scss", ".sass"}
# RFC 3986, 3.3 to 3.5: what Addressable leaves of a path, query and fragment
_PATH_CHARACTERS = "/!$&'()*+,;=:@?#"


@dataclass(frozen=True, slots=True)
class JekyllLocation:
    """Where Jekyll publishes something.

    :param url: path with a leading slash, percent-encoded
    :param file: relative to the output folder, decoded
    """

    url: str
    file: str

    @property
    def suffix(self) -> str:
        """Of the file."""
        return splitext(self.file)[1]


def place_of(
    text: JekyllText,
    config: JekyllConfig,
    when: datetime | None,
    *,
    suffix: str | None = None,
) -> JekyllLocation:
    """Return the location of a post, page or document.

    :param when: its date
    :param suffix: of the published file; ``None``: that which Jekyll gives it
    :raises InvalidPermalinkError: where Jekyll stops, or takes the time of the build
        for a date
    """
    own_suffix = output_suffix(text, config) if suffix is None else suffix
    if text.is_document:
        url = _document_url(text, config, own_suffix, when)
    else:
        url = _page_url(text, config, own_suffix)
    file = _file_of(url)
    if url.endswith("/"):
        file = join(file, "index")
        own_suffix = ".html" if text.is_document else own_suffix
    return JekyllLocation(url, file if file.endswith(own_suffix) else file + own_suffix)


def static_place(file: SiteFile, config: JekyllConfig) -> JekyllLocation:
    """Return the location of a file without front matter."""
    stem, suffix = splitext(relative(file, config))
    url = f"/{stem.rstrip('.')}"
    if file.collection:
        collection = config.collections[file.collection]
        values = {
            "collection": file.collection,
            "path": url.replace(f"_{file.collection}", "", 1),
            "output_ext": "",
            "name": basename(stem).rstrip("."),
            "title": "",
        }
        url = _sanitize(_replaced(collection.template, values)).removesuffix("/")
    return JekyllLocation(quote(unquote(url + suffix)), _file_of(url + suffix))


def output_suffix(text: JekyllText, config: JekyllConfig) -> str:
    """Return the suffix of the published file (``Jekyll::Renderer#output_ext``)."""
    permalink = _permalink(text)
    if permalink and not permalink.endswith("/") and (own := splitext(permalink)[1]):
        return own
    suffix = text.suffix
    if suffix.lower() in config.markdown_suffixes or suffix.lower() in FORMATS:
        return ".html"
    return ".css" if suffix in _SASS else suffix


def post_id(text: JekyllText, place: JekyllLocation) -> str:
    """Return ``{{ post.id }}`` (``Jekyll::Document#id``)."""
    slug = scalar_text(text.get("slug")) if text.get("slug") else _slug(text)
    return join(dirname(place.url.rstrip("/")), slug)  # as Ruby's File.dirname


def absolute(path: str, config: JekyllConfig) -> str:
    """Return a path below the site's URL, as Liquid's ``absolute_url`` does.

    :param path: that begins with a slash
    :param config: whose ``url`` and ``baseurl`` go before it
    :returns: a path if the site does not say its URL
    """
    base = str(config.values.get("baseurl") or "").strip("/")
    path = f"/{base}{path}" if base else path
    path = quote(unquote(path), safe=_PATH_CHARACTERS)
    return str(config.values.get("url") or "").rstrip("/") + path


def _document_url(
    text: JekyllText, config: JekyllConfig, suffix: str, when: datetime | None
) -> str:
    template = _permalink(text)
    if template is None:
        template = config.collections[text.file.collection or "posts"].template
    path = splitext(relative(text.file, config))[0].rstrip(".")
    ours = {
        "collection": text.file.collection or "",
        "path": path.replace(f"_{text.file.collection}", "", 1),
    }
    template = re.sub(
        ":(path|collection)(?![a-z_])", lambda match: quote(ours[match[1]]), template
    )
    slug = text.get("slug")
    values = PostValues(
        date=when,
        slug=_slug(text) if slug is None else scalar_text(slug),
        name=text.stem,
        categories=text.categories,
        output_ext=suffix,
    )
    return _sanitize(expand(template, values))


def _page_url(text: JekyllText, config: JekyllConfig, suffix: str) -> str:
    name = text.stem.rstrip(".")
    folder = dirname(text.file.path)
    if (template := _permalink(text)) is not None:
        pass
    elif suffix not in _HTML:
        template = "/:path/:basename:output_ext"
    elif name == "index":
        template = "/:path/"
    else:
        template = suffixed("/:path/:basename", config.permalink)
    values = {
        "path": f"/{folder}" if folder else "",
        "basename": name,
        "output_ext": suffix,
    }
    return _sanitize(_replaced(template, values))


def _permalink(text: JekyllText) -> str | None:
    value = text.file.permalink or text.get("permalink")
    if isinstance(value, list | dict) or value == "":
        raise InvalidPermalinkError(
            "is no path", remedy="write one, such as /about/, and import again"
        )
    return None if value is None else scalar_text(value)


def _slug(text: JekyllText) -> str:
    return text.name.slug.rstrip(".")


def _replaced(template: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        template = template.replace(f":{name}", quote(value))
    return template


def _sanitize(url: str) -> str:
    """Clean a path as ``Jekyll::URL#sanitize_url`` does."""
    return re.sub("/+", "/", f"/{url}".replace("..", "/").replace("./", ""))


def _file_of(url: str) -> str:
    return normpath(f"/{unquote(url)}").lstrip("/")
