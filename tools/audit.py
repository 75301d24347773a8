"""Ask whether a pinned package has a known vulnerability.

Usage: ``python tools/audit.py [REQUIREMENTS_FILE ...]``

The exit code is 1 if one has, and 2 if that could not be found out for another reason
than that the database does not answer: without a network there is nothing to say.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).resolve().parent.parent
# requirements-dev.txt has what requirements.txt has.
FILES = (
    "requirements-dev.txt",
    "requirements-package.txt",
    "benchmarks/requirements.txt",
)

FINE, VULNERABLE, UNKNOWN = 0, 1, 2
"""Exit codes."""

# What pip-audit says when the service cannot be asked; its exit code is that of a
# vulnerability.
_NO_ANSWER = ("ConnectionError", "Could not connect", "ServiceError", "timed out")


@dataclass(frozen=True)
class Verdict:
    """What to print, and the exit code."""

    code: int
    lines: tuple[str, ...]


def judge(stdout: str, stderr: str) -> Verdict:
    """Read what pip-audit printed.

    :param stdout: a report in JSON, or nothing
    :param stderr: its log
    """
    try:
        report = json.loads(stdout)
    except ValueError:
        last = stderr.strip().splitlines()[-1:] or ["it said nothing"]
        if any(sign in stderr for sign in _NO_ANSWER):
            return Verdict(
                FINE, (f"Skipped: the database does not answer ({last[0]})",)
            )
        return Verdict(UNKNOWN, ("pip-audit failed:", *stderr.strip().splitlines()))
    packages = report["dependencies"]
    unknown = [each["name"] for each in packages if "skip_reason" in each]
    count = len(packages) - len(unknown)
    if packages and not count:  # a mirror that has packages, and nothing about them
        return Verdict(FINE, ("Skipped: the database knows none of the packages.",))
    said = [f"Not known to the database: {', '.join(unknown)}"] if unknown else []
    found = [*_vulnerabilities(report)]
    if not found:
        said.append(f"No known vulnerability in {count} pinned packages.")
    return Verdict(VULNERABLE if found else FINE, (*found, *said))


def _vulnerabilities(report: dict[str, Any]) -> Iterator[str]:
    for package in report["dependencies"]:
        name = package["name"]
        for each in package.get("vulns", ()):
            fixed = ", ".join(each["fix_versions"]) or "no version yet"
            yield (
                f"{name} {package['version']}: {each['id']}, fixed in {fixed}; "
                f"make requirements UVOPTS=--upgrade-package={name}"
            )


def audit(file: str) -> Verdict:
    """Run pip-audit.

    :param file: of requirements, with hashes, so that nothing has to be installed
    """
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes"]
    command += ["--format", "json", "--progress-spinner", "off", "--requirement", file]
    done = subprocess.run(
        command, cwd=PROJECT, check=False, capture_output=True, encoding="utf-8"
    )
    return judge(done.stdout, done.stderr)


def main() -> int:
    """Run from the command line; return the exit code."""
    code = FINE
    for file in sys.argv[1:] or FILES:
        verdict = audit(file)
        print("\n".join(f"{file}: {line}" for line in verdict.lines))
        code = max(code, verdict.code)
    return code


if __name__ == "__main__":
    sys.exit(main())
