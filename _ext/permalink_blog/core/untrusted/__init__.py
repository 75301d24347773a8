"""Rules for text of contributors: which files it may name, and limits of size.

Two levels of trust are known. The *owner* writes ``conf.py``, extensions and templates,
and may do everything. A *contributor* writes posts in a pull request, or wrote the old
site that is imported: that text never runs code, reads no file outside of the content,
reaches no network, and stops nobody else's post.

The modules are rules without side effects, and know neither Sphinx nor an importer:

- :mod:`.limits`: how large and how deep something may be
- :mod:`.paths`: which files belong to the content
- :mod:`.files`: files that a browser would run
- :mod:`.yaml_limits`: YAML whose aliases or nesting are too much
- :mod:`.settings`: keys of front matter
- :mod:`.urls`: addresses that lead somewhere, and run nothing
- :mod:`.html`: the elements and attributes that raw HTML may have
- :mod:`.tex`: formulas that are too deep, or name a file
- :mod:`.budget`: time and memory, where no rule is known

:mod:`permalink_blog.safe_reading` applies them while Sphinx reads a document.
"""

from __future__ import annotations
