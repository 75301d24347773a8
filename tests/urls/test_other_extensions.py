"""What other extensions publish is there for as long as a clean build makes it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from site_tools.edits import save
from site_tools.fresh_builds import build, differences, snapshot
from site_tools.sites import PROJECT
from site_tools.slow import slow

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Edit = Callable[[Path], None]

BLOG = "ablog", "permalink_blog.incremental", "permalink_blog.archives"


def sub(name: str, old: str, new: str) -> Edit:
    def edit(root: Path) -> None:
        text = (root / name).read_text("utf-8")
        assert old in text
        save(root / name, text.replace(old, new))

    return edit


def write(name: str, text: str) -> Edit:
    return lambda root: save(root / name, text)


def remove(name: str) -> Edit:
    return lambda root: (root / name).unlink()


def rename(name: str, new: str) -> Edit:
    def edit(root: Path) -> None:
        (root / name).rename(root / new)

    return edit


def nothing(root: Path) -> None:
    pass


DIAGRAM = ".. graphviz::\n\n   digraph { x -> z }\n"
FUNCTION = ".. autofunction:: pkg.one.f\n"
OPTION = sub(
    "conf.py",
    "html_theme =",
    'html_theme_options = {"description": "Words"}\nhtml_theme =',
)

EDITS = {
    "collected": [
        ("text", sub("a.rst", "Text.", "More words.")),
        ("title", sub("a.rst", "Doc a", "Dox z")),
        ("nothing", nothing),
        ("remove", remove("b.rst")),
        ("option", OPTION),
        ("add", write("e.rst", "Doc e\n=====\n")),
        ("remove again", remove("e.rst")),
        ("rename", rename("c.rst", "cc.rst")),
        ("fewer handlers", sub("conf.py", "missing, read, own, direct", "read,")),
        ("text again", sub("a.rst", "More", "Less")),
    ],
    "viewcode": [
        ("another document", sub("other.rst", "Text.", "More.")),
        ("again", sub("other.rst", "More.", "Most.")),
        ("code of one", sub("pkg/one.py", "Doc of f", "New doc of f")),
        ("code of two", sub("pkg/two.py", "class C:", "X = 1\n\n\nclass C:")),
        ("title in navigation", sub("api/two.rst", "Two\n===", "Three\n=====")),
        ("fewer links", sub("api/one.rst", ":members:", ":members: f")),
        ("option", OPTION),
        ("remove", remove("other.rst")),
        ("move", rename("api/two.rst", "api/deux.rst")),
        ("remove another", remove("plain.rst")),
        ("no code of two", write("api/deux.rst", "Two\n===\n")),
        ("no code", write("api/one.rst", "One\n===\n")),
        (
            "code again",
            write("api/one.rst", f"One\n===\n\n{FUNCTION}"),
        ),
        ("nothing", nothing),
    ],
    "other-files": [
        ("diagram", sub("a.rst", "x -> y", "x -> z")),
        ("title", sub("a.rst", "Doc a", "Dox a")),
        ("nothing", nothing),
        ("same diagram", sub("b.rst", "x -> y", "x -> z")),
        ("remove one", remove("b.rst")),
        (
            "it is back",
            write("b.rst", "B\n=\n\n.. graphviz::\n\n   digraph { x -> z }\n"),
        ),
        ("option", OPTION),
        ("format", sub("conf.py", '= "svg"', '= "png"')),
        ("other diagram", sub("a.rst", "x -> z", "x -> w")),
        ("no thumbnails", sub("conf.py", '"thumbnails": True', '"thumbnails": False')),
    ],
}


class Sites:
    """One copy of a root, built on top of the last build and anew."""

    def __init__(self, root: Path, folder: Path, builder: str) -> None:
        self.source = folder / "source"
        shutil.copytree(root, self.source)
        self._folder, self._builder = folder, builder

    def build(self, name: str) -> dict[str, bytes]:
        outdir = self._folder / name
        arguments = ["-q", "-T", "-b", self._builder, "-d", f"{outdir}-doctrees"]
        built = build([*arguments, str(self.source), str(outdir)], self._folder / "log")
        assert (built.status, built.said) == (0, "")
        return snapshot(outdir)

    def differences(self) -> list[str]:
        found = self.build("old")
        for name in ("new", "new-doctrees"):
            shutil.rmtree(self._folder / name, ignore_errors=True)
        return differences(found, self.build("new"))


@pytest.fixture(autouse=True)
def _ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(PROJECT / "_ext"))


@pytest.mark.parametrize(
    ("root", "builder", "more"),
    [
        slow("collected", "html", ()),
        slow("collected", "dirhtml", ()),
        slow("collected", "html", BLOG),
        slow("viewcode", "html", ()),
        slow("viewcode", "dirhtml", BLOG),
        slow("other-files", "html", ()),
        slow("other-files", "dirhtml", BLOG),
    ],
)
def test_it_is_what_a_clean_build_makes(
    rootdir: Path, tmp_path: Path, root: str, builder: str, more: tuple[str, ...]
) -> None:
    sites = Sites(rootdir / f"test-{root}", tmp_path, builder)
    sub(
        "conf.py",
        '"permalink_blog.urls"',
        ", ".join(f'"{x}"' for x in ("permalink_blog.urls", *more)),
    )(sites.source)
    assert sites.differences() == []
    for label, edit in EDITS[root]:
        edit(sites.source)
        assert (label, sites.differences()) == (label, [])
