"""An old site is somebody else's: nothing in it runs, or reads other files."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from permalink_blog.core.store import STORE, Store
from permalink_blog.urls.record import read_record
from permalink_import.cli import main
from site_tools.moving import fresh_project, run, run_import
from site_tools.sites import PROJECT, clean_environ
from site_tools.slow import slow

if TYPE_CHECKING:
    from pathlib import Path

CANARY = "a-secret-that-no-page-may-have"
HOSTILE = """\
A text with {download}`../../../secret.txt` and {include}`x`.

:::{include} ../../../secret.txt
:::

```{include} ../../../secret.txt
```

~~~{raw} html
:file: ../../../secret.txt
~~~

> ```{literalinclude} ../../../secret.txt
> ```

- ```{csv-table} T
  :file: ../../../secret.txt
  ```

% not a comment

(target)=

The last words.
"""
CONFIG = {
    "jekyll": ("_config.yml", "title: T\n"),
    "hugo": ("hugo.toml", 'title = "T"\n'),
    "pelican": ("pelicanconf.py", "SITENAME = 'T'\nPATH = 'content'\n"),
}
POSTS = {
    "jekyll": "_posts/2018-08-01-a.md",
    "hugo": "content/posts/a.md",
    "pelican": "content/a.md",
}


def old_site(folder: Path, generator: str, body: str, config: str = "") -> Path:
    old = folder / "old"
    name, text = CONFIG[generator]
    write(old / name, text + config)
    matter = "---\ntitle: A\ndate: 2018-08-01\n---\n"
    if generator == "pelican":
        matter = "Title: A\nDate: 2018-08-01\n\n"
    write(old / POSTS[generator], matter + body)
    write(folder / "secret.txt", CANARY)
    return old


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def is_anywhere(folder: Path) -> bool:
    """Return whether the canary is in a file of a project."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return any(
        CANARY.encode() in path.read_bytes()
        for path in paths
        if "_ext" not in path.parts
    )


@pytest.mark.parametrize("generator", CONFIG)
def test_no_text_becomes_a_directive(generator: str, tmp_path: Path) -> None:
    old = old_site(tmp_path, generator, HOSTILE)
    project = fresh_project(tmp_path / "blog")
    done = run_import(old, project)
    assert "Traceback" not in done.said, done.said
    folders = ["-d", "_build/doctrees", ".", "_build/html"]
    built = run(["sphinx", "-q", "--no-color", *folders], cwd=project)
    assert built.returncode == 0, built.said
    assert not is_anywhere(project)
    (source,) = project.glob("posts/2018/*a.md")
    record = read_record(Store(project / "_build/html" / STORE))
    docname = source.relative_to(project).with_suffix("").as_posix()
    page = project / "_build/html" / record.pages[docname]
    text = page.read_text("utf-8")
    for words in ("include", "secret.txt", "not a comment", "The last words."):
        assert words in text, words


@pytest.mark.parametrize("generator", CONFIG)
def test_a_link_out_of_the_old_site_is_not_followed(
    generator: str, tmp_path: Path
) -> None:
    old = old_site(tmp_path, generator, "Text.\n")
    write(tmp_path / "outside/z.md", f"---\ntitle: {CANARY}\n---\nx\n")
    write(tmp_path / "outside/sitemap.xml", f"<urlset><loc>/{CANARY}</loc></urlset>")
    folder = (old / POSTS[generator]).parent
    (folder / "2018-08-02-z.md").symlink_to(tmp_path / "outside/z.md")
    (folder / "2018-08-03-y.md").symlink_to(tmp_path / "secret.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "out").symlink_to(tmp_path / "outside")
    (old / "sitemap.xml").symlink_to(tmp_path / "outside/sitemap.xml")
    for name in ("static", "content/images"):
        (old / name).mkdir(parents=True, exist_ok=True)
        (old / name / "a.txt").symlink_to(tmp_path / "secret.txt")
    project = fresh_project(tmp_path / "blog")
    done = run_import(old, project)
    assert done.returncode == 1, done.said
    assert "Traceback" not in done.said
    assert not is_anywhere(project)


@pytest.mark.parametrize(
    ("generator", "config"),
    [
        ("jekyll", "source: ../outside\n"),
        ("hugo", 'contentDir = "../outside"\n'),
        ("hugo", 'staticDir = "../outside"\n'),
        ("hugo", 'assetDir = "../outside"\n'),
        ("hugo", '[languages.de]\ncontentDir = "../outside"\n'),
        ("pelican", "PATH = '../outside'\n"),
        ("pelican", "ARTICLE_PATHS = ['../../..']\n"),
        ("pelican", "STATIC_PATHS = ['../../outside']\n"),
    ],
)
def test_no_setting_leads_out_of_the_old_site(
    generator: str, config: str, tmp_path: Path
) -> None:
    old = old_site(tmp_path, generator, "Text.\n", config)
    write(
        tmp_path / "outside/z.md", f"---\ntitle: Z\ndate: 2018-08-01\n---\n{CANARY}\n"
    )
    project = fresh_project(tmp_path / "blog")
    done = run_import(old, project)
    assert done.returncode in {1, 2}
    assert "Traceback" not in done.said
    assert not is_anywhere(project)


@pytest.mark.parametrize("generator", CONFIG)
@pytest.mark.parametrize("name", [".git", slow(".GIT"), slow("git~1")])
def test_git_finds_no_repository(generator: str, name: str, tmp_path: Path) -> None:
    config = f'include: [".git", "{name}"]\n' if generator == "jekyll" else ""
    if generator == "pelican":
        config = "STATIC_PATHS = ['']\nIGNORE_FILES = []\n"
    old = old_site(tmp_path, generator, "Text.\n", config)
    top = {"jekyll": old, "hugo": old / "static/x", "pelican": old / "content"}
    for folder in (top[generator], top[generator] / "deep"):
        write(folder / name / "config", '[core]\n  fsmonitor = "touch PWNED; false"\n')
        write(folder / name / "HEAD", "ref: refs/heads/main\n")
    project = fresh_project(tmp_path / "blog")
    run_import(old, project)
    assert [x for x in project.rglob("config") if "_ext" not in x.parts] == []


@pytest.mark.parametrize("generator", CONFIG)
def test_git_finds_no_repository_of_another_name(
    generator: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = ""
    if generator == "pelican":
        # One whose files are put together by the settings, too
        parts = ["HEAD", "config", "objects/x", "refs/x"]
        extra = {f"p{n}.x": {"path": f"made/{part}"} for n, part in enumerate(parts)}
        config = f"STATIC_PATHS = ['']\nEXTRA_PATH_METADATA = {extra}\n"
    old = old_site(tmp_path, generator, "Text.\n", config)
    folders = {"jekyll": "assets", "hugo": "static", "pelican": "content"}
    top = old / folders[generator]
    for number in range(4):
        write(top / f"p{number}.x", "ref: refs/heads/main\n")
    for name in ("deep/repo", "other.d"):
        for part in ("HEAD", "config", "objects/x", "refs/heads/main"):
            write(top / name / part, "ref: refs/heads/main\n")
    write(top / "linked/head", "ref: refs/heads/main\n")
    write(top / "linked/commondir", "../../x\n")
    write(top / "fine/HEAD", "not a repository\n")
    write(top / "fine/config", "x\n")
    project = tmp_path / "blog"
    write(project / "conf.py", "")
    assert main([str(old), "--into", str(project)]) == 1
    said = capsys.readouterr().out
    assert "deep/repo" in said
    assert sorted(x.parent.name for x in project.rglob("config")) == ["fine"]
    assert [x.parent.name for x in project.rglob("[Hh][Ee][Aa][Dd]")] == ["fine"]
    assert list(project.rglob("commondir")) == []


def test_what_a_terminal_would_obey_is_escaped(tmp_path: Path) -> None:
    old = old_site(tmp_path, "jekyll", "{% \x1b[31mtag\x07 %}\n")
    write(old / "_posts/\x1b[2Jname.md", "---\n---\nx\n")
    done = run_import(old, fresh_project(tmp_path / "blog"))
    assert "\x1b" not in done.said
    assert "\x07" not in done.said
    assert "\\x1b[2Jname.md" in done.stdout


# An import in a process of its own, and at last the most memory that it had, in
# kilobytes. That of the children of pytest is of all tests' processes before this one.
MEASURED = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "permalink_import", *sys.argv[1:]])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(done.returncode)
"""


def test_what_is_too_large_is_reported(tmp_path: Path) -> None:
    old = old_site(tmp_path, "jekyll", "Text.\n")
    bomb = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
    )
    write(old / "_posts/2018-08-02-bomb.md", f"---\n{bomb}---\nText.\n")
    write(old / "_posts/2018-08-03-deep.md", f"---\na: {'[' * 5000}\n---\nText.\n")
    write(old / "_data/d.yml", bomb)
    write(old / "_data/t.csv", f'a,b\n"{"x" * 200_000}",1\n')
    project = fresh_project(tmp_path / "blog")
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(old), "--into", str(project)],
        env=clean_environ(PYTHONPATH=str(PROJECT / "_ext")),
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert int(done.stdout.splitlines()[-1]) < 1_000_000
    for name in ("2018-08-02-bomb.md", "2018-08-03-deep.md", "d.yml", "t.csv"):
        assert name in done.stdout
    assert (project / "posts/2018/2018-08-01-a.md").exists()
