"""Small sites of Jekyll's, read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from permalink_import.jekyll import read
from permalink_import.model import silent

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from permalink_import.model import OldSite

    ReadSite = Callable[..., OldSite]


@pytest.fixture
def read_site(tmp_path: Path) -> ReadSite:
    """Read a site of these files, path to text or bytes."""

    def read_files(files: dict[str, str | bytes], config: str = "") -> OldSite:
        for name, content in {"_config.yml": config, **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, str):
                content = content.encode()
            path.write_bytes(content)
        return read(tmp_path, silent)

    return read_files
