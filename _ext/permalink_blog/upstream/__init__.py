"""Run-time changes of other projects, one module or package a project.

Each is a :class:`.change.UpstreamChange`, listed in :mod:`.catalog`. Subclasses of
Sphinx's builders and of its index builder, and errors of files, are in ``sphinx``.
"""

from __future__ import annotations
