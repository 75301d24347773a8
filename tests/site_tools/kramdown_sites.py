"""Many texts as one site: built by Jekyll, imported, built here, and compared.

``python -m site_tools.kramdown_sites [--mathjax] TEXT…`` compares files;
CONTRIBUTING.md says more.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from site_tools.moving import fresh_project, run, run_import
from site_tools.same_pages import difference

if TYPE_CHECKING:
    from collections.abc import Sequence

CONFIG = "title: Texts\nurl: https://texts.example\npermalink: /:title.html\n"
MATHJAX = """\
<script src="https://cdn.jsdelivr.net/npm/mathjax@3/es5/tex-mml-chtml.js"></script>
{{ content }}
"""
"""A layout whose pages have formulas."""
_POST = re.compile(r"2018-08-01-text-(?P<number>\d+)\.md")
_HEADING = re.compile(
    r"^#{2,6} +(?P<words>[^\n{]*[^\s#{])[ #]*(?:\{#[^}\n]*\})? *$", re.MULTILINE
)
_TOP = re.compile(r"^(?:#(?!#)|=+ *$)", re.MULTILINE)
_MOST = 150
"""Parts of a text that are compared at a time."""
_UNUSED = "No text refers to this footnote"
"""A finding about what Jekyll does not show either."""
_EXPECTED = re.compile(
    r"\[(?:blog_checks\.\w+|image\.not_readable|jekyll_links\.missing"
    r"|safe_reading\.untrusted|toc\.not_included)\]"
)
"""Warnings of what authors wrote: links to nowhere, images that are not there."""


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A text, and what is not the same in its two pages.

    :param difference: "" for nothing
    :param findings: lines of the report of the import
    :param warnings: of the build
    :param here: the text as it was written
    """

    text: str
    difference: str
    findings: tuple[str, ...]
    warnings: tuple[str, ...]
    here: str

    @property
    def is_wrong(self) -> bool:
        """Whether something differs that is not in the report, or gets a warning."""
        return bool(self.warnings) or bool(self.difference and not self.findings)

    def __str__(self) -> str:
        """Return all that is known of a failure."""
        lines = [repr(self.text), self.difference, *self.findings, *self.warnings]
        return "\n".join([*filter(None, lines), self.here])


def compare(
    texts: Sequence[str], folder: Path, *, config: str = "", layout: str = ""
) -> list[Compared]:
    """Compare the pages of texts.

    The title of a page is that of a heading in its text, if there is one.

    :param folder: is made; the old site, Jekyll's output and the new site are in it
    :param config: more lines of ``_config.yml``
    :param layout: of the posts, which loads MathJax; "" for none
    :raises AssertionError: if Jekyll or the build fails
    """
    site = folder / "site"
    _write_site(site, texts, config=CONFIG + config, layout=layout)
    _build_with_jekyll(site, folder / "jekyll")
    project = fresh_project(folder / "blog")
    report = folder / "import-report.txt"
    imported = run_import(site, project, "--report", str(report))
    assert "Traceback" not in imported.said, imported.said
    options = ["-q", "-T", "--no-color", "-b", "html"]
    built = run(["sphinx", *options, ".", "_build/html"], cwd=project)
    assert built.returncode == 0, built.said
    posts = project / "posts" / "2018"
    findings = _by_post(report.read_text("utf-8"))
    warnings = _by_post(built.stderr)
    return [
        Compared(
            text=text,
            difference=_difference(folder, number, has_formulas=bool(layout)),
            findings=tuple(findings.get(number, ())),
            warnings=tuple(
                x for x in warnings.get(number, ()) if not _EXPECTED.search(x)
            ),
            here=(posts / f"2018-08-01-text-{number}.md").read_text("utf-8"),
        )
        for number, text in enumerate(texts)
    ]


def _write_site(site: Path, texts: Sequence[str], *, config: str, layout: str) -> None:
    (site / "_posts").mkdir(parents=True)
    (site / "_config.yml").write_text(config, encoding="utf-8")
    named = "layout: text\n" if layout else ""
    if layout:
        (site / "_layouts").mkdir()
        (site / "_layouts" / "text.html").write_text(layout, encoding="utf-8")
    for number, text in enumerate(texts):
        title = json.dumps(title_of(text) or f"Text {number}", ensure_ascii=False)
        post = f"---\ntitle: {title}\n{named}---\n{text}"
        path = site / "_posts" / f"2018-08-01-text-{number}.md"
        path.write_text(post, encoding="utf-8", newline="")


def title_of(text: str) -> str:
    """Return the words of the last heading that is not at the top; "" for none.

    A heading at the top with the words of the title becomes the title here.
    """
    if _TOP.search(text):
        return ""
    return next((x["words"] for x in reversed([*_HEADING.finditer(text)])), "")


def _build_with_jekyll(site: Path, output: Path) -> None:
    command = ["jekyll", "build", "-q", "--disable-disk-cache"]
    done = subprocess.run(
        [*command, "--source", str(site), "--destination", str(output)],
        env={**os.environ, "TZ": "UTC"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr


def _by_post(printed: str) -> dict[int, list[str]]:
    """Return the lines about each post, but for those that excuse no difference."""
    found: dict[int, list[str]] = {}
    is_excuse = True
    for line in printed.splitlines():
        if (match := _POST.search(line)) is None:
            is_excuse = _UNUSED not in line  # of the places below it
        elif is_excuse:
            found.setdefault(int(match["number"]), []).append(line.strip())
    return found


def _difference(folder: Path, number: int, *, has_formulas: bool) -> str:
    there = folder / "jekyll" / f"text-{number}.html"
    here = folder / "blog" / "_build" / "html" / f"text-{number}.html"
    if not here.is_file():
        return "the page is not there"
    pages = (there.read_text("utf-8"), here.read_text("utf-8"))
    return difference(*pages, has_formulas=has_formulas)


def smaller(text: str) -> list[str]:
    """Return texts that are smaller by a part, the smallest first."""
    found: dict[str, None] = {}
    for unit in ("\n\n", "\n", " ", ""):
        parts = text.split(unit) if unit else list(text)
        size = len(parts) // 2
        while size and len(found) < _MOST:
            for start in range(0, len(parts), size):
                rest = unit.join(parts[:start] + parts[start + size :])
                if rest.strip():
                    found[rest.rstrip("\n") + "\n"] = None
            size //= 2
    return sorted(found, key=len)[:_MOST]


def smallest(text: str, folder: Path, *, layout: str = "") -> Compared:
    """Return the smallest text that is wrong in the same way as another."""
    shutil.rmtree(folder, ignore_errors=True)
    (found,) = compare([text], folder, layout=layout)
    while True:
        shutil.rmtree(folder, ignore_errors=True)
        parts = compare(smaller(found.text), folder, layout=layout)
        less = next((x for x in parts if x.is_wrong), None)
        if less is None or len(less.text) >= len(found.text):
            return found
        found = less


def main(names: Sequence[str]) -> int:
    """Compare files, and print what differs."""
    folder = Path("_build", "kramdown")
    texts = [Path(name).read_bytes().decode() for name in names if name != "--mathjax"]
    shutil.rmtree(folder, ignore_errors=True)
    compared = compare(texts, folder, layout=MATHJAX if "--mathjax" in names else "")
    for one in compared:
        print(one)
    return int(any(one.is_wrong for one in compared))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
