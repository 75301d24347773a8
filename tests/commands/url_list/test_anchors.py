"""Published anchors, recorded and checked on real builds in real repositories."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from permalink_blog.commands.console import main
from site_tools.git import git

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

if shutil.which("git") is None:
    pytest.skip("no git", allow_module_level=True)

ROOT = "permalinks-anchors"
LIST = """\
/
  home
  welcome
/about.html
  about
  history
  past
/kinds/
  a-note
  away
  equation-euler
  foo.bar
  installing
  kinds
  named
  old-equation
  old-heading
  old-html
  old-note
  old-object
  old-term
  older
  term-Term
  use
  use-1
  whole
/posts/hidden.html
  hidden
  linked
"""
COUNT = LIST.count("\n  ")
NAME = "published-anchors.txt"


class Site:
    """A test root as a repository, and how to build, record and check it."""

    def __init__(self, build_root: BuildRoot, tmp_path: Path) -> None:
        self._build_root = build_root
        self.folder = tmp_path / ROOT
        self.list = tmp_path / "published-anchors.txt"
        self.outdir = self.folder
        self.warnings = ""

    def build(self, builder: str = "html") -> None:
        app = self._build_root(ROOT, builder)
        self.outdir, self.warnings = app.outdir, app.warning.getvalue()

    def run(self, command: str) -> tuple[int, list[str]]:
        """Return the exit code, and what is said of anchors."""
        said = io.StringIO()
        arguments = [command, str(self.outdir), "--source", ROOT]
        with contextlib.chdir(self.folder.parent), contextlib.redirect_stdout(said):
            code = main(arguments)
        lines = said.getvalue().splitlines()
        return code, [line for line in lines if "published-urls.txt" not in line]

    def edit(self, file: str, *edits: tuple[str, str]) -> None:
        path = self.folder / file
        text = path.read_text("utf-8")
        for old, new in edits:
            assert old in text
            text = text.replace(old, new, 1)
        path.write_text(text, "utf-8")

    def commit(self) -> str:
        git(self.folder, "add", "-A", "--", ".", ":(exclude)_build")
        git(self.folder, "commit", "-q", "-m", "Next")
        return git(self.folder, "rev-parse", "HEAD")[:9]


@pytest.fixture
def site(build_root: BuildRoot, tmp_path: Path) -> Site:
    """A site whose anchors are recorded and committed."""
    site = Site(build_root, tmp_path)
    site.build()
    assert site.warnings == ""
    git(site.folder, "init", "-q", "-b", "main")
    site.commit()
    (tmp_path / "published-urls.txt").write_text("/\n")
    assert site.run("check-urls") == (0, [])  # no list of anchors, no check
    said = [f"{COUNT} anchors added to {NAME}, {COUNT} looked at."]
    assert site.run("record-urls") == (0, said)
    return site


def test_what_is_recorded(site: Site) -> None:
    text = site.list.read_text("utf-8")
    assert text.partition("\n\n")[2] == LIST
    said = [f"0 anchors added to {NAME}, {COUNT} looked at."]
    assert site.run("record-urls")[1] == said
    assert site.list.read_text("utf-8") == text
    # An incremental build, and pages that are redirects to those of the list
    site.edit("index.md", ("Text.", "More text."))
    for builder in ("html", "dirhtml"):
        site.build(builder)
        said = [f"{NAME}: {COUNT} of {COUNT} anchors found."]
        assert site.run("check-urls") == (0, said)


def test_a_renamed_heading(site: Site) -> None:
    site.edit("about.rst", ("Past\n----", "Our past\n--------"), ("history: past", ""))
    commit = site.commit()
    site.edit("about.rst", ("Our past\n--------", "Origins\n-------"))
    site.build()
    code, said = site.run("check-urls")
    assert code == 1
    became = f"the heading 'Past' became 'Our past' in {commit} on 2024-05-01."
    start = f"{NAME}:"
    first = "/about.html#history: this anchor is missing. To fix it, add `history: "
    first += "NEW-ID` to anchors in about.rst:1, with the id or URL that replaces it "
    second = "To fix it, add `past: origins` to anchors in about.rst:1."
    assert said == [
        f"{start}10: {first}for NEW-ID.",
        f"{start}11: /about.html#past: {became} {second}",
        f"{start} {COUNT - 2} of {COUNT} anchors found.",
    ]
    site.edit("about.rst", ("{}", "{past: origins, history: past}"))
    site.build()
    assert site.warnings == ""
    assert site.run("check-urls")[0] == 0


def test_a_removed_label_and_heading(site: Site) -> None:
    site.edit("posts/hidden.md", ("\n## Linked\n", ""))
    site.edit("posts/kinds.md", ("(named)=\n", ""))
    commit = site.commit()
    site.build()
    code, said = site.run("check-urls")
    assert code == 1
    label, heading, _ = said
    assert label.endswith(
        f"/kinds/#named: the label 'named' was removed in {commit} on 2024-05-01. "
        "To fix it, add `named: use` to anchors in posts/kinds.md:4."
    )
    assert heading.endswith(
        f"/posts/hidden.html#linked: the heading 'Linked' was removed in {commit} on "
        "2024-05-01. To fix it, add to the front matter of posts/hidden.md: "
        "`anchors: {linked: NEW-ID}`, with the id or URL that replaces it for NEW-ID."
    )
    assert site.run("record-urls")[1][1:] == [
        "2 anchors of published-anchors.txt are no longer published:",
        label,
        heading,
    ]


def test_a_moved_page_keeps_its_anchors(site: Site) -> None:
    site.edit(
        "posts/kinds.md",
        ("permalink: /kinds/", "permalink: /sorts/\nredirect_from: /kinds/"),
    )
    site.build()
    assert site.run("check-urls")[0] == 0
    site.edit("posts/kinds.md", ("redirect_from: /kinds/\n", ""))
    site.build()
    assert site.run("check-urls")[1][-1].startswith("published-anchors.txt: ")


def test_an_invalid_line(site: Site) -> None:
    with site.list.open("a") as file:
        file.write("nowhere\n")
    code, said = site.run("check-urls")
    assert code == 2
    assert re.match(r"published-anchors\.txt:\d+: 'nowhere' is not a path: ", said[0])
