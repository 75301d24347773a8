"""Control characters in front matter, written as escapes of YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import refusal
from site_tools.written_sites import written_site

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

EXTENSIONS = [
    ["myst_parser", "permalink_blog.urls"],
    ["myst_parser", "permalink_blog.frontmatter", "permalink_blog.urls"],
]
ESCAPES = {
    r"\0": "U+0000",
    r"\n": "U+000A",
    r"\t": "U+0009",
    r"\r": "U+000D",
    r"\e": "U+001B",
    r"\x7f": "U+007F",
    r"\N": "U+0085",
    r"\L": "U+2028",
}


@pytest.mark.parametrize("extensions", EXTENSIONS)
def test_permalinks(
    build_root: BuildRoot, tmp_path: Path, extensions: list[str]
) -> None:
    files = {
        f"{name}.md": f'---\npermalink: "a{escape}b{name}"\n---\n\n# A\n'
        for escape, name in ESCAPES.items()
    }
    site = written_site(build_root, tmp_path, files)
    app = site.build(extensions=extensions)
    said = refusal(app)
    assert not (app.outdir / "index.html").exists()
    for name in ESCAPES.values():
        [line] = [x for x in said.splitlines() if f"{name}.md:2: ERROR: " in x]
        assert f"has the control character {name}; remove it" in line


@pytest.mark.parametrize("extensions", EXTENSIONS)
def test_redirects(
    build_root: BuildRoot, tmp_path: Path, extensions: list[str]
) -> None:
    files = {
        f"{key}-{name}.md": (
            f'---\n{key}: ["old{key}{name}", "a{escape}b"]\n---\n\n# A\n'
        )
        for key in ("redirect_from", "aliases", "redirect")
        for escape, name in ESCAPES.items()
    }
    site = written_site(build_root, tmp_path, files)
    warnings = site.warnings(extensions=extensions)
    assert len(warnings) == len(files)
    for file in files:
        key, _, name = file.removesuffix(".md").partition("-")
        [line] = [line for line in warnings if line.startswith(f"{file}:2: ")]
        assert f"{key}: 'a" in line
        assert f"has the control character {name}, and is skipped" in line
        assert site.has(f"{key}-{name}.html")
    assert site.has("oldaliasesU+0000.html")


def test_targets(build_root: BuildRoot, tmp_path: Path) -> None:
    files = {
        f"{name}.md": f'---\nredirect_to: "/a{escape}b"\n---\n\n# A\n'
        for escape, name in ESCAPES.items()
        if name < "U+0080"
    }
    site = written_site(build_root, tmp_path, files)
    warnings = site.warnings()
    assert len(warnings) == len(files)
    for file in files:
        [line] = [line for line in warnings if line.startswith(f"{file}:2: WARNING: ")]
        assert "redirect_to: '/a" in line
        assert "and is skipped" in line
        assert site.has(file.replace(".md", ".html"))


@pytest.mark.parametrize("text", ['"/about/\\n"', '" /about/ "', "|\n  /about/"])
def test_white_space_around_a_path_is_no_part_of_it(
    build_root: BuildRoot, tmp_path: Path, text: str
) -> None:
    files = {"a.md": f"---\npermalink: {text}\n---\n\n# A\n"}
    site = written_site(build_root, tmp_path, files)
    assert site.warnings() == []
    assert site.has("about/index.html")
