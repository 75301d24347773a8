"""Import of Jekyll, Hugo and Pelican sites: posts, files, settings and URLs.

``python -m permalink_import FROM`` reads the folder of a Jekyll, Hugo or Pelican site
and writes what it finds below the source folder, once and again: what somebody has
edited or deleted here since stays so. It is no extension; nothing here runs in a build.
See ``guide/importing.md``.

An import (:mod:`.importing`) has three phases, and then writes:

1. Survey: a reader (:mod:`.jekyll`, :mod:`.hugo`, :mod:`.pelican`) returns what the old
   site has, with a proposed target for each document (:mod:`.proposed_targets`).
2. Place: each file gets a target of its own (:mod:`.final_targets`), where earlier
   imports and ``--force`` have a say; :mod:`.refused_urls` leaves out what a build here
   would refuse, and :mod:`.repositories` what git would take for a repository.
3. Convert: texts become MyST (:mod:`.converting`), in several processes; their links
   are written with the final targets at hand.

:mod:`.writing` compares the result with what is here, and writes it.
"""

from __future__ import annotations
