"""Look for what TeX needs to make a PDF, and say which Debian packages have it.

Usage: ``python tools/tex.py``; the exit code is 1 if anything is missing.

The list is what Sphinx's documents need with XeLaTeX:
https://www.sphinx-doc.org/en/master/usage/builders/index.html
"""

from __future__ import annotations

import shutil
import subprocess
import sys

#: Commands, and files that kpsewhich finds: each with the Debian package that has it.
COMMANDS = {
    "xelatex": "texlive-xetex",
    "latexmk": "latexmk",
    "kpsewhich": "texlive-binaries",
}
FILES = {
    "fontspec.sty": "texlive-latex-recommended",
    "polyglossia.sty": "texlive-latex-recommended",
    "fncychap.sty": "texlive-latex-extra",
    "tabulary.sty": "texlive-latex-extra",
    "pzdr.tfm": "texlive-fonts-recommended",
    "FreeSerif.otf": "fonts-freefont-otf",
}


def is_file_found(name: str) -> bool:
    """Ask TeX whether it finds a file."""
    command = ["kpsewhich", name]
    if name.endswith(".otf"):
        command[1:1] = ["--format=opentype fonts"]
    done = subprocess.run(command, check=False, capture_output=True)
    return done.returncode == 0


def missing() -> dict[str, str]:
    """Give what is missing, with the package that has it."""
    found = {name: deb for name, deb in COMMANDS.items() if shutil.which(name) is None}
    if "kpsewhich" not in found:
        found |= {name: deb for name, deb in FILES.items() if not is_file_found(name)}
    return found


def main() -> int:
    """Run from the command line; return the exit code."""
    found = missing()
    if not found:
        return 0
    wanted = found if "kpsewhich" not in found else {**found, **FILES}
    packages = " ".join(dict.fromkeys(wanted.values()))
    print(f"A PDF is made by TeX, and TeX lacks: {', '.join(found)}", file=sys.stderr)
    print(f"On Debian or Ubuntu: sudo apt-get install {packages}", file=sys.stderr)
    print("Without TeX, make epub makes a book for e-readers.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
