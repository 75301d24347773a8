"""Links to style sheets and scripts that are written after the pages.

Sphinx puts a checksum into each link to a file that is there. A file that an extension
writes at the end of a build is there in the second one, and not in the first.
"""

from __future__ import annotations

import os
import re
from functools import wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes
    from sphinx.application import Sphinx

    from permalink_blog.urls.other_files import OtherFiles


_CHECKSUM = re.compile(r"\?v=[0-9a-f]+(?=[\"'])")


def leave_out_checksums(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Leave the checksums of such files out of a page (``html-page-context``)."""
    others: OtherFiles | None = getattr(app.builder, "others", None)
    if others is None:
        return
    for name in ("css_tag", "js_tag"):
        if name in context:
            context[name] = without_checksums(context[name], others.is_late)


def without_checksums(
    make_tag: Callable[[Any], str], is_meant: Callable[[str], bool]
) -> Callable[[Any], str]:
    """Return a function that makes links without checksums to some files.

    :param make_tag: makes the element of a page that links to a style sheet or script
    :param is_meant: whether a file is one of them, by its name in Sphinx
    """

    @wraps(make_tag)
    def tag(file: Any) -> str:
        name = os.fspath(getattr(file, "filename", file) or "")
        text = str(make_tag(file))
        return _CHECKSUM.sub("", text) if is_meant(name) else text

    return tag
