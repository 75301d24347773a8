"""The notebook of this site: its outputs are what its code makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat
from nbclient import NotebookClient

if TYPE_CHECKING:
    from pathlib import Path


def test_saved_outputs(project_dir: Path) -> None:
    path = project_dir / "posts/2026/permalinks-tried-out.ipynb"
    saved = nbformat.read(path, as_version=4)
    nbformat.validate(saved)
    again = nbformat.read(path, as_version=4)
    place = {"metadata": {"path": str(path.parent)}}
    NotebookClient(again, resources=place).execute()
    assert [cell.get("outputs") for cell in again.cells] == [
        cell.get("outputs") for cell in saved.cells
    ]
