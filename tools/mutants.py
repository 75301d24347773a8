"""Change the pure rules, one small mistake at a time, and see that a test fails.

Usage: ``python tools/mutants.py FOLDER [MODULE]...``

mutmut makes the mistakes ("mutants") and runs, for each, those tests that are about the
rule alone. A mutant that no test notices is a rule that no test states, unless it means
the same as what it was made of: ``tests/mutants.toml`` names those, and says why. The
wording of messages for people is not compared.

The exit code is 1 if a mutant survives without being explained, or if one is explained
that is not there any more or does not survive.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from difflib import ndiff
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PROJECT = Path(__file__).resolve().parent.parent

RULES = (
    "permalink_blog/urls/pattern",
    "permalink_blog/urls/paths",
    "permalink_blog/urls/variants",
    "permalink_blog/urls/redirects",
    "permalink_blog/urls/collisions",
    "permalink_blog/core/front_matter",
    "permalink_blog/core/values",
    "permalink_blog/core/dates",
    "permalink_blog/core/names",
    "permalink_blog/core/front_matter_source",
    "permalink_blog/core/yaml_loader",
)
"""The modules; the tests of ``x/a/b`` are in ``tests/a/test_b.py``."""

SETTINGS = """\
[tool.mutmut]
source_paths = ["src"]
only_mutate = ["src/{module}.py"]
pytest_add_cli_args_test_selection = ["tests/{tests}.py"]
pytest_add_cli_args = ["-p", "no:cacheprovider", "--hypothesis-profile=quick"]
use_git_change_detection = false
track_dependencies = false
use_setproctitle = false

[tool.pytest.ini_options]
pythonpath = ["src", "tests"]
addopts = ["--import-mode=importlib"]
"""

# mutmut's exit codes: a test failed, pytest did, or the time was up; of pytest: none
# failed, or no test came near.
_KILLED = {1, 3, 24, 36, 152, 255, -24}
_SURVIVED = {0, 5, 33}
_LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True, slots=True, order=True)
class Mutant:
    """A change of a function that no test noticed.

    :param function: with its module, such as "permalink_blog.urls.paths.locate"
    :param line: the line as it is, or the lines, on one
    :param mutant: the same after the change
    """

    function: str
    line: str
    mutant: str

    def __str__(self) -> str:
        return f"{self.function}\n  - {self.line}\n  + {self.mutant}"

    @property
    def is_wording(self) -> bool:
        """Only the text of a message differs: more than a word, for people."""
        before, after = _LITERAL.findall(self.line), _LITERAL.findall(self.mutant)
        if _LITERAL.sub("", self.line) != _LITERAL.sub("", self.mutant):
            return False
        changed = [a for a, b in zip(before, after, strict=True) if a != b]
        return all(re.search(r"[a-z] [a-z]", text) for text in changed)


def explained(text: str) -> dict[Mutant, str]:
    """Read ``mutants.toml``: why a mutant may survive."""
    return {
        Mutant(entry["function"], entry["line"], mutant): entry["why"]
        for entry in tomllib.loads(text)["equivalent"]
        for mutant in entry["mutants"]
    }


def survivors(module: str, source: str, codes: dict[str, int | None]) -> list[Mutant]:
    """Find what no test noticed.

    :param module: dotted
    :param source: of the module with all its mutants, as mutmut wrote it
    :param codes: exit code of the tests, by the mutant's name
    :raises ValueError: if a mutant was not tested to the end
    """
    bodies = dict(_functions(source))
    found = []
    for name, code in codes.items():
        if code in _KILLED:
            continue
        if code not in _SURVIVED:
            msg = f"{name}: the tests ended with {code}, neither passed nor failed"
            raise ValueError(msg)
        mangled = name.removeprefix(f"{module}.")
        original = re.sub(r"__mutmut_\d+$", "__mutmut_orig", mangled)
        function = original.removesuffix("__mutmut_orig")
        readable = function[1:].replace("\N{LATIN LETTER LATERAL CLICK}", ".")
        line, mutant = _change(bodies[original], bodies[mangled])
        found.append(Mutant(f"{module}.{readable[1:]}", line, mutant))
    return found


def _functions(source: str) -> Iterator[tuple[str, list[str]]]:
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            yield node.name, lines[node.lineno - 1 : node.end_lineno]


def _change(original: list[str], mutant: list[str]) -> tuple[str, str]:
    """Give the lines that differ, before and after, but for the function's name."""
    name = re.compile(r"\bx[_\u01c1]\w*?__mutmut_(?:orig|\d+)\b")
    before, after = ([name.sub("", x) for x in text] for text in (original, mutant))
    delta = list(ndiff(before, after))

    def side(mark: str) -> str:
        changed = " ".join(line[2:] for line in delta if line.startswith(mark))
        return " ".join(changed.split())

    return side("- "), side("+ ")


def run(module: str, folder: Path) -> tuple[dict[str, int | None], str]:
    """Let mutmut make and test the mutants of one module.

    :param folder: a scratch folder, emptied first
    :returns: exit codes by the mutants' names, and the source with all of them
    :raises subprocess.CalledProcessError: if mutmut cannot, after it said why
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "src").symlink_to(PROJECT / "_ext")
    (folder / "tests").symlink_to(PROJECT / "tests")
    tests = "/test_".join(module.split("/")[1:])
    settings = SETTINGS.format(module=module, tests=tests)
    (folder / "pyproject.toml").write_text(settings, encoding="utf-8")
    command = [sys.executable, "-m", "mutmut", "run"]
    environ = {**os.environ, "CI": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environ, check=False, capture_output=True, text=True
    )
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
        done.check_returncode()
    written = folder / "mutants" / "src" / f"{module}.py"
    meta = json.loads(written.with_name(f"{written.name}.meta").read_text("utf-8"))
    return meta["exit_code_by_key"], written.read_text("utf-8")


def check(modules: Iterable[str], folder: Path, known: dict[Mutant, str]) -> bool:
    """Test the mutants of all modules, print the score; tell whether all is well."""
    row = "{:42}{:>8}{:>8}{:>9}{:>11}{:>10}"
    print(row.format("", "mutants", "killed", "wording", "explained", "survived"))
    unexplained: list[Mutant] = []
    stale = {m for m in known if any(_is_of(m, module) for module in modules)}
    for module in modules:
        codes, source = run(module, folder)
        found = survivors(module.replace("/", "."), source, codes)
        kinds = Counter(
            "explained" if m in known else "wording" if m.is_wording else "survived"
            for m in found
        )
        counts = (kinds[kind] for kind in ("wording", "explained", "survived"))
        killed = len(codes) - len(found)
        print(row.format(module, len(codes), killed, *counts), flush=True)
        unexplained += [m for m in found if m not in known and not m.is_wording]
        stale -= set(found)
    for mutant in unexplained:
        print(f"\nNo test notices a change in {mutant}")
    for mutant in sorted(stale):
        print(f"\nExplained, but killed or not there any more: {mutant}")
    return not unexplained and not stale


def _is_of(mutant: Mutant, module: str) -> bool:
    return mutant.function.startswith(module.replace("/", ".") + ".")


def main() -> int:
    """Run from the command line; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="for mutmut, emptied first")
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=" ".join(RULES))
    arguments = parser.parse_args()
    if unknown := set(arguments.modules) - set(RULES):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    known = explained((PROJECT / "tests" / "mutants.toml").read_text("utf-8"))
    modules = arguments.modules or RULES
    return 0 if check(modules, arguments.folder, known) else 1


if __name__ == "__main__":
    sys.exit(main())
