"""Section numbers that Sphinx leaves behind where a document has none any more.

It assigns numbers in place, to the titles and tables of contents that the environment
keeps of documents (``sphinx.environment.collectors.toctree``, at ``env-get-updated``).
In those of a document that is in no numbered toctree any more, and is not read again,
the numbers stay, and navigation shows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def drop_section_numbers(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Remove the section numbers of the last build (``env-get-updated``).

    Sphinx then assigns all numbers again, as in a clean build.

    :returns: no documents: what is to be written again depends on the new numbers
    """
    for docname in env.toc_secnumbers:
        for kept in (env.titles.get(docname), env.tocs.get(docname)):
            if kept is not None:
                drop_numbers_in(kept)
    return []


def drop_numbers_in(kept: nodes.Element) -> None:
    """Remove the numbers of a title, or of all entries of a table of contents."""
    for node in kept.findall(nodes.Element):
        node.attributes.pop("secnumber", None)
