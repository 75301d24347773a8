"""Liquid in a text, run as far as all that it asks for is known at the import.

Why python-liquid: conditions, loops over ``site.data``, variables and includes have no
equivalent in MyST, which has no templates; what they made of a post is the same at
every build, so it becomes text once. The library reads the expressions and runs the
tags; a text is given to it piece by piece (:mod:`.scanner`), so that a piece which it
cannot run stays as it was written, and so that tags with an equivalent (``highlight``,
``post_url``, includes of videos) become that instead of HTML.

Liquid knows no Markdown: as in Jekyll it is run in code, too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from liquid.exceptions import ResourceLimitError

from permalink_import.jekyll.liquid.bounded import BoundedEnvironment
from permalink_import.jekyll.liquid.filters import add_filters
from permalink_import.jekyll.liquid.names import (
    Globals,
    LiquidSite,
    NotKnownError,
    page,
)
from permalink_import.jekyll.liquid.scanner import PieceKind, scan
from permalink_import.jekyll.liquid.tags import SINGLE, VIDEOS, add_tags
from permalink_import.jekyll.liquid.writer import MystWriter, NotConvertedError
from permalink_import.jekyll.markdown.marks import Left
from permalink_import.reasons import PLUGIN_TAG

if TYPE_CHECKING:
    from permalink_import.jekyll.liquid.scanner import LiquidPiece
    from permalink_import.jekyll.markdown.context import ConversionContext
    from permalink_import.jekyll.markdown.marks import Marks
    from permalink_import.markup.report import TextReport


_MADE = re.compile(r"\{%-?\s*(?:assign|capture)\s+([\w-]+)")
_OWN = frozenset({*SINGLE, *VIDEOS, "assign", "capture", "increment", "decrement"})
_SYNTAX = "Invalid Liquid is shown as it was written. Correct it, or put it in code"
_COSTLY = (
    "Liquid that takes too long or outputs too much is shown as it was written. Write "
    "what it outputs"
)
_UNKNOWN = (
    "Liquid whose value is not known to the import is shown as it was written. Write "
    "the value"
)
_CHANGING = (
    "Liquid whose value changes with each post, or depends on Liquid that is shown, is "
    "shown as it was written. Link to an archive below /blog/, use the directive "
    "postlist, or write the text"
)


class Liquid:
    """The Liquid of one text.

    :param context: what is known of the site
    :param marks: for what tags become
    """

    def __init__(
        self, *, context: ConversionContext, marks: Marks, report: TextReport
    ) -> None:
        self._marks = marks
        self._report = report
        self._site = LiquidSite(context.site, marks.add)
        self._globals = Globals(
            self._site, page(context.page), context.layout, context.unknown
        )
        self._environment = BoundedEnvironment()
        add_filters(self._environment)
        self._writer = MystWriter(
            context=context,
            marks=marks,
            report=report,
            site=self._site,
            environment=self._environment,
        )
        add_tags(self._environment, self._writer)
        template = self._environment.from_string("")
        self._context = template.context_class(template, globals=self._globals)
        self._ends: list[str] = []

    def run(self, text: str, offset: int = 0) -> str:
        """Run the Liquid of a text, or of a part of it.

        :param offset: of the part
        """
        result: list[str] = []
        strip = False
        for piece in scan(text):
            written = self._piece(piece, offset)
            is_run = written is not None
            if is_run and piece.strips_before:
                result = ["".join(result).rstrip()]
            if written is None:
                written = self._marks.add(Left(piece.source))
            result.append(written.lstrip() if strip else written)
            strip = (is_run and piece.strips_after) or (strip and not written.strip())
        return "".join(result)

    def _piece(self, piece: LiquidPiece, offset: int) -> str | None:
        """Write a piece; ``None`` if it is left."""
        if piece.kind is PieceKind.TEXT:
            return piece.source
        if piece.name == "raw" and piece.body is not None:
            self._report.count("raw")
            return piece.body
        if piece.name == "comment" and piece.body is not None:
            return self._writer.comment(piece.body)
        self._writer.offset = offset + piece.offset
        detail = ""
        try:
            if piece.name == "highlight" and piece.body is not None:
                code = self.run(piece.body, offset + piece.body_offset)
                return self._writer.highlight(piece.markup, code)
            return self._render(piece)
        except NotKnownError as error:
            reason, detail = _not_known(error.name), error.name
        except NotConvertedError as error:
            reason = str(error)
        except ResourceLimitError as error:
            reason, detail = _COSTLY, _message(error)
        except Exception as error:  # of any filter, whatever it was given
            reason, detail = self._reason(piece, error)
        self._globals.taken_away |= set(_MADE.findall(piece.source))
        if piece.name and piece.name == next(iter(self._ends), None):
            self._ends.pop(0)  # told at its first tag
            return None
        self._report.leave(
            piece.source, reason, detail=detail, offset=offset + piece.offset
        )
        return None

    def _render(self, piece: LiquidPiece) -> str:
        locals_before = dict(self._context.locals)
        buffer = self._context.get_buffer()
        template = self._environment.from_string(piece.source)
        try:
            for node in template.nodes:
                node.render(self._context, buffer)
        except Exception:
            self._context.locals.clear()
            self._context.locals.update(locals_before)
            raise
        text = buffer.getvalue()
        if piece.kind is PieceKind.OUTPUT:
            self._report.count("value")
        elif piece.name not in _OWN or piece.name in {"assign", "capture"}:
            self._report.count("rendered")
        return text

    def _reason(self, piece: LiquidPiece, error: Exception) -> tuple[str, str]:
        """Return why a piece cannot be run, and what the error says."""
        if piece.name and piece.name not in self._environment.tags:
            end = f"end{piece.name}"
            if not piece.name.startswith("end"):
                self._ends.insert(0, end)
            return PLUGIN_TAG, ""
        return _SYNTAX, _message(error)


def _message(error: Exception) -> str:
    """Return the first line of an error, without where it is."""
    return str(error.args[0] if error.args else "").split("\n", 1)[0]


def _not_known(name: str) -> str:
    return _UNKNOWN if name.startswith("page.") else _CHANGING
