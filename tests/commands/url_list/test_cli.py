"""The commands, on real builds in real repositories, and that their advice is right."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from permalink_blog.commands.console import main
from permalink_blog.core.store import STORE
from permalink_blog.urls.url_list.file import unknown_paths
from site_tools.git import git

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

if shutil.which("git") is None:
    pytest.skip("no git", allow_module_level=True)

Completed: TypeAlias = "subprocess.CompletedProcess[str]"

ROOT = "published-urls"
QUIET = {"suppress_warnings": ["toc.not_included", "app.add_node"]}
URLS = [
    *("/", "/about/", "/blog.html", "/blog/2018.html", "/blog/archive.html"),
    *("/blog/atom.xml", "/blog/tag.html", "/blog/tag/python.html", "/old/summer/"),
    *("/posts/winter.html", "/summer-2018.html"),
]


def run(folder: Path, ext: Path, *arguments: str, **environ: str) -> Completed:
    """Run the command line as a user does, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "permalink_blog", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ext), **environ},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=300,
    )


class Site:
    """A test root as a repository, and how to build, record and check it."""

    def __init__(self, build_root: BuildRoot, tmp_path: Path, ext: Path) -> None:
        self._build_root = build_root
        self.folder = tmp_path / ROOT
        self.outdir = self.folder / "_build" / "html"
        self._ext = ext
        self.url_list = tmp_path / "published-urls.txt"

    def build(self, **settings: Any) -> None:
        app = self._build_root(ROOT, **QUIET, **settings)
        assert app.warning.getvalue() == ""
        self.outdir = app.outdir

    def git(self, *arguments: str) -> str:
        return git(self.folder, *arguments)

    def commit(self) -> str:
        self.git("add", "-A", "--", ".", ":(exclude)_build")
        self.git("commit", "-q", "-m", "Next")
        return self.git("rev-parse", "HEAD")[:9]

    def run(self, *arguments: str, **environ: str) -> Completed:
        return run(self.folder.parent, self._ext, *arguments, **environ)

    def record(self) -> str:
        """Record what was built, and give what that says."""
        done = self.run("record-urls", str(self.outdir))
        assert (done.returncode, done.stderr) == (0, "")
        self.url_list.with_name("published-anchors.txt").unlink()  # see test_anchors.py
        return done.stdout.partition(" anchor")[0].rpartition("\n")[0] + "\n"

    def check(self) -> list[str]:
        """Give the findings; what is not asked for here is tested elsewhere."""
        said = io.StringIO()
        arguments = ["check-urls", str(self.outdir), "--source", ROOT]
        with contextlib.chdir(self.folder.parent), contextlib.redirect_stdout(said):
            code = main(arguments)
        *findings, verdict = said.getvalue().splitlines()
        assert code == (1 if findings else 0)
        answered = len(URLS) - len(findings)
        assert (
            verdict == f"published-urls.txt: {answered} of {len(URLS)} URLs answered."
        )
        return findings

    def edit(self, file: str, old: str, new: str) -> None:
        text = (self.folder / file).read_text("utf-8")
        assert old in text
        (self.folder / file).write_text(text.replace(old, new), "utf-8")

    def fix(self, finding: str) -> None:
        """Do what a finding says, word by word."""
        if match := re.search(r"add (\S+) to (\w+) in (\S+):(\d+)\.$", finding):
            path, key, file, number = match.groups()
            self._edit_line(file, int(number), rf"({key}: )(.+)", rf"\1[\2, {path}]")
        elif match := re.search(
            r": (\S+):(\d+) says .* Add `(.+)` below it\.$", finding
        ):
            file, number, line = match.groups()
            self._edit_line(file, int(number), r"(.+)", rf"\1\n{line}")
        elif match := re.search(r"write `(.+)` in (\S+):(\d+)\.$", finding):
            line, file, number = match.groups()
            self._edit_line(file, int(number), ".+", line)
        else:
            match = re.search(r"add to the (.+): `(.+)`$", finding)
            assert match, finding
            place, line = match.groups()
            if file := place.removeprefix("front matter of ") * place.startswith("fr"):
                self.edit(file, "---\n", f"---\n{line}\n")
            else:  # "page that replaces it"
                self.edit("index.md", "# Home", f"---\n{line}\n---\n\n# Home")

    def _edit_line(self, file: str, number: int, pattern: str, new: str) -> None:
        lines = (self.folder / file).read_text("utf-8").splitlines()
        lines[number - 1], count = re.subn(f"^{pattern}$", new, lines[number - 1])
        assert count == 1
        (self.folder / file).write_text("\n".join(lines) + "\n", "utf-8")


@pytest.fixture
def site(build_root: BuildRoot, tmp_path: Path, project_dir: Path) -> Site:
    """A site whose URLs are recorded and committed."""
    site = Site(build_root, tmp_path, project_dir / "_ext")
    site.build()
    site.git("init", "-q", "-b", "main")
    site.commit()
    assert site.record() == "11 URLs added to published-urls.txt, 11 URLs looked at.\n"
    return site


def test_record_is_sorted_and_adds_nothing_twice(site: Site) -> None:
    text = site.url_list.read_text("utf-8")
    assert [line for line in text.splitlines() if line.startswith("/")] == URLS
    assert site.record() == "0 URLs added to published-urls.txt, 11 URLs looked at.\n"
    assert site.url_list.read_text("utf-8") == text
    assert site.check() == []


def test_a_build_changes_no_list(site: Site) -> None:
    site.url_list.write_text("/about/\n")
    site.build(permalink_style="pretty")
    assert site.url_list.read_text() == "/about/\n"
    assert not (site.folder / "published-urls.txt").exists()


def test_record_keeps_what_is_there(site: Site) -> None:
    site.url_list.write_text(
        "# Ours\n\n/blog/tag/python.html  # a talk has it\n/gone/\n"
    )
    said = site.record().splitlines()
    assert said[0].startswith("10 URLs added")
    assert said[1] == "1 URL of published-urls.txt is no longer published:"
    lines = site.url_list.read_text().splitlines()
    line = 1 + lines.index("/gone/")
    assert said[2].startswith(f"published-urls.txt:{line}: /gone/: ")
    assert lines[:2] == ["# Ours", ""]
    assert "/blog/tag/python.html  # a talk has it" in lines
    paths = [line.split()[0] for line in lines[2:]]
    assert paths == sorted([*URLS, "/gone/"])


def test_record_reports_what_is_no_longer_published(site: Site) -> None:
    site.edit("about.rst", "/about/", "/us/")
    site.build()
    [finding] = site.check()
    done = site.run("record-urls", str(site.outdir), "--source", ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:3] == [
        "1 URL added to published-urls.txt, 11 URLs looked at.",
        "1 URL of published-urls.txt is no longer published:",
        finding,
    ]
    assert "/about/" in site.url_list.read_text("utf-8").split()  # and stays
    done = site.run("record-urls", "--from", str(site.outdir))
    assert "no longer published" not in done.stdout


def test_a_removed_document(site: Site) -> None:
    site.git("rm", "-q", "posts/winter.md")
    removed = "was posts/winter.md (removed {}). To fix it, add to the post that "
    removed += "replaces it: `redirect_from: /posts/winter.html`"
    line = URLS.index("/posts/winter.html") + 4
    site.build()
    [finding] = site.check()
    start = f"published-urls.txt:{line}: /posts/winter.html: "
    assert finding == start + removed.format("since the last commit")
    commit = site.commit()
    [finding] = site.check()
    assert finding == start + removed.format(f"in {commit} on 2024-05-01")
    site.fix(finding)
    site.build()
    assert site.check() == []


def test_a_changed_permalink(site: Site) -> None:
    site.edit("about.rst", "/about/", "/us/")
    site.build()
    [finding] = site.check()
    assert finding.endswith(
        "/about/: about.rst:1 says permalink: /us/. "
        "Add `:redirect_from: /about/` below it."
    )
    site.fix(finding)
    site.build()
    assert site.check() == []


def test_a_changed_permalink_beside_redirects(site: Site) -> None:
    site.edit("posts/summer.md", "permalink: summer-2018", "permalink: summer")
    site.build()
    site.commit()
    [finding] = site.check()
    assert finding.endswith(
        "/summer-2018.html: posts/summer.md:3 says permalink: summer. "
        "To fix it, add /summer-2018.html to redirect_from in posts/summer.md:4."
    )
    site.fix(finding)
    site.build()
    assert site.check() == []


def test_a_permalink_taken_out(site: Site) -> None:
    site.edit("about.rst", ":permalink: /about/\n\n", "")
    site.build(permalink_spellings=False)
    [finding] = site.check()
    assert "/about/: the page is at /about.html now. To fix it, add" in finding
    site.edit("posts/summer.md", "permalink: summer-2018\nredirect_from", "aliases")
    site.build()
    [finding] = site.check()
    assert "was the permalink of posts/summer.md until the last commit. " in finding
    assert finding.endswith("add /summer-2018.html to aliases in posts/summer.md:3.")
    site.fix(finding)
    site.build()
    assert site.check() == []


def test_a_renamed_document(site: Site) -> None:
    site.git("mv", "posts/winter.md", "posts/cold.md")
    site.commit()
    site.build()
    [finding] = site.check()
    assert finding.endswith(
        "was posts/winter.md, which is posts/cold.md now. To fix it, add to the front "
        "matter of posts/cold.md: `redirect_from: /posts/winter.html`"
    )
    site.fix(finding)
    site.build()
    assert site.check() == []


def test_a_redirect_taken_out(site: Site) -> None:
    site.edit("posts/summer.md", "redirect_from: /old/summer/\n", "")
    commit = site.commit()
    site.build()
    [finding] = site.check()
    assert finding.endswith(
        f"was in the redirect_from of posts/summer.md until {commit} on 2024-05-01. "
        "To fix it, add to the front matter of posts/summer.md: "
        "`redirect_from: /old/summer/`"
    )
    site.fix(finding)
    site.build()
    assert site.check() == []
    site.git("rm", "-q", "-f", "posts/summer.md")
    site.commit()
    site.build()
    findings = [finding for finding in site.check() if "/old/" in finding]
    assert "was in the redirect_from of posts/summer.md (removed in " in findings[0]


def test_other_case(site: Site) -> None:
    site.edit("posts/summer.md", "permalink: summer-2018", "permalink: Summer-2018")
    site.build()
    [finding] = site.check()
    assert "/summer-2018.html: Summer-2018.html differs in case" in finding
    assert finding.endswith(
        "write `permalink: /summer-2018.html` in posts/summer.md:3."
    )
    site.fix(finding)
    site.build()
    assert site.check() == []


def test_another_spelling(site: Site) -> None:
    site.edit("posts/summer.md", "permalink: summer-2018", "permalink: summer-2018/")
    site.build()
    assert site.check() == []  # every spelling answers
    site.build(permalink_spellings=False)
    [finding] = site.check()
    assert "/summer-2018.html: the page is at /summer-2018/ now." in finding
    site.fix(finding)
    site.build(permalink_spellings=False)
    assert site.check() == []


def test_another_spelling_of_a_generated_page(site: Site) -> None:
    text = site.url_list.read_text().replace(
        "/blog/tag/python.html", "/blog/tag/python/"
    )
    site.url_list.write_text(text.replace("/blog/2018.html", "/Blog/2018.html"))
    site.build(permalink_spellings=False)
    case, spelling = site.check()
    assert "/Blog/2018.html: blog/2018.html differs in case" in case
    assert (
        "/python/: the page is at /blog/tag/python.html now. To fix it, set" in spelling
    )
    site.build(permalink_spellings=True)
    assert site.check() == [case]


def test_another_spelling_of_a_redirect(site: Site) -> None:
    text = site.url_list.read_text().replace("/old/summer/", "/old/summer.html")
    site.url_list.write_text(text)
    [finding] = site.check()
    rule = re.search(r'conf\.py: `"(.+)": "(.+)"`$', finding)
    assert rule, finding
    site.build(permalink_redirects={rule[1]: rule[2]})
    assert site.check() == []


def test_a_style_that_came_and_went(site: Site) -> None:
    site.build(permalink_style="pretty")
    assert site.check() == []  # the path of the source leads there
    site.build(permalink_style="pretty", permalink_spellings=False)
    [finding] = site.check()
    assert finding.endswith(
        "posts/winter.md is at /2018/12/24/winter/ now. To fix it, add to the front "
        "matter of posts/winter.md: `redirect_from: /posts/winter.html`"
    )
    site.fix(finding)
    site.build(permalink_style="pretty")
    assert site.check() == []
    text = site.url_list.read_text()
    site.url_list.write_text(text.replace("/posts/winter.html", "/2018/12/24/winter/"))
    site.build(permalink_style=None)
    [finding] = site.check()
    assert "/2018/12/24/winter/: posts/winter.md is at /posts/winter.html" in finding


def test_a_document_left_out(site: Site) -> None:
    site.build(exclude_patterns=["posts/winter.md"])
    [finding] = site.check()
    assert "posts/winter.md sets this URL, but the build leaves the document" in finding
    site.fix(finding)
    site.build(exclude_patterns=["posts/winter.md"])
    assert site.check() == []


def test_an_output_folder_that_is_older_than_its_source(site: Site) -> None:
    for file in ("summer-2018.html", "summer-2018/index.html", "old/summer/index.html"):
        (site.outdir / file).unlink()
    redirect, permalink = site.check()
    assert redirect.endswith("posts/summer.md:4 sets this URL: build the site again.")
    assert permalink.endswith("posts/summer.md:3 sets this URL: build the site again.")


def test_an_archive_that_is_gone(site: Site) -> None:
    site.edit("posts/summer.md", "tags: python\n", "")
    site.commit()
    site.build()
    findings = site.check()
    assert len(findings) == 2
    assert findings[1].endswith(
        "/blog/tag/python.html: this page is missing. To fix it, add to the page that "
        "replaces it: `redirect_from: /blog/tag/python.html`"
    )
    site.fix(findings[1])
    site.build()
    assert site.check() == findings[:1]


def test_what_no_page_can_be(site: Site) -> None:
    lines = ["/logo.png", "/a*b/", "/a..b/", "/feed.xml"]
    kept = [line for line in URLS if line.startswith("/blog")][: len(lines)]
    text = site.url_list.read_text()
    for old, new in zip(kept, lines, strict=True):
        text = re.sub(f"^{old}$", new, text, flags=re.MULTILINE)
    site.url_list.write_text(text)
    picture, star, dots, feed = site.check()
    assert "/logo.png: the file is gone. To fix it, put a file there" in picture
    assert "/a*b/: Sphinx cannot publish a page at this path (has a '*', " in star
    assert "/a..b/: Sphinx cannot publish a page at this path (its dots" in dots
    setting = '`"/feed.xml": "blog/atom.xml"`'
    assert (
        "this feed is missing. To fix it, add to blog_feed_also_at in conf.py: "
        f"{setting}" in feed
    )


def test_all_that_is_missing_is_listed(site: Site) -> None:
    for file in ("posts/winter.md", "posts/summer.md", "about.rst"):
        site.git("rm", "-q", file)
    site.commit()
    site.edit("index.md", "```{toctree}\nabout\n```\n", "")
    site.build()
    findings = site.check()
    paths = [finding.split(": ")[1] for finding in findings]
    assert {"/about/", "/old/summer/", "/posts/winter.html"} <= set(paths)
    assert paths == sorted(paths)


def test_no_history(site: Site) -> None:
    shutil.rmtree(site.folder / ".git")
    (site.folder / ".git").mkdir()
    (site.folder / "posts/winter.md").unlink()
    site.build()
    done = site.run("check-urls", str(site.outdir), "--source", ROOT)
    assert done.returncode == 1
    finding, note, verdict = done.stdout.splitlines()
    assert "/posts/winter.html: this page is missing. To fix it, add" in finding
    assert note.startswith("The Git history is incomplete: not a git")
    assert verdict == "published-urls.txt: 10 of 11 URLs answered."
    done = site.run("check-urls", str(site.outdir), "--source", ROOT, PATH="/nowhere")
    assert "git is not installed" in done.stdout


def test_a_broken_list(site: Site) -> None:
    with site.url_list.open("a") as url_list:
        url_list.write("summer.html\n/gone/\n")
    done = site.run("check-urls", str(site.outdir), "--source", ROOT)
    assert done.returncode == 2
    unusable, finding, verdict = done.stdout.splitlines()
    assert unusable == (
        "published-urls.txt:15: 'summer.html' is not a path: begin it with /"
    )
    assert "/gone/: this page is missing" in finding
    assert verdict == "published-urls.txt: 11 of 12 URLs answered."


def test_record_an_old_site(site: Site) -> None:
    before = site.url_list.read_text().splitlines()
    old = site.folder.parent / "old.txt"
    old.write_text(
        "https://old.example/blog/2009/hello.html\nhttps://old.example/blog/about/\n"
        "https://old.example/shop/\n/blog/?p=7\n"
    )
    arguments = (
        "record-urls",
        "--from",
        "old.txt",
        "--base-url",
        "https://old.example/blog",
    )
    done = site.run(*arguments)
    assert (done.returncode, done.stderr) == (1, "")
    shop, query, added, unusable = done.stdout.splitlines()
    assert shop == (
        "old.txt:3: 'https://old.example/shop/' is not a path: it is not below "
        "old.example/blog/"
    )
    assert query.startswith("old.txt:4: '/blog/?p=7' is not a path: static hosts do ")
    assert added == "1 URL added to published-urls.txt, 2 URLs looked at."
    assert unusable == "2 could not be taken: see above."
    after = site.url_list.read_text().splitlines()
    assert set(after) - set(before) == {"/2009/hello.html"}
    assert len(after) == len(before) + 1


def test_record_from_several_sources(site: Site) -> None:
    site.url_list.unlink()
    (site.folder.parent / "a.txt").write_text("/a\n/a\n/b/index.html\n")
    arguments = ("--from", "a.txt", "--from", str(site.outdir))
    done = site.run("record-urls", *arguments, "--list", "other.txt")
    assert (done.returncode, done.stderr) == (0, "")
    lines = (site.folder.parent / "other.txt").read_text().splitlines()
    assert {"/a", "/b/index.html", "/about/", "/posts/winter.html"} <= set(lines)
    assert not site.url_list.exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["check-urls", "absent"],
            "check-urls: absent is not a folder; build the site first",
        ),
        (
            ["check-urls", ".", "--list", "absent.txt"],
            "check-urls: absent.txt does not exist; create it with `permalink-blog ",
        ),
        (["check-urls", ".", "--list", "latin"], "check-urls: latin is not UTF-8: "),
        (["check-urls", ".", "--list", ROOT], f"check-urls: {ROOT}: Is a directory"),
        (
            ["record-urls"],
            "record-urls: _build/html is not a folder; build the site first",
        ),
        (["record-urls", ROOT], f"record-urls: {ROOT}: {STORE} does not"),
        (["record-urls", "--from", "absent"], "record-urls: absent: No such file"),
        (
            ["record-urls", "--from", ROOT, "--base-url", "x"],
            "record-urls: --base-url x: write ",
        ),
        (
            ["record-urls", "--from", ROOT, "--list", "absent/x"],
            "record-urls: absent/x: No such file",
        ),
        (["fix"], "usage: permalink-blog COMMAND"),
    ],
)
def test_what_cannot_be_done(
    tmp_path: Path, project_dir: Path, arguments: list[str], message: str
) -> None:
    url_list = tmp_path / "published-urls.txt"
    url_list.write_text("/\n")
    (tmp_path / "latin").write_bytes(b"/caf\xe9\n")
    (tmp_path / ROOT).mkdir()
    done = run(tmp_path, project_dir / "_ext", *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(message)
    assert "Traceback" not in done.stderr
    assert url_list.read_text() == "/\n"
    assert {path.name for path in tmp_path.iterdir()} == {url_list.name, "latin", ROOT}


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_names_that_cannot_be_shown(
    tmp_path: Path, project_dir: Path, encoding: str
) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / os.fsdecode(b"caf\xe9.html")).write_text("<p>")
    (tmp_path / "old" / "\u03c0.html").write_text("<p>")
    arguments = ("record-urls", "--from", "old", "--list", "\u03c0.txt")
    environ = {"PYTHONIOENCODING": encoding}
    done = run(tmp_path, project_dir / "_ext", *arguments, **environ)
    assert (done.returncode, done.stderr) == (1, "")
    assert "old/caf\\udce9.html: 'caf\\udce9.html' is not a path" in done.stdout
    assert "/%CF%80.html" in (tmp_path / "\u03c0.txt").read_text("utf-8")


def test_unknown_paths() -> None:
    text = "/a/\n/b.html # x\nnonsense\n"
    paths = ["/a/index.html", "/b.html", "/c/index.html", "/c/", "/B.html"]
    assert unknown_paths(text, paths) == ["/B.html", "/c/"]
    assert unknown_paths("", []) == []
