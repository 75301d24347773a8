"""The list of published URLs, which must keep working.

``permalink-blog check-urls OUTDIR`` fails if a URL of the ledger is not answered from a
built site; ``permalink-blog record-urls OUTDIR`` adds the URLs that it publishes,
``record-urls --from SOURCE`` those of an old site. A build never changes the
ledger. See ``guide/ledger.md``.
"""

from __future__ import annotations
