"""After an import the site belongs to its author."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from sphinx.config import eval_config_file
from sphinx.util.tags import Tags

from permalink_blog.urls.url_list.anchor_file import HEADER as ANCHORS_HEADER
from permalink_import.landing import _POSTS, landing_text
from permalink_import.template import PLACES, read_list, template_files
from site_tools.moving import run, run_import
from site_tools.sites import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

POST = "---\ntitle: Summer\n---\nHot.\n"
CONFIG = "title: Anna & Bob\ndescription: |\n  *Two* notes\n  `here`\nurl: https://a.example\n"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    folder = tmp_path / "old"
    (folder / "_posts").mkdir(parents=True)
    (folder / "_config.yml").write_text(CONFIG, encoding="utf-8")
    (folder / "_posts/2018-08-01-summer.md").write_text(POST, encoding="utf-8")
    about = "---\ntitle: About us\npermalink: /about/\n---\nWe row.\n"
    (folder / "about.md").write_text(about, encoding="utf-8")
    return folder


@pytest.fixture
def blog(tmp_path: Path, project_dir: Path) -> Path:
    """Make a checkout of this project, but for its tests."""
    folder = tmp_path / "blog"
    folder.mkdir()
    for name in ("_templates", "_static", *PLACES):
        source = project_dir / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            shutil.copy(source, folder / name)
    for name in ("conf.py", "published-urls.txt", "published-anchors.txt"):
        shutil.copy(project_dir / name, folder / name)
    (folder / "_ext").symlink_to(project_dir / "_ext", target_is_directory=True)
    return folder


def test_the_list_is_of_this_project(project_dir: Path) -> None:
    command = [sys.executable, "tools/template.py", "--check"]
    done = subprocess.run(
        command, cwd=project_dir, capture_output=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_nothing_of_the_template_is_left(old: Path, blog: Path) -> None:
    done = run_import(old, blog)
    assert done.returncode == 0, done.said
    assert not (blog / "guide").exists()
    posts = [x.name for x in (blog / "posts").rglob("*") if x.is_file()]
    assert posts == ["2018-08-01-summer.md"]
    landing = (blog / "index.md").read_text("utf-8")
    assert landing.startswith("# Anna \\& Bob\n\n\\*Two\\* notes \\`here\\`\n")
    assert "We row." in (blog / "about.md").read_text("utf-8")
    urls = (blog / "published-urls.txt").read_text("utf-8")
    assert "guide" not in urls
    assert "summer-conferences" not in urls
    anchors = (blog / "published-anchors.txt").read_text("utf-8")
    assert anchors == f"{ANCHORS_HEADER}\n"
    built = run(
        ["sphinx", "-q", "-W", "-n", "-d", "_build/d", ".", "_build/html"], cwd=blog
    )
    assert built.returncode == 0, built.said
    page = (blog / "_build/html/index.html").read_text("utf-8")
    assert "Summer" in page
    assert "Anna &amp; Bob" in page
    checked = run(["permalink_blog", "check-urls", "_build/html"], cwd=blog)
    assert checked.returncode == 0, checked.said
    again = run_import(old, blog)
    assert "0 are new, 0 changed" in again.stdout, again.said
    assert again.returncode == 0


def test_keep_keeps_it(old: Path, blog: Path) -> None:
    before = {x for x in blog.rglob("*") if x.is_file() and "_ext" not in x.parts}
    run_import(old, blog, "--keep")
    assert {x for x in before if not x.exists()} == set()
    assert "Notes on a blog" in (blog / "index.md").read_text("utf-8")


def test_what_is_edited_stays(old: Path, blog: Path) -> None:
    edited = ("index.md", "about.md", "posts/2018/summer-conferences.md")
    for name in edited:
        with (blog / name).open("a", encoding="utf-8") as file:
            file.write("\nMine.\n")
    (blog / "guide/mine.md").write_text("# Mine\n", encoding="utf-8")
    done = run_import(old, blog)
    for name in edited:
        assert (blog / name).read_text("utf-8").endswith("\nMine.\n")
        assert f"Kept, since it is edited: {name}" in done.stdout
    assert [x.name for x in (blog / "guide").iterdir()] == ["mine.md"]


def test_a_dry_run_removes_nothing(old: Path, blog: Path) -> None:
    known = read_list()
    done = run_import(old, blog, "--dry-run")
    assert "about.md, guide, index.md, posts" in done.stdout
    assert template_files(blog, known).unedited == known.keys()


def test_a_link_is_not_followed(old: Path, blog: Path, tmp_path: Path) -> None:
    guide = blog / "guide"
    guide.rename(tmp_path / "elsewhere")
    guide.symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    run_import(old, blog)
    assert (tmp_path / "elsewhere/index.md").exists()


@given(st.text(st.characters(codec="utf-8"), max_size=12))
def test_a_title_is_text(title: str) -> None:
    text = landing_text(title, title, has_about=False)
    tokens = MarkdownIt("commonmark").parse(text.replace(_POSTS, ""))
    expected = " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", title).split())
    shown = [
        "".join(child.content for child in token.children or ())
        for token in tokens
        if token.type == "inline"
    ]
    assert shown == [expected, expected] if expected else shown == ["Blog"]
    assert {x.type for x in tokens} <= {
        *("heading_open", "heading_close", "paragraph_open", "paragraph_close"),
        "inline",
    }


@pytest.mark.parametrize("names", [[], ["about"], ["guide/index", "about"]])
def test_header_links_to_what_an_import_has_kept(
    tmp_path: Path, names: list[str]
) -> None:
    conf = tmp_path / "conf.py"
    shutil.copy(PROJECT / "conf.py", conf)
    for name in names:
        path = tmp_path / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text("# A\n", encoding="utf-8")
    before = [*sys.path]
    values = eval_config_file(conf, Tags())
    sys.path[:] = before
    links = [target for _text, target in values["html_theme_options"]["links"]]
    assert links == ["blog", *names]
