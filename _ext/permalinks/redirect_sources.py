"""Where redirects are written: in front matter, in ``conf.py`` or a file of them.

The front matter keys are those of jekyll-redirect-from (``redirect_from``,
``redirect_to``), Hugo (``aliases``) and ABlog (``redirect``).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

from jekyll_frontmatter.values import decode, labels
from permalinks.errors import Problem
from permalinks.paths import locate, parse_permalink
from permalinks.pattern import PostValues
from permalinks.redirects import Hop, Target, parse_target
from permalinks.values import Wish, front_matter_of, problem_with

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.environment import BuildEnvironment

    from permalinks.paths import Layout, Location

FROM_KEYS = ("redirect_from", "aliases", "redirect")
TO_KEY = "redirect_to"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRedirect:
    """A redirect as somebody wrote it.

    :param source: the old path, or the place of the document that says so
    :param target: where it leads, or the place of the document that says so
    :param docname: of that document
    :param key: front matter key, or config value
    :param where: file and line, if it is in no document
    """

    source: str | Location
    target: str | Location
    docname: str | None = None
    key: str = "permalink_redirects"
    where: str = "conf.py"

    @property
    def text(self) -> str:
        """What the author wrote."""
        written = [x for x in (self.source, self.target) if isinstance(x, str)]
        return " -> ".join(written)

    def problem(self, env: BuildEnvironment, reason: str, remedy: str) -> Problem:
        """Say what is wrong with it."""
        if self.docname is None:
            return Problem(self.where, self.key, self.text, reason, remedy)
        wish = Wish(self.text, self.key)
        return problem_with(env, self.docname, wish, reason=reason, remedy=remedy)

    def hop(self, layout: Layout) -> Hop:
        """Place it.

        :raises InvalidPermalinkError: if that cannot be
        """
        source, target = self.source, self.target
        if isinstance(source, str):
            source = locate(parse_permalink(source, PostValues()), layout)
        if isinstance(target, str):
            return Hop(source, parse_target(target))
        return Hop(source, Target(target.uri))


def read_redirects(
    env: BuildEnvironment, pages: Mapping[str, Location]
) -> Iterator[WrittenRedirect]:
    """Collect all redirects that somebody wrote.

    :param pages: docname to location, of all documents
    :raises ConfigError: if ``permalink_redirects`` names a file that cannot be read
    """
    for docname in sorted(env.all_docs):
        page = pages[docname]
        front_matter = front_matter_of(env, docname)
        for key in FROM_KEYS:
            for text in _labels(front_matter, key):
                yield WrittenRedirect(
                    source=text, target=page, docname=docname, key=key
                )
        for text in _labels(front_matter, TO_KEY)[:1]:  # a page has one end
            yield WrittenRedirect(source=page, target=text, docname=docname, key=TO_KEY)
    for wish in site_redirects(env.config.permalink_redirects, Path(env.srcdir)):
        # A target may be a docname, too: it follows the document when that moves.
        target = pages.get(str(wish.target)) if wish.target in env.all_docs else None
        yield replace(wish, target=target) if target else wish


def _labels(front_matter: Mapping[str, str], key: str) -> tuple[str, ...]:
    return labels(decode(front_matter[key])) if key in front_matter else ()


def site_redirects(
    redirects: Mapping[str, str] | str, srcdir: Path
) -> Iterator[WrittenRedirect]:
    """Read ``permalink_redirects``.

    :param redirects: a mapping, or the name of a file in ``srcdir``
    :raises ConfigError: if the file cannot be read
    """
    if not isinstance(redirects, str):
        for source, target in redirects.items():
            yield WrittenRedirect(source=source, target=target)
        return
    path = srcdir / redirects
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        msg = f"permalink_redirects: cannot read {redirects}: {error}"
        raise ConfigError(msg) from error
    rows = csv.reader(lines) if path.suffix == ".csv" else map(str.split, lines)
    for number, row in enumerate(rows, start=1):
        cells = [cell.strip() for cell in row]
        is_header = number == 1 and not any("/" in cell for cell in cells)
        if any(cells) and not cells[0].startswith("#") and not is_header:
            source, target = (*cells, "")[:2]
            where = f"{redirects}:{number}"
            yield WrittenRedirect(source=source, target=target, where=where)
