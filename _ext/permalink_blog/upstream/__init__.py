"""Run-time changes of other projects, one module or package a project.

Each is a :class:`.change.Change`, in :mod:`.catalog`. What is none: subclasses of
Sphinx's builders and of its index builder, and errors of files (``sphinx``).
"""

from __future__ import annotations
