"""Import of Jekyll, Hugo and Pelican sites: posts, files, settings and URLs.

``python -m permalink_import FROM`` reads the folder of a Jekyll, Hugo or Pelican site
and writes what it finds below the source folder, once and again: what somebody has
edited or deleted here since stays so. It is no extension; nothing here runs in a build.
See ``guide/importing.md``.
"""

from __future__ import annotations
