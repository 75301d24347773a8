"""Limits of size and nesting for the text of contributors, all in one place.

Each is far above what a person writes, and far below what stops a build. For each there
is a test of what happens beyond it.
"""

from __future__ import annotations

YAML_DEPTH = 50
"""Levels of lists and mappings in front matter. Python's own limit is about 1,000."""

YAML_SIZE = 2_000_000
"""Characters of front matter once its aliases are replaced by what they stand for."""

YAML_NUMBER = 300
"""Characters of a number; a longer one is text: in base 60 it takes quadratic time."""

FORMULA_NESTING = 1_200
"""Commands and groups of a formula that are open at once (see :func:`.tex.nesting`).

math-core 0.9 calls itself for each, and ends the process beyond some 2,500."""

FORMULA_LENGTH = 100_000
"""Characters of a formula."""

HTML_DEPTH = 256
"""Elements around an iframe that becomes a video; browsers stop at 512."""

RAW_HTML_LENGTH = 1_000_000
"""Characters of raw HTML in one document."""

RAW_HTML_DEPTH = 1_000
"""Tags of raw HTML that are open at once."""

LINE_NUMBER = 100_000
"""The largest number in ``emphasize-lines`` and ``lines``: Sphinx lists those below."""

SUBSTITUTIONS = 1_000
"""Substitutions that one document may have, counting those that stand in others."""

EXPRESSION_LENGTH = 1_000
"""Characters between the braces of one substitution."""

FILTERED_LENGTH = 10_000
"""Characters or items that a filter of a substitution takes."""

SUBSTITUTION_LENGTH = 100_000
"""Characters that one substitution may become."""

TITLE_LENGTH = 1_000
"""Characters of a title: it is on many pages."""

LABELS = 100
"""Tags, categories, authors and so on of one post: each is a page of its own."""

TOCTREE_LINKS = 1_000
"""Entries of a toctree beyond one for each document: they may be on all pages."""

READING_SECONDS = 60
"""Processor time for one document; a post of a megabyte takes about five seconds."""

READING_MEMORY = 1 << 30
"""Bytes by which the process may grow while it reads one document."""
