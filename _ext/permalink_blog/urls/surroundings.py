"""A digest of all that pages may show of the site, for builds without tracking.

``permalink_blog.incremental`` notes it for each page. Without that extension all pages
are written again when anything of this has changed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from permalink_blog.core.files import string_digest
from permalink_blog.urls.navigation import navigation
from permalink_blog.urls.references import objects_by_document, other_domains

if TYPE_CHECKING:
    from permalink_blog.urls.addressing import AddressedBuilder


def surroundings_of(builder: AddressedBuilder) -> str:
    """Return a digest of it, for ``env-get-updated``, when numbers are assigned."""
    env = builder.env
    numbers = (env.toc_secnumbers, env.toc_fignumbers)
    shown = [
        *(navigation(builder), objects_by_document(env), other_domains(env)),
        [
            sorted((docname, repr(found)) for docname, found in each.items() if found)
            for each in numbers
        ],
        sorted((name, builder.get_target_uri(name)) for name in env.all_docs),
    ]
    return string_digest(json.dumps(shown, sort_keys=True))
