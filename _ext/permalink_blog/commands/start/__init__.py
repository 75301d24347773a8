"""A new blog: a folder with about a dozen files, all of them the author's.

``permalink-blog start ../my-blog`` writes them. They name the package, which
pip updates: nothing is copied that a later version would change.

1. :mod:`.cli` reads options and asks for what is missing.
2. :mod:`.blog` renders the templates in ``templates/`` as pure functions.
3. :mod:`.requirement` returns from where this package was installed (PEP 610).
4. :mod:`.folder` puts all files in place, or none.
"""

from __future__ import annotations
