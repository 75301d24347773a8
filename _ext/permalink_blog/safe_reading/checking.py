"""The context that the checks of a document's nodes share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from permalink_blog.safe_reading.report import line_of, warn

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.environment import BuildEnvironment

    from permalink_blog.core.untrusted.paths import ContentFolder


FIX = "Correct it, or trust the author (blog_trust_authors)"


@dataclass(frozen=True)
class Check:
    """The check of a document that is read.

    :ivar env: that reads it
    :ivar content: files that it may name
    """

    env: BuildEnvironment
    content: ContentFolder

    def warn(self, problem: str, node: nodes.Node) -> None:
        """Warn about a node of the document.

        :param problem: what is wrong, and what becomes of it
        """
        lines = (x.line for x in node.findall() if x.line is not None)
        place = (self.env.docname, next(lines, None) or line_of(node))
        warn("untrusted", f"{problem}. {FIX}", place)
