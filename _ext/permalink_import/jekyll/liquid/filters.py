"""The filters that Jekyll adds to Liquid's: https://jekyllrb.com/docs/liquid/filters/.

Those are left out that need Ruby (``sassify``) or would be another thing next time
(``sample``): a template with one stays as it is.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus, urlsplit

from liquid import Undefined
from liquid.exceptions import FilterArgumentError
from liquid.filter import with_context

from permalink_blog.urls.pattern import slugify as permalink_slug
from permalink_import.jekyll.liquid import arrays, dates
from permalink_import.jekyll.liquid.arrays import text_of
from permalink_import.jekyll.markdown.marks import MARKDOWN_CLOSE, MARKDOWN_OPEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from liquid import Environment, RenderContext


_CJK = r"\u2e80-\u2fdf\u3005-\u30ff\u31f0-\u9fff\uac00-\ud7af\uf900-\ufaff"
_SLUG_MODES = {"raw", "default", "pretty", "ascii", "latin"}


def add_filters(env: Environment) -> None:
    """Add Jekyll's filters to an environment."""
    for function in (
        *(relative_url, absolute_url, strip_index, markdownify, smartify, slugify),
        *(xml_escape, cgi_escape, uri_escape, normalize_whitespace, number_of_words),
        *(array_to_sentence_string, jsonify, to_integer, inspect, truncate),
        *arrays.FILTERS,
        *dates.FILTERS,
    ):
        env.add_filter(function.__name__, function)


@with_context
def relative_url(value: object, *, context: RenderContext) -> object:
    """Return a path below the path of the site.

    :param value: a path; an absolute URL stays as it is
    :param context: whose ``site.baseurl`` is put before it
    :return: the value itself if it is nil
    """
    if value is None or isinstance(value, Undefined):
        return value
    text = text_of(value)
    if _is_whole(text):
        return text
    baseurl = text_of(context.get(["site", "baseurl"], token=None))
    if not text:
        return baseurl or "/"
    return f"{baseurl}/{text.lstrip('/')}"


@with_context
def absolute_url(value: object, *, context: RenderContext) -> object:
    """Return a path below the URL of the site.

    :param value: a path; an absolute URL stays as it is
    :param context: whose ``site.url`` and ``site.baseurl`` are put before it
    :return: the value itself if it is nil
    """
    if value is None or isinstance(value, Undefined) or _is_whole(text_of(value)):
        return value
    url = text_of(context.get(["site", "url"], token=None))
    return f"{url}{relative_url(value, context=context)}"


def _is_whole(text: str) -> bool:
    try:
        return bool(urlsplit(text).scheme)
    except ValueError:
        return False


def strip_index(value: object) -> str:
    """Return a URL without "index.html" at the end.

    :param value: URL or path
    """
    return re.sub(r"/index\.html?$", "/", text_of(value))


def markdownify(value: object) -> str:
    """Leave Markdown to the text that it becomes part of, which may be HTML.

    :param value: Markdown, of one or more lines
    :return: the text between marks, "" if it is empty
    """
    text = text_of(value)
    return f"{MARKDOWN_OPEN}{text}{MARKDOWN_CLOSE}" if text else ""


def smartify(value: object) -> str:
    """Leave quotes to Sphinx.

    :param value: text with straight quotes; it stays as it is, since MyST's
        ``smartquotes`` change them
    """
    return text_of(value)


def slugify(value: object, mode: object = "default") -> str:
    """Make a slug of a text.

    :param value: text
    :param mode: "raw", "default", "pretty" or "ascii", as in Jekyll; any other, such as
        "none", makes lower case only
    :raises FilterArgumentError: for "latin", whose transliteration needs Ruby's I18n
    """
    text = text_of(value)
    if mode not in _SLUG_MODES:
        return text.lower()
    if mode == "latin":
        msg = 'slugify: "latin"'
        raise FilterArgumentError(msg, token=None)
    if mode == "raw":
        return re.sub(r"\s+", "-", text).strip("-").lower()
    if mode == "ascii":
        return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-").lower()
    return permalink_slug(text, pretty=mode == "pretty")


def xml_escape(value: object) -> str:
    """Escape what XML has a meaning for.

    :param value: text; ``&``, ``<``, ``>`` and double quotes are escaped
    """
    text = text_of(value).replace("&", "&amp;").replace("<", "&lt;")
    return text.replace(">", "&gt;").replace('"', "&quot;")


def cgi_escape(value: object) -> str:
    """Escape a text for the query of a URL.

    :param value: text; spaces become ``+``
    """
    return quote_plus(text_of(value), safe="*")


def uri_escape(value: object) -> str:
    """Escape what a URL cannot have.

    :param value: URL or path; reserved characters stay as they are
    """
    return quote(text_of(value), safe="-._~:/?#[]@!$&'()*+,;=%")


def normalize_whitespace(value: object) -> str:
    """Make runs of white space one space.

    :param value: text; that at its ends is removed
    """
    return " ".join(text_of(value).split())


def number_of_words(value: object, mode: object = None) -> int:
    """Count words; in "cjk" and "auto" each character of these scripts is one.

    :param value: text
    :param mode: "cjk", "auto", or ``None`` for words between white space
    """
    text = text_of(value)
    characters = len(re.findall(rf"[{_CJK}]", text))
    if mode == "cjk" or (mode == "auto" and characters):
        return characters + len(re.findall(rf"[^{_CJK}\s]+", text))
    return len(text.split())


def array_to_sentence_string(value: Iterable[object], connector: str = "and") -> str:
    """Join with commas, and a word before the last.

    :param value: items, written as Liquid does
    :param connector: the word before the last, without spaces
    """
    items = [text_of(item) for item in value]
    if len(items) < 3:
        return f" {connector} ".join(items)
    return f"{', '.join(items[:-1])}, {connector} {items[-1]}"


def jsonify(value: object) -> str:
    """Write JSON as Ruby does.

    :param value: of front matter, data or a filter; what JSON has no form for, such as
        a date, becomes a string
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)


def to_integer(value: object) -> int:
    """Read a number from the start of a text.

    :param value: number or text; a fraction is cut off
    :return: 0 if the text does not begin with a number
    """
    if isinstance(value, int | float):
        return int(value)
    match = re.match(r"\s*[+-]?\d+", text_of(value))
    return int(match[0]) if match else 0


def inspect(value: object) -> str:
    """Show a value as Ruby would, as far as JSON does.

    :param value: of front matter, data or a filter
    :return: escaped for HTML, as Jekyll does
    """
    return xml_escape(jsonify(value))


def truncate(value: object, length: int = 50, ellipsis: object = "...") -> str:
    """Cut a text (Liquid's own; the library's never gives less than a letter).

    :param value: text
    :param length: of the result in characters, with the ellipsis
    :param ellipsis: written at the end of a text that is cut
    """
    text, end = text_of(value), text_of(ellipsis)
    return text if len(text) <= length else text[: max(length - len(end), 0)] + end
