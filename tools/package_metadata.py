"""Metadata of the package that depends on where it is published (hatchling's hook).

An index shows the README apart from its repository, so links to files become absolute.
The address comes from ``REPOSITORY_URL``, which the release workflow sets. Without it
links stay as they are, and no project URLs are listed.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_LINK = re.compile(r"(\]\()(?!https?:|[#/]|mailto:)([^)\s]+)(\))")
_IMAGES = (".png", ".svg")


def absolute_links(text: str, repository: str) -> str:
    """Return Markdown whose relative links lead to files of the repository.

    :param repository: its address, without a slash at the end; "" leaves links alone
    """
    if not repository:
        return text

    def absolute(match: re.Match[str]) -> str:
        kind = "raw" if match[2].endswith(_IMAGES) else "blob"
        return f"{match[1]}{repository}/{kind}/HEAD/{match[2]}{match[3]}"

    return _LINK.sub(absolute, text)


def project_urls(repository: str) -> dict[str, str]:
    """Return the project URLs, none without an address."""
    if not repository:
        return {}
    return {
        "Source": repository,
        "Documentation": f"{repository}/blob/HEAD/guide/index.md",
        "Changelog": f"{repository}/blob/HEAD/CHANGELOG.md",
        "Issues": f"{repository}/issues",
    }


class PackageMetadata(MetadataHookInterface):
    """Sets README and project URLs."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set what is dynamic in ``pyproject.toml``."""
        repository = os.environ.get("REPOSITORY_URL", "").rstrip("/")
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": absolute_links(text, repository),
        }
        metadata["urls"] = project_urls(repository)
