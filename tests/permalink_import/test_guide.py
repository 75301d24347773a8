"""The guide's page about importing says what the command does."""

from __future__ import annotations

import re
import shlex
import shutil
from functools import partial
from typing import TYPE_CHECKING

import pytest

from permalink_import.cli import _parser, main
from permalink_import.jekyll.markdown.constructs import KRAMDOWN, LIQUID
from permalink_import.model import Settings, Topic
from permalink_import.settings import wanted_settings
from site_tools.makes import make_own_environment, run_make
from site_tools.old_sites import NewSite, old_site, page, told

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from permalink_import.jekyll.markdown.constructs import Construct

CONFIG = """\
title: Anna on trains
url: https://anna.example
author: Anna
timezone: Europe/Berlin
plugins: [jekyll-feed]
"""
POST = """\
---
title: The night train
tags: trains night
---

To read: [who I am]({% link about.md %}).

{% highlight python %}
print("late")
{% endhighlight %}

{% timetable berlin %}
"""
ABOUT = "---\ntitle: About me\npermalink: /about/\n---\n\nI take the train.\n"


@pytest.fixture(scope="module")
def guide(project_dir: Path) -> str:
    return (project_dir / "guide/importing.md").read_text("utf-8")


def rows(guide: str, header: str) -> list[list[str]]:
    """Give the cells of a table, without its two head lines."""
    table = guide[guide.index(header) :].split("\n\n")[0]
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in table.splitlines()[2:]
    ]


def commands(guide: str, start: str) -> list[list[str]]:
    """Give the arguments of the commands that begin with some words."""
    lines = [line for line in guide.splitlines() if line.startswith(f"$ {start}")]
    return [shlex.split(line.removeprefix(f"$ {start}")) for line in lines]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Make the old site of the guide's example."""
    folder = tmp_path / "old-site"
    for name in ("_posts", "img"):
        (folder / name).mkdir(parents=True)
    (folder / "_config.yml").write_text(CONFIG)
    (folder / "_posts/2018-08-01-night-train.md").write_text(POST)
    (folder / "about.md").write_text(ABOUT)
    (folder / "img/train.jpg").write_bytes(b"\xff\xd8")
    return folder


@pytest.fixture
def blog(tmp_path: Path, project_dir: Path) -> Path:
    """Make a copy of this site."""
    folder = tmp_path / "a blog"
    folder.mkdir()
    for name in ("_ext", "tools", "posts", "guide"):
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(project_dir / name, folder / name, ignore=ignore)
    for name in ("Makefile", "conf.py", "about.md", "index.md", "requirements.in"):
        shutil.copy(project_dir / name, folder)
    return folder


@pytest.fixture
def make(blog: Path, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run make there, with an environment in which all is installed."""
    if shutil.which("make") is None:
        pytest.skip("no make")
    venv = make_own_environment(tmp_path / "an environment")
    (venv / "checked-for").mkdir()
    shutil.copy(blog / "requirements.in", venv / "checked-for")
    return partial(run_make, blog, "-s", f"VENV={venv}")


def test_the_steps(
    guide: str,
    old: Path,
    blog: Path,
    make: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    [look, take, replace, *_] = commands(guide, "make import ")
    assert look[0] == f"FROM=../{old.name}"
    done = make("import", *look)
    assert (done.returncode, done.stderr) == (0, "")
    assert (blog / "guide/importing.md").exists()
    assert not (blog / "_build").exists()

    done = make("import", *take)
    assert (done.returncode, done.stderr) == (0, "")
    [shown] = re.findall(
        r"^\$ make import FROM=\S+\n(.*?)^\$", guide, re.MULTILINE | re.DOTALL
    )
    assert done.stdout == shown
    assert (blog / "posts/2018/2018-08-01-night-train.md").is_file()
    assert (blog / "public/img/train.jpg").is_file()

    assert make("import", *replace).returncode == 0
    assert "I take the train." in (blog / "about.md").read_text()
    text = (blog / "posts/2018/2018-08-01-night-train.md").read_text()
    assert "[who I am](../../about.md)" in text

    done = make("import")
    assert done.returncode == 2
    assert "make import FROM=../old-site" in done.stderr


@pytest.mark.slow
def test_the_other_commands_of_make(
    guide: str,
    old: Path,
    blog: Path,
    make: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    main([str(old), "--into", str(blog)])
    post = blog / "posts/2018/2018-08-01-night-train.md"
    imported = post.read_text()
    forced = [x for x in commands(guide, "make import ") if "FORCE=" in x[-1]]
    given = [arguments for arguments in forced if arguments[-1] != "FORCE=about.md"]
    assert len(given) == 3
    for arguments in given[1:]:  # a name, and two, are one thing to make
        post.write_text("Mine.\n")
        done = make("import", *arguments)
        assert (done.returncode, done.stderr) == (0, "")
        assert "Nothing of the old site" not in done.stdout
        assert post.read_text() == imported
    (old / "old-sitemap.xml").write_text("<html>")
    done = make("import", "FROM=../old-site", "SITEMAP=../old-site/old-sitemap.xml")
    assert done.returncode == 2
    assert "old-sitemap.xml:1: is no sitemap" in done.stderr


def test_the_commands_of_other_sites(guide: str) -> None:
    given = commands(guide, "permalink-blog import ")
    assert len(given) == 3
    for arguments in given:
        assert str(_parser().parse_args(arguments).root) == "../old-site"


def test_what_a_second_import_does(guide: str, tmp_path: Path) -> None:
    """Each row of the table, acted out."""
    table = rows(guide, "| the file here |")
    assert len(table) == 5
    for number, (here, there, outcome) in enumerate(table):
        for then in there.split(", or "):
            site = NewSite(tmp_path / f"{number}{then}")
            is_new = "not imported" in here
            site.run(old_site(*([] if is_new else [page("a")])))
            path = site.folder / "pages/a.md"
            if "deleted" in here:
                path.unlink()
            elif "as it was" not in here:
                site.write("pages/a.md", "Mine.\n")
            before = path.read_text() if path.exists() else None
            changed = page("a", "New." if "changed" in then else "Hello.")
            report = site.run(old_site(*([] if "gone" in then else [changed])))
            after = path.read_text() if path.exists() else None
            assert (after != before) == ("takes the change" in outcome)
            assert (told(report) != []) == ("reports it" in outcome)


def test_settings(guide: str) -> None:
    table = rows(guide, "| in `_config.yml` |")
    values = {
        "title": "A",
        "description": "B",
        "author": "C",
        "url": "https://d.example",
        "baseurl": "/e",
        "language": "fr",
        "timezone": "UTC",
    }
    told_of = set()
    for theirs, ours in table:
        keys = [x.replace("lang", "language") for x in re.findall("`(.+?)`", theirs)]
        told_of |= {*keys}
        settings = Settings(**{key: values[key] for key in keys})
        names = wanted_names(settings)
        names.remove("jekyll_frontmatter_tags")
        assert names == re.findall("`(.+?)`", ours)
    assert told_of == {*values}
    assert wanted_names(Settings()) == ["jekyll_frontmatter_tags"]
    assert '`jekyll_frontmatter_tags` is `"jekyll"`' in guide


def wanted_names(settings: Settings) -> list[str]:
    """Return the names of what an import of a Jekyll site sets."""
    wanted = wanted_settings(
        old_site(settings=settings), has_public=False, redirects="", blog_path="blog"
    )
    return [each.name for each in wanted]


@pytest.mark.parametrize(
    ("title", "constructs"), [("Liquid", LIQUID), ("kramdown", KRAMDOWN)]
)
def test_constructs(guide: str, title: str, constructs: Sequence[Construct]) -> None:
    """The tables are made of the code's data; on failure, copy what is wanted."""
    table = guide[guide.index(f"| {title} | ") :].split("\n\n")[0]
    cells = [
        [each.replace("|", "\\|") for each in (x.jekyll, x.here, x.name)]
        for x in constructs
    ]
    assert table.splitlines()[2:] == [f"| {' | '.join(row)} |" for row in cells]


def test_topics_of_the_report(guide: str) -> None:
    """The report links to a section for each of them, in its order."""
    report = guide[guide.index("\n## The report\n") :].split("\n## ")[1]
    assert re.findall(r"^### (.*)$", report, re.MULTILINE) == [x.value for x in Topic]
    ids = [re.sub(r"\W+", "-", topic.value.lower()) for topic in Topic]
    assert [topic.anchor for topic in Topic] == ids


def test_exit_codes(guide: str) -> None:
    assert re.search(r"is 0 if all .* 1 if .* 2 if", guide.replace("\n", " "))
    assert "0 all fine, 1 there is something" in _parser().format_help().replace(
        "\n", " "
    )
