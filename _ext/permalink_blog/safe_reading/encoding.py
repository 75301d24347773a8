"""Sources that are not UTF-8: the rest is read, and the position reported.

Sphinx 8 did this itself; since 9.0 it reads sources strictly (``Builder.read_doc``),
in the encoding that the environment's settings name. One of our own name replaces what
cannot be decoded.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from encodings import utf_8_sig
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import ReadableBuffer as Buffer


NAME = "utf-8-sig-replace"
"""The encoding: UTF-8 with or without a byte order mark, wrong bytes and NUL as U+FFFD.
"""

REPLACED = frozenset({"utf-8", "utf-8-sig", "utf8"})
"""Encodings in whose place it is read, in lower case."""

MARKS = frozenset("\0\N{REPLACEMENT CHARACTER}")
"""Characters of which at least one is in a text for which there may be problems."""


@dataclass(frozen=True, slots=True)
class CharacterProblem:
    """Invalid bytes of a file, with their line."""

    message: str
    line: int


def find_problems(content: bytes) -> Iterator[CharacterProblem]:
    """Yield the first invalid byte of a source, and the first NUL.

    :param content: of the file
    """
    try:
        content.decode()
    except UnicodeDecodeError as error:
        yield CharacterProblem(
            f"the byte 0x{content[error.start]:02X} is not UTF-8 ({error.reason}); "
            "what cannot be read is shown as '\N{REPLACEMENT CHARACTER}'. Save the "
            "file as UTF-8",
            _line(content, error.start),
        )
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return  # every other byte is a NUL
    if (place := content.find(b"\0")) >= 0:
        message = "there is a NUL character (U+0000): remove it"
        yield CharacterProblem(message, _line(content, place))


def _line(content: bytes, place: int) -> int:
    before = content[:place].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return 1 + before.count(b"\n")


class _ReplacingDecoder(utf_8_sig.IncrementalDecoder):
    def __init__(self, errors: str = "strict") -> None:
        super().__init__("replace")  # Sphinx asks for nothing, which is "strict"

    def decode(self, input: Buffer, final: bool = False) -> str:  # noqa: A002
        """Return the decoded text, with U+FFFD for NUL and for invalid bytes.

        :param input: bytes of the source
        :param final: whether they are the last ones
        """
        return without_nul(super().decode(input, final))


def _decode(content: Buffer, errors: str = "strict", /) -> tuple[str, int]:
    text, length = utf_8_sig.decode(bytes(content), "replace")
    return without_nul(text), length


def without_nul(text: str) -> str:
    """Return text with NUL replaced by U+FFFD, as CommonMark does (0.31, 2.3).

    YAML and docutils reject it.

    :param text: of a document
    """
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def _find(name: str) -> codecs.CodecInfo | None:
    if name != NAME.replace("-", "_"):
        return None
    return codecs.CodecInfo(
        name=NAME,
        encode=utf_8_sig.encode,
        decode=_decode,
        incrementalencoder=utf_8_sig.IncrementalEncoder,
        incrementaldecoder=_ReplacingDecoder,
        streamreader=utf_8_sig.StreamReader,
        streamwriter=utf_8_sig.StreamWriter,
    )


def register() -> None:
    """Register the encoding with Python, for the whole process."""
    try:
        codecs.lookup(NAME)
    except LookupError:
        codecs.register(_find)
