"""A TeX that is not there: commands that write down how they were called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = ("xelatex", "latexmk", "kpsewhich")
_LATEXMK = '#!/bin/sh\nfor file; do :; done\necho "$@" > "${file%.tex}.pdf"\n'


def write_fake_tex(folder: Path, *, lacks: str = "") -> None:
    """Write the commands.

    :param folder: for them
    :param lacks: a command or a file that is not to be found
    """
    folder.mkdir(exist_ok=True)
    for name in COMMANDS:
        path = folder / name
        if name == lacks:
            continue
        script = "#!/bin/sh\n"
        if name == "latexmk":
            script = _LATEXMK
        elif name == "kpsewhich" and lacks:
            script += f'case "$*" in *{lacks}*) exit 1;; esac\n'
        path.write_text(script)
        path.chmod(0o755)
