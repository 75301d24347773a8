"""Which files are documents: no link to something hidden, no name that is markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from permalink_blog.core.untrusted.paths import name_problem
from site_tools.edits import save
from site_tools.hostile_posts import SECRET
from site_tools.hostile_sites import hostile_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from site_tools.fresh_builds import Built
    from site_tools.hostile_sites import HostileSite

NAMES = ['a"><script>pwn()<', 'x" onmouseover="pwn()', "new\nline", r"e}\input{f}{"]
LINKS = {
    "env": "../.env",
    "config": "../.git/config",
    "draft": "../_build/html/draft.txt",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostileSite]:
    with hostile_site(tmp_path_factory.mktemp("found")) as made:
        made.lay_out('html_copy_source = True\nblog_trust_authors = ["posts/trusted"]')
        posts = made.source / "posts"
        for name, target in {**LINKS, "trusted": "../.env"}.items():
            (posts / f"{name}.md").symlink_to(target)
        (posts / "folder").symlink_to("../.git")
        save(made.source / ".git/refs/heads/x.md", f"# X {SECRET}\n")
        save(made.source / ".git/x.md", f"# X {SECRET}\n")
        save(made.source / ".github/help.md", "# Help\n\nHow to help.\n")
        (posts / "again.md").symlink_to("good.md")
        for name in NAMES:
            save(posts / f"{name}.md", "# A name\n")
        save(posts / "a & b's.md", "# A & b\n")
        yield made


@pytest.fixture(scope="module")
def built(site: HostileSite) -> Built:
    return site.build_well()


def test_links_publish_nothing_that_is_hidden(site: HostileSite, built: Built) -> None:
    leaks = site.leaks()
    assert [
        x for x in leaks if "trusted" not in x and x != "output/searchindex.js"
    ] == []
    for name in LINKS:
        assert f"the document 'posts/{name}' leads into" in built.said


def test_links_to_folders_come_to_an_end(tmp_path: Path) -> None:
    with hostile_site(tmp_path) as made:
        made.lay_out()
        posts = made.source / "posts"
        for name in ("deep/a.md", "one/b.md", "three/c.md"):
            save(posts / name, "# A\n")
        links = {
            "up": "../..",
            "loop": ".",
            "again": "loop",
            "out": tmp_path,
            "one/two": "../three",
            "three/four": "../one",
            "odd[x]*": ".",
            "fine": "deep",
            "tools": tmp_path / "tools",
        }
        save(tmp_path / "tools/tool.py", "")
        for name, target in links.items():
            (posts / name).symlink_to(target)
        built = made.build()
        made.build()  # of the same configuration
        pages = [x.relative_to(made.output) for x in made.output.rglob("a.html")]
    assert built.status == 0, built.said
    for name in links:
        is_followed = f"the link 'posts/{name}' leads" not in built.said
        assert is_followed is (name in {"fine", "tools"}), built.said
    assert len(pages) == 2, pages


def test_what_is_content_is_published(site: HostileSite, built: Built) -> None:
    pages = {
        path.relative_to(site.output).as_posix() for path in site.output.rglob("*")
    }
    assert "posts/again.html" in pages
    assert "posts/a & b's.html" in pages
    assert ".github/help.html" in pages
    assert "posts/trusted.html" in pages


def test_names_that_are_markup_are_no_documents(
    site: HostileSite, built: Built
) -> None:
    names = [path.name for path in site.output.rglob("*")]
    assert not [x for x in names if name_problem(x)]
    for name in NAMES:
        if "\n" not in name:  # Sphinx finds no such file
            docname = f"posts/{name}"
            assert f"{docname!r} has " in built.said


def test_a_link_made_later_takes_the_page_away(tmp_path: Path) -> None:
    with hostile_site(tmp_path) as made:
        made.lay_out()
        post = made.source / "posts/a.md"
        save(post, "# A\n")
        made.build()
        post.unlink()
        post.symlink_to("../.env")
        built = made.build()
        leaks = made.leaks()
    assert built.status == 0, built.said
    assert leaks == []
    assert "posts/a'" in built.said


@pytest.mark.parametrize("name", NAMES)
def test_name_problems(name: str) -> None:
    assert name_problem(f"posts/{name}") is not None


@pytest.mark.parametrize(
    "name", ["a b", "it's", "ü & ö", "a.b-c_d", "文", "%22", "a#b"]
)
def test_usual_names(name: str) -> None:
    assert name_problem(f"posts/{name}") is None
