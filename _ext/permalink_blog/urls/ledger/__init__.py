"""The published-URL ledger: every URL that was ever published, and still answers.

``python -m permalink_blog.commands.ledger check OUTDIR`` fails if a URL of the ledger
is not answered from a built site; ``python -m permalink_blog.commands.ledger record
OUTDIR`` adds the URLs that it publishes, ``record --from SOURCE`` those of an old site.
A build never changes the ledger. See ``guide/ledger.md``.
"""

from __future__ import annotations
