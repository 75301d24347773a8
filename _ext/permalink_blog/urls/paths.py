"""The rules that turn a permalink into a file and a URI."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from posixpath import splitext
from urllib.parse import quote, unquote, unquote_to_bytes

from permalink_blog.core.errors import InvalidPermalinkError, OutsideError
from permalink_blog.urls.pattern import PostValues, expand

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_WINDOWS_NAMES = re.compile(
    r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\..*)?", re.IGNORECASE
)
_WINDOWS_SEGMENT = re.compile(
    r"(^|/)(con|prn|aux|nul|com[0-9]|lpt[0-9])(/|$)", re.IGNORECASE
)
_SIMPLE = re.compile(r"/?[a-zA-Z0-9_-]+(/[a-zA-Z0-9_-]+)*/?")  # most permalinks are
_WINDOWS_CHARACTERS = '<>:"|?*\\'
_SPECIAL = re.compile(f"[#{re.escape(_WINDOWS_CHARACTERS)}]")
_MAX_SEGMENT_BYTES = 255
# RFC 3986 allows more, but these would need escaping in HTML (& ') or start a
# scheme in a relative reference (:).
_SAFE = "/!$()*+,;=@"
_SIMPLE_NAME = re.compile(r"[\w-]+(/[\w-]+)*")


@dataclass(frozen=True, slots=True)
class Permalink:
    """The path of a page, independent of a builder.

    :param path: decoded, relative to the site's root, without a leading slash;
        "" or ending with a slash for a folder
    :param literal: the path has its own suffix and is a file's name as it stands
    """

    path: str
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Location:
    """The file and the URI of a page in one builder.

    :param file: relative to the output folder, ``/``-separated
    :param uri: percent-encoded, relative to the site's root
    """

    file: str
    uri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The way in which a builder derives files and URIs from permalinks.

    :param folders: a permalink without a suffix gets a folder (``dirhtml``)
    :param file_suffix: of HTML files, such as ".html"
    :param link_suffix: of links to them, such as ".html" or ""
    """

    folders: bool = False
    file_suffix: str = ".html"
    link_suffix: str = ".html"


def parse_permalink(
    text: str, values: PostValues, *, is_style: bool = False
) -> Permalink:
    """Read a front matter permalink, or a style, as Jekyll 4.3 does.

    :param text: as written, with placeholders
    :param values: for the placeholders
    :param is_style: it is the site's, where no suffix but ".html" is a file's own
    :raises InvalidPermalinkError: where Jekyll would crash, corrupt the path or write
        outside its output folder, and for what not every host can store
    """
    if _SIMPLE.fullmatch(text) and not _WINDOWS_SEGMENT.search(text):
        return Permalink(text.removeprefix("/"))  # what all below comes to
    _check_text(text)
    # Jekyll takes the suffix from the text before the values are put in (the permalink
    # "v1.2" is a file of that name, but ":title" of the post "v1.2" is a page
    # "v1.2.html") and adds it where the path has lost it.
    suffix = "" if is_style else splitext(re.sub(":[a-z_]+", "x", text))[1]
    own = suffix if suffix == splitext(text)[1] else ""
    values = replace(values, output_ext=own or ".html")
    path = _decode(_clean(expand(text, values)))
    literal = not path.endswith("/") and (bool(suffix) or path.endswith(".html"))
    if literal and not path.endswith(own):
        path += own
    for segment in path.split("/"):
        _check_segment(segment)
    return Permalink(path, literal)


def parse_old_path(text: str) -> Permalink:
    """Read the path of a URL that leads elsewhere: as a permalink without placeholders.

    :param text: as written, in ``redirect_from`` say
    :raises InvalidPermalinkError: as :func:`parse_permalink`; with ``is_path`` a host
        can answer at the path, though no file has it
    """
    if _SCHEME.match(text):
        _check_text(text)
    return parse_permalink(text.replace(":", "%3A"), PostValues())


def host_path(text: str) -> str:
    """Return a path as hosts match it: percent-encoded, relative to the site's root.

    :param text: as written, with or without percent-encoding, in UTF-8 or not
    """
    path = quote(unquote_to_bytes(text), safe=_SAFE.replace("*", ""))
    return _squeeze(path)


def locate(permalink: Permalink, layout: Layout) -> Location:
    """Return the file and the URI of a permalink.

    :param permalink: parsed
    :param layout: of the builder
    :raises InvalidPermalinkError: if the file's name is too long
    """
    path = permalink.path
    if layout.folders and path and not permalink.literal and not path.endswith("/"):
        path += "/"
    if not path or path.endswith("/"):
        file, uri = f"{path}index{layout.file_suffix}", path
    elif permalink.literal:
        file = uri = path
    else:
        file, uri = path + layout.file_suffix, path + layout.link_suffix
    for segment in file.split("/"):
        if len(segment.encode()) > _MAX_SEGMENT_BYTES:
            raise InvalidPermalinkError(
                f"has a part of {len(segment.encode())} bytes, and file systems allow "
                f"{_MAX_SEGMENT_BYTES}",
                remedy="shorten it",
                is_path=True,
            )
    return Location(file, quote_path(uri))


def file_of_name(pagename: str, layout: Layout) -> str | None:
    """Return the file that Sphinx writes a page without a permalink to.

    :returns: relative to the output folder; ``None`` for a name that needs a closer
        look
    """
    if not _SIMPLE_NAME.fullmatch(pagename) or "/" in layout.file_suffix:
        return None
    if not layout.folders:
        return pagename + layout.file_suffix
    folder = pagename.removesuffix("index") if _is_index(pagename) else f"{pagename}/"
    return f"{folder}index{layout.file_suffix}"


def _is_index(pagename: str) -> bool:
    return pagename == "index" or pagename.endswith("/index")


def quote_path(path: str) -> str:
    """Return a path percent-encoded for a URI (RFC 3986, 3.3).

    :param path: decoded
    """
    return quote(path, safe=_SAFE)


def collision_key(path: str) -> str:
    """Fold a path so that two that some host takes for the same are equal.

    GitHub Pages, S3, macOS and Windows disagree about percent-encoding, Unicode
    normalisation and case.

    :param path: a file's path or a URI's, percent-encoded or not
    """
    if path.isascii() and "%" not in path:
        return path.lower()
    return unicodedata.normalize("NFC", unquote(path)).casefold()


def relative_to(
    path: str | os.PathLike[str], folder: str | os.PathLike[str]
) -> str | None:
    """Make a path relative to a folder, by name alone.

    :returns: ``/``-separated, ``None`` if the path is not inside the folder
    """
    normal = Path(os.path.normpath(path))
    try:
        return normal.relative_to(os.path.normpath(folder)).as_posix()
    except ValueError:
        return None


def _check_text(text: str) -> None:
    if not text:
        raise InvalidPermalinkError("is empty", remedy="write a path, such as /about/")
    if _SCHEME.match(text):
        raise InvalidPermalinkError(
            "is an absolute URL", remedy="write the path alone, such as /about/"
        )
    for char in () if _is_plain(text) else text:
        if char == "?":
            raise InvalidPermalinkError(
                "has a '?', which begins the query of a URL", remedy="remove it"
            )
        if char == "#":
            raise InvalidPermalinkError(
                "has a '#', which begins the fragment of a URL",
                remedy="remove it, or write %23",
            )
        _check_character(char)


def _is_plain(text: str) -> bool:
    """Return whether all characters of a text are valid; most texts pass this."""
    return text.isprintable() and not _SPECIAL.search(text)


def _check_character(char: str) -> None:
    if char == "\\":
        raise InvalidPermalinkError("has a backslash", remedy="write / between folders")
    if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}:
        raise InvalidPermalinkError(
            f"has the control character U+{ord(char):04X}", remedy="remove it"
        )


def _clean(path: str) -> str:
    """Remove dot segments and double slashes with Jekyll's own replacements."""
    depth = 0
    for segment in path.split("/"):
        if segment == "..":
            depth -= 1
        elif segment not in {"", "."}:
            depth += 1
        if depth < 0:
            raise OutsideError("leads outside the site", remedy="remove the '..'")
        if segment not in {".", ".."} and segment.endswith("."):
            _check_segment(segment)
    return _squeeze(path.replace("..", "/").replace("./", ""))


def _decode(path: str) -> str:
    try:
        return _squeeze(unquote(path, errors="strict"))  # %2F may have made slashes
    except UnicodeDecodeError:
        raise InvalidPermalinkError(
            "is not UTF-8 after percent-decoding",
            remedy="write the characters themselves",
            is_path=True,
        ) from None


def _squeeze(path: str) -> str:
    return re.sub("/+", "/", path).removeprefix("/")


def _check_segment(segment: str) -> None:
    for char in () if _is_plain(segment) else segment:
        _check_character(char)
        if char in _WINDOWS_CHARACTERS:
            raise InvalidPermalinkError(
                f"has a {char!r}, which not every file system can store",
                remedy="leave it out",
                is_path=True,
            )
    if segment in {".", ".."}:
        raise InvalidPermalinkError(f"has the part {segment!r}", remedy="remove it")
    if segment.endswith((".", " ")):
        raise InvalidPermalinkError(
            f"has the part {segment!r}, which ends with a dot or a space",
            remedy="remove it: Windows and some hosts cannot store such a name",
            is_path=True,
        )
    if _WINDOWS_NAMES.fullmatch(segment):
        raise InvalidPermalinkError(
            f"has the part {segment!r}, the name of a Windows device",
            remedy="choose another name",
            is_path=True,
        )
