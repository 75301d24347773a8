"""The commands of a tutorial, and running them as a reader does."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: Where a page says to install from; a test has another place.
PLACE = "git+<this repository's URL>"


def commands_below(text: str) -> dict[str, str]:
    """Return the commands below each heading of a page that has any.

    :param text: Markdown, whose commands are blocks of ``sh``
    """
    found: dict[str, str] = {}
    for section in text.split("\n## ")[1:]:
        blocks = re.findall(r"^```sh\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
        if blocks:
            found[section.partition("\n")[0]] = "".join(blocks)
    return found


def run_commands(
    commands: str, folder: Path, environ: Mapping[str, str], *, seconds: float
) -> str:
    """Run commands of a shell, all of which must succeed; return what they printed.

    :param folder: in which they begin
    :param environ: all of their environment variables
    :param seconds: that they may take
    """
    done = subprocess.run(
        ["bash", "-euc", commands],
        cwd=folder,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
        timeout=seconds,
    )
    assert done.returncode == 0, f"{commands}\n{done.stdout}"
    return done.stdout
