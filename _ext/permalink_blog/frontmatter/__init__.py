"""Jekyll's front matter, read into typed values that ABlog understands.

What authors wrote for Jekyll (tags with spaces between, dates of many forms, a title
above the text) becomes what ABlog and every reader of ``env.metadata`` understands.
All front matter stays in ``env.metadata``; these keys get one form, if present:

``tags``, ``categories``
    a list as JSON; ``categories`` has those of ``category``, too
``date``
    ISO 8601, in the time zone of the site: "2018-08-01" or "2018-08-01T10:11:12"
``authors``
    a list of names, as Sphinx has it

The way of a document:

1. ``source-read``: repair YAML that would be lost as a whole
   (:mod:`permalink_blog.core.front_matter_source`), also in notebooks
   (:mod:`.notebooks`)
2. transform 335: fields to one form (:mod:`permalink_blog.core.front_matter`,
   :mod:`permalink_blog.core.dates`, :mod:`.docinfo`)
3. transform 345: one title (:mod:`.sections`), without ids that are of something else
   (:mod:`.title_ids`)
4. transforms 795 and 805, around ABlog's: its post node
   (:mod:`permalink_blog.posts.nodes`)

Who asks for a value or its line later does so with
:mod:`permalink_blog.core.stored_front_matter`.

ABlog need not be loaded; without it, only documents with ``blogpost`` are posts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    # Only now: an import of one module of this package does not load all of them.
    from permalink_blog.frontmatter import extension

    return extension.setup(app)
