"""``make check`` plans the site as the build does, and reports all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_tools.moving import run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.checks.conftest import Check

ROOT = "blog-checks"
EXTENSIONS = [
    "myst_parser",
    "permalink_blog.urls",
    "permalink_blog.frontmatter",
    "permalink_blog.links",
]
POST = "---\ntitle: {}\ndate: 2018-08-01\n{}\n---\n\nText.\n"
DOCUMENTS = {
    "posts/a.md": POST.format("A", "permalink: /same"),
    "posts/b.md": POST.format("B", "permalink: /same"),
    "posts/c.md": POST.format("C", "permalink: what?"),
    "posts/d.md": POST.format("D", "redirect_from: /same"),
    "posts/e.md": POST.format("E", "redirect_from: ../up"),
}
LINK = {"posts/f.md": POST.format("F", "permalink: /f") + "\n[link](/not/there)\n"}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_it_has_the_plan_of_the_build(
    check: Check, tmp_path: Path, builder: str
) -> None:
    extensions = [*EXTENSIONS, "ablog", "permalink_blog.checks"]
    built = check({**DOCUMENTS, **LINK}, builder, extensions=extensions)
    problems = [line for line in built if ": ERROR: " in line]
    assert [line.partition(":")[0] for line in sorted(problems)] == [
        *("posts/b.md", "posts/c.md")
    ]
    command = [
        *("sphinx", "-b", builder, "-q", "-E", "-W", "-t", "check"),
        *("-D", f"extensions={','.join(extensions)}", ".", "_build/check"),
    ]
    done = run(command, cwd=tmp_path / ROOT)
    assert done.returncode == 1
    checked = done.stderr.replace(f"{tmp_path / ROOT}/", "").splitlines()
    assert [line for line in checked if "ERROR" in line] == problems
    assert [x for x in checked if x.startswith("posts/f.md:9: WARNING: /not/there")]
    skipped = [x for x in checked if "WARNING" in x and "f.md" not in x]
    assert [" ".join(x.split(" ")[:3]) for x in sorted(skipped)] == [
        "posts/d.md:4: WARNING: redirect_from:",
        "posts/e.md:4: WARNING: redirect_from:",
    ]
