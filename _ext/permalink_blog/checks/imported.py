"""Findings in documents that an import wrote, and that nobody has edited since.

Blogs of ten years have images without alt text and links that lead nowhere, by the
hundred. They are no reason to stop a build of warnings as errors, and as a warning each
they would hide those about new posts. One line stands for all of a kind, until somebody
edits the document.
"""

from __future__ import annotations

import json
import logging as logging_of_python
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging

from permalink_blog.checks.report import CHECK_TAG, TYPE
from permalink_blog.core.files import text_digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config


MANIFEST = "imported.json"
"""What an import wrote: file to its digest, beside ``conf.py``."""

_SHOWN = 3  # places of a kind
_LINE = re.compile(r":(\d+)?(<unknown>)?\Z")

logger = logging.getLogger(__name__)


class ImportedFindings(logging_of_python.Filter):
    """A log filter that collects warnings about unedited imported documents.

    :param app: whose warnings these are
    :param digests: file relative to the source folder, with ``/``, to the digest of
        what was imported
    """

    def __init__(self, app: Sphinx, digests: Mapping[str, str]) -> None:
        super().__init__()
        self._app = app
        self._digests = digests
        self._unedited: dict[str, bool] = {}
        self._found: dict[str, dict[tuple[str, int], str]] = {}

    def filter(self, record: logging_of_python.LogRecord) -> bool:
        """Return whether a record is none of these."""
        place = self._place(record)
        if place is None or not self._is_unedited(place[0]):
            return True
        kind, subtype = getattr(record, "type", ""), getattr(record, "subtype", "")
        suppressed = self._app.config.suppress_warnings
        if logging.is_suppressed_warning(kind, subtype, suppressed):
            return True
        name = ".".join(filter(None, (kind, subtype))) or "docutils"
        message = " ".join(record.getMessage().split())
        self._found.setdefault(name, {}).setdefault(place, message)
        return False

    def lines(self) -> Iterator[str]:
        """Return a line for each kind: those of most findings first."""
        kinds = sorted(self._found.items(), key=lambda x: (-len(x[1]), x[0]))
        for name, found in kinds:
            (first, *others) = sorted(found)
            line = f"{_shown(first)}: {found[first]} [{name}]"
            if others:
                places = ", ".join(map(_shown, others[: _SHOWN - 1]))
                more = ", …" if len(others) >= _SHOWN else ""
                line = f"{line}, and {len(others)} more: {places}{more}"
            yield line

    @property
    def count(self) -> int:
        """Return the number of findings."""
        return sum(map(len, self._found.values()))

    def _place(self, record: logging_of_python.LogRecord) -> tuple[str, int] | None:
        """Return file and line of a record, 0 for no line."""
        location = getattr(record, "location", None)
        if isinstance(location, nodes.Node):
            location = logging.get_node_location(location)
        if isinstance(location, tuple):
            name, line = location
            return (self._file(str(name)), int(line or 0)) if name else None
        if not isinstance(location, str):
            return None
        match = _LINE.search(location)
        line = match[1] if match else None
        return self._file(_LINE.sub("", location)), int(line or 0)

    def _file(self, name: str) -> str:
        """Return the file of a document's name or path, relative to the sources."""
        path = Path(name)
        if not path.is_absolute():
            path = Path(self._app.env.doc2path(name))
        try:
            return path.relative_to(self._app.srcdir).as_posix()
        except ValueError:
            return name

    def _is_unedited(self, file: str) -> bool:
        known = self._digests.get(file)
        if known is None:
            return False
        if file not in self._unedited:
            try:
                content = Path(self._app.srcdir, file).read_bytes()
            except OSError:
                content = b""
            self._unedited[file] = text_digest(content) == known
        return self._unedited[file]


def _shown(place: tuple[str, int]) -> str:
    file, line = place
    return f"{file}:{line}" if line else file


def collect_imported(app: Sphinx, config: Config) -> None:
    """Collect the findings of imported documents separately (``config-inited``)."""
    digests = _read_digests(Path(app.confdir, config.blog_checks_imported or "."))
    if not digests:
        return
    findings = ImportedFindings(app, digests)
    handlers = logging_of_python.getLogger(logging.NAMESPACE).handlers
    for handler in handlers:
        if isinstance(handler, logging.WarningStreamHandler):
            # Before Sphinx's own, which count warnings, and raise them.
            handler.filters.insert(0, findings)
    app.connect("build-finished", lambda app, error: _report(app, findings))


def _read_digests(path: Path) -> dict[str, str]:
    """Return file to digest of an import's manifest; nothing if there is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        files = data["files"]
        return {str(name): str(entry["sha256"]) for name, entry in files.items()}
    except (FileNotFoundError, IsADirectoryError):
        return {}
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        logger.warning(
            "blog_checks_imported: %s: not the manifest of an import (%s). Restore the "
            "file, or import again",
            path.name,
            error,
            type=TYPE,
            subtype="config",
        )
        return {}


def _report(app: Sphinx, findings: ImportedFindings) -> None:
    """Write what was found, once for each kind."""
    if not findings.count:
        return
    head = f"Warnings in imported, unedited documents: {findings.count}"
    text = "\n  ".join([head, *findings.lines()])
    if CHECK_TAG in app.tags:  # quiet, and a warning would make it fail
        print(text, file=sys.stderr)
    else:
        logger.info("%s", text)
