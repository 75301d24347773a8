"""The list of published URLs, which must keep working.

``permalink-blog check-urls OUTDIR`` fails if a URL of the list is not answered from a
built site; ``permalink-blog record-urls OUTDIR`` adds the URLs that it publishes,
``record-urls --from SOURCE`` those of an old site. A build never changes the
url_list. See ``guide/published-urls.md``.
"""

from __future__ import annotations
