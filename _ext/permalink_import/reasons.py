"""What the report says of causes that more than one reader finds.

The text is the same for all findings of one cause: the report groups them by it. What
is special about one of them is in :attr:`permalink_import.model.Finding.what`.
"""

from __future__ import annotations

UNREADABLE = "These files cannot be read. Correct them, and import again"
NO_URL = (
    "The URL of these documents cannot be kept, and they have another one here. Write "
    "a permalink that is valid, and redirect_from with the old path if it can be"
)
AT_LANDING = (
    "The text of the home page is in a page without a URL of its own, since the "
    "landing page here is index.md. Put the text there, and delete the page"
)
NOWHERE = (
    "Links and images lead to pages or files that the old site does not have. Correct "
    "them, or remove them"
)
NO_ZONE = "Unknown time zones are taken for UTC. Set permalink_timezone in conf.py"
PLUGIN_TAG = (
    "Tags of plugins are shown as they were written. Write in MyST what they output"
)
