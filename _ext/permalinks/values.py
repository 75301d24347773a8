"""What the table asks of a document: its permalink, date, slug and categories."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from permalinks.errors import Problem
from permalinks.pattern import PostValues

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_DATED_NAME = re.compile(r"(\d{2,4}-\d{1,2}-\d{1,2})-(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Wish:
    """A permalink as somebody wrote it, and where.

    :param text: with placeholders
    :param where: source file, with the line
    :param key: front matter key or config value
    """

    text: str
    where: str
    key: str

    def problem(self, reason: str, remedy: str) -> Problem:
        """Say what is wrong with it."""
        return Problem(self.where, self.key, self.text, reason, remedy)


def wish_of(env: BuildEnvironment, pagename: str) -> Wish | None:
    """Read which permalink a page asks for; ``None`` for Sphinx's own path.

    :param pagename: a document's name, or a generated page's such as "404"
    """
    text = env.metadata.get(pagename, {}).get("permalink")
    if text is not None and str(text) != "None":  # MyST's word for a YAML null
        source = env.doc2path(pagename, base=False).as_posix()
        line = _line_of_key(env, pagename, "permalink")
        # A YAML boolean is taken as the text it was, as a number is.
        text = {"True": "true", "False": "false"}.get(str(text), str(text))
        return Wish(text, f"{source}:{line}" if line else source, "permalink")
    if text := env.config.permalink_pages.get(pagename):
        return Wish(text, "conf.py", f"permalink_pages[{pagename!r}]")
    return None


def post_values(env: BuildEnvironment, docname: str) -> PostValues:
    """Collect what placeholders may ask of a document."""
    metadata = env.metadata.get(docname, {})
    name = docname.rpartition("/")[2]
    if name == "index" and "/" in docname:
        name = docname.split("/")[-2]
    date = str(metadata.get("date", ""))
    if match := _DATED_NAME.fullmatch(name):
        date, name = date or match[1], match[2]
    return PostValues(
        date=_parse_date(date),
        slug=str(metadata.get("slug") or name),
        name=name,
        path=docname,
        categories=(),
    )


def _parse_date(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _line_of_key(env: BuildEnvironment, docname: str, key: str) -> int | None:
    """Find the line of a front matter key, for messages."""
    text = env.doc2path(docname).read_text(encoding="utf-8", errors="replace")
    for number, line in enumerate(text.splitlines(), start=1):
        if re.match(rf"[\"']?:?{re.escape(key)}[\"']?\s*:", line):
            return number
    return None
