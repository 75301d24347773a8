"""What was imported: which file of the old site each file here came from.

The manifest lies beside ``conf.py`` and is committed with the rest. It lists what
somebody has edited or deleted here since the last import, so that the next one leaves
that alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from permalink_import.model import ImportFailedError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


MANIFEST = "imported.json"

Setting: TypeAlias = "str | list[str] | dict[str, str]"
"""A value of ``conf.py``."""


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """What was written to a file here.

    :param source: file of the old site, relative to its root, with ``/``
    :param digest: of what was written, see
        :func:`permalink_blog.core.files.text_digest`
    """

    source: str
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the imports so far have written.

    :param files: file here, relative to the source folder, to what was written
    :param settings: name in ``conf.py`` to the value that was written
    """

    files: Mapping[str, ManifestEntry] = field(default_factory=dict)
    settings: Mapping[str, Setting] = field(default_factory=dict)

    def text(self) -> str:
        """Write it down: the same imports, the same bytes."""
        files = {
            target: {"source": entry.source, "sha256": entry.digest}
            for target, entry in self.files.items()
        }
        data = {"version": 1, "files": files, "settings": dict(self.settings)}
        return f"{json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False)}\n"


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a source folder; an empty one if there is none.

    :raises ImportFailedError: if it is there and cannot be understood
    """
    path = folder / MANIFEST
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        files = {
            str(target): ManifestEntry(str(entry["source"]), str(entry["sha256"]))
            for target, entry in data["files"].items()
        }
        return Manifest(files, dict(data["settings"]))
    except FileNotFoundError:
        return Manifest()
    except json.JSONDecodeError as error:
        msg = f"{path}:{error.lineno}: is no JSON: {error.msg}. {_REMEDY}"
        raise ImportFailedError(msg) from error
    except OSError as error:
        msg = f"{path}: {error.strerror}"
        raise ImportFailedError(msg) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        msg = f"{path}: is no list of what was imported: {error!r}. {_REMEDY}"
        raise ImportFailedError(msg) from error


_REMEDY = (
    "Take the committed one again. If there is none, remove it: the next import then "
    "keeps all files that are there"
)
