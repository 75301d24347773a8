"""Settings in contributors' front matter: how text looks, not what it may do.

MyST takes most of its configuration from the key ``myst`` of a page, too, among them
the extensions that it enables, and with them substitutions that evaluate Jinja.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from permalink_blog.core.untrusted.settings import MYST_KEYS
from permalink_blog.core.untrusted.urls import is_script
from permalink_blog.core.yaml_nodes import FRONT_MATTER
from permalink_blog.safe_reading.report import shorten, warn
from permalink_blog.safe_reading.trust import trusts

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


_IS_TEXT = re.compile(r"(?:title|description|caption|alt|text|label)s?$", re.IGNORECASE)
_IS_LINK = re.compile(r"url|link|href|src|repo|site|page|image", re.IGNORECASE)


def allowed_settings(
    env: BuildEnvironment, source: str, front_matter: dict[str, Any]
) -> dict[str, Any]:
    """Leave out of front matter what a contributor may not set, with a warning.

    :param env: the environment that reads the document
    :param source: of the document, or "" if it is a notebook
    :param front_matter: of the document
    :returns: the same, with the other keys of ``myst``
    """
    settings = front_matter.get("myst")
    if not isinstance(settings, dict):
        return front_matter
    for key in settings:
        if key not in MYST_KEYS:
            place = (env.docname, _line_of(source, str(key)))
            message = (
                f"myst: {key}: this is for conf.py (myst_{key}), since it changes what "
                "the text of a page may do; it is ignored. Remove it, or trust the "
                "author (blog_trust_authors)"
            )
            warn("untrusted", message, place)
    allowed = {key: value for key, value in settings.items() if key in MYST_KEYS}
    return {**front_matter, "myst": allowed}


def drop_scripts(app: Sphinx, _doctree: nodes.document) -> None:
    """Ignore links of front matter that are scripts (``doctree-read``).

    Themes make links of keys of their own, such as ``github_url``.
    """
    if trusts(app.config, app.env.docname):
        return
    metadata = app.env.metadata[app.env.docname]
    for key, value in list(metadata.items()):
        if not isinstance(value, str) or not is_script(value):
            continue
        if _IS_LINK.search(key) and not _IS_TEXT.search(key):
            del metadata[key]
            message = f"{key}: {shorten(value)!r}: this is a script, and is ignored"
            warn("untrusted", f"{message}. Remove it", (app.env.docname, 1))


def _line_of(source: str, key: str) -> int:
    """Return the line of a key below ``myst``, or that of ``myst``."""
    head = FRONT_MATTER.match(source)
    text = head[0] if head else ""
    start = re.search(r"^[\"']?myst\b", text, re.MULTILINE)
    begin = start.start() if start else 0
    found = re.compile(rf"[\s{{,\"']{re.escape(key)}[\"']?\s*:").search(text, begin)
    return 1 + text.count("\n", 0, found.start() + 1 if found else begin)
