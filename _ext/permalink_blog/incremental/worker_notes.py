"""Reports of worker processes to the main one about the pages they wrote, in files."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from permalink_blog.incremental.dependencies import Dependency


class WorkerNotes:
    """The notes of one build.

    :param folder: where workers leave them
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def leave(self, pagename: str, shown: frozenset[Dependency]) -> None:
        """Append a page's dependencies to the file of this process.

        :param shown: dependencies of the page
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps([pagename, sorted(shown)])
        path = self._folder / f"{os.getpid()}.jsonl"
        with path.open("a", encoding="utf-8", errors="surrogatepass") as file:
            file.write(text + "\n")

    def collect(self) -> Iterator[tuple[str, frozenset[Dependency]]]:
        """Yield pagename and dependencies of each page that workers have written."""
        for path in sorted(self._folder.glob("*.jsonl")):
            for line in path.read_text("utf-8", "surrogatepass").splitlines():
                pagename, shown = json.loads(line)
                yield pagename, frozenset(map(tuple, shown))
            path.unlink()

    def discard(self) -> None:
        """Forget what the workers of a build left that was killed."""
        for path in self._folder.glob("*.jsonl"):
            path.unlink()
