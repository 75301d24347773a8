"""Small sites of Jekyll's, read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from permalink_import.jekyll import read
from permalink_import.model import silent
from site_tools.old_sites import converted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from site_tools.old_sites import ConvertedSite

    ReadSite = Callable[..., ConvertedSite]


@pytest.fixture
def read_site(tmp_path: Path) -> ReadSite:
    """Read a site of these files, path to text or bytes, and convert it."""

    def read_files(files: dict[str, str | bytes], config: str = "") -> ConvertedSite:
        for name, content in {"_config.yml": config, **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, str):
                content = content.encode()
            path.write_bytes(content)
        return converted(read(tmp_path, silent))

    return read_files
